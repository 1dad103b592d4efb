// SPDX-License-Identifier: MIT
#include "server/storage/sqliteconnection.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace coterie::server {

namespace {
// Result codes of SQLite, https://sqlite.org/rescode.html; the low byte is the family.
constexpr int sqliteError = 1; // no such table or column: the file is not what its number says
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteNoDatabase = 26;
constexpr int sqliteConstraint = 19;
constexpr int sqliteIoErrorFsync = 10 | (4 << 8);
constexpr int sqliteIoErrorDirFsync = 10 | (5 << 8);
} // namespace

SqlTrouble troubleOf(const QSqlError &error)
{
    if (!error.isValid())
        return SqlTrouble::None;
    const int code = error.nativeErrorCode().toInt();
    if (code == sqliteIoErrorFsync || code == sqliteIoErrorDirFsync)
        return SqlTrouble::Sync;
    if ((code & 0xff) == sqliteFull)
        return SqlTrouble::Full;
    return (code & 0xff) == sqliteConstraint ? SqlTrouble::Refused : SqlTrouble::Disk;
}

bool mayPass(const QSqlError &error)
{
    bool isNumber = false;
    const int family = error.nativeErrorCode().toInt(&isNumber) & 0xff;
    return isNumber && family != sqliteError && family != sqliteCorrupt && family != sqliteNoDatabase;
}

ReadFault readFault(const QSqlError &error)
{
    return {error.databaseText().isEmpty() ? error.driverText() : error.databaseText(), mayPass(error)};
}

Outcome finished(bool good, const QSqlQuery &query, SqlTrouble &trouble)
{
    if (good)
        return Outcome::Stored;
    trouble = troubleOf(query.lastError());
    return Outcome::Failed;
}

SqliteConnection::SqliteConnection()
{
    static std::atomic<int> count{0};
    m_name = QStringLiteral("coterie-store-%1").arg(++count);
}

SqliteConnection::~SqliteConnection()
{
    close();
}

bool SqliteConnection::open(const QString &path, Mode mode, int busyMs)
{
    close();
    m_busyMs = busyMs;
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    // As a URI, for only there one can say that a missing file must stay missing.
    const QUrl url = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath());
    const auto how = mode == Mode::ReadWrite  ? QLatin1String("?mode=rw")
                     : mode == Mode::ReadOnly ? QLatin1String("?mode=ro")
                                              : QLatin1String("?mode=ro&immutable=1");
    m_database.setDatabaseName(QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded)) % how);
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(busyMs);
    if (mode != Mode::ReadWrite)
        options += QLatin1String(";QSQLITE_OPEN_READONLY");
    m_database.setConnectOptions(options);
    if (m_database.open())
        return true;
    note(m_database.lastError());
    close();
    return false;
}

WithoutWaiting::WithoutWaiting(SqliteConnection &connection, bool wanted)
    : m_connection(wanted ? &connection : nullptr)
{
    if (m_connection)
        m_connection->waitForLocks(0);
}

WithoutWaiting::~WithoutWaiting()
{
    if (m_connection)
        m_connection->waitForLocks(m_connection->m_busyMs);
}

void SqliteConnection::waitForLocks(int ms)
{
    QSqlQuery query(m_database);
    (void)query.exec(QStringLiteral("PRAGMA busy_timeout=%1").arg(ms));
}

void SqliteConnection::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

bool SqliteConnection::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql)) {
        m_trouble = SqlTrouble::None;
        return true;
    }
    note(query.lastError());
    return false;
}

QVariant SqliteConnection::value(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        note(query.lastError());
        return {};
    }
    m_trouble = SqlTrouble::None;
    return query.next() ? query.value(0) : QVariant();
}

std::optional<bool> SqliteConnection::foldIn(const QString &how)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("PRAGMA wal_checkpoint(%1)").arg(how)) || !query.next()) {
        note(query.lastError());
        return {};
    }
    m_trouble = SqlTrouble::None;
    // Was it kept from going on; pages in the journal; those of them that are in the file now.
    return query.value(0).toInt() == 0 && query.value(1).toInt() == query.value(2).toInt();
}

QSqlQuery SqliteConnection::prepare(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        note(query.lastError());
    return query;
}

void SqliteConnection::note(const QSqlError &error)
{
    m_trouble = troubleOf(error);
    m_mayPass = coterie::server::mayPass(error);
    m_error = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
}

} // namespace coterie::server
