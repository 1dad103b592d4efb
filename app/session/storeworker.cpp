// SPDX-License-Identifier: MIT
#include "app/session/storeworker.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coterie {

namespace {
constexpr int lazyMs = 250;
constexpr int againMs = 500, mostAgainMs = 8000;           // a disk that refuses is asked again after this
constexpr qint64 mostUnwrittenCopies = 64LL * 1024 * 1024; // the host has them too

QString sentenceOf(StoreDatabase::Opened opened, bool newer, const QString &folder)
{
    switch (opened) {
    case StoreDatabase::Opened::Aside:
        return QCoreApplication::translate("coterie::LocalStore",
                                           "This computer's copy of the session was damaged and has been put aside. "
                                           "Everything on the host is still there and is fetched again.");
    case StoreDatabase::Opened::InMemory:
    case StoreDatabase::Opened::Failed:
        if (newer)
            return QCoreApplication::translate(
                "coterie::LocalStore",
                "This computer's copy of the session was made by a newer Coterie and is left as it is. You can read "
                "and "
                "write as usual, but what waits to be sent is lost when you quit. Use the newer one.");
        return QCoreApplication::translate(
                   "coterie::LocalStore",
                   "This computer's copy of the session cannot be used now; it is left as it is. You can read and "
                   "write as usual, but what waits to be sent is lost when you quit. Check the free space and the "
                   "rights of the folder %1; it is tried again by itself, at the latest when Coterie starts again.")
            .arg(folder);
    case StoreDatabase::Opened::Yes:
    case StoreDatabase::Opened::InUse:
        break;
    }
    return {};
}
} // namespace

StoreWorker::StoreWorker()
    : m_timer(this)
    , m_again(this)
    , m_fileAgain(this)
{
    m_timer.setSingleShot(true);
    m_again.setSingleShot(true);
    m_again.setInterval(againMs);
    connect(&m_timer, &QTimer::timeout, this, &StoreWorker::commit);
    connect(&m_again, &QTimer::timeout, this, &StoreWorker::tryAgain);
    m_fileAgain.setSingleShot(true);
    m_fileAgain.setInterval(againMs);
    connect(&m_fileAgain, &QTimer::timeout, this, &StoreWorker::tryFile);
}

void StoreWorker::open(const QString &folder, CachedSession &session)
{
    closeFile();
    using Opened = StoreDatabase::Opened;
    const Opened opened = m_db->open(folder, session);
    m_open = opened != Opened::Failed && opened != Opened::InUse;
    m_onDisk = opened == Opened::Yes || opened == Opened::Aside;
    m_folder = folder;
    if (auto left = m_left.find(folder); left != m_left.end() && m_onDisk) {
        m_unwritten = std::move(left->second);
        m_left.erase(left);
        tryAgain();
        session = {};
        m_open = m_db->load(session);
    }
    if (opened == Opened::InMemory && !m_db->isNewer())
        m_fileAgain.start();
    session.inUse = opened == Opened::InUse;
    session.ok = m_open;
    session.trouble = sentenceOf(opened, m_db->isNewer(), folder);
}

void StoreWorker::add(StoreJob job, bool atOnce)
{
    m_jobs.push_back(std::move(job));
    // Zero lets what is already on its way to this thread into the same transaction.
    if (atOnce && (!m_timer.isActive() || m_timer.interval() > 0))
        m_timer.start(0);
    else if (!m_timer.isActive())
        m_timer.start(lazyMs);
}

void StoreWorker::end()
{
    closeFile();
    for (auto &[folder, jobs] : m_left) {
        CachedSession session;
        const auto opened = m_db->open(folder, session);
        if (opened == StoreDatabase::Opened::Yes || opened == StoreDatabase::Opened::Aside)
            (void)runAll(jobs);
        m_db->close();
    }
    m_left.clear();
}

// What could not be written to this file is kept for when it is opened again, or for the end.
void StoreWorker::closeFile()
{
    commit();
    if (!m_unwritten.empty())
        tryAgain();
    if (m_fileAgain.isActive()) // the last chance
        tryFile();
    m_again.stop();
    m_fileAgain.stop();
    m_fileAgain.setInterval(againMs);
    m_forFile.clear();
    if (!m_unwritten.empty())
        m_left[m_folder] = std::exchange(m_unwritten, {});
    m_again.setInterval(againMs);
    m_copyBytes = 0;
    m_toldFailure = false;
    m_db->close();
    m_open = m_onDisk = false;
}

bool StoreWorker::runAll(const Jobs &jobs)
{
    if (!m_db->begin())
        return false;
    if (std::all_of(jobs.cbegin(), jobs.cend(), [this](const StoreJob &job) { return job.work(*m_db); }) &&
        m_db->commit())
        return true;
    m_db->rollback();
    return false;
}

bool StoreWorker::run(const StoreJob &job)
{
    if (m_db->begin()) {
        if (job.work(*m_db) && m_db->commit())
            return true;
        m_db->rollback();
    } else if (job.kind == StoreJob::Kind::Question) {
        return job.work(*m_db); // a disk that takes nothing can still be read
    }
    return false;
}

void StoreWorker::commit()
{
    m_timer.stop();
    if (Jobs jobs = std::exchange(m_jobs, {}); !jobs.empty())
        work(std::move(jobs));
}

void StoreWorker::work(Jobs jobs)
{
    if (m_open && m_unwritten.empty() && runAll(jobs)) {
        for (StoreJob &job : jobs) {
            finish(job, true);
            keepForFile(job);
        }
        m_toldFailure = false;
        return;
    }
    for (StoreJob &job : jobs) {
        const bool writes = job.kind != StoreJob::Kind::Question;
        if (writes && !m_unwritten.empty()) {
            postpone(std::move(job));
            continue;
        }
        const bool ok = m_open && run(job);
        if (writes && m_open && !ok) {
            if (!std::exchange(m_toldFailure, true))
                emit writeFailed(m_db->lastError());
            if (m_db->trouble() == StoreDatabase::Trouble::Disk) {
                postpone(std::move(job));
                continue;
            }
        }
        finish(job, ok);
        if (ok)
            keepForFile(job);
    }
    if (!m_unwritten.empty() && !m_again.isActive())
        m_again.start();
}

void StoreWorker::tryAgain()
{
    m_copyBytes = 0;
    work(std::exchange(m_unwritten, {}));
    if (m_unwritten.empty()) {
        m_again.setInterval(againMs);
        m_toldFailure = false;
        emit writtenAgain();
    } else {
        m_again.start(std::min(2 * m_again.interval(), mostAgainMs));
    }
}

// Whoever asked is told at once that it is not there yet.
void StoreWorker::postpone(StoreJob job)
{
    finish(job, false);
    job.done = {};
    if (job.kind == StoreJob::Kind::Copy)
        m_copyBytes += job.bytes;
    m_unwritten.push_back(std::move(job));
    dropOldCopies(m_unwritten);
}

void StoreWorker::dropOldCopies(Jobs &jobs)
{
    if (m_copyBytes <= mostUnwrittenCopies)
        return;
    // The older half of the copies; the host has them. What is written after a copy that is missing does not fit
    // (putBoardEvents) or stands apart (putEvents), so this leaves no hole that looks like none.
    qint64 left = m_copyBytes / 2;
    std::erase_if(jobs, [&](const StoreJob &one) {
        if (one.kind != StoreJob::Kind::Copy || left <= 0)
            return false;
        left -= one.bytes;
        m_copyBytes -= one.bytes;
        return true;
    });
}

void StoreWorker::keepForFile(const StoreJob &job)
{
    if (m_onDisk || job.kind == StoreJob::Kind::Question)
        return;
    m_forFile.push_back({job.work, {}, job.kind, job.bytes});
    if (job.kind == StoreJob::Kind::Copy)
        m_copyBytes += job.bytes;
    dropOldCopies(m_forFile);
}

// The folder can be used after all. What is in a file that could not be read at first stays as it is: it may belong to
// somebody else by now, for without it one has come to the host as somebody new (A100).
void StoreWorker::tryFile()
{
    auto file = std::make_unique<StoreDatabase>();
    m_db->letGoOfFolder();
    CachedSession there;
    const auto opened = file->open(m_folder, there);
    using Opened = StoreDatabase::Opened;
    if (opened != Opened::Yes && opened != Opened::Aside) {
        if (opened != Opened::InUse && !file->isNewer())
            m_fileAgain.start(std::min(2 * m_fileAgain.interval(), mostAgainMs));
        return;
    }
    if (!there.host.user.isNull() || !there.outbox.isEmpty())
        return;
    m_db = std::move(file);
    m_onDisk = m_open = true;
    m_unwritten = std::exchange(m_forFile, {});
    tryAgain();
}

void StoreWorker::finish(StoreJob &job, bool ok) const
{
    if (job.done)
        job.done(ok && (m_onDisk || job.kind == StoreJob::Kind::Question));
}

} // namespace coterie
