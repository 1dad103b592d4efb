// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

// What StoreDatabase keeps of boards: the host's snapshot as it came and the changes that came after it, which boards a
// room has, and what a host would not take.
namespace coterie {

using namespace detail;

// The column "room" holds the board: the first board of a room has the room's id.
bool StoreDatabase::putBoard(const BoardId &id, const CachedBoard &board)
{
    if (!dropBoard(id))
        return false;
    QSqlQuery &head = prepared("INSERT INTO board(room, epoch, seq, cursor) VALUES(?, ?, ?, ?)");
    head.addBindValue(blob(id));
    head.addBindValue(blob(board.epoch));
    head.addBindValue(board.seq);
    head.addBindValue(board.cursor);
    if (!run(head))
        return false;
    for (int part = 0; part < board.parts.size(); ++part) {
        QSqlQuery &query = prepared("INSERT INTO board_part(room, part, data) VALUES(?, ?, ?)");
        query.addBindValue(blob(id));
        query.addBindValue(part);
        query.addBindValue(board.parts.at(part));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::putBoardEvents(const BoardId &id, const QList<RoomEvent> &events, Seq cursor)
{
    for (const RoomEvent &event : events) {
        if (!event.board)
            continue;
        QSqlQuery &query = prepared("INSERT OR REPLACE INTO board_event(room, seq, body) VALUES(?, ?, ?)");
        query.addBindValue(blob(id));
        query.addBindValue(event.seq);
        query.addBindValue(encodeEvent(event));
        if (!run(query))
            return false;
    }
    QSqlQuery &head = prepared("UPDATE board SET cursor = ? WHERE room = ?");
    head.addBindValue(cursor);
    head.addBindValue(blob(id));
    return run(head);
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
        if (const auto event = decodeEvent(events.value(0).toByteArray()))
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

bool StoreDatabase::putConflict(const RoomId &room, const BoardId &board, const QList<BoardOp> &copies)
{
    for (const BoardOp &op : copies) {
        if (!op.object)
            continue;
        QSqlQuery &put = prepared("INSERT OR REPLACE INTO conflict(board, object, room, body) VALUES(?, ?, ?, ?)");
        put.addBindValue(blob(board));
        put.addBindValue(blob(*op.object));
        put.addBindValue(blob(room));
        put.addBindValue(encode(ClientMessage(BoardCommit{OpId{op.object->value}, room, {op}}), Framing::Cbor));
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

bool StoreDatabase::conflicts(const RoomId &room, QHash<BoardId, QList<BoardOp>> &copies)
{
    QSqlQuery &get = prepared("SELECT board, body FROM conflict WHERE room = ? ORDER BY rowid");
    get.addBindValue(blob(room));
    if (!run(get))
        return false;
    while (get.next()) {
        const auto message = decodeFromClient(get.value(1).toByteArray(), Framing::Cbor);
        const auto *known = std::get_if<ClientMessage>(&message);
        if (const auto *commit = known ? std::get_if<BoardCommit>(known) : nullptr)
            copies[idFrom<BoardId>(get.value(0))] += commit->ops;
    }
    get.finish();
    return true;
}

} // namespace coterie
