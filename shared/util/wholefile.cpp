// SPDX-License-Identifier: MIT
#include "shared/util/wholefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
    #include <cerrno>
    #include <fcntl.h>
    #include <unistd.h>
#elif defined(Q_OS_WIN)
    #include <io.h>
#endif

namespace coterie {

#ifdef Q_OS_UNIX

namespace {

// What cannot be flushed at all, a pipe or a file of some file systems, is not refused by a disk.
bool syncDescriptor(int descriptor)
{
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

} // namespace

void syncFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

bool syncFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool good = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return good;
}

#else

namespace {

bool syncDescriptor(int descriptor)
{
    #ifdef Q_OS_WIN
    return descriptor < 0 || ::_commit(descriptor) == 0;
    #else
    return true;
    #endif
}

} // namespace

void syncFolderOf(const QString &) {}

bool syncFile(const QString &path)
{
    return QFileInfo::exists(path);
}

#endif

QString flushWhole(QFileDevice &file)
{
    if (file.error() != QFileDevice::NoError || !file.flush())
        return file.errorString();
    return syncDescriptor(file.handle()) ? QString() : qt_error_string();
}

QString commitWhole(QSaveFile &file)
{
    QString why = flushWhole(file);
    if (why.isEmpty() && file.commit()) {
        syncFolderOf(file.fileName());
        return {};
    }
    if (why.isEmpty())
        why = file.errorString();
    file.cancelWriting();
    return why;
}

QString writeWhole(const QString &path, const QByteArray &bytes, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || (permissions && !file.setPermissions(permissions)) ||
        file.write(bytes) != bytes.size())
        return file.errorString();
    return commitWhole(file);
}

} // namespace coterie
