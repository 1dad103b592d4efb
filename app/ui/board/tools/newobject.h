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
// Made by a key: Enter and nothing with it, while the tool is chosen.
[[nodiscard]] bool isMakingKey(const QKeyEvent &event);
// Where the middle of something of that size comes to lie that is meant to lie there: as near to it as it can be seen
// whole; there, if it cannot.
[[nodiscard]] QPointF middleInSight(const QRectF &seen, const QPointF &middle, const QSizeF &size);
// Where its middle comes to lie: in the middle of what is seen, aside of what has its own there already.
[[nodiscard]] QPointF placeForNew(const BoardView &view);
// Where the middle of something of that size comes to lie so that it lies on nothing: as near to the middle of what is
// seen as it goes.
[[nodiscard]] QPointF freePlaceForNew(const BoardView &view, const QSizeF &size);

} // namespace coterie::ui
