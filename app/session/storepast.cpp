// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/roomstate.h"

#include <algorithm>

// Logs that a host lost: what was here of a room moves into a room of its own when the host's log begins anew, and what
// then turns out to be in the new log too leaves it again.
namespace coterie {

using namespace detail;

namespace {
constexpr int pageEvents = 256;
} // namespace

// A page at a time: a log of any length takes no more room than a short one (A187).
bool StoreDatabase::eachEvent(const RoomId &room, Seq first, Seq last, const EventTaker &take)
{
    QList<RoomEvent> events;
    for (int rows = pageEvents; rows == pageEvents;) {
        QSqlQuery &page =
            prepared("SELECT seq, body FROM event WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq LIMIT ?");
        page.addBindValue(blob(room));
        page.addBindValue(first);
        page.addBindValue(last);
        page.addBindValue(pageEvents);
        if (!run(page))
            return false;
        events.clear();
        for (rows = 0; page.next(); ++rows) {
            first = page.value(0).toLongLong() + 1;
            if (auto event = decodeEvent(page.value(1).toByteArray(), EventOrigin::Host))
                events.append(*std::move(event));
        }
        page.finish();
        for (const RoomEvent &event : std::as_const(events))
            if (!take(event))
                return false;
    }
    return true;
}

bool StoreDatabase::setAside(const CachedRoom &past)
{
    const RoomId room = *past.pastOf;
    CachedRoom kept = past;
    kept.cursor = kept.info.head = kept.info.line = 0;
    bool said = false, boards = false;
    const bool read = eachEvent(room, 0, maxSeq, [&](const RoomEvent &event) {
        said = said || event.chat;
        kept.cursor = kept.info.head = event.seq;
        kept.info.line = std::max(kept.info.line, event.line.value_or(0));
        return true;
    });
    kept.info.read = kept.info.line;
    if (!read || !setBoardsAside(past, boards))
        return false;
    if (!said && !boards)
        return dropEvents(room); // there is nothing to be read
    bool intact = true;
    const bool noted = eachEvent(room, 0, maxSeq, [&](const RoomEvent &event) {
        intact = intact && removeWords(room, event) && addWords(past.info.id, event);
        QSqlQuery &note = prepared("INSERT OR REPLACE INTO gone(id, room, seq) VALUES(?, ?, ?)");
        note.addBindValue(blob(event.id));
        note.addBindValue(blob(past.info.id));
        note.addBindValue(event.seq);
        return run(note);
    });
    if (!noted)
        return false;
    for (const char *sql : {"UPDATE event SET room = ? WHERE room = ?", "UPDATE span SET room = ? WHERE room = ?"}) {
        QSqlQuery &move = prepared(sql);
        move.addBindValue(blob(past.info.id));
        move.addBindValue(blob(room));
        if (!run(move))
            return false;
    }
    m_anyPast = true;
    return putRoom(kept) && dropBoardsOf(room) && (intact || rebuildIndex());
}

// The boards go with their log, under ids of their own: the new log has boards of the old ones (A186).
bool StoreDatabase::setBoardsAside(const CachedRoom &past, bool &any)
{
    const RoomId room = *past.pastOf;
    QList<BoardId> ids;
    QSqlQuery &rows = prepared("SELECT room FROM board WHERE home = ?");
    rows.addBindValue(blob(room));
    if (!run(rows))
        return false;
    while (rows.next())
        ids.append(idFrom<BoardId>(rows.value(0)));
    rows.finish();
    CachedRoomState state;
    if (!roomState(room, state))
        return false;
    RoomStatePage page;
    page.room = past.info.id;
    page.everybody = BoardRight::View;
    page.boards.append({firstBoard(past.info.id), {}, UserId{room.value}, {}});
    const auto infoOf = [&state](const BoardId &id) {
        for (const BoardInfo &info : state.page ? state.page->boards : QList<BoardInfo>())
            if (info.id == id)
                return info;
        return BoardInfo{id, {}, {}, {}};
    };
    for (const BoardId &id : std::as_const(ids)) {
        bool empty = false;
        if (!isEmptyBoard(id, empty))
            return false;
        if (empty)
            continue;
        any = true;
        BoardInfo info = infoOf(id);
        const bool first = id == firstBoard(room);
        info.id = first ? firstBoard(past.info.id) : newId<BoardId>();
        info.removed = false;
        if (info.author.value.isNull())
            info.author = UserId{info.id.value};
        if (first)
            page.boards.first() = info;
        else
            page.boards.append(info);
        for (const char *sql :
             {"UPDATE board SET room = ?, home = ? WHERE room = ?", "UPDATE board_part SET room = ? WHERE room = ?",
              "UPDATE board_event SET room = ? WHERE room = ?"}) {
            QSqlQuery &move = prepared(sql);
            move.addBindValue(blob(info.id));
            if (QLatin1String(sql).contains(QLatin1String("home")))
                move.addBindValue(blob(past.info.id));
            move.addBindValue(blob(id));
            if (!run(move))
                return false;
        }
    }
    return !any || putRoomState(page);
}

// Nothing was ever done on it. Only one in a single piece can be that.
bool StoreDatabase::isEmptyBoard(const BoardId &id, bool &empty)
{
    qint64 changes = 0, parts = 0;
    QSqlQuery &events = prepared("SELECT count(*) FROM board_event WHERE room = ?");
    events.addBindValue(blob(id));
    if (!countOf(events, changes))
        return false;
    QSqlQuery &pieces = prepared("SELECT count(*) FROM board_part WHERE room = ?");
    pieces.addBindValue(blob(id));
    if (!countOf(pieces, parts))
        return false;
    empty = changes == 0 && parts == 0;
    if (changes > 0 || parts != 1)
        return true;
    QSqlQuery &part = prepared("SELECT data FROM board_part WHERE room = ?");
    part.addBindValue(blob(id));
    if (!run(part))
        return false;
    BoardSnapshotReader reader;
    const bool whole = part.next() && reader.add(part.value(0).toByteArray()) && reader.isComplete();
    part.finish();
    empty = whole && reader.soFar().recordCount() == 0;
    return true;
}

// All of it is in the new log: what a copy holds is no newer than what both logs have.
bool StoreDatabase::dropPastBoards(const RoomId &past, Seq last)
{
    QList<BoardId> ids;
    QSqlQuery &rows = prepared("SELECT room FROM board WHERE home = ? AND max(seq, coalesce((SELECT max(seq) FROM"
                               " board_event WHERE board_event.room = board.room), 0)) <= ?");
    rows.addBindValue(blob(past));
    rows.addBindValue(last);
    if (!run(rows))
        return false;
    while (rows.next())
        ids.append(idFrom<BoardId>(rows.value(0)));
    rows.finish();
    return std::all_of(ids.cbegin(), ids.cend(), [this](const BoardId &id) { return dropBoard(id); });
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
    QList<std::pair<Seq, Seq>> spans;
    QSqlQuery &least = prepared("SELECT min(seq) FROM event WHERE room = ? AND seq <= ?");
    least.addBindValue(blob(past));
    least.addBindValue(last);
    if (!run(least))
        return false;
    const Seq first = least.next() && !least.value(0).isNull() ? least.value(0).toLongLong() : last + 1;
    least.finish();
    QSqlQuery &copy = prepared("INSERT OR IGNORE INTO event(room, seq, body)"
                               " SELECT ?, seq, body FROM event WHERE room = ? AND seq <= ?");
    copy.addBindValue(blob(room));
    copy.addBindValue(blob(past));
    copy.addBindValue(last);
    if (!run(copy) || !dropFromPast(past, 1, last) || !dropPastBoards(past, last))
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
    for (const auto &[from, to] : std::as_const(spans))
        if (!addSpan(room, from, to))
            return false;
    return eachEvent(room, first, last, [&](const RoomEvent &event) { return addWords(room, event) || rebuildIndex(); });
}

bool StoreDatabase::dropFromPast(const RoomId &past, Seq first, Seq last)
{
    const auto forget = [&](const RoomEvent &event) { return removeWords(past, event) || rebuildIndex(); };
    if (!eachEvent(past, first, last, forget))
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
        logs.append({idFrom<RoomId>(rooms.value(0)), 0, 0, 0});
    rooms.finish();
    for (PastLog &log : logs) {
        const bool read = eachEvent(log.room, 0, maxSeq, [&log](const RoomEvent &event) {
            log.messages += event.chat ? 1 : 0;
            log.last = event.seq;
            return true;
        });
        QSqlQuery &boards = prepared("SELECT count(*) FROM board WHERE home = ?");
        boards.addBindValue(blob(log.room));
        if (!read || !countOf(boards, log.boards) || (log.isEmpty() && !removeRoom(log.room)))
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
