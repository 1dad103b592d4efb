// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

#include <QDateTime>

// What StoreDatabase takes over from the folder that the same session had when it was at another host. First all of it
// is here, in the caller's transaction; only when that is on the disk it leaves the older folder, in one of its own.
// Whenever it ends in between, it is in both, and is brought again under the same ids: the host takes each once.
namespace coterie {

using namespace detail;

bool StoreDatabase::bringFrom(const QString &folder, BroughtWork &brought, qint64 mostImages)
{
    brought = {};
    StoreDatabase older;
    CachedSession there;
    if (const auto opened = older.open(folder, there); opened != Opened::Yes && opened != Opened::Aside) {
        m_error = QStringLiteral("cannot open ") + folder;
        return false;
    }
    QSet<RoomId> rooms;
    QSet<QByteArray> images;
    const auto addImages = [&images](const ClientMessage &message) {
        (void)anyAsset(message, [&images](const QByteArray &hash) {
            images.insert(hash);
            return false;
        });
    };
    brought.waited = changesIn(there.outbox);
    // They are older than what waits here.
    for (auto entry = there.outbox.crbegin(); entry != there.outbox.crend(); ++entry) {
        if (!putOperationAhead(*entry))
            return false;
        brought.operations.append(entry->id);
        rooms.insert(entry->room);
        addImages(entry->message);
    }
    for (auto draft = there.drafts.cbegin(); draft != there.drafts.cend(); ++draft) {
        if (!addToDraft(draft.key(), draft.value()))
            return false;
        brought.drafts.insert(draft.key(), draft.value());
        rooms.insert(draft.key());
    }
    // As they are, also what only a newer program can read.
    QSqlQuery &drawn = older.prepared("SELECT board, object, room, body, code FROM conflict ORDER BY rowid");
    if (!older.run(drawn))
        return false;
    while (drawn.next()) {
        QSqlQuery &put = prepared("INSERT OR REPLACE INTO conflict(board, object, room, body, code)"
                                  " VALUES(?, ?, ?, ?, ?)");
        for (int column = 0; column < 5; ++column)
            put.addBindValue(drawn.value(column));
        if (!run(put))
            return false;
        brought.drawings.append({idFrom<BoardId>(drawn.value(0)), idFrom<ObjectId>(drawn.value(1))});
        rooms.insert(idFrom<RoomId>(drawn.value(2)));
        const auto read = decodeFromClient(drawn.value(3).toByteArray(), Framing::Cbor);
        if (const auto *message = std::get_if<ClientMessage>(&read))
            addImages(*message);
    }
    drawn.finish();
    for (const auto &[room, hash] : std::as_const(there.uploads)) {
        if (!noteUpload(room, hash))
            return false;
        images.insert(hash);
        brought.uploads.append({room, hash});
    }
    for (const QByteArray &hash : std::as_const(images)) {
        QByteArray data;
        if (!older.asset(hash, data) || (!data.isEmpty() && !putAsset(hash, data, mostImages)))
            return false;
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    // A room that this host has not got is shown to be missing, as any other (A111), and not forgotten.
    for (CachedRoom room : std::as_const(there.rooms)) {
        if (room.pastOf || !rooms.contains(room.info.id))
            continue;
        room.cursor = 0;
        room.chain.clear();
        bool isHere = false;
        if (!hasRoom(room.info.id, isHere))
            return false;
        if (!isHere && (!putRoom(room) || !putOperationAhead(Outbox::roomGone(room.info, now))))
            return false;
    }
    return true;
}

bool StoreDatabase::dropBrought(const QString &folder, const BroughtWork &brought)
{
    StoreDatabase older;
    CachedSession there;
    if (const auto opened = older.open(folder, there); opened != Opened::Yes && opened != Opened::Aside)
        return false;
    if (!older.begin())
        return false;
    bool done = true;
    for (const OpId &id : brought.operations)
        done = done && older.removeOperation(id);
    for (auto draft = brought.drafts.cbegin(); draft != brought.drafts.cend(); ++draft)
        if (there.drafts.value(draft.key()) == draft.value()) // else somebody has written on meanwhile
            done = done && older.putDraft(draft.key(), {});
    for (const auto &[board, object] : brought.drawings)
        done = done && older.dropConflict(board, object);
    for (const auto &[room, hash] : brought.uploads)
        done = done && older.uploadDone(room, hash);
    if (done && older.commit())
        return true;
    older.rollback();
    return false;
}

bool StoreDatabase::hasRoom(const RoomId &room, bool &isHere)
{
    QSqlQuery &query = prepared("SELECT 1 FROM room WHERE id = ?");
    query.addBindValue(blob(room));
    const bool read = run(query);
    isHere = read && query.next();
    query.finish();
    return read;
}

// Before what is written there already; once, however often it is brought.
bool StoreDatabase::addToDraft(const RoomId &room, const QString &older)
{
    QSqlQuery &query = prepared("SELECT body FROM draft WHERE room = ?");
    query.addBindValue(blob(room));
    if (!run(query))
        return false;
    const QString here = query.next() ? query.value(0).toString() : QString();
    query.finish();
    return putDraft(room, draftWith(older, here));
}

bool StoreDatabase::dropConflict(const BoardId &board, const ObjectId &object)
{
    QSqlQuery &drop = prepared("DELETE FROM conflict WHERE board = ? AND object = ?");
    drop.addBindValue(blob(board));
    drop.addBindValue(blob(object));
    return run(drop);
}

} // namespace coterie
