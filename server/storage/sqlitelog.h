// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/roomlog.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/storefault.h"

#include <QHash>

namespace coterie::server {

// A room in the database: its short number, and where its log stands as of the open transaction.
struct SqliteRoom {
    qint64 number = 0;
    EpochId epoch;
    LogHead head;
};

// The event table: appends, pages, and whether the end of a log adds up. Owns its statements and the heads of all
// logs, lives in the store's thread. Never begins or ends a transaction; who does calls keep() or undo() after.
class SqliteLog final
{
public:
    explicit SqliteLog(SqliteConnection &connection);

    // The head as the table has it, checked over the last events. A fault names what does not add up.
    [[nodiscard]] Result<LogHead, ReadFault> loadHead(const RoomId &room, const EpochId &epoch, qint64 number);
    // The events of the room that a start needs; the fault is what the database said.
    [[nodiscard]] Result<QList<RoomEvent>, ReadFault> loadState(qint64 number);
    void addRoom(const RoomId &room, const SqliteRoom &stored);
    void forget(const RoomId &room) { m_rooms.remove(room); } // it is in the file no more
    [[nodiscard]] const SqliteRoom *find(const RoomId &room) const;

    [[nodiscard]] Appended append(const RoomId &room, const RoomEvent &event, SqlTrouble &trouble);
    // Of the open transaction.
    [[nodiscard]] QList<RoomId> changed() const { return m_before.keys(); }
    void keep() { m_before.clear(); }
    void undo();

    // The chain at an event, or nothing when it is not there.
    [[nodiscard]] QByteArray chainOf(const RoomId &room, Seq seq);
    void setEpoch(const RoomId &room, const EpochId &epoch);
    // Whether it was given up for another one when a rollback was found.
    [[nodiscard]] bool hadEpoch(const RoomId &room, const EpochId &epoch);

    // Nothing above `last` is shown: a page is answered as of its place among the writes.
    [[nodiscard]] HistoryResult history(const HistoryQuery &query, Seq last);

private:
    [[nodiscard]] std::optional<RoomEvent> findFirst(qint64 number, const OpId &op, SqlTrouble &trouble);
    [[nodiscard]] RoomEvent readDamaged(qint64 number, Seq seq);

    QSqlQuery m_insert, m_findOp, m_tail, m_columns, m_topic, m_chain, m_hadEpoch, m_state;
    QSqlQuery m_pages[2][2]; // [backwards][filtered by board]
    QHash<RoomId, SqliteRoom> m_rooms;
    QHash<RoomId, std::optional<SqliteRoom>> m_before; // of what the open transaction changed
};

} // namespace coterie::server
