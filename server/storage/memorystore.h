// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/roomlog.h"
#include "server/storage/storeops.h"

#include <QHash>

#include <deque>
#include <map>

namespace coterie::server {

// A store that lives as long as the process: throw-away sessions, tests, simulations. Owns its data, belongs to the
// thread that made it, never touches a disk. Nothing happens until deliver(), so whoever calls it decides when, and
// in which groups, things are "committed".
class MemoryStore final : public Store
{
public:
    explicit MemoryStore(const StoredSession &session = {});

    [[nodiscard]] qsizetype waiting() const { return qsizetype(m_queue.size()); }
    [[nodiscard]] qint64 waitingBytes() const override { return m_waitingBytes; }
    // What a restart would load.
    [[nodiscard]] StoredSession session() const;

    // A room's log, as it is.
    [[nodiscard]] QList<RoomEvent> events(const RoomId &room) const;

    // Carries out what was asked so far, at most so many, then answers it. What the answers ask waits for the next
    // call. How many were answered.
    qsizetype deliver(qsizetype most = -1);
    // From now on the disk refuses to write, or takes again. Reading goes on.
    void setFailing(bool on) { m_failing = on; }
    // A power cut: what was not delivered never happened and is never answered.
    void forgetWaiting();
    // ... in the middle of writing: so many of what waits are in, and nobody was told; the rest never happened.
    void tear(qsizetype carriedOut);
    // The disk had not kept what it said: so many of a room's newest events are gone. `epoch`: what the start that
    // finds it gives the room (S17); without, nobody notices. Returns what was lost.
    QList<RoomEvent> loseEnd(const RoomId &room, qsizetype events, const std::optional<EpochId> &epoch);
    // As after a disk that turned it.
    void loseBlob(const QByteArray &hash);
    // Called when the first operation comes to wait, so that an event loop can deliver.
    void onWaiting(std::function<void()> wake) { m_wake = std::move(wake); }

    void append(const RoomId &room, const RoomEvent &event, Done<Appended> done) override;
    void createRoom(const StoredRoom &room, Done<Outcome> done) override;
    void putUser(const StoredUser &user, Done<Outcome> done) override;
    void removeUser(const UserId &user, Done<Outcome> done) override;
    void putMember(const StoredMember &member, Done<Outcome> done) override;
    void removeMember(const RoomId &room, const UserId &user, Done<Outcome> done) override;
    void history(const HistoryQuery &query, Done<HistoryResult> done) override;
    void putBlobPart(qint64 upload, int part, const QByteArray &data, Done<Outcome> done) override;
    void finishBlob(const StoredBlob &blob, Done<Outcome> done) override;
    void dropUpload(qint64 upload, Done<Outcome> done) override;
    void blobPart(qint64 upload, int part, Done<BlobResult> done) override;

private:
    struct Entry {
        RoomEvent event;
        qsizetype bytes = 0;
    };
    struct Log {
        StoredRoom room;
        EpochId firstEpoch; // its chain begins with that one
        QString firstTopic;
        LogHead head;
        QList<Entry> events;
        QHash<OpId, qsizetype> byId;
        std::map<UserId, Seq> members;
    };
    // Carried out in one call, answered by the call that it returns.
    using Answer = std::function<void()>;
    using Operation = std::function<Answer()>;
    struct Asked {
        Operation carryOut;
        qint64 bytes = 0;
    };
    void enqueue(const StoreOp &op, Operation operation);
    template <class Result, class F> void enqueueWrite(const StoreOp &op, Done<Result> done, F act);
    [[nodiscard]] Operation takeNext();

    [[nodiscard]] Appended appendNow(const RoomId &room, const RoomEvent &event);
    [[nodiscard]] Outcome createNow(const StoredRoom &room);
    [[nodiscard]] HistoryResult historyNow(const HistoryQuery &query) const;
    [[nodiscard]] Log *findLog(const RoomId &id);

    QString m_name;
    QList<StoredUser> m_users;
    QHash<UserId, qsizetype> m_userIndex;
    QHash<QByteArray, StoredBlob> m_blobs; // by hash
    QHash<qint64, QList<QByteArray>> m_parts;
    std::deque<Log> m_logs;
    QHash<RoomId, qsizetype> m_logIndex;
    std::deque<Asked> m_queue;
    qint64 m_waitingBytes = 0;
    std::function<void()> m_wake;
    bool m_failing = false;
};

} // namespace coterie::server
