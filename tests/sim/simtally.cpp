// SPDX-License-Identifier: MIT
#include "tests/sim/simworld.h"

// What happened in a world.
namespace coterie::sim {

SimWorld::Tally &SimWorld::Tally::operator+=(const Tally &other)
{
    crashes += other.crashes;
    torn += other.torn;
    forgotten += other.forgotten;
    cuts += other.cuts;
    late += other.late;
    stalls += other.stalls;
    twice += other.twice;
    refusals += other.refusals;
    clocks += other.clocks;
    strangers += other.strangers;
    rooms += other.rooms;
    joined += other.joined;
    left += other.left;
    changed += other.changed;
    takenBack += other.takenBack;
    refused += other.refused;
    topics += other.topics;
    drawn += other.drawn;
    undone += other.undone;
    sentAgain += other.sentAgain;
    snapshots += other.snapshots;
    boards += other.boards;
    devices += other.devices;
    chosen += other.chosen;
    goodbyes += other.goodbyes;
    shown += other.shown;
    dropped += other.dropped;
    lagged += other.lagged;
    fromRing += other.fromRing;
    fromPages += other.fromPages;
    waited += other.waited;
    overflows += other.overflows;
    stops += other.stops;
    forcedStops += other.forcedStops;
    byes += other.byes;
    cameBack += other.cameBack;
    rights += other.rights;
    rightsRefused += other.rightsRefused;
    forbidden += other.forbidden;
    heldBack += other.heldBack;
    judged += other.judged;
    comparedRights += other.comparedRights;
    return *this;
}

SimWorld::Tally SimWorld::tally() const
{
    Tally all = m_tally;
    for (const auto &one : m_clients) {
        const SimClient::Tally &own = one->tally();
        all.rooms += own.made;
        all.joined += own.joined;
        all.left += own.left;
        all.changed += own.changed;
        all.takenBack += own.takenBack;
        all.refused += own.refused;
        all.topics += own.topics;
        all.drawn += own.drawn;
        all.sentAgain += own.sentAgain;
        all.chosen += own.chosen;
        all.rights += own.rights;
        all.rightsRefused += own.rightsRefused;
        all.forbidden += own.forbidden;
        all.heldBack += own.heldBack;
        all.snapshots += one->snapshots();
    }
    all.undone = int(m_deeds.counts().undos);
    all.boards = int(m_checker.comparedBoards());
    all.judged = int(m_checker.judgedDrawings());
    all.comparedRights = int(m_checker.comparedRights());
    return all;
}

} // namespace coterie::sim
