// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFileDevice>
#include <QString>

class QSaveFile;

// Files that take the place of others: the new one is whole and on the disk, or the old one is still there. Each of
// these returns why it could not be, or nothing.
namespace coterie {

// That all that was written to a file is in it and on the disk. QSaveFile of Qt 6.4 has to be asked this before its
// commit(), which takes what fails in its own last write, all of a small file, for written, and an empty file for the
// new one.
[[nodiscard]] QString flushWhole(QFileDevice &file);
// After the last byte: the file is in the place of the old one. Else that one is there, and this one is given up.
[[nodiscard]] QString commitWhole(QSaveFile &file);
// `permissions`: before there is anything in it.
[[nodiscard]] QString writeWhole(const QString &path, const QByteArray &bytes, QFileDevice::Permissions permissions = {});

// Makes what was renamed or created in the folder survive a power cut.
void syncFolderOf(const QString &path);
// The same for a file's contents. False when the disk refuses.
[[nodiscard]] bool syncFile(const QString &path);

} // namespace coterie
