// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

// What StoreDatabase keeps of boards: the host's snapshot as it came, and the changes that came after it.
namespace coterie {

using namespace detail;

bool StoreDatabase::putBoard(const RoomId &room, const CachedBoard &board)
{
    if (!dropBoard(room))
        return false;
    QSqlQuery &head = prepared("INSERT INTO board(room, epoch, seq, cursor) VALUES(?, ?, ?, ?)");
    head.addBindValue(blob(room));
    head.addBindValue(blob(board.epoch));
    head.addBindValue(board.seq);
    head.addBindValue(board.cursor);
    if (!run(head))
        return false;
    for (int part = 0; part < board.parts.size(); ++part) {
        QSqlQuery &query = prepared("INSERT INTO board_part(room, part, data) VALUES(?, ?, ?)");
        query.addBindValue(blob(room));
        query.addBindValue(part);
        query.addBindValue(board.parts.at(part));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::putBoardEvents(const RoomId &room, const QList<RoomEvent> &events, Seq cursor)
{
    for (const RoomEvent &event : events) {
        if (!event.board)
            continue;
        QSqlQuery &query = prepared("INSERT OR REPLACE INTO board_event(room, seq, body) VALUES(?, ?, ?)");
        query.addBindValue(blob(room));
        query.addBindValue(event.seq);
        query.addBindValue(encodeEvent(event));
        if (!run(query))
            return false;
    }
    QSqlQuery &head = prepared("UPDATE board SET cursor = ? WHERE room = ?");
    head.addBindValue(cursor);
    head.addBindValue(blob(room));
    return run(head);
}

bool StoreDatabase::dropBoard(const RoomId &room)
{
    for (const char *sql : {"DELETE FROM board WHERE room = ?", "DELETE FROM board_part WHERE room = ?",
                            "DELETE FROM board_event WHERE room = ?"}) {
        QSqlQuery &query = prepared(sql);
        query.addBindValue(blob(room));
        if (!run(query))
            return false;
    }
    return true;
}

bool StoreDatabase::board(const RoomId &room, CachedBoard &board)
{
    QSqlQuery &head = prepared("SELECT epoch, seq, cursor FROM board WHERE room = ?");
    head.addBindValue(blob(room));
    if (!run(head))
        return false;
    if (!head.next())
        return true;
    board.epoch = idFrom<EpochId>(head.value(0));
    board.seq = head.value(1).toLongLong();
    board.cursor = head.value(2).toLongLong();
    head.finish();
    QSqlQuery &parts = prepared("SELECT data FROM board_part WHERE room = ? ORDER BY part");
    parts.addBindValue(blob(room));
    if (!run(parts))
        return false;
    while (parts.next())
        board.parts.append(parts.value(0).toByteArray());
    QSqlQuery &events = prepared("SELECT body FROM board_event WHERE room = ? AND seq > ? ORDER BY seq");
    events.addBindValue(blob(room));
    events.addBindValue(board.seq);
    if (!run(events))
        return false;
    while (events.next())
        if (const auto event = decodeEvent(events.value(0).toByteArray()))
            board.events.append(*event);
    return true;
}

} // namespace coterie
