// SPDX-License-Identifier: MIT
#include "server/storage/rollback.h"

#include "shared/util/logging.h"

#include <QDateTime>

#include <algorithm>

namespace coterie::server {

QList<Rollback> findRollbacks(const QList<HeadMarks::Mark> &marks, SqliteLog &log, const QList<StoredRoom> &rooms)
{
    QList<Rollback> found;
    for (const auto &mark : marks) {
        if (mark.seq == 0)
            continue; // nothing was in it, and it may have been given up (S27)
        // Of a room that was gone when it was looked for.
        const bool isTold = mark.epoch.isNull();
        const auto room =
            std::find_if(rooms.cbegin(), rooms.cend(), [&mark](const StoredRoom &one) { return one.id == mark.room; });
        if (room == rooms.cend()) {
            if (!isTold)
                found.append({mark.room, {}, mark.seq, 0});
            continue;
        }
        if (!isTold && mark.epoch != room->epoch && log.hadEpoch(mark.room, mark.epoch))
            continue; // older than a rollback that was found before
        const bool same = (isTold || mark.epoch == room->epoch) && room->head >= mark.seq &&
                          log.chainOf(mark.room, mark.seq) == mark.chain;
        if (!same)
            found.append({mark.room, room->name, mark.seq, room->head});
    }
    return found;
}

bool beginNewEpochs(SqliteConnection &connection, SqliteLog &log, StoredSession &session, const QList<Rollback> &found)
{
    if (!connection.execute(QStringLiteral("BEGIN IMMEDIATE")))
        return false;
    auto note = connection.prepare(
        QStringLiteral("INSERT INTO rollback (room, found, before, had, has) VALUES (?, ?, ?, ?, ?)"));
    auto renew = connection.prepare(QStringLiteral("UPDATE room SET epoch=? WHERE number=?"));
    QHash<RoomId, EpochId> epochs;
    bool good = true;
    for (const Rollback &one : found) {
        const SqliteRoom *stored = log.find(one.room);
        if (!stored)
            continue; // the room itself is gone: there is nothing to give an epoch to
        const auto epoch = epochs.insert(one.room, newId<EpochId>());
        note.bindValue(0, stored->number);
        note.bindValue(1, QDateTime::currentMSecsSinceEpoch());
        note.bindValue(2, stored->epoch.value.toRfc4122());
        note.bindValue(3, one.had);
        note.bindValue(4, one.has);
        renew.bindValue(0, epoch->value.toRfc4122());
        renew.bindValue(1, stored->number);
        good = good && note.exec() && renew.exec();
    }
    note.finish();
    renew.finish();
    if (!good || !connection.execute(QStringLiteral("COMMIT"))) {
        (void)connection.execute(QStringLiteral("ROLLBACK"));
        return false;
    }
    for (StoredRoom &room : session.rooms)
        if (epochs.contains(room.id)) {
            room.epoch = epochs.value(room.id);
            log.setEpoch(room.id, room.epoch);
        }
    return true;
}

} // namespace coterie::server
