// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/inkstroke.h"
#include "app/ui/board/picture.h"
#include "app/ui/board/laidtext.h"

#include <QTransform>

namespace coterie::ui {

// What figures are painted on: pixels, an SVG, a page of a PDF. Board units; colours are 0xAARRGGBB, not premultiplied.
// Each call is one even layer: where a line crosses itself, it is not darker.
class BoardCanvas
{
    Q_DISABLE_COPY_MOVE(BoardCanvas)
public:
    BoardCanvas() = default;
    virtual ~BoardCanvas() = default;

    virtual void ink(const InkStroke &stroke, quint32 argb) = 0;
    virtual void line(const QPainterPath &path, double width, quint32 argb) = 0; // with round ends and corners
    virtual void fill(const QPainterPath &path, quint32 argb) = 0;               // non-zero winding
    // toBoard: from the block's units. Glyphs that are pictures are drawn as such.
    virtual void text(const LaidText &block, const QTransform &toBoard, quint32 argb) = 0;
    virtual void picture(const PicturePtr &picture, const QTransform &toBoard) = 0; // from the unit square
    // What comes until endGroup() is one layer with this opacity. Groups do not nest. box: all it can ink.
    virtual void beginGroup(double opacity, const QRectF &box) = 0;
    virtual void endGroup() = 0;
};

} // namespace coterie::ui
