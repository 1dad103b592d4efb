// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storefiles.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>

// A session that is kept in memory: with what is in its file, where that can only be read (A100).
namespace coterie {

StoreDatabase::Opened StoreDatabase::openInMemory(CachedSession &session, Or otherwise)
{
    const bool newer = m_newer;
    const QString error = m_error;
    if (otherwise == Or::Nothing) {
        closeFile();
        return Opened::Failed;
    }
    const bool open = (mayCopy() && openCopy(QString(m_file), session)) ||
                      openFile(QStringLiteral(":memory:"), session, detail::busyMs);
    m_newer = newer;
    m_error = error;
    return open ? Opened::InMemory : Opened::Failed;
}

// Of a file that can be read, and not written to or have its journal beside it. Where another program is at it, that
// one is the session.
bool StoreDatabase::mayCopy() const
{
    const int code = m_code & 0xff;
    return !m_newer && !m_file.isEmpty() && trouble() == Trouble::Disk && code != detail::sqliteBusy &&
           code != detail::sqliteLocked;
}

// The file and its journal in one, read as bytes, and without a name as soon as it is open: it goes with the program,
// however that ends. In memory, where the system has a folder of its own for that.
bool StoreDatabase::openCopy(const QString &file, CachedSession &session)
{
    closeFile();
    m_isMarked = false; // nothing is noted beside the file
    for (const auto location : {QStandardPaths::RuntimeLocation, QStandardPaths::TempLocation}) {
        const QString place = QStandardPaths::writableLocation(location);
        if (place.isEmpty())
            continue;
        const QTemporaryDir folder(QDir(place).filePath(QStringLiteral("coterie-XXXXXX"))); // for its owner only
        if (!folder.isValid())
            continue;
        const QString copy = folder.filePath(QStringLiteral("cache.sqlite"));
        detail::makeFile(copy);
        const auto image = StoreJournal::writeImage(file, copy);
        m_copyLacks = image == Journal::Image::Lacking;
        m_isCopy = image != Journal::Image::Failed && openFile(copy, session, detail::busyMs) &&
                   run(QStringLiteral("PRAGMA wal_autocheckpoint=1000"));
        if (m_isCopy)
            return true;
    }
    return false;
}

} // namespace coterie
