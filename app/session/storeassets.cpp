// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

// What StoreDatabase keeps of the boards' images: bytes by their SHA-256, the ones used last, and all that the host has
// not got yet.
namespace coterie {

using namespace detail;

bool StoreDatabase::putAsset(const QByteArray &hash, const QByteArray &data, qint64 most)
{
    QSqlQuery &put = prepared("INSERT OR REPLACE INTO asset(hash, data, used) VALUES(?, ?,"
                              " (SELECT coalesce(max(used), 0) + 1 FROM asset))");
    put.addBindValue(hash);
    put.addBindValue(data);
    return run(put) && trimAssets(most);
}

bool StoreDatabase::trimAssets(qint64 most)
{
    QSqlQuery &sum = prepared("SELECT coalesce(sum(length(data)), 0) FROM asset");
    if (!run(sum) || !sum.next())
        return false;
    qint64 over = sum.value(0).toLongLong() - most;
    sum.finish();
    if (over <= 0)
        return true;
    QSqlQuery &oldest = prepared("SELECT hash, length(data) FROM asset WHERE hash NOT IN"
                                 " (SELECT hash FROM asset_upload) ORDER BY used");
    if (!run(oldest))
        return false;
    QList<QByteArray> gone;
    for (; over > 0 && oldest.next(); over -= oldest.value(1).toLongLong())
        gone.append(oldest.value(0).toByteArray());
    oldest.finish();
    for (const QByteArray &hash : std::as_const(gone)) {
        QSqlQuery &remove = prepared("DELETE FROM asset WHERE hash = ?");
        remove.addBindValue(hash);
        if (!run(remove))
            return false;
    }
    return true;
}

bool StoreDatabase::asset(const QByteArray &hash, QByteArray &data)
{
    QSqlQuery &get = prepared("SELECT data FROM asset WHERE hash = ?");
    get.addBindValue(hash);
    if (!run(get))
        return false;
    const bool found = get.next();
    if (found)
        data = get.value(0).toByteArray();
    get.finish();
    if (!found)
        return true;
    QSqlQuery &use = prepared("UPDATE asset SET used = (SELECT max(used) + 1 FROM asset) WHERE hash = ?");
    use.addBindValue(hash);
    return run(use);
}

bool StoreDatabase::noteUpload(const RoomId &room, const QByteArray &hash)
{
    QSqlQuery &note = prepared("INSERT OR IGNORE INTO asset_upload(room, hash) VALUES(?, ?)");
    note.addBindValue(blob(room));
    note.addBindValue(hash);
    return run(note);
}

bool StoreDatabase::uploadDone(const RoomId &room, const QByteArray &hash)
{
    QSqlQuery &done = prepared("DELETE FROM asset_upload WHERE room = ? AND hash = ?");
    done.addBindValue(blob(room));
    done.addBindValue(hash);
    return run(done);
}

bool StoreDatabase::loadUploads(CachedSession &session)
{
    QSqlQuery &all = prepared("SELECT room, hash FROM asset_upload ORDER BY rowid");
    if (!run(all))
        return false;
    while (all.next())
        session.uploads.append({idFrom<RoomId>(all.value(0)), all.value(1).toByteArray()});
    all.finish();
    return true;
}

} // namespace coterie
