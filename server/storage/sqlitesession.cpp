// SPDX-License-Identifier: MIT
#include "server/storage/sqlitesession.h"

#include "server/storage/storewords.h"

#include <QSqlError>

namespace coterie::server {

namespace {

// A null string would be bound as NULL, which no column takes.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}
QByteArray blob(const QByteArray &value)
{
    return value.isNull() ? QByteArray("") : value;
}
ReadFault roomFault(const QString &room, const ReadFault &fault)
{
    if (fault.mayPass)
        return fault;
    return {StoreWords::tr("the log of the room “%1” does not add up: %2").arg(room, fault.why)};
}
Status statusOf(int number)
{
    const bool known = number >= int(Status::Offline) && number <= int(Status::DoNotDisturb);
    return known ? Status(number) : Status::Online;
}
template <class IdType> IdType idAt(const QSqlQuery &query, int column)
{
    return IdType{QUuid::fromRfc4122(query.value(column).toByteArray())};
}

} // namespace

SqliteSession::SqliteSession(SqliteConnection &connection)
    : m_connection(connection)
    , m_log(connection)
    , m_blobs(connection)
    , m_findRoom(connection.prepare(QStringLiteral("SELECT name, creator FROM room WHERE id=?")))
    , m_insertRoom(connection.prepare(
          QStringLiteral("INSERT INTO room (id, name, topic, epoch, created, creator) VALUES (?, ?, ?, ?, ?, ?)")))
    // Not REPLACE: that would delete the row first, and with it the person's memberships.
    , m_upsertUser(connection.prepare(QStringLiteral(
          "INSERT INTO person (id, name, token, text, seen, owner, status) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT "
          "(id) DO UPDATE SET name=excluded.name, token=excluded.token, text=excluded.text, seen=excluded.seen, "
          "owner=excluded.owner, status=excluded.status")))
    , m_deleteUser(connection.prepare(QStringLiteral("DELETE FROM person WHERE id=?")))
    , m_upsertMember(connection.prepare(QStringLiteral(
          "INSERT INTO member (room, person, read) VALUES (?, ?, ?) ON CONFLICT (room, person) DO UPDATE "
          "SET read=excluded.read")))
    , m_deleteMember(connection.prepare(QStringLiteral("DELETE FROM member WHERE room=? AND person=?")))
{
}

bool SqliteSession::rename(const QString &name)
{
    auto query = m_connection.prepare(QStringLiteral("UPDATE session SET name=? WHERE name<>?"));
    query.bindValue(0, name);
    query.bindValue(1, name);
    return query.exec();
}

Result<StoredSession, ReadFault> SqliteSession::load()
{
    StoredSession session;
    const QVariant name = m_connection.value(QStringLiteral("SELECT name FROM session"));
    if (!name.isValid() && m_connection.trouble() != SqlTrouble::None)
        return ReadFault{m_connection.errorText(), m_connection.mayPass()};
    if (!name.isValid())
        return ReadFault{StoreWords::tr("it has no session in it")};
    session.name = name.toString();

    auto people = m_connection.prepare(QStringLiteral("SELECT id, name, token, text, seen, owner, status FROM person"));
    if (!people.exec())
        return readFault(people.lastError());
    while (people.next()) {
        session.users.append({idAt<UserId>(people, 0), people.value(1).toString(), people.value(2).toByteArray(),
                              people.value(3).toString(), people.value(4).toLongLong(), people.value(5).toBool(),
                              statusOf(people.value(6).toInt())});
        m_users.insert(session.users.constLast().id);
    }
    if (people.lastError().isValid())
        return readFault(people.lastError());

    if (const auto fault = loadRooms(session))
        return *fault;

    auto members = m_connection.prepare(
        QStringLiteral("SELECT room.id, member.person, member.read FROM member JOIN room ON room.number=member.room"));
    if (!members.exec())
        return readFault(members.lastError());
    while (members.next())
        session.members.append({idAt<RoomId>(members, 0), idAt<UserId>(members, 1), members.value(2).toLongLong()});
    if (members.lastError().isValid())
        return readFault(members.lastError());

    if (const auto fault = m_blobs.load(session))
        return *fault;
    return session;
}

bool SqliteSession::dropUnused(StoredSession &session, qint64 madeBefore)
{
    auto unused = m_connection.prepare(QStringLiteral(
        "SELECT id FROM room WHERE created<? AND number>(SELECT min(number) FROM room) AND creator NOT IN (SELECT id "
        "FROM person WHERE owner=1) AND NOT EXISTS (SELECT 1 FROM member WHERE member.room=number) AND NOT EXISTS "
        "(SELECT 1 FROM event WHERE event.room=number) AND NOT EXISTS (SELECT 1 FROM rollback WHERE "
        "rollback.room=room.number)"));
    unused.bindValue(0, madeBefore);
    if (!unused.exec())
        return false;
    QList<QByteArray> ids;
    while (unused.next())
        ids.append(unused.value(0).toByteArray());
    unused.finish();
    if (ids.isEmpty())
        return true;
    bool good = m_connection.execute(QStringLiteral("BEGIN IMMEDIATE"));
    auto drop = m_connection.prepare(QStringLiteral("DELETE FROM room WHERE id=?"));
    for (const QByteArray &id : std::as_const(ids)) {
        drop.bindValue(0, id);
        good = good && drop.exec();
    }
    drop.finish();
    if (!good || !m_connection.execute(QStringLiteral("COMMIT"))) {
        (void)m_connection.execute(QStringLiteral("ROLLBACK"));
        return false;
    }
    for (const QByteArray &id : std::as_const(ids)) {
        const RoomId room{QUuid::fromRfc4122(id)};
        m_log.forget(room);
        session.rooms.removeIf([&room](const StoredRoom &one) { return one.id == room; });
    }
    return true;
}

std::optional<ReadFault> SqliteSession::loadRooms(StoredSession &session)
{
    auto rooms = m_connection.prepare(
        QStringLiteral("SELECT number, id, name, topic, epoch, created, creator, (SELECT before FROM rollback WHERE "
                       "room=room.number ORDER BY rollback.number LIMIT 1) FROM room ORDER BY number"));
    if (!rooms.exec())
        return readFault(rooms.lastError());
    while (rooms.next()) {
        const qint64 number = rooms.value(0).toLongLong();
        StoredRoom room;
        room.id = idAt<RoomId>(rooms, 1);
        room.name = rooms.value(2).toString();
        room.topic = rooms.value(3).toString();
        room.epoch = idAt<EpochId>(rooms, 4);
        room.created = rooms.value(5).toLongLong();
        room.creator = idAt<UserId>(rooms, 6);
        // A log's chain begins with the room's first epoch.
        const EpochId first = rooms.isNull(7) ? room.epoch : idAt<EpochId>(rooms, 7);
        const auto head = m_log.loadHead(room.id, first, number);
        if (!head)
            return roomFault(room.name, head.fault());
        room.head = head.value().seq;
        room.line = head.value().line;
        room.chain = chainAt(head.value().hash);
        m_log.addRoom(room.id, {number, room.epoch, head.value()});
        const auto state = m_log.loadState(number);
        if (!state)
            return roomFault(room.name, state.fault());
        for (const auto &event : state.value())
            session.state.append({room.id, event});
        session.rooms.append(room);
    }
    m_log.keep();
    if (rooms.lastError().isValid())
        return readFault(rooms.lastError());
    return {};
}

Outcome SqliteSession::createRoom(const StoredRoom &room, SqlTrouble &trouble)
{
    const QByteArray id = room.id.value.toRfc4122();
    const QByteArray creator = room.creator.value.toRfc4122();
    if (m_log.find(room.id)) {
        m_findRoom.bindValue(0, id);
        const bool found = m_findRoom.exec() && m_findRoom.next();
        const bool same =
            found && m_findRoom.value(0).toString() == room.name && m_findRoom.value(1).toByteArray() == creator;
        if (!found)
            trouble = troubleOf(m_findRoom.lastError());
        m_findRoom.finish();
        if (!found)
            return Outcome::Failed;
        return same ? Outcome::Duplicate : Outcome::Reused;
    }
    m_insertRoom.bindValue(0, id);
    m_insertRoom.bindValue(1, text(room.name));
    m_insertRoom.bindValue(2, text(room.topic));
    m_insertRoom.bindValue(3, room.epoch.value.toRfc4122());
    m_insertRoom.bindValue(4, room.created);
    m_insertRoom.bindValue(5, creator);
    const bool good = m_insertRoom.exec();
    if (good)
        m_log.addRoom(room.id, {m_insertRoom.lastInsertId().toLongLong(), room.epoch, emptyLog(room.id, room.epoch)});
    const Outcome made = finished(good, m_insertRoom, trouble);
    return made == Outcome::Stored && m_users.contains(room.creator) ? putMember({room.id, room.creator, 0}, trouble)
                                                                     : made;
}

Outcome SqliteSession::putUser(const StoredUser &user, SqlTrouble &trouble)
{
    m_upsertUser.bindValue(0, user.id.value.toRfc4122());
    m_upsertUser.bindValue(1, text(user.name));
    m_upsertUser.bindValue(2, blob(user.tokenHash));
    m_upsertUser.bindValue(3, text(user.text));
    m_upsertUser.bindValue(4, user.seen);
    m_upsertUser.bindValue(5, user.owner ? 1 : 0);
    m_upsertUser.bindValue(6, int(user.status));
    const bool good = m_upsertUser.exec();
    if (good && !m_users.contains(user.id)) {
        m_users.insert(user.id);
        m_usersBefore.insert(user.id);
    }
    return finished(good, m_upsertUser, trouble);
}

// Their memberships go with them (ON DELETE CASCADE).
Outcome SqliteSession::removeUser(const UserId &user, SqlTrouble &trouble)
{
    m_deleteUser.bindValue(0, user.value.toRfc4122());
    const bool good = m_deleteUser.exec();
    if (good && m_users.remove(user) && !m_usersBefore.remove(user))
        m_usersGone.insert(user);
    return finished(good, m_deleteUser, trouble);
}

Outcome SqliteSession::putMember(const StoredMember &member, SqlTrouble &trouble)
{
    const auto *room = m_log.find(member.room);
    if (!room || !m_users.contains(member.user))
        return Outcome::Failed;
    m_upsertMember.bindValue(0, room->number);
    m_upsertMember.bindValue(1, member.user.value.toRfc4122());
    m_upsertMember.bindValue(2, member.read);
    return finished(m_upsertMember.exec(), m_upsertMember, trouble);
}

Outcome SqliteSession::removeMember(const RoomId &room, const UserId &user, SqlTrouble &trouble)
{
    const auto *stored = m_log.find(room);
    if (!stored)
        return Outcome::Stored; // who is in no room has left it
    m_deleteMember.bindValue(0, stored->number);
    m_deleteMember.bindValue(1, user.value.toRfc4122());
    return finished(m_deleteMember.exec(), m_deleteMember, trouble);
}

void SqliteSession::keep()
{
    m_log.keep();
    m_usersBefore.clear();
    m_usersGone.clear();
}

void SqliteSession::undo()
{
    m_log.undo();
    m_users.subtract(m_usersBefore);
    m_users.unite(m_usersGone);
    m_usersBefore.clear();
    m_usersGone.clear();
}

} // namespace coterie::server
