// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

#include <QPainterPath>

// The outlines of shapes, in board units.
namespace coterie::ui {

inline constexpr double mostRounding = 6; // radius of the corners of a rectangle

[[nodiscard]] bool isSeen(quint32 argb); // not transparent altogether
[[nodiscard]] QPainterPath turnedPath(const QPainterPath &path, const BoardObject &object);
[[nodiscard]] QPainterPath roundedRect(const QRectF &frame, double rounding);
[[nodiscard]] QPainterPath shapePath(const BoardObject &object); // of a rectangle, an ellipse or a diamond, turned
// The outline with its dashes; gaps grow with the width. A dot is a dash that is hardly longer than the line is wide:
// QPainterPath drops a line without length.
[[nodiscard]] QPainterPath withDash(const QPainterPath &path, const BoardObject &object);

} // namespace coterie::ui
