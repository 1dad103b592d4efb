// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/migrations.h"
#include "server/storage/storefault.h"

#include <QString>

#include <optional>

// A session file (*.coterie) as a file: what it is before SQLite touches it, and how one comes into being.
namespace coterie::server {

// "COTR": in the header of every session file, so that file(1) and we know our own.
inline constexpr quint32 sessionApplicationId = 0x434f'5452;
inline constexpr QLatin1String sessionExtension{".coterie"};

// What the bytes of the file itself say; reading them leaves no trace.
struct FileLook {
    bool exists = false;
    bool isSqlite = false;
    bool isOurs = false;
    bool isWhole = true; // as long as its header says, or a journal waits that may hold the rest
    qint64 size = 0;
    int version = 0;
};
[[nodiscard]] FileLook lookAt(const QString &path);

// Whether the file may be opened by a program whose newest schema is `newest`; nothing when it may.
[[nodiscard]] std::optional<StoreFault> checkBeforeOpening(const QString &path, const FileLook &look, int newest);

// Nothing when it has one name: a second server would find neither the lock nor the journal beside another.
[[nodiscard]] std::optional<StoreFault> checkNames(const QString &path);

// Makes a new session in one step: a power cut leaves either no file or a good one. Never replaces a file.
[[nodiscard]] std::optional<StoreFault> createSession(const QString &path, const QString &name,
                                                      const QList<Migration> &migrations);

// A file that was to be new, and why there is none.
[[nodiscard]] StoreFault unmadeFile(const QString &path, const QString &why);

// One path for one file, whichever way it was named.
[[nodiscard]] QString canonicalSessionPath(const QString &path);
[[nodiscard]] QString shownPath(const QString &path);

} // namespace coterie::server
