// SPDX-License-Identifier: MIT
#include "server/storage/sessionfile.h"

#include "server/storage/filelock.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/storewords.h"
#include "shared/protocol/ids.h"
#include "shared/util/wholefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QtEndian>

namespace coterie::server {

namespace {

using Kind = StoreFault::Kind;

// The header of an SQLite file, https://sqlite.org/fileformat2.html §1.3; all numbers are big-endian.
constexpr qsizetype headerBytes = 100;
constexpr char sqliteMagic[] = "SQLite format 3"; // with its final zero
quint32 numberAt(const QByteArray &header, qsizetype offset)
{
    return qFromBigEndian<quint32>(header.constData() + offset);
}

bool hasJournal(const QString &path)
{
    return QFileInfo(path % QLatin1String("-wal")).size() > 0 || QFileInfo(path % QLatin1String("-journal")).size() > 0;
}

StoreFault newer(const QString &path, int version, int newest)
{
    return {Kind::Newer,
            StoreWords::tr("%1 was written by a newer version of Coterie (its form is %2, this program knows "
                           "up to %3). It was not touched. Update this program, then open it again.")
                .arg(shownPath(path))
                .arg(version)
                .arg(newest)};
}

} // namespace

QString shownPath(const QString &path)
{
    return QString(u"“" % QDir::toNativeSeparators(path) % u"”");
}

QString canonicalSessionPath(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.canonicalFilePath();
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : QString(folder % u'/' % info.fileName());
}

FileLook lookAt(const QString &path)
{
    FileLook look;
    QFile file(path);
    look.exists = QFileInfo::exists(path);
    if (!look.exists || !file.open(QIODevice::ReadOnly))
        return look;
    look.size = file.size();
    const QByteArray header = file.read(headerBytes);
    if (header.size() < headerBytes || !header.startsWith(QByteArrayView(sqliteMagic, sizeof sqliteMagic)))
        return look;
    look.isSqlite = true;
    look.isOurs = numberAt(header, 68) == sessionApplicationId;
    look.version = int(numberAt(header, 60));
    const quint32 pageField = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 pageSize = pageField == 1 ? 65536 : pageField;
    const bool sizeIsValid = numberAt(header, 24) == numberAt(header, 92); // else an old program wrote last
    const qint64 pages = numberAt(header, 28);
    look.isWhole = hasJournal(path) || !sizeIsValid || look.size >= pages * pageSize;
    return look;
}

std::optional<StoreFault> checkBeforeOpening(const QString &path, const FileLook &look, int newest)
{
    const QString shown = shownPath(path);
    const QFileInfo info(path);
    if (!info.isFile())
        return StoreFault{Kind::Unusable, StoreWords::tr("%1 is not a file.").arg(shown)};
    if (!info.isReadable() || !info.isWritable())
        return StoreFault{Kind::Unusable,
                          StoreWords::tr("%1 may not be read and written by this user. Change its rights or its owner, "
                                         "then open it again.")
                              .arg(shown)};
    if (look.size == 0)
        return StoreFault{
            Kind::Foreign,
            StoreWords::tr("%1 is empty. A session file is never empty, so its contents may have been lost: "
                           "look for a backup beside it. To begin a new session, choose another name.")
                .arg(shown)};
    if (!look.isSqlite)
        return StoreFault{Kind::Foreign, StoreWords::tr("%1 is not a session file. It was not touched.").arg(shown)};
    if (!look.isOurs)
        return StoreFault{Kind::Foreign,
                          StoreWords::tr("%1 is a database of another program. It was not touched.").arg(shown)};
    if (look.version > newest)
        return newer(path, look.version, newest);
    if (!look.isWhole)
        return StoreFault{Kind::Damaged,
                          StoreWords::tr("%1 is shorter than it should be: it was cut. It was not touched. Restore the "
                                         "newest backup, or copy it again.")
                              .arg(shown)};
    // The version may stand in the journal only, when a newer program was killed right after its first start.
    if (hasJournal(path)) {
        SqliteConnection glance;
        if (glance.open(path, SqliteConnection::Mode::ReadOnly, 2000)) {
            const int version = glance.value(QStringLiteral("PRAGMA user_version")).toInt();
            if (version > newest)
                return newer(path, version, newest);
        }
    }
    return {};
}

std::optional<StoreFault> checkNames(const QString &path)
{
    if (const auto now = fileAt(path); !now || now->names <= 1)
        return {};
    return StoreFault{Kind::Unusable,
                      StoreWords::tr("%1 has a second name (a hard link), under which another Coterie could write it "
                                     "too. It was not touched. Copy it, put the copy in its place, then open that one.")
                          .arg(shownPath(path))};
}

StoreFault unmadeFile(const QString &path, const QString &why)
{
    return {StoreFault::Kind::Unusable,
            StoreWords::tr("%1 could not be made: %2. Choose another place, or make room there.")
                .arg(shownPath(path), why)};
}

std::optional<StoreFault> createSession(const QString &path, const QString &name, const QList<Migration> &migrations)
{
    const auto refusal = [&](const QString &why) { return unmadeFile(path, why); };
    if (!QFileInfo(QFileInfo(path).absolutePath()).isDir())
        return refusal(StoreWords::tr("there is no such folder"));
    if (hasJournal(path)) // SQLite would play it into the new file
        return StoreFault{
            Kind::Damaged,
            StoreWords::tr("%1 is missing, but its journal (-wal) is there and may hold messages. Put the "
                           "file back beside it, or move the journal away to begin anew.")
                .arg(shownPath(path))};
    const QString fresh = path % QLatin1String(".new");
    for (const auto *tail : {"", "-journal", "-wal", "-shm"})
        QFile::remove(fresh % QLatin1String(tail)); // of a start that was cut short
    if (!createPrivateFile(fresh))
        return refusal(StoreWords::tr("its folder cannot be written"));
    QString why;
    {
        SqliteConnection connection;
        const auto filled = [&] {
            if (!connection.open(fresh, SqliteConnection::Mode::ReadWrite, 2000) ||
                !connection.execute(QStringLiteral("PRAGMA journal_mode=WAL")) ||
                !connection.execute(QStringLiteral("PRAGMA synchronous=FULL")) ||
                !connection.execute(QStringLiteral("PRAGMA application_id=%1").arg(sessionApplicationId)))
                return false;
            if (const auto fault = migrate(connection, fresh, migrations))
                return false;
            auto insert = connection.prepare(QStringLiteral("INSERT INTO session VALUES (1, ?, ?, ?)"));
            insert.bindValue(0, newUuidV7().toRfc4122());
            insert.bindValue(1, name);
            insert.bindValue(2, QDateTime::currentMSecsSinceEpoch());
            return insert.exec();
        };
        if (!filled())
            why = connection.errorText().isEmpty() ? StoreWords::tr("the disk refused") : connection.errorText();
    }
    if (why.isEmpty() && (!syncFile(fresh) || !QFile::rename(fresh, path)))
        why = StoreWords::tr("the disk refused");
    if (!why.isEmpty()) {
        QFile::remove(fresh);
        return refusal(why);
    }
    syncFolderOf(path);
    return {};
}

} // namespace coterie::server
