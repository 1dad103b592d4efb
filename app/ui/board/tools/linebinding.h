// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

#include <QPointF>

class QPainter;

namespace coterie::ui {

class BoardView;
struct ToolPoint;

// Where the end of a line that is being drawn or dragged comes to lie.
struct LineEnd {
    QPointF at; // board units
    std::optional<BoardAnchor> anchor;
};
inline constexpr double bindReach = 12; // pixels from an outline

// Where on what an end at this place would be bound; Ctrl binds to nothing. self: the line, which it is not bound to.
[[nodiscard]] std::optional<BoardAnchor> anchorAt(const BoardView &view, const ToolPoint &point, const ObjectId &self);
// other: the line's other end; with Shift the line goes in steps of 15 degrees from there. self: null for a new one.
[[nodiscard]] LineEnd lineEndAt(BoardView &view, const ToolPoint &point, const QPointF &other, const ObjectId &self);
// The outline that an end would be bound to, and where.
void paintAnchor(QPainter &painter, const BoardView &view, const BoardAnchor &anchor);

} // namespace coterie::ui
