// SPDX-License-Identifier: MIT
#include "server/storage/filelock.h"
#include "server/storage/soundness.h"
#include "server/storage/sqliteworker.h"
#include "shared/util/logging.h"

#include <QFileInfo>

// What the worker does for its file when nobody waits: it looks through the logs, sweeps, folds the journal in, and
// tries a disk that refused.
namespace coterie::server {

namespace {

// The journal is folded into the file when nobody waits, or when it has grown too long for that courtesy.
constexpr qint64 checkpointPages = 1000;
constexpr qint64 checkpointPagesAtLast = 8000;

} // namespace

// Nobody may be writing when the disk heals, and everybody wants to know that it has.
void SqliteWorker::tryAgain()
{
    if (!m_session || !m_queue.empty() || m_health != StoreHealth::Failing)
        return;
    Batch news;
    if (begin()) {
        if (m_connection.execute(QStringLiteral("UPDATE session SET name=name")) &&
            m_connection.execute(QStringLiteral("COMMIT")))
            noteHealth(StoreHealth::Good, {});
        else
            giveUp(news, m_connection.trouble(), m_connection.errorText());
    }
    if (m_health != StoreHealth::Failing)
        report(news);
}

void SqliteWorker::checkOn()
{
    if (!m_queue.empty() || m_health == StoreHealth::Untrusted || sweepOn() || m_check->step())
        return;
    m_checkTimer.stop();
    loseBlobs();
    for (const LogCheck::Damage &one : m_check->damages())
        logError(logStore(), "an entry is not what was written")
            .with("file", m_path)
            .with("room", one.room)
            .with("seq", one.seq);
    logInfo(logStore(), "every entry was checked")
        .with("entries", m_check->checked())
        .with("damaged", qint64(m_check->damages().size()))
        .with("images", m_check->blobs())
        .with("damagedImages", qint64(m_check->badBlobs().size()));
    emit selfChecked(m_check->checked(), sentenceFor(m_check->damages(), m_check->badBlobs().size()));
    m_check.reset();
}

// Uploads that were not complete when the host ended. They harm nobody, so a disk that refuses keeps them until the
// next start. False: there are none (any more).
bool SqliteWorker::sweepOn()
{
    if (m_sweepUpTo == 0)
        return false;
    int swept = 0;
    const bool good = writeAside([&] { return m_session->blobs().sweep(m_sweepUpTo, swept); });
    m_pagesSinceCheckpoint += 2 * swept;
    if (!good || swept == 0)
        m_sweepUpTo = 0;
    checkpointIfDue();
    return m_sweepUpTo > 0;
}

// An image whose bytes are not what its name says is none: without its row a good copy is taken. Its bytes stay until
// the next start. Should the disk refuse, it is found again then; whoever asks this host hears the same already.
void SqliteWorker::loseBlobs()
{
    QList<QByteArray> hashes;
    for (const StoredBlob &blob : m_check->badBlobs()) {
        logError(logStore(), "an image is not what was written")
            .with("file", m_path)
            .with("hash", QString::fromLatin1(blob.hash.toHex()));
        hashes.append(blob.hash);
    }
    if (hashes.isEmpty())
        return;
    (void)writeAside([&] { return m_session->blobs().lose(m_check->badBlobs()); });
    emit blobsLost(hashes);
}

// In a transaction that nobody waits for, and which waits for nobody. What the disk refuses of it is no trouble, but
// for a failed fsync (S15).
bool SqliteWorker::writeAside(const std::function<bool()> &statements)
{
    const WithoutWaiting atOnce(m_connection);
    bool good = m_health == StoreHealth::Good && begin();
    if (good) {
        good = statements() && m_connection.execute(QStringLiteral("COMMIT"));
        const SqlTrouble trouble = m_connection.trouble();
        const QString why = m_connection.errorText();
        if (!good)
            (void)m_connection.execute(QStringLiteral("ROLLBACK"));
        if (!good && trouble == SqlTrouble::Sync)
            noteHealth(StoreHealth::Untrusted, why);
    }
    Batch news;
    if (m_health == StoreHealth::Untrusted)
        report(news);
    return good;
}

// Each leaves another first page. That is noted when all of the journal is in and flushed, for the next commit begins a
// new one (S24); until then the note and the journal itself tell what the page may be.
bool SqliteWorker::foldIn(FoldIn how)
{
    const WithoutWaiting atOnce(m_connection, how == FoldIn::WhatIsFree); // nobody asked for it
    if (QFileInfo(journalOf(m_path)).size() > 0 && !m_connection.execute(stampFile()) &&
        m_connection.trouble() == SqlTrouble::Sync) {
        noteHealth(StoreHealth::Untrusted, m_connection.errorText());
        return false;
    }
    const auto done =
        m_connection.foldIn(how == FoldIn::Whole ? QStringLiteral("TRUNCATE") : QStringLiteral("PASSIVE"));
    if (done.value_or(false))
        m_marks.setBase(baseOfFile(m_file));
    return done.has_value();
}

void SqliteWorker::checkpointIfDue()
{
    const bool due = m_pagesSinceCheckpoint >= (m_queue.empty() ? checkpointPages : checkpointPagesAtLast);
    if (!due || m_health != StoreHealth::Good)
        return;
    m_pagesSinceCheckpoint = 0;
    if (!foldIn(FoldIn::WhatIsFree))
        logWarning(logStore(), "the journal could not be folded in").with("why", m_connection.errorText());
    m_marks.sync();
}

// What a file that was renamed under us lacks is in a journal that stands beside the old name, where nobody looks for
// it: it is folded in through what we hold open, unless somebody opened the file under its new name, for then there are
// two journals (S28).
bool SqliteWorker::mayFoldIn(FileLock &underNewName)
{
    const auto now = fileAt(m_path);
    if (now && now->identity == m_identity)
        return m_health != StoreHealth::Untrusted;
    const QString name = m_health == StoreHealth::Untrusted && !m_wasRenamed ? QString() : nameOfOpen(m_file.handle());
    return !name.isEmpty() && underNewName.take(name % QLatin1String(".lock")) == FileLock::Answer::Taken &&
           isOwnJournal(m_file, journalOf(m_path), m_marks.base());
}

} // namespace coterie::server
