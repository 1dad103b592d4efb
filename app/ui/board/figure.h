// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/geometry.h"
#include "shared/board/boardobject.h"

#include <memory>

namespace coterie::ui {

class BoardCanvas;
struct BoardPaper;

// An object ready to be painted and to be touched. Never changed once others hold it, so that every thread may paint
// it. Board units throughout; no widget and no pixel.
struct Figure {
    BoardKind kind = BoardKind::Stroke;
    QRectF box;          // all it can ink, without antialiasing
    QRectF frame;        // before rotation, without the width of the outline
    double rotation = 0; // degrees clockwise about the middle of the frame

    virtual ~Figure() = default;

    virtual void paint(BoardCanvas &canvas, const BoardPaper &paper) const = 0;
    // How much work it is to paint, in strokes.
    [[nodiscard]] virtual int cost() const { return 1; }
    // Whether a round brush of this radius, drawn along the path, meets it: its ink, and the inside of what is filled,
    // written on, or a picture. A path of no length is a click.
    [[nodiscard]] virtual bool isTouchedBy(const QLineF &path, double brush) const = 0;
    [[nodiscard]] virtual bool meets(const QRectF &area) const = 0;        // some of it lies in the area
    [[nodiscard]] virtual bool isInside(const Polyline &closed) const = 0; // all of its line lies in the lasso
    // What bounds it as its corners are handled: the turned frame, not shadows, titles or the width of lines.
    [[nodiscard]] QRectF bare() const { return boundsOf(turnedRect(frame, rotation, frame.center())); }
    // What the end of a line stops at, closed.
    [[nodiscard]] virtual Polyline outline() const { return turnedRect(frame, rotation, frame.center()); }

protected:
    Figure() = default;
    Figure(const Figure &) = default;
    Figure &operator=(const Figure &) = default;
};

using FigurePtr = std::shared_ptr<const Figure>;

} // namespace coterie::ui
