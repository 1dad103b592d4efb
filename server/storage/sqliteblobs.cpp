// SPDX-License-Identifier: MIT
#include "server/storage/sqliteblobs.h"

#include "shared/protocol/blobs.h"

#include <QSqlError>

namespace coterie::server {

SqliteBlobs::SqliteBlobs(SqliteConnection &connection)
    : m_connection(connection)
    , m_insertPart(connection.prepare(
          QStringLiteral("INSERT INTO blob_part (upload, part, data) SELECT ?, ?, ? WHERE ?=0 OR EXISTS (SELECT 1 FROM "
                         "blob_part WHERE upload=? AND part=?) ON CONFLICT (upload, part) DO UPDATE SET "
                         "data=excluded.data")))
    , m_find(connection.prepare(QStringLiteral("SELECT upload FROM blob WHERE hash=?")))
    , m_whole(connection.prepare(
          QStringLiteral("SELECT count(*), max(part), sum(length(data)) FROM blob_part WHERE upload=?")))
    , m_insert(connection.prepare(QStringLiteral("INSERT INTO blob (hash, upload, size, author) VALUES (?, ?, ?, ?)")))
    , m_drop(connection.prepare(QStringLiteral("DELETE FROM blob_part WHERE upload=? AND NOT EXISTS (SELECT 1 FROM "
                                               "blob WHERE blob.upload=blob_part.upload)")))
    , m_part(connection.prepare(QStringLiteral("SELECT data FROM blob_part WHERE upload=? AND part=?")))
{
}

std::optional<ReadFault> SqliteBlobs::load(StoredSession &session)
{
    auto query = m_connection.prepare(QStringLiteral("SELECT hash, size, upload, author FROM blob"));
    if (!query.exec())
        return readFault(query.lastError());
    while (query.next())
        session.blobs.append({query.value(0).toByteArray(), query.value(1).toLongLong(), query.value(2).toLongLong(),
                              UserId{QUuid::fromRfc4122(query.value(3).toByteArray())}});
    if (query.lastError().isValid())
        return readFault(query.lastError());
    auto last = m_connection.prepare(QStringLiteral(
        "SELECT max(coalesce((SELECT max(upload) FROM blob), 0), coalesce((SELECT max(upload) FROM blob_part), 0))"));
    if (!last.exec() || !last.next())
        return readFault(last.lastError());
    session.lastUpload = last.value(0).toLongLong();
    return {};
}

bool SqliteBlobs::sweep(qint64 upTo, int &swept)
{
    auto query = m_connection.prepare(QStringLiteral(
        "DELETE FROM blob_part WHERE rowid IN (SELECT rowid FROM blob_part WHERE upload<=? AND upload NOT "
        "IN (SELECT upload FROM blob) LIMIT 64)"));
    query.bindValue(0, upTo);
    const bool good = query.exec();
    swept = good ? query.numRowsAffected() : 0;
    return good;
}

bool SqliteBlobs::lose(const QList<StoredBlob> &blobs)
{
    auto query = m_connection.prepare(QStringLiteral("DELETE FROM blob WHERE hash=? AND upload=?"));
    for (const StoredBlob &blob : blobs) {
        query.bindValue(0, blob.hash);
        query.bindValue(1, blob.upload);
        if (!query.exec())
            return false;
    }
    return true;
}

Outcome SqliteBlobs::putPart(qint64 upload, int part, const QByteArray &data, SqlTrouble &trouble)
{
    m_insertPart.bindValue(0, upload);
    m_insertPart.bindValue(1, part);
    m_insertPart.bindValue(2, data);
    m_insertPart.bindValue(3, part);
    m_insertPart.bindValue(4, upload);
    m_insertPart.bindValue(5, part - 1);
    const bool good = m_insertPart.exec();
    if (good && m_insertPart.numRowsAffected() == 0)
        return Outcome::Failed; // they come in order
    return finished(good, m_insertPart, trouble);
}

Outcome SqliteBlobs::finish(const StoredBlob &blob, SqlTrouble &trouble)
{
    m_find.bindValue(0, blob.hash);
    if (!m_find.exec())
        return finished(false, m_find, trouble);
    const bool there = m_find.next();
    const qint64 first = there ? m_find.value(0).toLongLong() : 0;
    m_find.finish();
    if (there) {
        if (first != blob.upload && drop(blob.upload, trouble) != Outcome::Stored)
            return Outcome::Failed;
        return Outcome::Duplicate;
    }
    m_whole.bindValue(0, blob.upload);
    if (!m_whole.exec() || !m_whole.next())
        return finished(false, m_whole, trouble);
    const qint64 parts = m_whole.value(0).toLongLong(), last = m_whole.value(1).toLongLong();
    const qint64 bytes = m_whole.value(2).toLongLong();
    m_whole.finish();
    if (parts != (blob.size + blobPartBytes - 1) / blobPartBytes || parts != last + 1 || bytes != blob.size) {
        (void)drop(blob.upload, trouble);
        return Outcome::Failed;
    }
    m_insert.bindValue(0, blob.hash);
    m_insert.bindValue(1, blob.upload);
    m_insert.bindValue(2, blob.size);
    m_insert.bindValue(3, blob.author.isNull() ? QVariant() : QVariant(blob.author.value.toRfc4122()));
    return finished(m_insert.exec(), m_insert, trouble);
}

Outcome SqliteBlobs::drop(qint64 upload, SqlTrouble &trouble)
{
    m_drop.bindValue(0, upload);
    return finished(m_drop.exec(), m_drop, trouble);
}

BlobResult SqliteBlobs::part(qint64 upload, int part)
{
    BlobResult result;
    m_part.bindValue(0, upload);
    m_part.bindValue(1, part);
    result.ok = m_part.exec();
    if (result.ok && m_part.next())
        result.data = m_part.value(0).toByteArray();
    m_part.finish();
    return result;
}

} // namespace coterie::server
