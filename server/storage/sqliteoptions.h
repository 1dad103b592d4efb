// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/ballast.h"
#include "server/storage/migrations.h"

namespace coterie::server {

struct SqliteOptions {
    QString path;
    QString name;                                // of a new session; given for an old one, it renames it
    int busyMs = 2000;                           // how long another program may lock the file before a write is refused
    qint64 ballastBytes = Ballast::defaultBytes; // kept back for a full disk; 0: nothing
    QList<Migration> migrations = builtInMigrations();
};

} // namespace coterie::server
