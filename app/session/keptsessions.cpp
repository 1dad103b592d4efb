// SPDX-License-Identifier: MIT
#include "app/session/keptsessions.h"

#include "app/session/hostindex.h"
#include "app/session/storedatabase.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace coterie {

namespace {

QStringList sessionFolders(const QString &dir)
{
    QStringList folders;
    for (const QString &name : QDir(dir).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (!QUuid::fromString(name).isNull())
            folders.append(QDir(dir).filePath(name));
    return folders;
}

QFileInfoList filesIn(const QString &folder)
{
    return QDir(folder).entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
}

// A damaged cache that was put aside may hold what could not be saved from it.
bool holdsOnlyACache(const QString &folder)
{
    const QFileInfoList files = filesIn(folder);
    return std::all_of(files.cbegin(), files.cend(), [](const QFileInfo &file) {
        static const QStringList usual{QStringLiteral("cache.sqlite"),     QStringLiteral("cache.sqlite-wal"),
                                       QStringLiteral("cache.sqlite-shm"), QStringLiteral("cache.lock"),
                                       QStringLiteral("cache.mark"),       QStringLiteral("host.json")};
        return usual.contains(file.fileName());
    });
}

KeptSession lookInto(const QString &folder)
{
    KeptSession kept;
    kept.folder = folder;
    for (const QFileInfo &file : filesIn(folder)) {
        kept.bytes += file.size();
        kept.used = std::max(kept.used, file.lastModified());
    }
    StoreDatabase database;
    const CachedGlimpse seen = database.look(folder);
    kept.name = seen.host.host;
    kept.isOpen = seen.inUse;
    kept.isReadable = seen.isReadable;
    kept.onlyHere = seen.onlyHere;
    return kept;
}

} // namespace

KeptSessions::KeptSessions(const QString &dir, QObject *parent)
    : QObject(parent)
    , m_dir(dir)
{
    m_thread.setObjectName(QStringLiteral("kept sessions"));
    m_there.moveToThread(&m_thread);
}

KeptSessions::~KeptSessions()
{
    m_thread.requestInterruption(); // nobody hears any more what there is
    if (m_thread.isRunning())
        inThread([this] { m_thread.quit(); });
    m_thread.wait();
}

void KeptSessions::inThread(std::function<void()> work)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(&m_there, std::move(work), Qt::QueuedConnection);
}

void KeptSessions::read()
{
    inThread([this] {
        QList<KeptSession> sessions;
        for (const QString &folder : sessionFolders(m_dir)) {
            if (QThread::currentThread()->isInterruptionRequested())
                return;
            // One that never answered is none.
            if (const KeptSession kept = lookInto(folder); !kept.name.isEmpty() || !kept.isReadable || kept.onlyHere)
                sessions.append(kept);
        }
        QMetaObject::invokeMethod(this, [this, sessions]() mutable {
            HostIndex index(m_dir);
            for (KeptSession &kept : sessions) {
                const HostIndex::Met met = index.metIn(kept.folder);
                if (kept.name.isEmpty())
                    kept.name = met.name;
                kept.where = met.where;
                if (met.used.isValid())
                    kept.used = met.used;
            }
            std::stable_sort(sessions.begin(), sessions.end(),
                             [](const KeptSession &a, const KeptSession &b) { return a.used > b.used; });
            emit found(sessions);
        });
    });
}

void KeptSessions::forget(const QString &folder)
{
    inThread([this, folder] {
        StoreDatabase database;
        const bool gone = database.removeFolder(folder);
        QMetaObject::invokeMethod(this, [this, folder, gone] { emit forgotten(folder, gone); });
    });
}

void KeptSessions::dropEmpty(std::chrono::milliseconds age)
{
    QStringList folders = sessionFolders(m_dir);
    const HostIndex index(m_dir);
    folders.removeIf([&](const QString &folder) { return index.metIn(folder).used.isValid(); });
    inThread([folders, before = QDateTime::currentDateTimeUtc().addMSecs(-age.count())] {
        for (const QString &folder : folders) {
            const QFileInfo cache(QDir(folder).filePath(QStringLiteral("cache.sqlite")));
            if (!cache.exists() || cache.lastModified() > before || !holdsOnlyACache(folder))
                continue;
            StoreDatabase database;
            const CachedGlimpse seen = database.look(folder);
            if (seen.isReadable && seen.host.user.isNull() && seen.rooms.isEmpty() && !seen.onlyHere)
                (void)database.removeFolder(folder); // it is tried again at the next start
        }
    });
}

} // namespace coterie
