// SPDX-License-Identifier: MIT
#include "server/storage/soundness.h"

#include "server/storage/filelock.h"
#include "server/storage/headmarks.h"
#include "server/storage/sessionfile.h"
#include "server/storage/sqlitesession.h"
#include "server/storage/storewords.h"
#include "shared/util/logging.h"
#include "shared/util/wholefile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtEndian>

namespace coterie::server {

namespace {

// Up to this size a start looks through the whole file; beyond it, only at the end of each log.
constexpr qint64 fullCheckBytes = 64 * 1024 * 1024;

// The journal of SQLite, https://sqlite.org/fileformat2.html §4; all numbers are big-endian.
constexpr qint64 journalHeadBytes = 32, frameHeadBytes = 24;
constexpr qsizetype pageSizeAt = 8, saltsAt = 16, framePagesAt = 4, frameSaltsAt = 8, saltBytes = 8;
constexpr qsizetype fileHeadBytes = 100, filePageSizeAt = 16, fileWriteFormAt = 18, filePagesAt = 28;
constexpr char formWithJournal = 2;

QByteArray firstPage(QIODevice &file)
{
    if (!file.isOpen() || !file.seek(0))
        return {};
    QByteArray page = file.read(fileWriteFormAt + 1);
    if (page.size() <= fileWriteFormAt)
        return {};
    const quint16 field = qFromBigEndian<quint16>(page.constData() + filePageSizeAt);
    const qint64 size = field == 1 ? 65536 : field;
    if (size > page.size())
        page += file.read(size - page.size());
    return page;
}

// Else a program wrote last that is too old to say.
bool hasValidSize(const QByteArray &page)
{
    return page.mid(24, 4) == page.mid(92, 4);
}

QByteArray nameOf(QByteArrayView page)
{
    return QCryptographicHash::hash(page, QCryptographicHash::Blake2b_256).left(16);
}

// Before any connection of this process is open; see baseOfFile().
QByteArray firstPage(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? firstPage(file) : QByteArray();
}

bool usesJournal(const QString &path)
{
    return firstPage(path).mid(fileWriteFormAt, 1) == QByteArray(1, formWithJournal);
}

std::optional<StoreFault> checkLogs(SqliteConnection &connection, const QString &path)
{
    SqliteSession session(connection);
    const auto loaded = session.load();
    if (loaded)
        return {};
    if (loaded.fault().mayPass)
        return unusableFile(path, StoreWords::tr("it could not be read now (%1)").arg(loaded.fault().why));
    return damagedFile(path, loaded.fault().why);
}

enum class Depth { Tables, Logs };

std::optional<StoreFault> faultOf(const QString &path, SqliteConnection::Mode mode, Depth depth, int newest, int busyMs)
{
    SqliteConnection connection;
    if (!connection.open(path, mode, busyMs))
        return unusableFile(path, connection.errorText());
    if (auto fault = checkTables(connection, path))
        return fault;
    // The logs of an older form are read when it has been brought up to date.
    const int version = connection.value(QStringLiteral("PRAGMA user_version")).toInt();
    return depth == Depth::Logs && version == newest ? checkLogs(connection, path) : std::nullopt;
}

std::optional<StoreFault> putJournalAside(const QString &path)
{
    const QString journal = journalOf(path);
    const QString stem =
        journal % u".aside-" % QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target = stem;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = stem % u'-' % QString::number(i);
    if (!QFile::rename(journal, target))
        return unusableFile(path,
                            StoreWords::tr("a journal (-wal) stands beside it that belongs to another file, and it "
                                           "cannot be put aside"));
    QFile::remove(path % QLatin1String("-shm")); // made of the journal alone, and made anew with the next one
    syncFolderOf(path);
    logWarning(logStore(),
               "a journal that is not this file's was put aside: a backup was put back, or a file exchanged")
        .with("file", path)
        .with("journal", target);
    return {};
}

} // namespace

StoreFault unusableFile(const QString &path, const QString &why)
{
    return {StoreFault::Kind::Unusable,
            StoreWords::tr("%1 could not be opened: %2. It was not changed.").arg(shownPath(path), why)};
}

StoreFault damagedFile(const QString &path, const QString &why)
{
    return {
        StoreFault::Kind::Damaged,
        StoreWords::tr("%1 is damaged: %2. Nothing was changed. Restore the newest backup, or move the file away to "
                       "begin anew.")
            .arg(shownPath(path), why)};
}

bool mustRollBack(const QString &path)
{
    return QFileInfo(path % QLatin1String("-journal")).size() > 0;
}

std::optional<StoreFault> checkTables(SqliteConnection &connection, const QString &path)
{
    if (QFileInfo(path).size() > fullCheckBytes)
        return {};
    const QString verdict = connection.value(QStringLiteral("PRAGMA quick_check(1)")).toString();
    if (verdict == u"ok")
        return {};
    if (verdict.isEmpty() && connection.mayPass())
        return unusableFile(path, StoreWords::tr("it could not be read now (%1)").arg(connection.errorText()));
    return damagedFile(path, verdict.isEmpty() ? connection.errorText() : verdict);
}

QByteArray baseOfFile(QIODevice &file)
{
    const QByteArray page = firstPage(file);
    return page.isEmpty() ? QByteArray() : nameOf(page);
}

QString stampFile()
{
    // SQLite gives this number another value whenever it likes; what stands there means nothing but "not the same".
    return QStringLiteral("PRAGMA schema_version=%1").arg(QRandomGenerator::global()->bounded(1, 0x7fffffff));
}

QString journalOf(const QString &path)
{
    return path % QLatin1String("-wal");
}

bool isOwnJournal(const QString &path, const QByteArray &base)
{
    QFile file(path);
    return !file.open(QIODevice::ReadOnly) || isOwnJournal(file, journalOf(path), base);
}

bool isOwnJournal(QIODevice &file, const QString &journalPath, const QByteArray &base)
{
    const QByteArray page = firstPage(file);
    if (page.size() < fileHeadBytes || nameOf(page) == base)
        return true;
    QFile journal(journalPath);
    const QByteArray head = journal.open(QIODevice::ReadOnly) ? journal.read(journalHeadBytes) : QByteArray();
    if (head.size() < journalHeadBytes || qFromBigEndian<quint32>(head.constData() + pageSizeAt) != page.size())
        return base.isEmpty(); // nothing in it that could be folded in
    const QByteArray salts = head.mid(saltsAt, saltBytes);
    const qint64 frameBytes = frameHeadBytes + page.size();
    bool mayBe = base.isEmpty(), hadFirst = false;
    for (qint64 at = journalHeadBytes; journal.seek(at); at += frameBytes) {
        const QByteArray frame = journal.read(frameHeadBytes);
        if (frame.size() < frameHeadBytes || frame.mid(frameSaltsAt, saltBytes) != salts)
            break; // its end, or what is left of an older one
        if (qFromBigEndian<quint32>(frame.constData()) == 1) {
            if (journal.read(page.size()) == page)
                return true; // a fold-in put it there
            hadFirst = true;
        }
        // The first page says how many there are, so where that changes it stands in the journal.
        const quint32 pages = qFromBigEndian<quint32>(frame.constData() + framePagesAt);
        if (!hadFirst && pages > 0 && hasValidSize(page) &&
            pages != qFromBigEndian<quint32>(page.constData() + filePagesAt))
            mayBe = false;
    }
    return mayBe;
}

std::optional<StoreFault> judgeSession(const QString &path, int newest, int busyMs)
{
    using Mode = SqliteConnection::Mode;
    if (mustRollBack(path))
        return {};
    // Without a journal nothing can be folded in, so the logs are read once, by who goes on with it; but for a file
    // that has yet to be given the form with a journal.
    if (QFileInfo(journalOf(path)).size() == 0)
        return faultOf(path, Mode::Alone, usesJournal(path) ? Depth::Tables : Depth::Logs, newest, busyMs);
    const bool isOwn = isOwnJournal(path, HeadMarks::baseIn(path % QLatin1String(".heads")));
    std::optional<StoreFault> together;
    if (isOwn) {
        together = faultOf(path, Mode::ReadOnly, Depth::Logs, newest, busyMs);
        if (!together || together->kind != StoreFault::Kind::Damaged)
            return together;
    }
    // Every page of a journal carries a sum: what is sound alone and not with it is not what it was written for.
    if (auto alone = faultOf(path, Mode::Alone, Depth::Logs, newest, busyMs))
        return together ? together : alone;
    return putJournalAside(path);
}

} // namespace coterie::server
