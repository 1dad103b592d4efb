// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/headmarks.h"
#include "server/storage/sqlitelog.h"

namespace coterie::server {

// Which logs hold less, or something else, than they once did (S16).
[[nodiscard]] QList<Rollback> findRollbacks(const QList<HeadMarks::Mark> &marks, SqliteLog &log,
                                            const QList<StoredRoom> &rooms);

// Gives those rooms a new epoch, so that every client begins anew with them, and writes down why. All or nothing; the
// rooms in `session` and in `log` follow.
[[nodiscard]] bool beginNewEpochs(SqliteConnection &connection, SqliteLog &log, StoredSession &session,
                                  const QList<Rollback> &found);

} // namespace coterie::server
