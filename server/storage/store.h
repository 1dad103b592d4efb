// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/chat.h"
#include "shared/protocol/presence.h"

#include <functional>

// What the core keeps for ever. Implementations: SqliteStore (a worker thread, group commit) and MemoryStore
// (throw-away sessions, tests, simulation). Called from the host's thread; every answer comes back there, later, in the
// order of the calls, and never from inside a call. One suite, tests/unit/tst_store_contract, holds for all of them.
namespace coterie::server {

struct StoredUser {
    UserId id;
    QString name;
    QByteArray tokenHash; // BLAKE2b-256 of the token; the token itself is never stored
    QString text;
    qint64 seen = 0;
    bool owner = false;             // of the session
    Status status = Status::Online; // what they said of themselves
};

struct StoredRoom {
    RoomId id;
    QString name, topic;
    EpochId epoch;
    Seq head = 0, line = 0;
    qint64 created = 0;
    UserId creator;
    QByteArray chain; // at head; see RoomInfo
};

struct StoredMember {
    RoomId room;
    UserId user;
    Seq read = 0;
};

// A log that holds less than it once did: its journal was cut or removed, or an older file was put in its place.
struct Rollback {
    RoomId room;
    QString name; // empty: the room itself is gone
    Seq had = 0, has = 0;
};

// Bytes named by their SHA-256, see shared/protocol/blobs.h. They are written part by part under the number of an
// upload and become the blob when that is complete.
struct StoredBlob {
    QByteArray hash;
    qint64 size = 0;
    qint64 upload = 0;  // 1, 2, 3, …; the numbers that are in use are never given out again
    UserId author = {}; // who brought it; null: a host that did not note it yet
};

// What a host loads when it opens a session. The logs and the blobs' bytes stay on the disk; uploads that were not
// complete count for nothing.
struct StoredSession {
    QString name;
    QList<StoredUser> users;
    QList<StoredRoom> rooms; // in the order they were made
    QList<StoredMember> members;
    QList<Rollback> rollbacks; // found by this start
    QList<StoredBlob> blobs;
    qint64 lastUpload = 0; // no number up to this one is given out again
    // The events that say which boards a room has and who may do what, of each room by rising seq.
    QList<std::pair<RoomId, RoomEvent>> state;
};

enum class Outcome {
    Stored,    // committed and flushed
    Duplicate, // the same operation is there already; the answer carries it
    Reused,    // the id is there for something else, or by somebody else
    Failed,    // the disk refused (full, failing, locked); nothing of it is there, trying again is safe
};

struct Appended {
    Outcome outcome = Outcome::Failed;
    RoomEvent event; // with its seq, line, time and chain
};

enum class EventFilter { All, WithoutBoard, BoardOnly };

struct HistoryQuery {
    RoomId room;
    std::optional<Seq> before, after; // as in history.get; at most one of the two
    int limit = 100;
    qsizetype bytes = 48 * 1024; // stop before the page grows beyond this; one event always fits
    EventFilter filter = EventFilter::All;
    std::optional<OpId> op; // only what came of this one; the rest counts for nothing
};

struct HistoryResult {
    bool ok = false;
    QList<RoomEvent> events; // by rising seq
    bool more = false;
};

struct BlobResult {
    bool ok = false; // the disk could be read
    QByteArray data; // empty: there is no such part
};

// A store whose disk refuses asks it this often whether it still does; who was refused need not ask more often.
inline constexpr int storeRetryMs = 500;

class Store
{
public:
    template <class T> using Done = std::function<void(const T &)>;

    Store() = default;
    virtual ~Store() = default;
    Q_DISABLE_COPY_MOVE(Store)

    // Gives the event its seq (last + 1), its line if it is chat, and a time not before the last one's, in the same
    // transaction that writes it. (room, author, id) is unique for ever.
    virtual void append(const RoomId &room, const RoomEvent &event, Done<Appended> done) = 0;
    // Whoever made it belongs to it from the same transaction on.
    virtual void createRoom(const StoredRoom &room, Done<Outcome> done) = 0;
    virtual void putUser(const StoredUser &user, Done<Outcome> done) = 0; // insert or replace
    // Somebody who never got in: the person and their memberships, as if there had been none. Nothing is theirs in a
    // log.
    virtual void removeUser(const UserId &user, Done<Outcome> done) = 0;
    virtual void putMember(const StoredMember &member, Done<Outcome> done) = 0;
    virtual void removeMember(const RoomId &room, const UserId &user, Done<Outcome> done) = 0;
    virtual void history(const HistoryQuery &query, Done<HistoryResult> done) = 0;

    // Part 0, 1, 2, … of an upload, blobPartBytes each but the last. The same part again replaces it; one that has none
    // before it is Failed.
    virtual void putBlobPart(qint64 upload, int part, const QByteArray &data, Done<Outcome> done) = 0;
    // The upload is this blob. Failed, and dropped, when its parts are not all there. Duplicate: its bytes are there
    // already, and those of this upload are dropped.
    virtual void finishBlob(const StoredBlob &blob, Done<Outcome> done) = 0;
    // Of an upload that was given up. A finished one stays.
    virtual void dropUpload(qint64 upload, Done<Outcome> done) = 0;
    virtual void blobPart(qint64 upload, int part, Done<BlobResult> done) = 0;

    // What was asked and is not answered takes roughly so much memory. A disk that stands still lets it grow, so
    // whoever takes something in that has to be written looks here first.
    [[nodiscard]] virtual qint64 waitingBytes() const = 0;
};

} // namespace coterie::server
