// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QString>

// The files of a cache and of one that is being mended.
namespace coterie::detail {

constexpr int busyMs = 2000;
constexpr int sqliteBusy = 5, sqliteLocked = 6; // https://www.sqlite.org/rescode.html
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

void makeFile(const QString &file);                   // unless it is there
void finishMending(const QString &file);              // that the end of the program, or of the power, came into
[[nodiscard]] QString imageName(const QString &file); // of a copy that a damaged journal is read in
void removeImage(const QString &file);

} // namespace coterie::detail
