// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QtGlobal>

#include <memory>
#include <optional>
#include <utility>

class QLockFile;

namespace coterie::server {

// The right to be the only server on a session file: a lock file beside it that the kernel frees when its holder dies,
// however it dies. Owns the lock, any one thread, never waits.
class FileLock final
{
public:
    FileLock();
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    enum class Answer { Taken, Held, Impossible };
    [[nodiscard]] Answer take(const QString &path);
    // Whether the lock still stands under its name. False once somebody removed it, for then another may hold one
    // there.
    [[nodiscard]] bool isHeld() const;
    // Who holds it, as far as the file tells; 0: unknown.
    [[nodiscard]] qint64 holder() const { return m_holder; }
    [[nodiscard]] QString errorText() const { return m_error; }
    void release();

private:
    QString m_path;
    QString m_error;
    qint64 m_holder = 0;
#ifdef Q_OS_UNIX
    int m_descriptor = -1;
#else
    std::unique_ptr<QLockFile> m_file;
#endif
};

// What stands under a name now. Nothing when there is nothing.
struct FileNow {
    std::pair<quint64, quint64> identity; // tells it from another file that was put there
    int names =
        1; // under how many it is there: the lock, the journal and all else stand beside one of them. 1 on Windows
};
[[nodiscard]] std::optional<FileNow> fileAt(const QString &path);
// What an open file is called by now, in a folder's name without links; empty: it has no name any more, or the system
// does not tell.
[[nodiscard]] QString nameOfOpen(int descriptor);

// A new empty file that only its owner may read. False when there is one already, or it cannot be made.
[[nodiscard]] bool createPrivateFile(const QString &path);

} // namespace coterie::server
