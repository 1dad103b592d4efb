// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

namespace coterie {

bool Outbox::edit(const OpId &id, const QString &body)
{
    const auto index = indexOf(id);
    if (index < 0)
        return false;
    Item &item = m_items[index];
    if ((item.state != State::Queued && item.state != State::Refused) || item.changing ||
        !std::holds_alternative<ChatPost>(item.entry.message))
        return false;
    OutboxEntry changed = item.entry;
    std::get<ChatPost>(changed.message).body = body;
    changed.edited = true;
    changed.refusal.reset();
    item.changing = true;
    m_store.changeOperation(changed, [this, changed](bool ok) {
        const auto at = indexOf(changed.id);
        if (at < 0) { // discarded meanwhile
            emit saved(changed.room, changed.id, ok);
            return;
        }
        m_items[at].entry = changed;
        m_items[at].state = State::Queued;
        m_items[at].changing = false;
        emit saved(changed.room, changed.id, ok);
        emit this->changed(changed.room);
        pump();
    });
    return true;
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
    late.edited = false;
    late.refusal = QString(editedTooLateCode);
    m_items.append({late, State::Refused});
    m_store.putOperation(late, false, {});
}

} // namespace coterie
