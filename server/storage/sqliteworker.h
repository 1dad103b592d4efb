// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/ballast.h"
#include "server/storage/filelock.h"
#include "server/storage/headmarks.h"
#include "server/storage/logcheck.h"
#include "server/storage/sqliteoptions.h"
#include "server/storage/sqlitesession.h"
#include "server/storage/storeops.h"

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace coterie::server {

// The other side of SqliteStore: owns the lock, the connection and the statements, lives in the store's thread, which
// it may block. Takes operations as they come, writes what waits in one transaction, answers in order. Never calls
// into the core.
class SqliteWorker final : public QObject
{
    Q_OBJECT
public:
    explicit SqliteWorker(QObject *receiver);
    ~SqliteWorker() override;

    [[nodiscard]] Result<StoredSession, StoreFault> open(const SqliteOptions &options);
    // Carries out what waits, then closes.
    void close();

    bool event(QEvent *event) override;

signals:
    // Every entry that was there at the start has been compared with its chain.
    void selfChecked(qint64 entries, const QString &damage);
    void blobsLost(const QList<QByteArray> &hashes);

private:
    // What is answered together. Reads are carried out after the commit, but as of their place among the writes.
    struct Batch {
        struct Read {
            std::size_t place = 0;
            StoreOp op;
            Seq last = 0;     // when all before it in the batch are in
            Seq lastKept = 0; // when the batch fails
        };
        std::vector<StoreOp> writes;
        std::vector<std::size_t> writePlaces;
        std::vector<Read> reads;
        std::vector<StoreAnswer> answers;
        bool failed = false;
    };

    [[nodiscard]] std::optional<StoreFault> openConnection(const SqliteOptions &options);
    [[nodiscard]] std::optional<StoreFault> checkMarks(StoredSession &session);
    void work();
    void writeAll(Batch &batch);
    [[nodiscard]] StoreAnswer write(const StoreOp &op, SqlTrouble &trouble);
    [[nodiscard]] bool begin();
    [[nodiscard]] bool hasSpaceAgain();
    [[nodiscard]] bool isWrittenByOthers(const StoreOp &refused);
    void tryAgain();
    void noteMissing();
    void mark(const RoomId &room);
    void giveUp(Batch &batch, SqlTrouble trouble, const QString &why);
    void report(Batch &batch);
    void noteHealth(StoreHealth health, const QString &why);
    [[nodiscard]] bool mayFoldIn(FileLock &underNewName);
    enum class FoldIn { WhatIsFree, Whole };
    bool foldIn(FoldIn how);
    void checkpointIfDue();
    void checkOn();
    [[nodiscard]] bool sweepOn();
    void loseBlobs();
    bool writeAside(const std::function<bool()> &statements);

    QObject *m_receiver;
    FileLock m_lock;
    QString m_path;
    std::optional<std::pair<quint64, quint64>> m_identity; // of the file; nothing: there was none
    QFile m_file; // open before the connection is, and until it is closed (baseOfFile())
    SqliteConnection m_connection;
    std::unique_ptr<SqliteSession> m_session;
    struct Asked {
        StoreOp op;
        bool isStale = false; // asked before a refusal was heard: refused like it (S22)
    };
    std::deque<Asked> m_queue;
    quint64 m_failures = 0; // groups that were refused
    HeadMarks m_marks;
    Ballast m_ballast;
    qint64 m_ballastBytes = 0;
    bool m_isFull = false; // the ballast was given up; nothing is written before it is back
    QElapsedTimer m_sinceFull;
    std::unique_ptr<LogCheck> m_check; // until it is through
    QTimer m_checkTimer;
    QTimer m_retry; // while the disk refuses, for a time when nobody writes
    StoreHealth m_health = StoreHealth::Good;
    QString m_trouble;
    bool m_wasRenamed = false;         // the file, under us; that is why it is Untrusted
    qint64 m_pagesSinceCheckpoint = 0; // an estimate
    qint64 m_sweepUpTo = 0;            // uploads up to this one that no blob names are swept away when nobody waits
    bool m_wakeIsPosted = false;
};

} // namespace coterie::server
