// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

#include <algorithm>

// Logs that a host lost: what was here of a room moves into a room of its own when the host's log begins anew, and what
// then turns out to be in the new log too leaves it again.
namespace coterie {

using namespace detail;

bool StoreDatabase::setAside(const CachedRoom &past)
{
    const RoomId room = *past.pastOf;
    QList<RoomEvent> events;
    if (!eventsOf(room, 0, maxSeq, events))
        return false;
    const bool said = std::any_of(events.cbegin(), events.cend(), [](const RoomEvent &event) { return event.chat; });
    if (!said)
        return dropEvents(room); // there is nothing to be read
    CachedRoom kept = past;
    kept.cursor = kept.info.head = events.last().seq;
    kept.info.line = kept.info.read = 0;
    for (const RoomEvent &event : std::as_const(events))
        kept.info.line = kept.info.read = std::max(kept.info.line, event.line.value_or(0));
    bool intact = true;
    for (const RoomEvent &event : std::as_const(events)) {
        intact = intact && removeWords(room, event);
        QSqlQuery &note = prepared("INSERT OR REPLACE INTO gone(id, room, seq) VALUES(?, ?, ?)");
        note.addBindValue(blob(event.id));
        note.addBindValue(blob(past.info.id));
        note.addBindValue(event.seq);
        if (!run(note))
            return false;
    }
    for (const char *sql : {"UPDATE event SET room = ? WHERE room = ?", "UPDATE span SET room = ? WHERE room = ?"}) {
        QSqlQuery &move = prepared(sql);
        move.addBindValue(blob(past.info.id));
        move.addBindValue(blob(room));
        if (!run(move))
            return false;
    }
    for (const RoomEvent &event : std::as_const(events))
        intact = intact && addWords(past.info.id, event);
    m_anyPast = true;
    return putRoom(kept) && dropBoardsOf(room) && (intact || rebuildIndex());
}

// An event of the same id is in both logs, and so is all that is before one of the same chain: that moves into the new
// one, and need not be fetched again.
bool StoreDatabase::takeFromPasts(const RoomId &room, const RoomEvent &event)
{
    QSqlQuery &known = prepared("SELECT room, seq FROM gone WHERE id = ?");
    known.addBindValue(blob(event.id));
    if (!run(known))
        return false;
    const bool found = known.next();
    const auto past = found ? idFrom<RoomId>(known.value(0)) : RoomId();
    const Seq seq = found ? known.value(1).toLongLong() : 0;
    known.finish();
    if (!found)
        return true;
    const bool same = seq == event.seq && event.chain && !event.chain->isEmpty() && chainAt(past, seq) == *event.chain;
    return same ? moveFromPast(past, room, seq) : dropFromPast(past, seq, seq);
}

bool StoreDatabase::moveFromPast(const RoomId &past, const RoomId &room, Seq last)
{
    QList<RoomEvent> events;
    QList<std::pair<Seq, Seq>> spans;
    QSqlQuery &copy = prepared("INSERT OR IGNORE INTO event(room, seq, body)"
                               " SELECT ?, seq, body FROM event WHERE room = ? AND seq <= ?");
    copy.addBindValue(blob(room));
    copy.addBindValue(blob(past));
    copy.addBindValue(last);
    if (!eventsOf(past, 1, last, events) || !run(copy) || !dropFromPast(past, 1, last))
        return false;
    QSqlQuery &runs = prepared("SELECT first, min(last, ?) FROM span WHERE room = ? AND first <= ?");
    runs.addBindValue(last);
    runs.addBindValue(blob(past));
    runs.addBindValue(last);
    if (!run(runs))
        return false;
    while (runs.next())
        spans.append({runs.value(0).toLongLong(), runs.value(1).toLongLong()});
    runs.finish();
    for (const auto &[first, end] : std::as_const(spans))
        if (!addSpan(room, first, end))
            return false;
    for (const RoomEvent &event : std::as_const(events))
        if (!addWords(room, event) && !rebuildIndex())
            return false;
    return true;
}

bool StoreDatabase::eventsOf(const RoomId &room, Seq first, Seq last, QList<RoomEvent> &events)
{
    QSqlQuery &rows = prepared("SELECT body FROM event WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq");
    rows.addBindValue(blob(room));
    rows.addBindValue(first);
    rows.addBindValue(last);
    if (!run(rows))
        return false;
    while (rows.next())
        if (auto event = decodeEvent(rows.value(0).toByteArray(), EventOrigin::Host))
            events.append(*std::move(event));
    rows.finish();
    return true;
}

bool StoreDatabase::dropFromPast(const RoomId &past, Seq first, Seq last)
{
    QList<RoomEvent> events;
    if (!eventsOf(past, first, last, events))
        return false;
    for (const RoomEvent &event : std::as_const(events))
        if (!removeWords(past, event) && !rebuildIndex())
            return false;
    for (const char *sql : {"DELETE FROM event WHERE room = ? AND seq >= ? AND seq <= ?",
                            "DELETE FROM gone WHERE room = ? AND seq >= ? AND seq <= ?"}) {
        QSqlQuery &drop = prepared(sql);
        drop.addBindValue(blob(past));
        drop.addBindValue(first);
        drop.addBindValue(last);
        if (!run(drop))
            return false;
    }
    return true;
}

bool StoreDatabase::pasts(const RoomId &room, QList<PastLog> &logs)
{
    QSqlQuery &rooms = prepared("SELECT id FROM room WHERE past_of = ?");
    rooms.addBindValue(blob(room));
    if (!run(rooms))
        return false;
    while (rooms.next())
        logs.append({idFrom<RoomId>(rooms.value(0)), 0, 0});
    rooms.finish();
    for (PastLog &log : logs) {
        QList<RoomEvent> events;
        if (!eventsOf(log.room, 0, maxSeq, events))
            return false;
        for (const RoomEvent &event : std::as_const(events)) {
            log.messages += event.chat ? 1 : 0;
            log.last = event.seq;
        }
        if (log.messages == 0 && !removeRoom(log.room))
            return false;
    }
    return true;
}

bool StoreDatabase::loadAnyPast()
{
    qint64 count = 0;
    if (!countOf(prepared("SELECT count(*) FROM room WHERE past_of IS NOT NULL"), count))
        return false;
    m_anyPast = count > 0;
    return true;
}

} // namespace coterie
