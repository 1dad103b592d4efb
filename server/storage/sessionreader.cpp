// SPDX-License-Identifier: MIT
#include "server/storage/sessionreader.h"

#include "server/storage/migrations.h"
#include "server/storage/sessionfile.h"
#include "shared/protocol/protocol.h"
#include "shared/protocol/roomstate.h"

#include <QCryptographicHash>
#include <QSqlError>
#include <QSqlQuery>

namespace coterie::server {

namespace {

constexpr int waitMs = 5000; // for a host that writes just now

template <class IdType> IdType idIn(const QSqlQuery &query, int column)
{
    return IdType{QUuid::fromRfc4122(query.value(column).toByteArray())};
}

} // namespace

std::optional<StoreFault> SessionReader::open(const QString &path)
{
    const QString file = canonicalSessionPath(path);
    const FileLook look = lookAt(file);
    if (!look.exists)
        return StoreFault{StoreFault::Kind::Unusable, QStringLiteral("%1 is not there.").arg(shownPath(file))};
    if (auto fault = checkBeforeOpening(file, look, int(builtInMigrations().size())))
        return fault;
    if (!m_connection.open(file, SqliteConnection::Mode::ReadOnly, waitMs))
        return StoreFault{StoreFault::Kind::Unusable,
                          QStringLiteral("%1 cannot be read: %2.").arg(shownPath(file), m_connection.errorText())};
    if (const auto wrong = readRooms())
        return StoreFault{StoreFault::Kind::Damaged,
                          QStringLiteral("%1 cannot be read: %2.").arg(shownPath(file), *wrong)};
    return {};
}

std::optional<QString> SessionReader::readRooms()
{
    auto rooms = m_connection.prepare(QStringLiteral("SELECT number, id, name, creator FROM room ORDER BY number"));
    if (!rooms.exec())
        return rooms.lastError().databaseText();
    while (rooms.next()) {
        const qint64 number = rooms.value(0).toLongLong();
        const auto id = idIn<RoomId>(rooms, 1);
        m_numbers.insert(id, number);
        RoomState state(id, idIn<UserId>(rooms, 3), BoardRight::EditAll);
        auto events =
            m_connection.prepare(QStringLiteral("SELECT body FROM event WHERE room=? AND kind>=4 ORDER BY seq"));
        events.bindValue(0, number);
        if (!events.exec())
            return events.lastError().databaseText();
        while (events.next())
            if (const auto event = decodeEvent(events.value(0).toByteArray()))
                state.apply(*event);
            else
                ++m_unread[id];
        for (const BoardInfo &board : state.boards())
            if (!board.removed)
                m_boards.append({id, rooms.value(2).toString(), board.id, board.name});
    }
    return rooms.lastError().isValid() ? std::optional(rooms.lastError().databaseText()) : std::nullopt;
}

Result<SessionReader::Content, QString> SessionReader::read(const Board &board)
{
    Content content;
    content.unread = m_unread.value(board.room);
    auto events =
        m_connection.prepare(QStringLiteral("SELECT seq, body FROM event WHERE room=? AND board=1 ORDER BY seq"));
    events.bindValue(0, m_numbers.value(board.room));
    if (!events.exec())
        return events.lastError().databaseText();
    while (events.next()) {
        const auto event = decodeEvent(events.value(1).toByteArray());
        if (!event || !event->board)
            ++content.unread; // of which board it was, nobody knows
        else if (boardOf(board.room, event->board->board) == board.id)
            content.doc.apply(boardTransaction(*event), event->seq);
    }
    if (events.lastError().isValid())
        return events.lastError().databaseText();
    return content;
}

QByteArray SessionReader::blob(const QByteArray &hash)
{
    // A file of an older version has no such tables, and no pictures.
    auto parts = m_connection.prepare(QStringLiteral(
        "SELECT data FROM blob JOIN blob_part ON blob_part.upload=blob.upload WHERE blob.hash=? ORDER BY part"));
    parts.bindValue(0, hash);
    QByteArray bytes;
    if (!parts.exec())
        return {};
    while (parts.next())
        bytes += parts.value(0).toByteArray();
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == hash ? bytes : QByteArray();
}

} // namespace coterie::server
