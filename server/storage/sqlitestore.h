// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteoptions.h"
#include "server/storage/storefault.h"
#include "server/storage/storeops.h"

#include <QObject>
#include <QThread>

#include <deque>
#include <memory>

namespace coterie::server {

class SqliteWorker;

// The store of a real session: one SQLite file (*.coterie), written by a thread of its own. Lives in the host's thread
// and owns the other one. What is asked in one turn of the event loop travels together; an answer means that the
// disk has it (WAL, synchronous=FULL). Never blocks its thread but in open() and close().
class SqliteStore final : public QObject, public Store
{
    Q_OBJECT
public:
    explicit SqliteStore(QObject *parent = nullptr);
    ~SqliteStore() override;

    // Opens the file, or makes it; locks it, brings it up to date, checks it. Once.
    [[nodiscard]] Result<StoredSession, StoreFault> open(const SqliteOptions &options);
    // Everything asked so far is carried out and answered, from inside this call; then the file is free for others.
    void close();

    [[nodiscard]] StoreHealth health() const { return m_health; }
    [[nodiscard]] QString trouble() const { return m_trouble; } // why it is not good, for the operator
    [[nodiscard]] qsizetype waiting() const { return qsizetype(m_waiting.size()); }
    [[nodiscard]] qint64 waitingBytes() const override { return m_waitingBytes; }

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

    bool event(QEvent *event) override;

signals:
    void answered(); // a group of answers has just been given
    // After a start: so many entries were compared with their chains. `damage`: what is wrong with them, in a sentence.
    void selfChecked(qint64 entries, const QString &damage);
    // Images that the disk has turned; they are not there any more.
    void blobsLost(const QList<QByteArray> &hashes);
    void healthChanged(coterie::server::StoreHealth health, const QString &trouble);

private:
    using AnyDone = std::variant<Done<Appended>, Done<Outcome>, Done<HistoryResult>, Done<BlobResult>>;
    struct Waiting {
        AnyDone done;
        qint64 bytes = 0;
    };
    void ask(StoreOp op, AnyDone done);
    void sendOff();
    void take(StoreAnswersEvent &answers);

    QThread m_thread;
    std::unique_ptr<SqliteWorker> m_worker;
    std::vector<StoreOp> m_outgoing; // of this turn
    std::deque<Waiting> m_waiting;   // in the order of the calls
    qint64 m_waitingBytes = 0;
    quint64 m_failures = 0; // groups refused, as far as was heard
    StoreHealth m_health = StoreHealth::Good;
    QString m_trouble;
};

} // namespace coterie::server
