// SPDX-License-Identifier: MIT
#include "server/storage/filelock.h"

#include "server/storage/storewords.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace coterie::server {

FileLock::FileLock() = default;

FileLock::~FileLock()
{
    release();
}

#ifdef Q_OS_UNIX

namespace {

qint64 readHolder(int descriptor)
{
    char text[32] = {};
    const auto count = ::pread(descriptor, text, sizeof text - 1, 0);
    return count > 0 ? QByteArray(text, qsizetype(count)).trimmed().toLongLong() : 0;
}

// Between our open() and flock() the last holder may have removed the file: then we locked a file without a name.
bool isStillNamed(int descriptor, const QByteArray &name)
{
    struct stat ours = {}, named = {};
    return ::fstat(descriptor, &ours) == 0 && ::stat(name.constData(), &named) == 0 && ours.st_ino == named.st_ino &&
           ours.st_dev == named.st_dev;
}

} // namespace

FileLock::Answer FileLock::take(const QString &path)
{
    release();
    const QByteArray name = QFile::encodeName(path);
    for (int attempt = 0; attempt < 10; ++attempt) {
        const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) {
            m_error = QString::fromLocal8Bit(std::strerror(errno));
            return Answer::Impossible;
        }
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int why = errno;
            m_holder = readHolder(descriptor);
            ::close(descriptor);
            m_error = QString::fromLocal8Bit(std::strerror(why));
            return why == EWOULDBLOCK ? Answer::Held : Answer::Impossible;
        }
        if (!isStillNamed(descriptor, name)) {
            ::close(descriptor);
            continue;
        }
        const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
        // The number is for people only; a full disk must not keep the server from starting.
        if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, pid.constData(), std::size_t(pid.size()), 0) < 0)
            m_error = QString::fromLocal8Bit(std::strerror(errno));
        m_descriptor = descriptor;
        m_path = path;
        return Answer::Taken;
    }
    m_error = StoreWords::tr("the lock file comes and goes");
    return Answer::Impossible;
}

void FileLock::release()
{
    if (m_descriptor < 0)
        return;
    if (isHeld())
        ::unlink(QFile::encodeName(m_path).constData()); // while it is ours; see isStillNamed()
    ::close(m_descriptor);
    m_descriptor = -1;
}

bool FileLock::isHeld() const
{
    return m_descriptor >= 0 && isStillNamed(m_descriptor, QFile::encodeName(m_path));
}

std::optional<FileNow> fileAt(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return FileNow{{quint64(info.st_dev), quint64(info.st_ino)}, int(info.st_nlink)};
}

QString nameOfOpen(int descriptor)
{
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0 || info.st_nlink == 0)
        return {};
#if defined(Q_OS_LINUX)
    QByteArray name(PATH_MAX, Qt::Uninitialized);
    const QByteArray link = QByteArrayLiteral("/proc/self/fd/") + QByteArray::number(descriptor);
    const auto size = ::readlink(link.constData(), name.data(), std::size_t(name.size()));
    if (size <= 0 || size == name.size())
        return {};
    name.truncate(size);
#elif defined(F_GETPATH)
    QByteArray name(PATH_MAX, '\0');
    if (::fcntl(descriptor, F_GETPATH, name.data()) != 0)
        return {};
    name.truncate(qsizetype(std::strlen(name.constData())));
#else
    const QByteArray name;
#endif
    return QFile::decodeName(name);
}

bool createPrivateFile(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return false;
    ::close(descriptor);
    return true;
}

#else // Windows: QLockFile keeps the file open without sharing it, which ends with the process too.

FileLock::Answer FileLock::take(const QString &path)
{
    m_file = std::make_unique<QLockFile>(path);
    m_file->setStaleLockTime(0);
    if (m_file->tryLock(0))
        return Answer::Taken;
    const auto why = m_file->error();
    QString host, program;
    (void)m_file->getLockInfo(&m_holder, &host, &program);
    m_file.reset();
    return why == QLockFile::LockFailedError ? Answer::Held : Answer::Impossible;
}

void FileLock::release()
{
    m_file.reset();
}

bool FileLock::isHeld() const
{
    return m_file && m_file->isLocked(); // an open file cannot be removed there
}

std::optional<FileNow> fileAt(const QString &path)
{
    // An open file cannot be removed there, so its name is identity enough.
    if (!QFileInfo::exists(path))
        return {};
    return FileNow{{1, 1}, 1};
}

QString nameOfOpen(int)
{
    return {}; // an open file cannot be renamed there
}

bool createPrivateFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

#endif

} // namespace coterie::server
