// SPDX-License-Identifier: MIT
#include "app/session/boardcopy.h"
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
        m_items[at].entry = *std::exchange(m_items[at].next, {}); // what it answers may be known by now
        m_items[at].state = State::Queued;
        emit saved(changed.room, changed.id, ok);
        emit this->changed(changed.room);
        pump();
    });
}

bool Outbox::isStray(const Item &item) const
{
    const auto *post = std::get_if<ChatPost>(&item.entry.message);
    const auto ready = m_ready.constFind(item.entry.room);
    return post && post->replyTo && ready != m_ready.cend() && *ready != item.entry.epoch;
}

// No place of the log that was counts any more.
void Outbox::loosenReplies(const RoomId &room)
{
    for (TakenBack &one : m_discarded)
        if (one.entry.room == room)
            one.entry.epoch = {};
    for (Item &item : m_items) {
        const auto *post = std::get_if<ChatPost>(&item.entry.message);
        if (item.entry.room != room || !post || !post->replyTo)
            continue;
        for (OutboxEntry *entry : {&item.entry, item.next ? &*item.next : nullptr}) {
            if (!entry)
                continue;
            entry->epoch = {};
            if (entry->answers.isNull()) // nobody can find out
                std::get<ChatPost>(entry->message).replyTo.reset();
        }
        if (item.state != State::Acked && !item.unwanted)
            m_store.changeOperation(item.next ? *item.next : item.entry, {});
    }
    emit changed(room);
}

QList<OutboxEntry> Outbox::strayReplies(const RoomId &room) const
{
    QList<OutboxEntry> strays;
    for (const Item &item : m_items)
        if (item.entry.room == room && item.state != State::Acked && isStray(item))
            strays.append(item.entry);
    return strays;
}

void Outbox::setReply(const OpId &id, std::optional<Seq> replyTo, const EpochId &epoch)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state == State::Acked)
        return;
    Item &item = m_items[index];
    for (OutboxEntry *entry : {&item.entry, item.next ? &*item.next : nullptr}) {
        if (!entry)
            continue;
        std::get<ChatPost>(entry->message).replyTo = replyTo;
        entry->epoch = epoch;
        if (!replyTo)
            entry->answers = {};
    }
    if (!item.unwanted)
        m_store.changeOperation(item.next ? *item.next : item.entry, {});
    emit changed(item.entry.room);
    pump();
}

void Outbox::renew(const OpId &id, const QHash<ObjectId, ObjectId> &renamed)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state != State::Sending)
        return;
    const RoomId room = m_items.at(index).entry.room;
    for (Item &item : m_items) {
        auto *commit = std::get_if<BoardCommit>(&item.entry.message);
        if (!commit || item.entry.room != room)
            continue;
        QList<BoardOp> ops = renamedIn(commit->ops, renamed);
        if (ops == commit->ops)
            continue;
        commit->ops = std::move(ops);
        if (!item.unwanted)
            m_store.changeOperation(item.entry, {});
    }
    ++m_items[index].renewals;
    requeue(index);
    emit changed(room);
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
    m_items.last().place = ++m_lastPlace;
    m_store.putOperation(late, false, {});
}

OutboxEntry Outbox::roomGone(const RoomInfo &room, qint64 nowMs)
{
    const OpId made{room.id.value}; // as whoever makes a room names it
    return {made, room.id, nowMs, RoomCreate{made, room.name, room.topic}, QString(roomGoneCode)};
}

} // namespace coterie
