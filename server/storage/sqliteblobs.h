// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteconnection.h"
#include "server/storage/store.h"
#include "shared/util/result.h"

namespace coterie::server {

// The blobs of a session in an open database. Owns its statements, lives in the store's thread, never begins or ends a
// transaction.
class SqliteBlobs final
{
public:
    explicit SqliteBlobs(SqliteConnection &connection);

    // Sweeps away uploads that were not complete. The fault is what the database said.
    [[nodiscard]] Result<QList<StoredBlob>, QString> load();
    [[nodiscard]] Outcome putPart(qint64 upload, int part, const QByteArray &data, SqlTrouble &trouble);
    [[nodiscard]] Outcome finish(const StoredBlob &blob, SqlTrouble &trouble);
    [[nodiscard]] Outcome drop(qint64 upload, SqlTrouble &trouble);
    [[nodiscard]] BlobResult part(qint64 upload, int part);

private:
    SqliteConnection &m_connection;
    QSqlQuery m_insertPart, m_find, m_insert, m_drop, m_part;
};

} // namespace coterie::server
