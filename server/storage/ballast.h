// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie::server {

// Space kept back beside the session file ("x.coterie.ballast"), for the moment when the disk is full: SQLite needs
// some to fold its journal in and to delete. Given back to the disk then, taken again when there is enough for it and
// for going on. Owns the file; store's thread. A disk that has no room for it is worked on without.
class Ballast final
{
public:
    static constexpr qint64 defaultBytes = 16 * 1024 * 1024;

    ~Ballast() { release(); }
    // `spare`: what must be free beyond it.
    [[nodiscard]] bool take(const QString &path, qint64 bytes, qint64 spare);
    void release();
    [[nodiscard]] bool isHeld() const { return !m_path.isEmpty(); }

private:
    QString m_path;
};

} // namespace coterie::server
