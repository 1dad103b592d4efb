// SPDX-License-Identifier: MIT
#include "server/storage/logcheck.h"

#include "server/storage/storewords.h"
#include "shared/protocol/protocol.h"

#include <QSqlError>
#include <QStringList>

#include <algorithm>

namespace coterie::server {

namespace {

constexpr qsizetype mostNamed = 3; // entries in a sentence

} // namespace

LogCheck::LogCheck(SqliteConnection &connection)
    : m_read(connection.prepare(
          QStringLiteral("SELECT seq, line, time, body, hash FROM event WHERE room=? AND seq>? ORDER BY seq LIMIT ?")))
    , m_parts(connection.prepare(
          QStringLiteral("SELECT part, data FROM blob_part WHERE upload=? AND part>=? ORDER BY part LIMIT ?")))
{
    // A log's chain begins with the room's first epoch.
    auto rooms = connection.prepare(QStringLiteral(
        "SELECT number, id, name, coalesce((SELECT before FROM rollback WHERE room=room.number ORDER BY "
        "rollback.number LIMIT 1), epoch), (SELECT max(seq) FROM event WHERE event.room=room.number) FROM room"));
    if (!rooms.exec())
        return;
    while (rooms.next()) {
        const RoomId id{QUuid::fromRfc4122(rooms.value(1).toByteArray())};
        const EpochId epoch{QUuid::fromRfc4122(rooms.value(3).toByteArray())};
        m_logs.append(
            {rooms.value(0).toLongLong(), rooms.value(2).toString(), emptyLog(id, epoch), rooms.value(4).toLongLong()});
    }
    auto blobs = connection.prepare(QStringLiteral("SELECT hash, size, upload FROM blob"));
    if (!blobs.exec())
        return;
    while (blobs.next())
        m_blobs.append({blobs.value(0).toByteArray(), blobs.value(1).toLongLong(), blobs.value(2).toLongLong()});
}

bool LogCheck::step()
{
    return stepLogs() || stepBlobs();
}

bool LogCheck::stepBlobs()
{
    if (m_blobs.isEmpty())
        return false;
    m_parts.bindValue(0, m_blobs.constLast().upload);
    m_parts.bindValue(1, m_part);
    m_parts.bindValue(2, partsShare);
    if (!m_parts.exec())
        return false; // the disk, not the image: a later start looks again
    int read = 0;
    for (; m_parts.next(); ++read)
        m_hash.addData(m_parts.value(1).toByteArray());
    const bool failed = m_parts.lastError().isValid();
    m_parts.finish();
    if (failed)
        return false;
    m_part += read;
    if (read == partsShare)
        return true;
    const StoredBlob blob = m_blobs.takeLast();
    if (m_hash.result() != blob.hash)
        m_badBlobs.append(blob);
    ++m_checkedBlobs;
    m_part = 0;
    m_hash.reset();
    return !m_blobs.isEmpty();
}

bool LogCheck::stepLogs()
{
    while (!m_logs.isEmpty() && m_logs.constLast().at.seq >= m_logs.constLast().end)
        m_logs.removeLast();
    if (m_logs.isEmpty())
        return false;
    Log &log = m_logs.last();
    m_read.bindValue(0, log.number);
    m_read.bindValue(1, log.at.seq);
    m_read.bindValue(2, share);
    bool any = false;
    if (m_read.exec())
        while (m_read.next() && log.at.seq < log.end) {
            any = true;
            look(log,
                 {m_read.value(0).toLongLong(), m_read.value(1).toLongLong(), m_read.value(2).toLongLong(),
                  m_read.value(4).toByteArray()},
                 m_read.value(3).toByteArray());
        }
    m_read.finish(); // no page is held while nobody reads: the journal could not be folded in
    if (!any)
        m_logs.removeLast();
    return !m_logs.isEmpty();
}

// What is wrong is told once: the next entry is judged by the hash that stands there.
void LogCheck::look(Log &log, const LogHead &stored, const QByteArray &body)
{
    ++m_checked;
    const auto event = decodeEvent(body);
    const LogHead next = event ? advanced(log.at, *event, body) : LogHead{};
    if (next.hash != stored.hash || next.seq != stored.seq || next.seq != log.at.seq + 1 || next.line != stored.line ||
        next.time != stored.time)
        m_damages.append({log.name, stored.seq});
    log.at = stored;
}

QString sentenceFor(const QList<LogCheck::Damage> &damages, qsizetype images)
{
    if (damages.isEmpty() && images == 0)
        return {};
    QStringList named;
    for (const LogCheck::Damage &one : damages.first(std::min(damages.size(), mostNamed)))
        named.append(StoreWords::tr("entry %1 of “%2”").arg(one.seq).arg(one.room));
    if (damages.size() > mostNamed)
        named.append(StoreWords::tr("%1 more").arg(damages.size() - mostNamed));
    if (images > 0)
        named.append(images == 1 ? StoreWords::tr("1 image") : StoreWords::tr("%1 images").arg(images));
    return StoreWords::tr(
               "The disk has changed what was written: %1 %2. Everything else is whole and goes on. Copy the "
               "file to another disk; a backup from before has it as it was.")
        .arg(named.join(QLatin1String(", ")), damages.size() + images == 1 ? StoreWords::tr("is not what it was")
                                                                           : StoreWords::tr("are not what they were"));
}

} // namespace coterie::server
