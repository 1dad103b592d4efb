// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteconnection.h"
#include "server/storage/storefault.h"
#include "shared/board/boarddoc.h"
#include "shared/protocol/ids.h"

namespace coterie::server {

// The boards in a session file, for whoever only wants to look: nothing is written, no lock is taken, and a host may
// have the file open at the same time. Lives in one thread.
class SessionReader final
{
public:
    struct Board {
        RoomId room;
        QString roomName;
        BoardId id;
        QString name; // empty: a first board that nobody has named
    };

    [[nodiscard]] std::optional<StoreFault> open(const QString &path);
    [[nodiscard]] const QList<Board> &boards() const { return m_boards; } // without removed ones; in the rooms' order
    struct Content {
        BoardDoc doc;
        int unread = 0; // events of the board's room that cannot be read: it may be without what they did
    };
    // As the log has it. The fault is what the database said.
    [[nodiscard]] Result<Content, QString> read(const Board &board);
    [[nodiscard]] QByteArray blob(const QByteArray &hash); // by SHA-256; empty: it is not there

private:
    [[nodiscard]] std::optional<QString> readRooms();

    SqliteConnection m_connection;
    QList<Board> m_boards;
    QHash<RoomId, qint64> m_numbers; // of the rooms in the database
    QHash<RoomId, int> m_unread;     // events that say which boards there are
};

} // namespace coterie::server
