// SPDX-License-Identifier: MIT
// What comes from the host, for a board.
#include "app/session/boardcontroller.h"

#include "app/session/boardcopy.h"

#include <algorithm>
#include <utility>

namespace coterie {
namespace {

constexpr qsizetype opsPerMs = 40; // about ten times as long as putting them on again takes

} // namespace

void BoardController::setSelf(const UserId &self)
{
    if (self == m_replica.self())
        return;
    m_writing.reset();
    m_held.clear();
    startReplica(self);
    m_lasers.setSelf(self);
    emit reset();
    emit stateChanged();
}

void BoardController::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    m_lookout.setOnline(online);
    if (!online) {
        endGuests(m_guests.clear()); // nobody tells when they end
        m_lasers.clear();
        emit cursorsChanged();
        emit looksChanged();
    } else if (m_cursor) { // nobody has been told since
        m_cursorMoved = true;
        arm();
    }
    emit stateChanged();
}

void BoardController::setLoaded(bool loaded)
{
    if (m_loaded == loaded)
        return;
    m_loaded = loaded;
    emit stateChanged();
}

void BoardController::setCaughtUp(bool caughtUp)
{
    if (std::exchange(m_caughtUp, caughtUp) != caughtUp)
        emit stateChanged();
}

void BoardController::setLogLeft(std::optional<int> percent)
{
    if (m_logLeft == percent)
        return;
    m_logLeft = percent;
    emit stateChanged();
}

void BoardController::restore(const QList<BoardTransaction> &pending)
{
    for (const BoardTransaction &tx : pending)
        m_replica.restore(tx);
    publishChanges();
}

void BoardController::load(BoardDoc &&snapshot)
{
    emit aboutToReset();
    sendText();
    m_held.clear(); // what the snapshot does not have comes again
    noteStakes();
    m_replica.reset(std::move(snapshot));
    (void)m_replica.takeChanges();
    QList<ObjectId> streams;
    for (const LiveStroke *stroke : m_guests.strokes())
        streams.append(stroke->stream);
    QList<LiveStroke> replaced; // they have come with it (B15)
    for (const ObjectId &stream : std::as_const(streams))
        if (doc().contains(stream))
            replaced.append(*m_guests.take(stream));
    m_arrival.emplace();
    emit reset();
    m_arrival.reset();
    endGuests(replaced);
    emit stateChanged();
    tellHits();
}

void BoardController::setReading(bool reading)
{
    if (std::exchange(m_reading, reading) != reading)
        emit stateChanged();
}

void BoardController::showIncoming(const BoardDoc &soFar, int from)
{
    if (doc().visibleCount() == 0 && pendingCount() == 0)
        emit incomingGrew(soFar, from);
}

void BoardController::receive(const QList<std::pair<BoardTransaction, Seq>> &events)
{
    const bool first = m_held.isEmpty();
    m_held += events;
    const qint64 rest = restMs();
    if (rest == 0)
        return takeHeld();
    if (first)
        m_heldDueMs = nowMs() + rest;
    arm();
}

// What is on its way is taken off and put on again each time; a fraction of the thread is enough for that.
qint64 BoardController::restMs() const
{
    return m_replica.pendingOps() / opsPerMs;
}

void BoardController::takeHeld()
{
    if (m_held.isEmpty())
        return;
    const auto events = std::exchange(m_held, {});
    sendText();
    m_arrival.emplace();
    noteArrivals(events);
    noteStakes();
    m_replica.receive(events);
    publishChanges();
    m_arrival.reset();
    tellHits();
}

// Every own operation is acknowledged before it comes; what is held back, or yet to come, confirms itself, unless a
// snapshot brings it.
void BoardController::acknowledge(const OpId &id, Seq seq)
{
    if (seq > m_replica.seq())
        return m_replica.acknowledge(id, seq);
    sendText();
    m_replica.acknowledge(id, seq);
    publishChanges();
}

QHash<ObjectId, ObjectId> BoardController::renew(const OpId &id)
{
    takeHeld();
    sendText();
    const QList<BoardTransaction> pending = m_replica.pending();
    const auto first = std::find_if(pending.cbegin(), pending.cend(), [&](const auto &tx) { return tx.id == id; });
    if (first == pending.cend())
        return {};
    QList<OpId> behind;
    for (auto tx = first; tx != pending.cend(); ++tx)
        behind.append(tx->id);
    m_replica.refuse(behind); // what is there without them is the log's
    QHash<ObjectId, ObjectId> renamed;
    for (const BoardOp &op : first->ops)
        if (op.act == BoardAct::Create && op.object && doc().authorOf(*op.object) != self())
            renamed.insert(*op.object, newId<ObjectId>());
    for (auto tx = first; tx != pending.cend(); ++tx)
        m_replica.restore({tx->id, tx->author, renamedIn(tx->ops, renamed), tx->step});
    if (m_writing)
        m_writing->object = renamed.value(m_writing->object, m_writing->object);
    publishChanges();
    return renamed;
}

void BoardController::forget(const OpId &id)
{
    if (!m_replica.refuse(id))
        return;
    m_steps.drop(id);
    publishChanges();
}

void BoardController::showPreview(const BoardPreview &preview)
{
    // One's own come back too; what another device of one's own draws is shown like anybody's.
    if (m_drawn.contains(preview.stream) || doc().contains(preview.stream))
        return;
    if (m_lasers.take(preview))
        return;
    if (preview.over.value_or(false)) {
        if (const LiveStroke *known = m_guests.stroke(preview.stream); known && known->user == preview.user)
            endGuests({*m_guests.take(preview.stream)});
        return;
    }
    if (const auto growth = m_guests.note(preview, nowMs())) {
        endGuests(growth->ended);
        emit liveStrokeGrew(growth->stream, growth->from);
    }
    arm();
}

void BoardController::showPointer(const BoardPointer &pointer)
{
    if (pointer.user != self() && m_guests.note(pointer, nowMs()))
        emit cursorsChanged();
    arm();
}

void BoardController::showOnlooker(const BoardOnlooker &onlooker)
{
    if (onlooker.user != self() && m_guests.note(onlooker, nowMs()))
        emit looksChanged();
    arm();
}

void BoardController::forgetUser(const UserId &user)
{
    endGuests(m_guests.forget(user));
    m_lasers.forget(user);
    emit cursorsChanged();
    emit looksChanged();
}

void BoardController::endGuests(const QList<LiveStroke> &ended)
{
    for (const LiveStroke &stroke : ended)
        emit liveStrokeEnded(stroke);
}

} // namespace coterie
