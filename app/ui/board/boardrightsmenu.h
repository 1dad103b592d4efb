// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rights.h"

class QMenu;

namespace coterie {
class RoomBoards;
}

namespace coterie::ui {

[[nodiscard]] QString rightWords(BoardRight right); // "Change everything"
[[nodiscard]] QString roleWords(Role role);

// What members may do on the boards of the room. Disabled for those who may not say.
void addEverybodyMenu(QMenu &menu, RoomBoards &boards);
// What this person may do there, and their role.
void addPersonMenu(QMenu &menu, RoomBoards &boards, const UserId &user);

} // namespace coterie::ui
