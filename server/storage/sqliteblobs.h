// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteconnection.h"
#include "server/storage/store.h"

#include <optional>

namespace coterie::server {

// The blobs of a session in an open database. Owns its statements, lives in the store's thread, never begins or ends a
// transaction.
class SqliteBlobs final
{
public:
    explicit SqliteBlobs(SqliteConnection &connection);

    // Into `session`; only reads.
    [[nodiscard]] std::optional<ReadFault> load(StoredSession &session);
    // Some of the parts that no blob names, of uploads up to this one; `swept`: how many, 0 when there are none.
    [[nodiscard]] bool sweep(qint64 upTo, int &swept);
    // They are no blobs any more; their parts stay.
    [[nodiscard]] bool lose(const QList<StoredBlob> &blobs);
    [[nodiscard]] Outcome putPart(qint64 upload, int part, const QByteArray &data, SqlTrouble &trouble);
    [[nodiscard]] Outcome finish(const StoredBlob &blob, SqlTrouble &trouble);
    [[nodiscard]] Outcome drop(qint64 upload, SqlTrouble &trouble);
    [[nodiscard]] BlobResult part(qint64 upload, int part);

private:
    SqliteConnection &m_connection;
    QSqlQuery m_insertPart, m_find, m_whole, m_insert, m_drop, m_part;
};

} // namespace coterie::server
