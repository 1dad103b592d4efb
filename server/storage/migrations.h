// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/storefault.h"

#include <QList>

#include <optional>

namespace coterie::server {

class SqliteConnection;

// One step of the schema: the SQL that leads to `version` from the version before.
struct Migration {
    int version = 0;
    QString name;
    QString sql;
};

// The steps compiled in from server/storage/sql, in order: 1, 2, 3, … without a gap.
[[nodiscard]] QList<Migration> builtInMigrations();
// A script's statements, without comments. Semicolons inside of quotes do not part them.
[[nodiscard]] QStringList splitStatements(const QString &script);

// Brings the schema from its version to the last of the list, all steps in one transaction: a fault, or a power cut,
// leaves the old version. The copy of existing data is the caller's to make first, see backUp().
[[nodiscard]] std::optional<StoreFault> migrate(SqliteConnection &connection, const QString &path,
                                                const QList<Migration> &migrations);

// A complete copy of the data beside the file, named after version and time. Its path, or why there is none.
[[nodiscard]] Result<QString, StoreFault> backUp(SqliteConnection &connection, const QString &path, int version);

} // namespace coterie::server
