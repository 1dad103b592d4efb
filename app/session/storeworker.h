// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/storedatabase.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace coterie {

// Does the work of LocalStore in the store's thread. Owns the database. Collects what waits and commits it together; if
// the whole cannot be committed, each piece by itself, so that one bad piece fails alone.
class StoreWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreWorker)
public:
    struct Job {
        std::function<bool(StoreDatabase &)> work;
        std::function<void(bool)> done; // called in this thread; passes the answer on
    };

    StoreWorker();

    void open(const QString &folder, CachedSession &session); // in this thread
    void add(Job job, bool urgent);
    void finish(); // commits and closes

signals:
    void writeFailed(const QString &detail);

private:
    void commit();
    [[nodiscard]] bool runAll(const std::vector<Job> &jobs, std::size_t from, std::size_t to);

    StoreDatabase m_db;
    std::vector<Job> m_jobs;
    QTimer m_timer;
    bool m_open = false;
    bool m_failing = false;
};

} // namespace coterie
