// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storefiles.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

// Puts a new cache in the place of a damaged one. The new one is whole and closed before the damaged one is touched,
// and each step is a renaming: whenever it ends, one of the two is there.
namespace coterie {

namespace {

constexpr const char *cacheSides[] = {"-wal", "-shm", ""};
constexpr int sqliteCantOpen = 14;
constexpr int mostTries = 5;

QString mendedName(const QString &file)
{
    return file + QStringLiteral(".mended");
}

bool removeFiles(const QString &file)
{
    bool gone = true;
    for (const char *side : cacheSides)
        if (const QString name = file + QLatin1String(side); QFile::exists(name))
            gone = QFile::remove(name) && gone;
    return gone;
}

// Nothing is thrown away: it may be of use to somebody with patience. The journal goes first: a database without it is
// damaged still, but a new one would not leave an old journal alone.
bool putAside(const QString &file, const QString &aside)
{
    for (const char *side : cacheSides)
        if (const QString name = file + QLatin1String(side);
            QFile::exists(name) && !QFile::rename(name, aside + QLatin1String(side)))
            return false;
    return true;
}

} // namespace

namespace detail {

// Before there is a secret in it; SQLite gives its side files the same permissions.
void makeFile(const QString &file)
{
    if (QFile made(file); !made.exists() && made.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        made.close();
        made.setPermissions(ownerOnly);
    }
}

QString imageName(const QString &file)
{
    return file + QStringLiteral(".image");
}

void removeImage(const QString &file)
{
    removeFiles(imageName(file));
}

void finishMending(const QString &file)
{
    removeImage(file);
    const QString mended = mendedName(file);
    if (!QFile::exists(file) && QFile::exists(mended))
        QFile::rename(mended, file);
    else
        removeFiles(mended);
}

} // namespace detail

bool StoreDatabase::salvageInto(const QString &file)
{
    if (!removeFiles(file))
        return false;
    detail::makeFile(file);
    StoreDatabase fresh;
    CachedSession none;
    Losses lost;
    m_prepared.clear();
    const bool whole = fresh.openFile(file, none, detail::busyMs) && fresh.begin() &&
                       salvageCache(m_db, fresh.m_db, lost) && fresh.commit();
    fresh.close();
    // What did not come out of its journal is not in the file.
    if (whole && !QFile::exists(file + QStringLiteral("-wal"))) {
        m_losses = lost;
        return true;
    }
    m_error = fresh.lastError();
    removeFiles(file);
    return false;
}

bool StoreDatabase::mend(CachedSession &session)
{
    const QString file = m_file;
    const QString mended = mendedName(file);
    m_wasGone = !isInPlace();
    if (m_wasGone) { // with its folder and its lock, perhaps
        const QString folder = QFileInfo(file).path();
        m_lock.reset();
        if (!QDir().mkpath(folder) || !takeLock(folder))
            return false;
        QFile::setPermissions(folder, detail::ownerOnly | QFile::ExeOwner);
    }
    if (!m_db.isOpen() || !salvageInto(mended))
        return false;
    m_aside = file + QStringLiteral(".broken-") +
              QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    // While it is open, where that is possible: closing it would throw a journal away that cannot be read.
    m_journal.detach(); // not folded in: it is kept as it is
    const bool moved = putAside(file, m_aside);
    closeFile();
    const bool isAway = moved || putAside(file, m_aside);
    if (isAway)
        StoreJournal::forget(file);
    bool isInPlaceAgain = isAway && QFile::rename(mended, file);
    // Whoever took the old one away may put another one there meanwhile; the only copy of all of it is ours.
    for (int i = 1; m_wasGone && !isInPlaceAgain && i <= mostTries; ++i)
        isInPlaceAgain = putAside(file, m_aside + QStringLiteral("-%1").arg(i)) && QFile::rename(mended, file);
    if (!isInPlaceAgain) {
        detail::finishMending(file);
        m_code = sqliteCantOpen; // begin() tries again
        return false;
    }
    return openFile(file, session, detail::busyMs);
}

// The database as it was before its journal was damaged, as a file of its own that only is read.
bool StoreDatabase::openImage(const QString &file, bool &isWhole)
{
    closeFile();
    const QString image = detail::imageName(file);
    detail::removeImage(file);
    detail::makeFile(image);
    const auto made = StoreJournal::writeImage(file, image);
    isWhole = made == Journal::Image::Whole;
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_db.setDatabaseName(image);
    m_db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    m_file = file;
    if (made != Journal::Image::Failed && m_db.open())
        return true;
    m_error = QStringLiteral("no room for a copy of ") + file;
    m_code = sqliteCantOpen;
    return false;
}

bool StoreDatabase::mendJournal(const QString &file, CachedSession &session)
{
    bool isWhole = false;
    const bool done = openImage(file, isWhole) && mend(session);
    if (done && !isWhole)
        m_losses |= Loss::Newest;
    if (!done)
        closeFile();
    detail::removeImage(file);
    return done;
}

} // namespace coterie
