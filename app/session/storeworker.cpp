// SPDX-License-Identifier: MIT
#include "app/session/storeworker.h"

#include <QCoreApplication>

namespace coterie {

namespace {
constexpr int lazyMs = 250;
}

StoreWorker::StoreWorker()
    : m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StoreWorker::commit);
}

void StoreWorker::open(const QString &folder, CachedSession &session)
{
    finish();
    const auto opened = m_db.open(folder);
    m_open = opened != StoreDatabase::Opened::Failed && opened != StoreDatabase::Opened::InUse;
    session.inUse = opened == StoreDatabase::Opened::InUse;
    session.ok = m_open && m_db.load(session);
    if (opened == StoreDatabase::Opened::Aside)
        session.trouble = QCoreApplication::translate(
            "coterie::LocalStore", "This computer's copy of the session was damaged and has been put aside. "
                                   "Everything on the host is still there and is fetched again.");
    else if (opened == StoreDatabase::Opened::InMemory || opened == StoreDatabase::Opened::Failed)
        session.trouble = QCoreApplication::translate(
                              "coterie::LocalStore",
                              "This computer cannot keep a copy of the session. You can read and write as usual, but "
                              "what waits to be sent is lost when you quit. Check the free space and the rights of "
                              "the folder %1.")
                              .arg(folder);
}

void StoreWorker::add(Job job, bool urgent)
{
    m_jobs.push_back(std::move(job));
    // Zero lets what is already on its way to this thread into the same transaction.
    if (urgent && (!m_timer.isActive() || m_timer.interval() > 0))
        m_timer.start(0);
    else if (!m_timer.isActive())
        m_timer.start(lazyMs);
}

void StoreWorker::finish()
{
    commit();
    m_db.close();
    m_open = false;
}

bool StoreWorker::runAll(const std::vector<Job> &jobs, std::size_t from, std::size_t to)
{
    if (!m_open || !m_db.begin())
        return false;
    for (std::size_t i = from; i < to; ++i)
        if (!jobs[i].work(m_db)) {
            m_db.rollback();
            return false;
        }
    if (m_db.commit())
        return true;
    m_db.rollback();
    return false;
}

void StoreWorker::commit()
{
    m_timer.stop();
    const std::vector<Job> jobs = std::exchange(m_jobs, {});
    if (jobs.empty())
        return;
    const bool all = runAll(jobs, 0, jobs.size());
    bool any = all;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const bool ok = all || (jobs.size() > 1 && runAll(jobs, i, i + 1));
        any = any || ok;
        if (jobs[i].done)
            jobs[i].done(ok);
    }
    if (!any && !m_failing && m_open)
        emit writeFailed(m_db.lastError());
    m_failing = !any;
}

} // namespace coterie
