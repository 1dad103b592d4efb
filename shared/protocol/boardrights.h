// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"
#include "shared/protocol/roomstate.h"

namespace coterie {

// Whether this person may do this on this board, as it and the room stand (rules P25 to P28). The host asks when it
// gives the transaction its place, the window before it shows it.
[[nodiscard]] std::optional<BoardRefusal> checkBoardRights(const RoomState &state, const BoardId &board,
                                                           const BoardDoc &doc, const UserId &user,
                                                           const QList<BoardOp> &ops);

// Whether a moderator has locked this, so that this person may not unlock it (P28).
[[nodiscard]] bool isBarredByModerator(const RoomState &state, const BoardDoc &doc, const UserId &user,
                                       const ObjectId &id);

} // namespace coterie
