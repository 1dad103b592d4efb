// SPDX-License-Identifier: MIT
#include "server/storage/sqliteblobs.h"

#include <QSqlError>

namespace coterie::server {

SqliteBlobs::SqliteBlobs(SqliteConnection &connection)
    : m_connection(connection)
    , m_insertPart(connection.prepare(
          QStringLiteral("INSERT INTO blob_part (upload, part, data) VALUES (?, ?, ?) ON CONFLICT (upload, part) DO "
                         "UPDATE SET data=excluded.data")))
    , m_find(connection.prepare(QStringLiteral("SELECT upload FROM blob WHERE hash=?")))
    , m_insert(connection.prepare(QStringLiteral("INSERT INTO blob (hash, upload, size) VALUES (?, ?, ?)")))
    , m_drop(connection.prepare(QStringLiteral("DELETE FROM blob_part WHERE upload=? AND NOT EXISTS (SELECT 1 FROM "
                                               "blob WHERE blob.upload=blob_part.upload)")))
    , m_part(connection.prepare(QStringLiteral("SELECT data FROM blob_part WHERE upload=? AND part=?")))
{
}

Result<QList<StoredBlob>, QString> SqliteBlobs::load()
{
    if (!m_connection.execute(QStringLiteral("DELETE FROM blob_part WHERE upload NOT IN (SELECT upload FROM blob)")))
        return m_connection.errorText();
    QList<StoredBlob> blobs;
    auto query = m_connection.prepare(QStringLiteral("SELECT hash, size, upload FROM blob"));
    if (!query.exec())
        return query.lastError().databaseText();
    while (query.next())
        blobs.append({query.value(0).toByteArray(), query.value(1).toLongLong(), query.value(2).toLongLong()});
    if (query.lastError().isValid())
        return query.lastError().databaseText();
    return blobs;
}

Outcome SqliteBlobs::putPart(qint64 upload, int part, const QByteArray &data, SqlTrouble &trouble)
{
    m_insertPart.bindValue(0, upload);
    m_insertPart.bindValue(1, part);
    m_insertPart.bindValue(2, data);
    return finished(m_insertPart.exec(), m_insertPart, trouble);
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
    m_insert.bindValue(0, blob.hash);
    m_insert.bindValue(1, blob.upload);
    m_insert.bindValue(2, blob.size);
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
