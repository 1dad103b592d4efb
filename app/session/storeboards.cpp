// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"
#include "shared/board/boardsnapshot.h"

// What StoreDatabase keeps of boards: the host's snapshot as it came and the changes that came after it, which boards a
// room has, and what a host would not take.
#include <algorithm>

namespace coterie {

using namespace detail;

// The column "room" holds the board: the first board of a room has the room's id. "home" is its room.
bool StoreDatabase::putBoard(const RoomId &room, const BoardId &id, const CachedBoard &board)
{
    if (!dropBoard(id))
        return false;
    QSqlQuery &head = prepared("INSERT INTO board(room, home, epoch, seq, cursor) VALUES(?, ?, ?, ?, ?)");
    head.addBindValue(blob(id));
    head.addBindValue(blob(room));
    head.addBindValue(blob(board.epoch));
    head.addBindValue(board.seq);
    head.addBindValue(board.cursor);
    return run(head) && putParts(id, board.parts);
}

bool StoreDatabase::putParts(const BoardId &id, const QList<QByteArray> &parts)
{
    for (int part = 0; part < parts.size(); ++part) {
        QSqlQuery &query = prepared("INSERT INTO board_part(room, part, data) VALUES(?, ?, ?)");
        query.addBindValue(blob(id));
        query.addBindValue(part);
        query.addBindValue(parts.at(part));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::putBoardEvents(const BoardId &id, const BoardStretch &stretch)
{
    QSqlQuery &head = prepared("UPDATE board SET cursor = ? WHERE room = ? AND epoch = ? AND cursor = ?");
    head.addBindValue(stretch.last);
    head.addBindValue(blob(id));
    head.addBindValue(blob(stretch.epoch));
    head.addBindValue(stretch.after);
    if (!run(head))
        return false;
    if (head.numRowsAffected() == 0)
        return true; // what is here ends elsewhere; it is gone on from there when the host is asked again
    for (const RoomEvent &event : stretch.events) {
        if (!event.board)
            continue;
        QSqlQuery &query = prepared("INSERT OR REPLACE INTO board_event(room, seq, body) VALUES(?, ?, ?)");
        query.addBindValue(blob(id));
        query.addBindValue(event.seq);
        query.addBindValue(encodeEvent(event));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::foldBoard(const BoardId &id)
{
    CachedBoard kept;
    if (!board(id, kept))
        return false;
    BoardSnapshotReader reader;
    const bool whole = std::all_of(kept.parts.cbegin(), kept.parts.cend(),
                                   [&reader](const QByteArray &part) { return reader.add(part); });
    if (kept.events.isEmpty() || !whole || !reader.isComplete())
        return true; // there is nothing to do, or nothing to do it with
    BoardDoc doc = reader.take();
    for (const RoomEvent &event : std::as_const(kept.events))
        if (event.board)
            doc.apply(boardTransaction(event), event.seq);
    // The last event stays: its chain stands for all before it when the room is joined again.
    for (const char *sql : {"UPDATE board SET seq = cursor WHERE room = ?", "DELETE FROM board_part WHERE room = ?",
                            "DELETE FROM board_event WHERE room = ? AND"
                            " seq < (SELECT cursor FROM board WHERE board.room = board_event.room)"}) {
        QSqlQuery &query = prepared(sql);
        query.addBindValue(blob(id));
        if (!run(query))
            return false;
    }
    return putParts(id, writeBoardSnapshot(doc));
}

bool StoreDatabase::dropBoard(const BoardId &id)
{
    for (const char *sql : {"DELETE FROM board WHERE room = ?", "DELETE FROM board_part WHERE room = ?",
                            "DELETE FROM board_event WHERE room = ?"}) {
        QSqlQuery &query = prepared(sql);
        query.addBindValue(blob(id));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::dropBoardsOf(const RoomId &room)
{
    for (const char *sql :
         {"DELETE FROM board_part WHERE room IN (SELECT room FROM board WHERE home = ? OR home IS NULL)",
          "DELETE FROM board_event WHERE room IN (SELECT room FROM board WHERE home = ? OR home IS NULL)",
          "DELETE FROM board WHERE home = ? OR home IS NULL"}) {
        QSqlQuery &query = prepared(sql);
        query.addBindValue(blob(room));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::board(const BoardId &id, CachedBoard &board)
{
    QSqlQuery &head = prepared("SELECT epoch, seq, cursor FROM board WHERE room = ?");
    head.addBindValue(blob(id));
    if (!run(head))
        return false;
    if (!head.next())
        return true;
    board.epoch = idFrom<EpochId>(head.value(0));
    board.seq = head.value(1).toLongLong();
    board.cursor = head.value(2).toLongLong();
    head.finish();
    QSqlQuery &parts = prepared("SELECT data FROM board_part WHERE room = ? ORDER BY part");
    parts.addBindValue(blob(id));
    if (!run(parts))
        return false;
    while (parts.next())
        board.parts.append(parts.value(0).toByteArray());
    QSqlQuery &events = prepared("SELECT body FROM board_event WHERE room = ? AND seq > ? ORDER BY seq");
    events.addBindValue(blob(id));
    events.addBindValue(board.seq);
    if (!run(events))
        return false;
    while (events.next())
        if (const auto event = decodeEvent(events.value(0).toByteArray(), EventOrigin::Host))
            board.events.append(*event);
    return true;
}

bool StoreDatabase::putRoomState(const RoomStatePage &page)
{
    QSqlQuery &put = prepared("INSERT INTO room_state(room, page) VALUES(?, ?) ON CONFLICT(room) DO UPDATE"
                              " SET page=excluded.page");
    put.addBindValue(blob(page.room));
    RoomStatePage kept = page;
    kept.req = requestRange.min; // an answer without a question would not be read again
    put.addBindValue(encode(ServerMessage(kept), Framing::Cbor));
    return run(put);
}

bool StoreDatabase::putCurrentBoard(const RoomId &room, const BoardId &board)
{
    QSqlQuery &put = prepared("INSERT INTO room_state(room, board) VALUES(?, ?) ON CONFLICT(room) DO UPDATE"
                              " SET board=excluded.board");
    put.addBindValue(blob(room));
    put.addBindValue(blob(board));
    return run(put);
}

bool StoreDatabase::putOpened(const RoomId &room, qint64 timeMs)
{
    // Later than all others, also when the clock was ahead once.
    QSqlQuery &put = prepared("INSERT INTO room_state(room, opened) VALUES(?, max(?, (SELECT coalesce(max(opened), 0)"
                              " + 1 FROM room_state))) ON CONFLICT(room) DO UPDATE SET opened=excluded.opened");
    put.addBindValue(blob(room));
    put.addBindValue(timeMs);
    return run(put);
}

bool StoreDatabase::roomState(const RoomId &room, CachedRoomState &state)
{
    QSqlQuery &get = prepared("SELECT page, board FROM room_state WHERE room = ?");
    get.addBindValue(blob(room));
    if (!run(get))
        return false;
    if (get.next()) {
        const auto message = decodeFromServer(get.value(0).toByteArray(), Framing::Cbor);
        const auto *known = std::get_if<ServerMessage>(&message);
        if (const auto *page = known ? std::get_if<RoomStatePage>(known) : nullptr)
            state.page = *page;
        if (!get.value(1).isNull())
            state.current = idFrom<BoardId>(get.value(1));
    }
    get.finish();
    return true;
}

// A row holds all that makes one object again: its creation, then what was rubbed out of it.
bool StoreDatabase::putConflict(const RoomId &room, const BoardId &board, const RefusedWork &work)
{
    QHash<ObjectId, QList<BoardOp>> each;
    QList<ObjectId> order;
    for (const BoardOp &op : work.copies) {
        if (!op.object)
            continue;
        if (!each.contains(*op.object))
            order.append(*op.object);
        each[*op.object].append(op);
    }
    for (const ObjectId &object : std::as_const(order)) {
        QSqlQuery &put = prepared("INSERT OR REPLACE INTO conflict(board, object, room, body, code)"
                                  " VALUES(?, ?, ?, ?, ?)");
        put.addBindValue(blob(board));
        put.addBindValue(blob(object));
        put.addBindValue(blob(room));
        put.addBindValue(
            encode(ClientMessage(BoardCommit{OpId{object.value}, room, each.value(object), {}}), Framing::Cbor));
        put.addBindValue(work.code.isNull() ? QStringLiteral("") : work.code);
        if (!run(put))
            return false;
    }
    return true;
}

bool StoreDatabase::dropConflict(const BoardId &board)
{
    QSqlQuery &drop = prepared("DELETE FROM conflict WHERE board = ?");
    drop.addBindValue(blob(board));
    return run(drop);
}

bool StoreDatabase::conflicts(const RoomId &room, QHash<BoardId, RefusedWork> &works)
{
    QSqlQuery &get = prepared("SELECT board, body, code FROM conflict WHERE room = ? ORDER BY rowid");
    get.addBindValue(blob(room));
    if (!run(get))
        return false;
    while (get.next()) {
        const auto message = decodeFromClient(get.value(1).toByteArray(), Framing::Cbor);
        const auto *known = std::get_if<ClientMessage>(&message);
        const auto *commit = known ? std::get_if<BoardCommit>(known) : nullptr;
        if (!commit)
            continue;
        RefusedWork &work = works[idFrom<BoardId>(get.value(0))];
        work.copies += commit->ops;
        if (const QString code = get.value(2).toString(); !code.isEmpty())
            work.code = code;
    }
    get.finish();
    return true;
}

} // namespace coterie
