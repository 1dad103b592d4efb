// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/inkstroke.h"

namespace coterie::ui {

// A stroke as a path for documents of lines, in board units.
struct InkPath {
    QPainterPath path;
    bool filled = true; // otherwise it is to be drawn with a round pen of the stroke's width
};

// The same curve that is painted on screen. A stroke of an even width is that curve itself; one with pressure is its
// outline, to be filled with non-zero winding.
[[nodiscard]] InkPath inkPath(const InkStroke &stroke);

// A point that a round pen makes a dot of. QPainterPath drops a line to the very place where it is, and a lone
// moveTo() gives way to the next one.
void addDot(QPainterPath &path, const QPointF &at);
// What is to be drawn with a round pen: a path that is a place and no more is a dot.
[[nodiscard]] QPainterPath penPath(const QPainterPath &path);

} // namespace coterie::ui
