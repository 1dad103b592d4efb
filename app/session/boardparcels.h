// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

namespace coterie {

// The operations in their order, cut where a transaction of them would have too many, or its message would be larger
// than a host takes; but not between the creation of an object and what follows on it, so that whoever may only add to
// a board may do all of it (A320).
[[nodiscard]] QList<QList<BoardOp>> boardParcels(const QList<BoardOp> &ops);

// Leaves out the locks of what an earlier one of them creates, such as a frame, which is locked behind all that comes
// into it: for whoever may add to a board, and not change what is there. Answers how many.
[[nodiscard]] int leaveOutLateLocks(QList<QList<BoardOp>> &parcels);

} // namespace coterie
