// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

namespace coterie {

bool Outbox::edit(const OpId &id, const QString &body)
{
    const auto index = indexOf(id);
    if (index < 0)
        return false;
    const Item &item = m_items.at(index);
    if ((item.state != State::Queued && item.state != State::Refused) || item.next ||
        !std::holds_alternative<ChatPost>(item.entry.message))
        return false;
    OutboxEntry changed = item.entry;
    std::get<ChatPost>(changed.message).body = body;
    changed.edited = true;
    changed.refusal.reset();
    change(changed);
    return true;
}

bool Outbox::makeRoom(const RoomId &room, const QString &name)
{
    const auto index = indexOf(OpId{room.value});
    if (index < 0)
        return false;
    const Item &item = m_items.at(index);
    if (item.state != State::Refused || item.next || !std::holds_alternative<RoomCreate>(item.entry.message))
        return false;
    OutboxEntry changed = item.entry;
    std::get<RoomCreate>(changed.message).name = name;
    changed.refusal.reset();
    change(changed);
    return true;
}

void Outbox::discardRoom(const RoomId &room)
{
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        if (m_items.at(i).entry.room != room)
            continue;
        if (m_items.at(i).state == State::Sending) {
            m_items[i].unwanted = true;
            m_store.discardOperation(m_items.at(i).entry.id);
        } else {
            remove(i);
        }
    }
    pump();
}

// It goes on as `changed` as soon as that is on the disk.
void Outbox::change(const OutboxEntry &changed)
{
    m_items[indexOf(changed.id)].next = changed;
    m_store.changeOperation(changed, [this, changed](bool ok) {
        const auto at = indexOf(changed.id);
        if (at < 0 || !m_items.at(at).next) { // discarded meanwhile, or the host had it already (A48)
            emit saved(changed.room, changed.id, ok);
            return;
        }
        m_items[at].entry = changed;
        m_items[at].state = State::Queued;
        m_items[at].next.reset();
        emit saved(changed.room, changed.id, ok);
        emit this->changed(changed.room);
        pump();
    });
}

void Outbox::hold(const std::optional<OpId> &id)
{
    m_held = id;
    pump();
}

// The event may have been here before its ack; otherwise it comes, and noteLog() looks at it.
void Outbox::confirmEdited(const OpId &id, Seq seq)
{
    const RoomId room = m_items.at(indexOf(id)).entry.room;
    m_store.page({room, seq + 1, {}, 1}, [this, room, id, seq](const CachedPage &page) {
        if (const auto index = indexOf(id); index >= 0)
            m_items[index].confirming = false;
        if (!page.events.isEmpty() && page.events.last().seq == seq)
            noteLog(room, seq, {id}, page.events);
    });
}

// The host had the message before its words were changed. They are not lost: they stand here, for somebody to decide.
void Outbox::editedTooLate(const OutboxEntry &entry)
{
    OutboxEntry late = entry;
    late.id = newId<OpId>();
    std::get<ChatPost>(late.message).id = late.id;
    late.edited = late.sent = false;
    late.refusal = QString(editedTooLateCode);
    m_items.append({late, State::Refused});
    m_store.putOperation(late, false, {});
}

} // namespace coterie
