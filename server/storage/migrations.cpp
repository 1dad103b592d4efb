// SPDX-License-Identifier: MIT
#include "server/storage/migrations.h"

#include "server/storage/filelock.h"
#include "server/storage/sessionfile.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/storewords.h"
#include "shared/util/logging.h"
#include "shared/util/wholefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

static void loadResource()
{
    Q_INIT_RESOURCE(coterie_storage); // a static library's resources are not found without this
}

namespace coterie::server {

namespace {

constexpr QLatin1String scripts{":/coterie/storage/sql"};

StoreFault fault(const QString &path, const QString &step, const QString &why)
{
    return {
        StoreFault::Kind::Unusable,
        StoreWords::tr("%1 comes from an older version and could not be brought up to date (%2: %3). It is as it was; "
                       "the older version still opens it.")
            .arg(shownPath(path), step, why)};
}

QString doubledQuotes(const QString &path)
{
    return QString(path).replace(u'\'', QLatin1String("''"));
}

// What a backup left that was ended before it was whole: as large as the session, and of no use.
void removeParts(const QString &path)
{
    const QFileInfo session(path);
    QDir folder = session.dir();
    const auto names = folder.entryList(QDir::Files | QDir::Hidden);
    const QRegularExpression part(u'^' % QRegularExpression::escape(session.fileName()) %
                                  u"\\.v\\d+-backup-\\d{8}-\\d{6}(-\\d+)?\\.part(-journal)?$");
    for (const QString &name : names)
        if (part.match(name).hasMatch() && folder.remove(name))
            logInfo(logStore(), "an unfinished backup was removed").with("file", folder.filePath(name));
}

} // namespace

QList<Migration> builtInMigrations()
{
    loadResource();
    QList<Migration> all;
    const QStringList names = QDir(scripts).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const auto &name : names) {
        QFile file(scripts % u'/' % name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        all.append({name.section(u'_', 0, 0).toInt(), name, QString::fromUtf8(file.readAll())});
    }
    return all;
}

QStringList splitStatements(const QString &script)
{
    QStringList statements;
    QString current;
    QChar quote;
    for (qsizetype i = 0; i < script.size(); ++i) {
        const QChar c = script.at(i);
        const QChar next = i + 1 < script.size() ? script.at(i + 1) : QChar();
        if (!quote.isNull()) {
            current += c;
            if (c == quote)
                quote = {};
        } else if (c == u'-' && next == u'-') {
            const qsizetype end = script.indexOf(u'\n', i);
            i = end < 0 ? script.size() : end;
            current += u'\n';
        } else if (c == u';') {
            if (!current.trimmed().isEmpty())
                statements.append(current.trimmed());
            current.clear();
        } else {
            if (c == u'\'' || c == u'"')
                quote = c;
            current += c;
        }
    }
    if (!current.trimmed().isEmpty())
        statements.append(current.trimmed());
    return statements;
}

std::optional<StoreFault> migrate(SqliteConnection &connection, const QString &path, const QList<Migration> &migrations)
{
    // References are checked as a whole at the end, so that a step may rebuild a table; the switch works only outside
    // of a transaction.
    if (!connection.execute(QStringLiteral("PRAGMA foreign_keys=OFF")) ||
        !connection.execute(QStringLiteral("BEGIN IMMEDIATE")))
        return fault(path, QStringLiteral("begin"), connection.errorText());
    const auto undo = [&](const QString &step) {
        const StoreFault why = fault(path, step, connection.errorText());
        (void)connection.execute(QStringLiteral("ROLLBACK"));
        return why;
    };
    int version = connection.value(QStringLiteral("PRAGMA user_version")).toInt();
    for (const auto &migration : migrations) {
        if (migration.version <= version)
            continue;
        const auto statements = splitStatements(migration.sql);
        for (const auto &statement : statements)
            if (!connection.execute(statement))
                return undo(migration.name);
        version = migration.version;
    }
    if (connection.value(QStringLiteral("PRAGMA foreign_key_check")).isValid()) {
        (void)connection.execute(QStringLiteral("ROLLBACK"));
        return fault(path, QStringLiteral("references"), StoreWords::tr("something refers to what is not there"));
    }
    if (!connection.execute(QStringLiteral("PRAGMA user_version=%1").arg(version)) ||
        !connection.execute(QStringLiteral("COMMIT")))
        return undo(QStringLiteral("commit"));
    // So that the file's own header tells the version, to programs that look before they open.
    (void)connection.execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    return {};
}

Result<QString, StoreFault> backUp(SqliteConnection &connection, const QString &path, int version)
{
    const QString stem = path % u".v" % QString::number(version) % u"-backup-" %
                         QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target = stem;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = stem % u'-' % QString::number(i);
    const QString part = target % u".part";
    removeParts(path);
    const bool copied = createPrivateFile(part) &&
                        connection.execute(QStringLiteral("VACUUM INTO '%1'").arg(doubledQuotes(part))) &&
                        syncFile(part) && QFile::rename(part, target);
    if (!copied) {
        QFile::remove(part);
        return StoreFault{
            StoreFault::Kind::Unusable,
            StoreWords::tr("%1 comes from an older version, and no backup could be written beside it (%2). It was not "
                           "changed. Make room in its folder, then open it again.")
                .arg(shownPath(path), connection.errorText().isEmpty() ? StoreWords::tr("the folder cannot be written")
                                                                       : connection.errorText())};
    }
    syncFolderOf(target);
    logInfo(logStore(), "backup written").with("file", target).with("schema", version);
    return target;
}

} // namespace coterie::server
