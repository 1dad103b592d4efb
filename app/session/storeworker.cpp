// SPDX-License-Identifier: MIT
#include "app/session/storeworker.h"

#include "app/session/localstore.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coterie {

namespace {
constexpr int lazyMs = 250;
constexpr int foldMs = 1000;
constexpr int againMs = 500, mostAgainMs = 8000;           // a disk that refuses is asked again after this
constexpr qint64 mostUnwrittenCopies = 64LL * 1024 * 1024; // the host has them too
constexpr Losses inMemory = Loss::Identity | Loss::Outbox | Loss::Drafts; // of a session that is open

// Of what was in a damaged file.
QString mendedSentence(Losses lost, const QString &aside, bool wasGone)
{
    if (!lost && wasGone)
        return LocalStore::tr(
            "This computer's copy of the session was removed or replaced while it was open. What only this computer "
            "had is written again, and everything else is fetched from the host again.");
    if (!lost)
        return LocalStore::tr(
            "This computer's copy of the session was damaged. What you had not sent yet, your drafts and who you "
            "are were saved from it; everything else is fetched from the host again.");
    constexpr Losses all = Loss::Identity | Loss::Outbox | Loss::Drafts | Loss::Drawings | Loss::Images | Loss::Past;
    const std::pair<Loss, QString> words[] = {
        {Loss::Identity, LocalStore::tr("who you are, so that you are a new person to the host")},
        {Loss::Outbox, LocalStore::tr("some or all of what waited to be sent")},
        {Loss::Drafts, LocalStore::tr("drafts")},
        {Loss::Drawings, LocalStore::tr("drawings that the host did not take")},
        {Loss::Images, LocalStore::tr("images that were not on the host yet")},
        {Loss::Past, LocalStore::tr("messages that the host had lost")},
        {Loss::Newest, LocalStore::tr("the newest of what you had written or changed here")},
    };
    QStringList named;
    for (const auto &[loss, name] : words)
        if (lost.testFlag(loss))
            named.append(name);
    if ((lost & all) == all)
        return LocalStore::tr(
                   "This computer's copy of the session was damaged, and nothing in it could be read: you are a new "
                   "person to the host, and what had not been sent is lost. Everything on the host is still there and "
                   "is fetched again. The damaged file is kept: %1")
            .arg(aside);
    return LocalStore::tr(
               "This computer's copy of the session was damaged. This could not be read: %1. What only this computer "
               "had besides was saved, and everything on the host is fetched again. The damaged file is kept: %2")
        .arg(named.join(QStringLiteral("; ")), aside);
}

QString sentenceOf(const StoreDatabase &db, StoreDatabase::Opened opened, const QString &folder)
{
    switch (opened) {
    case StoreDatabase::Opened::Aside:
        return mendedSentence(db.losses(), db.putAsideAs(), db.wasGone());
    case StoreDatabase::Opened::InMemory:
    case StoreDatabase::Opened::Failed:
        if (db.isNewer())
            return QCoreApplication::translate(
                "coterie::LocalStore",
                "This computer's copy of the session was made by a newer Coterie and is left as it is. You can read "
                "and "
                "write as usual, but what waits to be sent is lost when you quit. Use the newer one.");
        if (db.isCopy() && db.copyLacks())
            return LocalStore::tr(
                       "This computer's copy of the session was damaged, and nothing can be written to it now: the "
                       "newest of what you had written or changed here is missing. What you write now and is not sent "
                       "before you quit is lost. Check the free space and the rights of the folder %1; it is tried "
                       "again by itself, at the latest when Coterie starts again.")
                .arg(folder);
        if (db.isCopy())
            return LocalStore::tr(
                       "Nothing can be written to this computer's copy of the session now. All that is in it is here, "
                       "and you can write as usual, but what you write now and is not sent before you quit is lost. "
                       "Check the free space and the rights of the folder %1; it is tried again by itself, at the "
                       "latest when Coterie starts again.")
                .arg(folder);
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
    , m_fold(this)
{
    m_timer.setSingleShot(true);
    m_again.setSingleShot(true);
    m_again.setInterval(againMs);
    connect(&m_timer, &QTimer::timeout, this, &StoreWorker::commit);
    connect(&m_again, &QTimer::timeout, this, &StoreWorker::tryAgain);
    m_fileAgain.setSingleShot(true);
    m_fileAgain.setInterval(againMs);
    connect(&m_fileAgain, &QTimer::timeout, this, &StoreWorker::tryFile);
    m_fold.setSingleShot(true);
    m_fold.setInterval(foldMs);
    connect(&m_fold, &QTimer::timeout, this, [this] { (void)m_db->foldIn(); }); // else after the next commit
}

void StoreWorker::open(const QString &folder, CachedSession &session)
{
    closeFile();
    using Opened = StoreDatabase::Opened;
    const Opened opened = m_db->open(folder, session);
    m_open = opened != Opened::Failed && opened != Opened::InUse;
    m_onDisk = opened == Opened::Yes || opened == Opened::Aside;
    m_folder = folder;
    m_copied = m_db->isCopy() ? std::optional(session.host.user) : std::nullopt;
    if (auto left = m_left.find(folder); left != m_left.end() && m_onDisk) {
        m_unwritten = std::move(left->second);
        m_left.erase(left);
        tryAgain();
        session = {};
        m_open = m_db->load(session);
    }
    if (opened == Opened::InMemory && !m_db->isNewer())
        m_fileAgain.start();
    m_mended = opened == Opened::Aside;
    if (m_onDisk)
        m_fold.start();
    session.inUse = opened == Opened::InUse;
    session.ok = m_open;
    session.trouble = sentenceOf(*m_db, opened, folder);
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
        (void)takeFile();       // whoever hears of it may have another one open by then
    m_again.stop();
    m_fold.stop();
    m_fileAgain.stop();
    m_fileAgain.setInterval(againMs);
    m_forFile.clear();
    if (!m_unwritten.empty())
        m_left[m_folder] = std::exchange(m_unwritten, {});
    m_again.setInterval(againMs);
    // What is folded into a file without a name is gone, whether anything was written since or not.
    if (m_onDisk && !m_db->isInPlace())
        (void)mend({});
    m_copyBytes = 0;
    m_toldFailure = m_mended = false;
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
        foldInLater();
        for (StoreJob &job : jobs) {
            finish(job, true);
            keepForFile(job);
        }
        m_toldFailure = false;
        m_mended = false;
        return;
    }
    for (StoreJob &job : jobs) {
        const bool writes = job.kind == StoreJob::Kind::Copy || job.kind == StoreJob::Kind::Only;
        if (job.kind == StoreJob::Kind::Once && (!m_onDisk || !m_unwritten.empty())) {
            finish(job, false);
            continue;
        }
        if (writes && !m_unwritten.empty()) {
            postpone(std::move(job));
            continue;
        }
        bool ok = m_open && run(job);
        if (writes && m_open && !ok && m_db->trouble() == StoreDatabase::Trouble::Damage && mend(inMemory))
            ok = run(job);
        if (writes && m_open && !ok) {
            const auto trouble = m_db->trouble();
            if (!std::exchange(m_toldFailure, true))
                emit writeFailed(m_db->lastError(), trouble == StoreDatabase::Trouble::Damage);
            if (trouble != StoreDatabase::Trouble::Piece) {
                postpone(std::move(job));
                continue;
            }
        }
        finish(job, ok);
        if (ok)
            keepForFile(job);
    }
    foldInLater();
    if (!m_unwritten.empty() && !m_again.isActive())
        m_again.start();
}

// What a disk loses or turns in the journal costs what was written last; in the file it costs a page, and is noticed.
void StoreWorker::foldInLater()
{
    if (m_db->mustFoldIn())
        (void)m_db->foldIn();
    if (m_onDisk)
        m_fold.start();
}

// Not twice in a row: a disk that breaks whatever is written to it is not written full.
bool StoreWorker::mend(Losses writtenAgain)
{
    if (!m_onDisk || m_mended)
        return false;
    CachedSession session; // who uses it has it
    m_mended = m_db->mend(session);
    if (m_mended)
        emit mended(mendedSentence(m_db->losses() & ~writtenAgain, m_db->putAsideAs(), m_db->wasGone()));
    return m_mended;
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
    if (m_onDisk || job.kind == StoreJob::Kind::Question || job.kind == StoreJob::Kind::Once)
        return;
    m_forFile.push_back({job.work, {}, job.kind, job.bytes});
    if (job.kind == StoreJob::Kind::Copy)
        m_copyBytes += job.bytes;
    dropOldCopies(m_forFile);
}

// The folder can be used after all. What is in a file that could not be read at first stays as it is: it may belong to
// somebody else by now, for without it one has come to the host as somebody new (A100). Where what is here began as a
// copy of it, it goes on there.
void StoreWorker::tryFile()
{
    if (const QString sentence = takeFile(); !sentence.isEmpty())
        emit mended(sentence);
}

QString StoreWorker::takeFile()
{
    auto file = std::make_unique<StoreDatabase>();
    m_db->letGoOfFolder();
    CachedSession there;
    const auto opened = file->open(m_folder, there, StoreDatabase::Or::Nothing);
    using Opened = StoreDatabase::Opened;
    if (opened != Opened::Yes && opened != Opened::Aside) {
        // Another program that has it may end; whoever began with nothing of it is somebody else by then.
        if ((opened != Opened::InUse || m_copied) && !file->isNewer())
            m_fileAgain.start(std::min(2 * m_fileAgain.interval(), mostAgainMs));
        return {};
    }
    const bool isOwn = m_copied && *m_copied == there.host.user;
    QString sentence;
    if (opened == Opened::Aside) // what the copy had of it is here
        sentence =
            mendedSentence(isOwn ? file->losses() & ~inMemory : file->losses(), file->putAsideAs(), file->wasGone());
    if (!isOwn && (!there.host.user.isNull() || !there.outbox.isEmpty()))
        return sentence;
    m_db = std::move(file);
    m_onDisk = m_open = true;
    m_unwritten = std::exchange(m_forFile, {});
    tryAgain();
    return sentence;
}

void StoreWorker::finish(StoreJob &job, bool ok) const
{
    if (job.done)
        job.done(ok && (m_onDisk || job.kind == StoreJob::Kind::Question));
}

} // namespace coterie
