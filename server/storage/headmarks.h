// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

#include <QFile>
#include <QHash>

namespace coterie::server {

// Where each log of a session stood, in a file beside it ("x.coterie.heads"): SQLite calls a journal that lost its end
// whole, and a file that was put back an ordinary one, so the proof that there was more must lie elsewhere.
//
// A mark is written when its commit has returned from fsync, and not flushed: it costs no commit anything. So what a
// mark says was on the disk before; after a power cut it may say less than was there, never more. Records are 64 bytes
// and carry a check each: one that was torn counts as none. Owns the file, lives in the store's thread. Never a reason
// to refuse anything: without marks a rollback is found by the clients alone (rule P20).
//
// The first record also says what the session file was when its journal began (S24): SQLite takes any journal whose own
// sums are right for the file's.
class HeadMarks final
{
public:
    struct Mark {
        RoomId room;
        EpochId epoch;
        Seq seq = 0;
        QByteArray chain; // at seq
    };

    // Reads what is there. A file of another session, or none of ours, begins anew.
    void open(const QString &path, const QUuid &session);
    void close();
    [[nodiscard]] QList<Mark> all() const;
    void put(const Mark &mark);
    // On the disk when this returns: the commits that follow are only then told from those of another state.
    void setBase(const QByteArray &base);
    [[nodiscard]] QByteArray base() const { return m_base; }
    // As it was noted, whichever session's that is; empty: nothing is noted there.
    [[nodiscard]] static QByteArray baseIn(const QString &path);
    void sync(); // to be called when nobody waits

private:
    void begin();
    [[nodiscard]] bool writeHead();
    void failed();

    QFile m_file;
    QUuid m_session;
    QByteArray m_base;
    QHash<RoomId, qint64> m_places; // of records in the file
    QList<Mark> m_found;
    qint64 m_end = 0;
    bool m_dirty = false, m_complained = false;
};

} // namespace coterie::server
