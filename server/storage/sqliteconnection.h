// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <optional>

namespace coterie::server {

// Why a statement failed, as far as it matters to what comes next.
enum class SqlTrouble {
    None,
    Refused, // this statement broke a rule of the schema; the transaction stands
    Disk,    // failing, locked: the transaction is lost, a later one may succeed
    Full,    // the same, for want of space
    Sync,    // fsync failed: nobody knows what is on the disk, so nothing may be acknowledged before a new start
};
[[nodiscard]] SqlTrouble troubleOf(const QSqlError &error);
// Whether it may be otherwise at the next attempt: a lock, a full or failing disk, rights, memory. Else the file itself
// is not what it should be.
[[nodiscard]] bool mayPass(const QSqlError &error);
// Why a file could not be read: a clause for people.
struct ReadFault {
    QString why;
    bool mayPass = false;
};
[[nodiscard]] ReadFault readFault(const QSqlError &error);
// What a store says of a statement that was run; `trouble` is left alone when it was good.
[[nodiscard]] Outcome finished(bool good, const QSqlQuery &query, SqlTrouble &trouble);

// One connection to one SQLite file, with the settings that this project relies on. Owns the connection, lives in the
// thread that opened it, never creates a file.
class SqliteConnection final
{
public:
    SqliteConnection();
    ~SqliteConnection();
    Q_DISABLE_COPY_MOVE(SqliteConnection)

    // Alone: the file as it is, without its journal and without a trace; for one that nobody writes to.
    enum class Mode { ReadOnly, ReadWrite, Alone };
    [[nodiscard]] bool open(const QString &path, Mode mode, int busyMs);
    void close();

    [[nodiscard]] bool execute(const QString &sql);
    // The first column of the first row; not valid when there is none, or on an error.
    [[nodiscard]] QVariant value(const QString &sql);
    // Of the journal into the file. True: all of it; nothing: an error.
    [[nodiscard]] std::optional<bool> foldIn(const QString &how);
    // Ready to be bound and run many times.
    [[nodiscard]] QSqlQuery prepare(const QString &sql);

    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] SqlTrouble trouble() const { return m_trouble; }
    [[nodiscard]] bool mayPass() const { return m_mayPass; } // of the last error

private:
    friend class WithoutWaiting;
    void waitForLocks(int ms); // leaves errorText() and trouble() alone
    void note(const QSqlError &error);

    QString m_name;
    int m_busyMs = 0;
    QSqlDatabase m_database;
    QString m_error;
    SqlTrouble m_trouble = SqlTrouble::None;
    bool m_mayPass = false;
};

// As long as one lives, a lock of another program is an error at once, not only after `busyMs`.
class WithoutWaiting final
{
public:
    explicit WithoutWaiting(SqliteConnection &connection, bool wanted = true);
    ~WithoutWaiting();
    Q_DISABLE_COPY_MOVE(WithoutWaiting)

private:
    SqliteConnection *const m_connection; // null: not wanted
};

} // namespace coterie::server
