// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardrevert.h"

// How somebody with the right to it brings back what a clearing took out of sight, however long ago (B25 and B26). Pure
// functions.
namespace coterie {

struct BoardClearing {
    OpId id;
    UserId author;
    Seq seq = 0;
    qint64 timeMs = 0;    // the host's, since the epoch
    int cleared = 0;      // objects that went out of sight
    QList<ObjectId> gone; // of these, that nobody has seen since, in the order of their creation
    int lost = 0;         // of these, that the board has let go of (B24)
};

// Those that took something out of sight, the latest first. Events: everything that happened to the board, from the
// very first. Costs one replay of them.
[[nodiscard]] QList<BoardClearing> clearingsOf(const QList<BoardEvent> &events);

// To be committed in this order, as one step of whoever brings it back; more than one transaction when they are many.
[[nodiscard]] QList<BoardOp> bringBackOps(const BoardClearing &clearing);

} // namespace coterie
