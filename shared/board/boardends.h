// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QPointF>

// Where the ends of lines are that are bound to other objects. Pure functions, any thread; board units.
namespace coterie {

// What a line can be bound to.
[[nodiscard]] constexpr bool isBoardAnchorage(BoardKind kind)
{
    return kind != BoardKind::Stroke && kind != BoardKind::Group && !isBoardLine(kind);
}

// The point turned clockwise by so many degrees about the pivot.
[[nodiscard]] QPointF boardTurned(const QPointF &point, double degrees, const QPointF &pivot);

// The place of an anchor on its object, which may be turned.
[[nodiscard]] QPointF boardAnchorPoint(const BoardObject &target, const BoardAnchor &anchor);

// The point of the object's outline that is nearest to `at`, when that is no further than `reach`.
[[nodiscard]] std::optional<BoardAnchor> nearestBoardAnchor(const BoardObject &target, const QPointF &at, double reach);

// Of two objects the middles of those sides that look at one another.
[[nodiscard]] std::pair<BoardAnchor, BoardAnchor> facingBoardAnchors(const BoardObject &from, const BoardObject &to);

// Both ends of a line or an arrow, first and second.
[[nodiscard]] std::pair<QPointF, QPointF> boardLineEnds(const BoardObject &line);
void setBoardLineEnds(BoardObject &line, const QPointF &first, const QPointF &second);

// The line with its bound ends where they are bound now, or were last when that object is gone. What a line has of them
// itself is older as soon as somebody moved the object who could not change the line.
[[nodiscard]] BoardObject routedBoardLine(BoardObject line, const BoardDoc &doc);
// All that can be seen, in painting order, with its ends where they lie.
[[nodiscard]] QList<BoardObject> routedBoardObjects(const BoardDoc &doc);

} // namespace coterie
