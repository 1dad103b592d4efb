// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"
#include "shared/board/boardobject.h"

namespace coterie::ui {

inline constexpr double noteSide = 180; // board units

// An object as the tool would make it now: its kind, and the style last used with the tool. Place and size are the
// tool's.
[[nodiscard]] BoardObject newObject(const BoardView &view, ToolId tool);
// One step; what was made is selected, and the tool goes back to Select unless it is kept. A frame takes in what lies
// in it whole; anything else belongs to the frame its middle is in. False when the board refused.
bool commitNew(BoardView &view, const BoardObject &object);

} // namespace coterie::ui
