// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/roomstate.h"
#include "tests/sim/simboard.h"

#include <memory>

// What one client has of one room: the log as far as it got, and the board.
namespace coterie::sim {

class SimRoom
{
public:
    explicit SimRoom(const RoomId &room)
        : id(room)
    {
    }

    // Where to go on, as room.join says it.
    [[nodiscard]] RoomJoin join(qint64 req) const;
    // Whether what was here is no part of the log.
    void joined(const RoomJoined &answer);
    void away();
    void forget(); // all but who one is in it
    // Takes what follows on, each event once.
    void live(const RoomEvent &event);
    void page(const HistoryPage &page);
    void statePage(const RoomStatePage &page);
    [[nodiscard]] bool wantsPage() const { return isLive && !isFetching && seq < m_target; }

    RoomId id;
    bool isWanted = true;   // the person is in it
    bool isAsked = false;   // they were not, and the host has not said yet that they are
    bool isLeaving = false; // the host has not said yet that it knows of one's leaving
    bool isJoining = false; // it was asked
    bool isLive = false;
    bool isFetching = false;
    Seq seq = 0;
    QList<RoomEvent> events;
    std::unique_ptr<SimBoard> board;
    // Who may do what: as the host answered it, and what came since. Kept for show while one is away.
    RoomState state;
    bool hasState = false;   // ever
    bool knowsState = false; // since it was joined
    bool isDeaf = false;     // a rule broken on purpose: changes of rights are passed over

private:
    bool take(const RoomEvent &event);
    void takeEarly();
    void applyToState(RoomEvent event);

    std::optional<EpochId> m_epoch;
    Seq m_target = 0;
    Seq m_joinedAt = 0;
    QList<RoomEvent> m_since; // it was joined, until one knows the state
    QList<RoomEvent> m_early;
};

} // namespace coterie::sim
