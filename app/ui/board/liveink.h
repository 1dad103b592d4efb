// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "app/session/strokebuilder.h"
#include "app/ui/board/inkrasterizer.h"

#include <QImage>

class QPainter;

namespace coterie::ui {

// A stroke that still grows, painted above the tiles by the same rasterizer, so that nothing moves when it is done.
// The window's thread.
class LiveInk final
{
public:
    explicit LiveInk(const StrokeBuilder &stroke);
    explicit LiveInk(const LiveStroke &stroke);

    // Takes the points from `from` on. Answers the part of the board that looks different.
    QRectF grow(const StrokePoints &points, int from);
    [[nodiscard]] const InkStroke &ink() const { return m_ink; }

private:
    InkStroke m_ink;
};

// Paints live strokes. Owns the scratch image that a translucent stroke needs.
class LivePainter final
{
public:
    // The painter's unit is a device pixel, its origin the board's.
    void paint(QPainter &painter, const QRect &device, const InkStroke &ink, double scale, quint32 argb);

private:
    InkRasterizer m_rasterizer;
    QImage m_scratch;
};

} // namespace coterie::ui
