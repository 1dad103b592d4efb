// SPDX-License-Identifier: MIT
#include "server/storage/ballast.h"

#include "server/storage/filelock.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#endif

namespace coterie::server {

namespace {

// Blocks of the disk and not only a length.
bool allocate(QFile &file, qint64 bytes)
{
#ifdef Q_OS_LINUX
    return ::posix_fallocate(file.handle(), 0, bytes) == 0;
#else
    const QByteArray block(1024 * 1024, '\x5a'); // a file of zeros may be stored as nothing
    for (qint64 done = 0; done < bytes; done += block.size())
        if (file.write(block) != block.size())
            return false;
    return file.flush();
#endif
}

} // namespace

bool Ballast::take(const QString &path, qint64 bytes, qint64 spare)
{
    if (isHeld())
        return true;
    QFile::remove(path); // of a program that was killed
    if (QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable() < bytes + spare || !createPrivateFile(path))
        return false;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !allocate(file, bytes)) {
        file.close();
        file.remove();
        return false;
    }
    m_path = path;
    return true;
}

void Ballast::release()
{
    if (isHeld())
        QFile::remove(std::exchange(m_path, {}));
}

} // namespace coterie::server
