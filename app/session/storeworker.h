// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/storedatabase.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace coterie {

struct StoreJob {
    enum class Kind {
        Question, // or upkeep: not tried again
        Once, // whole or not at all, on the disk and at this moment; whoever asked says so themselves when it is not
        Copy, // of what the host has: tried again while not too much of it waits
        Only, // what only this computer has: tried again until it is written
    };
    std::function<bool(StoreDatabase &)> work; // may be called several times
    std::function<void(bool)> done;            // called once, in the store's thread; passes the answer on
    Kind kind = Kind::Question;
    qint64 bytes = 0; // of a copy, about
};

// Does the work of LocalStore in the store's thread. Owns the database. Collects what waits and commits it together; if
// the whole cannot be committed, each piece by itself, so that one bad piece fails alone. What the disk does not take
// waits, and everything that is to be written after it waits behind it, so that what is on the disk is at any moment
// all that was asked for up to some call. While there is no file at all, since none could be made, everything is kept
// in memory, and once more for the file; when that can be made after all, it is written there and the file is used. A
// file that turns out to be damaged is mended, and what it did not take is written to the new one.
class StoreWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreWorker)
public:
    StoreWorker();

    void open(const QString &folder, CachedSession &session); // in this thread
    void add(StoreJob job, bool atOnce);
    void end(); // writes what can be written, and closes

signals:
    // Once until writtenAgain(). `damaged`: the file is, and there is no room for another one.
    void writeFailed(const QString &detail, bool damaged);
    void writtenAgain();
    void mended(const QString &sentence); // a file that was damaged is in use again: what became of what was in it

private:
    using Jobs = std::vector<StoreJob>;
    void commit();
    void work(Jobs jobs);
    void tryAgain();
    void tryFile();
    [[nodiscard]] QString takeFile(); // what is to be said where something of it is lost
    void foldInLater();
    void postpone(StoreJob job);
    void keepForFile(const StoreJob &job);
    void dropOldCopies(Jobs &jobs);
    void finish(StoreJob &job, bool ok) const;
    void closeFile();
    [[nodiscard]] bool runAll(const Jobs &jobs);
    [[nodiscard]] bool run(const StoreJob &job);
    [[nodiscard]] bool mend(Losses writtenAgain); // what of its losses whoever uses it writes once more

    std::unique_ptr<StoreDatabase> m_db = std::make_unique<StoreDatabase>();
    QString m_folder;
    std::optional<UserId> m_copied; // whose file it was, of which there is a copy only
    Jobs m_jobs;
    Jobs m_unwritten;               // answered already, in order
    Jobs m_forFile;                 // done in memory, while there is no file to do it in
    qint64 m_copyBytes = 0;         // of the copies in either
    std::map<QString, Jobs> m_left; // of folders that are not open
    QTimer m_timer;
    QTimer m_again;
    QTimer m_fileAgain;
    QTimer m_fold; // when nobody has written for a while
    bool m_open = false;
    bool m_onDisk = false;
    bool m_toldFailure = false;
    bool m_mended = false; // and nothing has been written since
};

} // namespace coterie
