// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomsync.h"
#include "shared/board/boardreplica.h"
#include "shared/protocol/protocol.h"
#include "shared/util/clock.h"

// A room's board as a client follows it: the copy on its disk, then a snapshot or what was missed, then live; with the
// session's own logic of following (RoomSync) and the board's own replica, and without its event loop.
namespace coterie::sim {

class SimBoard
{
public:
    SimBoard(const RoomId &room, const UserId &self, quint32 device);

    [[nodiscard]] BoardReplica &replica() { return m_replica; }
    [[nodiscard]] const BoardReplica &replica() const { return m_replica; }

    // As the host names the room: what is acknowledged before it is joined for the first time is of that log (A185).
    void listed(const RoomInfo &room);
    void joined(const RoomInfo &room, bool reset);
    void away();
    void event(const RoomEvent &event);
    void page(qint64 req, const HistoryPage &page);
    void part(qint64 req, const BoardPart &part);
    void refused(qint64 req);
    // What was asked for may never be answered: it may be asked for again.
    void forgetQuestion() { m_req = 0; }
    // What it needs next, if nothing of it is under way.
    [[nodiscard]] std::optional<ClientMessage> question(qint64 req);
    // With what is on the disk: a copy, which may lack what came last, and what waits to be sent.
    void restart(Random &random, quint32 device, const QList<BoardTransaction> &waiting);
    [[nodiscard]] bool isSettled(Seq head) const
    {
        return m_sync.stage() == RoomSync::Stage::Live && m_sync.cursor() == head && m_replica.pendingCount() == 0;
    }
    // Since the last call: what was here of the log is no part of it any more.
    [[nodiscard]] bool beganAnew() { return std::exchange(m_beganAnew, false); }
    [[nodiscard]] int snapshots() const { return m_snapshots; }
    // A rule broken on purpose: what others do while something of one's own is pending is passed over.
    void breakRebase() { m_skipsRebase = true; }

private:
    void take(const RoomSync::Step &step);
    [[nodiscard]] bool load(const QList<QByteArray> &parts);

    struct Copy {
        EpochId epoch;
        Seq cursor = 0;
        QList<QByteArray> parts;
        QList<QByteArray> events; // of the board, as they are written
    };
    RoomId m_room;
    BoardReplica m_replica;
    RoomSync m_sync{200};
    std::optional<RoomSync::Fetch> m_fetch;
    qint64 m_req = 0;
    QList<QByteArray> m_parts;
    Seq m_partsSeq = 0;
    std::optional<Copy> m_copy;
    int m_snapshots = 0;
    bool m_beganAnew = false;
    bool m_skipsRebase = false;
};

} // namespace coterie::sim
