// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteblobs.h"
#include "server/storage/sqlitelog.h"

#include <QSet>

namespace coterie::server {

// A session in an open database: people, rooms, members, the logs through SqliteLog, the
// blobs through SqliteBlobs. Owns its statements, lives in
// the store's thread. Never begins or ends a transaction; who does calls keep() or undo() after.
class SqliteSession final
{
public:
    explicit SqliteSession(SqliteConnection &connection);

    // Everything but the logs, whose ends are checked. The fault is a clause: "the log of … does not add up".
    [[nodiscard]] Result<StoredSession, ReadFault> load();
    // Rooms made before then by somebody who does not own the session, that nobody belongs to and in which nothing ever
    // happened. False: the disk refuses, and all are there.
    [[nodiscard]] bool dropUnused(StoredSession &session, qint64 madeBefore);
    [[nodiscard]] bool rename(const QString &name);

    [[nodiscard]] SqliteLog &log() { return m_log; }
    [[nodiscard]] SqliteBlobs &blobs() { return m_blobs; }
    [[nodiscard]] Outcome createRoom(const StoredRoom &room, SqlTrouble &trouble);
    [[nodiscard]] Outcome putUser(const StoredUser &user, SqlTrouble &trouble);
    [[nodiscard]] Outcome putMember(const StoredMember &member, SqlTrouble &trouble);
    [[nodiscard]] Outcome removeUser(const UserId &user, SqlTrouble &trouble);
    [[nodiscard]] Outcome removeMember(const RoomId &room, const UserId &user, SqlTrouble &trouble);
    void keep();
    void undo();

private:
    [[nodiscard]] std::optional<ReadFault> loadRooms(StoredSession &session);

    SqliteConnection &m_connection;
    SqliteLog m_log;
    SqliteBlobs m_blobs;
    QSqlQuery m_findRoom, m_insertRoom, m_upsertUser, m_deleteUser, m_upsertMember, m_deleteMember;
    QSet<UserId> m_users, m_usersBefore, m_usersGone; // known people; whom the open transaction added, and took away
};

} // namespace coterie::server
