// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

#include "app/session/errortext.h"

#include <QSet>
#include <algorithm>
#include <utility>

namespace coterie {

namespace {
constexpr qsizetype mostDiscarded = 20;
} // namespace

// What waits: how it comes in and goes out, and what of it can be seen. When it is sent: outboxsending.cpp; what
// becomes of a refusal: outboxrefusals.cpp; other words for it: outboxedits.cpp.

Outbox::Outbox(LocalStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_chat(5, 20)
    , m_board(120, 240)
    , m_other(5, 20)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outbox::pump);
}

void Outbox::load(const CachedSession &session)
{
    // What was done since the disk was asked counts, the rest may be of another file.
    const QList<Item> before = std::exchange(m_items, {});
    m_discarded.removeIf([&](const TakenBack &one) { return !session.changed.contains(one.entry.id); });
    QSet<RoomId> rooms;
    QHash<OpId, qsizetype> newer;
    QHash<OpId, OpId> behind; // what was taken back → what it stands in front of, before others come in between
    QList<OpId> taken;        // of those, what nothing stands behind yet
    for (qsizetype i = 0; i < before.size(); ++i) {
        const Item &item = before.at(i);
        rooms.insert(item.entry.room);
        if (item.state == State::Saving || session.changed.contains(item.entry.id))
            newer.insert(item.entry.id, i);
    }
    for (const OutboxEntry &entry : session.outbox) {
        rooms.insert(entry.room);
        Item item{entry, entry.refusal ? State::Refused : State::Queued};
        item.noted = entry.sent;
        if (const auto known = newer.constFind(entry.id); known != newer.cend()) {
            item = before.at(*known);
        } else if (session.changed.contains(entry.id)) { // taken back since
            taken.append(entry.id);
            continue;
        }
        for (const OpId &id : std::exchange(taken, {}))
            behind.insert(id, entry.id);
        m_items.append(item);
    }
    for (const OpId &id : std::as_const(taken))
        behind.insert(id, {});
    // What the disk did not tell of stands in front of what it stood in front of.
    qsizetype at = m_items.size();
    for (qsizetype i = newer.isEmpty() ? -1 : before.size() - 1; i >= 0; --i) {
        const OpId &id = before.at(i).entry.id;
        if (const auto index = indexOf(id); index >= 0) {
            at = index;
        } else if (newer.contains(id)) {
            m_items.insert(at, before.at(i));
        }
    }
    for (const TakenBack &one : std::as_const(m_discarded)) // nor did it tell of what was written since, too
        if (!behind.contains(one.entry.id)) {
            const auto next = std::find_if(before.cbegin(), before.cend(), [&](const Item &item) {
                return item.place >= one.place && indexOf(item.entry.id) >= 0;
            });
            behind.insert(one.entry.id, next == before.cend() ? OpId() : next->entry.id);
        }
    numberPlaces(behind);
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
}

// Each has a place of its own, also what was taken back: in front of what it stands in front of.
void Outbox::numberPlaces(const QHash<OpId, OpId> &behind)
{
    const auto number = [&](const OpId &next) {
        for (TakenBack &one : m_discarded)
            if (behind.value(one.entry.id) == next)
                one.place = ++m_lastPlace;
    };
    for (Item &item : m_items) {
        number(item.entry.id);
        item.place = ++m_lastPlace;
    }
    number({});
}

void Outbox::keepAgain()
{
    for (const Item &item : std::as_const(m_items))
        if (item.state != State::Acked && !item.unwanted) {
            OutboxEntry entry = item.entry;
            entry.sent = entry.sent || item.noted;
            m_store.putOperation(entry, false, {});
        }
}

void Outbox::add(const OutboxEntry &entry, bool clearDraft)
{
    Item item{entry, State::Saving};
    item.place = ++m_lastPlace;
    save(item, m_items.size(), clearDraft);
}

void Outbox::save(Item item, qsizetype index, bool clearDraft)
{
    // What may leave this computer as soon as it is on the disk says so there from the beginning: the program may end
    // between the two (A162).
    OutboxEntry stored = item.entry;
    stored.sent = stored.sent || (m_online && !stored.refusal && m_ready.contains(stored.room));
    item.noted = stored.sent;
    const auto behind = idAt(index);
    m_items.insert(index, item);
    const auto written = [this, id = stored.id, room = stored.room](bool ok) {
        const auto at = indexOf(id);
        if (at < 0) {
            emit saved(room, id, ok);
            return;
        }
        // A disk that refuses must not keep anybody from speaking: it is sent all the same, and the caller says so.
        m_items[at].state = m_items.at(at).entry.refusal ? State::Refused : State::Queued;
        emit saved(room, id, ok);
        emit changed(room);
        pump();
    };
    m_store.putOperation(stored, clearDraft, written, behind);
}

void Outbox::addKept(const OutboxEntry &entry)
{
    m_items.append({entry, State::Queued});
    m_items.last().place = ++m_lastPlace;
    m_store.putOperation(entry, false, {});
    emit changed(entry.room);
    pump();
}

// They were the host's already, and it has lost them: they go before all that came after them. Written lazily, as their
// words are here.
void Outbox::addAhead(const QList<OutboxEntry> &entries)
{
    QSet<RoomId> rooms;
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        OutboxEntry entry = entries.at(i);
        entry.sent = true;
        m_items.prepend({entry, State::Queued});
        m_items.first().place = --m_firstPlace;
        m_store.putOperationAhead(entry);
        rooms.insert(entry.room);
    }
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
    pump();
}

// An ack without its event is an ack of the log that is gone. What was discarded since stays so.
void Outbox::logBeganAnew(const RoomId &room)
{
    loosenReplies(room);
    QList<OutboxEntry> lost;
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        if (m_items.at(i).entry.room != room || m_items.at(i).state != State::Acked)
            continue;
        const Item item = m_items.takeAt(i);
        if (!item.unwanted)
            lost.prepend(item.entry);
    }
    addAhead(lost);
}

Outbox::Discarded Outbox::discard(const OpId &id)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state == State::Acked)
        return Discarded::Nothing;
    Item &item = m_items[index];
    const auto said = item.entry.sent ? Discarded::MaybeThere : Discarded::NeverSent;
    m_discarded.append({item.next ? *item.next : item.entry, item.place});
    if (m_discarded.size() > mostDiscarded)
        m_discarded.removeFirst();
    if (item.state == State::Sending) {
        item.unwanted = true; // the host may have it; if not, it is not sent again, nor at the next start
        m_store.discardOperation(id);
    } else {
        remove(index);
    }
    pump();
    return said;
}

void Outbox::putBack(const OpId &id)
{
    const auto known = std::find_if(m_discarded.cbegin(), m_discarded.cend(),
                                    [&](const TakenBack &one) { return one.entry.id == id; });
    if (known == m_discarded.cend())
        return; // the host had it
    Item item{known->entry, State::Saving};
    item.place = known->place;
    m_discarded.erase(known);
    const auto behind = indexAt(item.place, laneOf(item));
    if (const auto index = indexOf(id); index >= 0) { // its answer is still to come
        m_items[index].unwanted = false;
        m_store.putOperation(item.entry, false, {}, idAt(behind));
    } else {
        save(item, behind, false);
    }
}

// In front of what stood behind this place in its lane and has not left.
qsizetype Outbox::indexAt(qint64 place, const Lane &lane) const
{
    const auto at = std::find_if(m_items.cbegin(), m_items.cend(), [&](const Item &item) {
        return item.place >= place && item.state != State::Sending && item.state != State::Acked &&
               laneOf(item) == lane;
    });
    return at - m_items.cbegin();
}

std::optional<OpId> Outbox::idAt(qsizetype index) const
{
    return index < m_items.size() ? std::optional(m_items.at(index).entry.id) : std::nullopt;
}

// Somebody wants it gone.
void Outbox::remove(qsizetype index)
{
    m_store.discardOperation(m_items.at(index).entry.id);
    forget(index);
}

void Outbox::forget(qsizetype index)
{
    const RoomId room = m_items.at(index).entry.room;
    m_items.removeAt(index);
    emit changed(room);
}

// Whatever ended the wait for an answer: what was discarded meanwhile does not go again (A49).
void Outbox::requeue(qsizetype index)
{
    m_items[index].state = State::Queued;
    if (m_items.at(index).unwanted)
        remove(index);
}

void Outbox::handleAck(const Ack &ack)
{
    m_discarded.removeIf([&](const TakenBack &one) { return one.entry.id == ack.id; });
    const auto index = indexOf(ack.id);
    if (index < 0)
        return;
    Item &item = m_items[index];
    const RoomId room = item.entry.room;
    m_toldHeld = false;
    m_outside.remove(room);
    m_pauses.erase(laneOf(item));
    // Of what was edited: which words the host has, the log says. Until then both are kept.
    const auto late = std::exchange(item.next, {}); // these words never left
    item.confirming = item.entry.edited && !late;
    if (item.confirming)
        confirmEdited(ack.id, ack.seq);
    else
        m_store.removeOperation(ack.id);
    item.state = State::Acked;
    item.seq = ack.seq;
    // A message is shown until its event comes, and both may be lost before (A185). Boards and rights are kept by who
    // shows them.
    if (!std::holds_alternative<ChatPost>(item.entry.message) && !std::holds_alternative<RoomTopic>(item.entry.message))
        m_items.removeAt(index);
    if (late)
        editedTooLate(*late);
    emit changed(room);
    emit acknowledged(room, ack.id, ack.seq);
    pump();
}

void Outbox::noteLog(const RoomId &room, Seq upTo, const QList<OpId> &own, const QList<RoomEvent> &said)
{
    bool any = false;
    QList<OutboxEntry> late;
    m_discarded.removeIf([&](const TakenBack &one) { return own.contains(one.entry.id); });
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        const Item &item = m_items.at(i);
        if (item.entry.room != room)
            continue;
        const bool seen = own.contains(item.entry.id);
        if (!seen && !(item.state == State::Acked && item.seq <= upTo && !item.confirming))
            continue;
        const auto event =
            std::find_if(said.cbegin(), said.cend(), [&](const RoomEvent &one) { return one.id == item.entry.id; });
        const OutboxEntry &wanted = item.next ? *item.next : item.entry;
        if (wanted.edited && event != said.cend() && event->chat &&
            event->chat->body != std::get<ChatPost>(wanted.message).body)
            late.prepend(wanted);
        if (item.state != State::Acked || item.entry.edited)
            m_store.removeOperation(item.entry.id); // its ack was lost, or is still to come
        if (seen)
            m_pauses.erase(laneOf(item));
        m_items.removeAt(i);
        any = true;
    }
    for (const OutboxEntry &entry : std::as_const(late))
        editedTooLate(entry);
    if (!any)
        return;
    emit changed(room);
    pump();
}

int Outbox::waiting() const
{
    QSet<RoomId> unmade = m_apart; // what is in them waits for somebody to decide, not for the host
    for (const Item &item : m_items)
        if (item.state == State::Refused && std::holds_alternative<RoomCreate>(item.entry.message))
            unmade.insert(item.entry.room);
    QSet<OpId> changes;
    for (const Item &item : m_items) {
        if (item.state == State::Acked || item.state == State::Refused || unmade.contains(item.entry.room))
            continue;
        changes.insert(changeOf(item.entry));
    }
    return int(changes.size());
}

const Outbox::Item *Outbox::find(const OpId &id) const
{
    const auto index = indexOf(id);
    return index < 0 ? nullptr : &m_items.at(index);
}

QList<PendingPost> Outbox::posts(const RoomId &room) const
{
    using Delivery = TimelineRow::Delivery;
    QList<PendingPost> posts;
    for (const Item &item : m_items) {
        const auto *post = std::get_if<ChatPost>(&item.entry.message);
        if (!post || item.entry.room != room || item.state == State::Saving)
            continue;
        const Delivery state = item.state == State::Queued    ? Delivery::Queued
                               : item.state == State::Sending ? Delivery::Sending
                               : item.state == State::Refused ? Delivery::Refused
                                                              : Delivery::Sent;
        // A place that may be of another log is not shown as what is there in this one.
        const bool known = !isStray(item) && (!item.entry.epoch.isNull() || item.entry.answers.isNull());
        posts.append({item.entry.id, post->body, known ? post->replyTo : std::nullopt, item.entry.time, state,
                      item.entry.refusal ? errorSentence(*item.entry.refusal) : QString()});
    }
    return posts;
}

QList<OutboxEntry> Outbox::entries(const RoomId &room) const
{
    QList<OutboxEntry> entries;
    for (const Item &item : m_items)
        if (item.entry.room == room && item.state != State::Acked)
            entries.append(item.entry);
    return entries;
}

qsizetype Outbox::indexOf(const OpId &id) const
{
    const auto at =
        std::find_if(m_items.cbegin(), m_items.cend(), [&](const Item &item) { return item.entry.id == id; });
    return at == m_items.cend() ? -1 : at - m_items.cbegin();
}

} // namespace coterie
