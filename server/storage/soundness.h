// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/sqliteconnection.h"
#include "server/storage/storefault.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <optional>

// Whether a session file is whole, and whether the journal beside it is its own, found out without changing either: a
// connection that may write folds the journal in when it closes, and what was refused would be another file then.
namespace coterie::server {

// What a session file is known by as long as it is in use: its first page, which each fold-in makes another one
// (stampFile()). Empty when it cannot be read. From a file that is open and stays so: whoever closes any descriptor of a
// database gives up all locks that their process has on it (fcntl), and with them what SQLite relies on.
[[nodiscard]] QByteArray baseOfFile(QIODevice &file);
// To be run before the journal is folded in.
[[nodiscard]] QString stampFile();

// Whether the journal continues the file: it began at `base`, or holds the first page that a fold-in has put there.
// Without a base it is believed, as long as it says the same of the file's size.
[[nodiscard]] bool isOwnJournal(QIODevice &file, const QString &journal, const QByteArray &base);
// The same of the file and the journal at `path`, before any connection of this process is open.
[[nodiscard]] bool isOwnJournal(const QString &path, const QByteArray &base);
// Where SQLite keeps the journal of the file at `path`.
[[nodiscard]] QString journalOf(const QString &path);

// To be called by who holds the lock. A fault: the file, and its journal, are as they were. Else the file may be opened:
// it is sound with its journal; or it is sound without one that was not its own, which was put aside (S24).
[[nodiscard]] std::optional<StoreFault> judgeSession(const QString &path, int newest, int busyMs);
// A file of an older form may wait to be rolled back (-journal), which only a connection that writes does: it is looked
// through when it is open.
[[nodiscard]] bool mustRollBack(const QString &path);
[[nodiscard]] std::optional<StoreFault> checkTables(SqliteConnection &connection, const QString &path);

// Sentences that more than one place says.
[[nodiscard]] StoreFault unusableFile(const QString &path, const QString &why);
[[nodiscard]] StoreFault damagedFile(const QString &path, const QString &why);

} // namespace coterie::server
