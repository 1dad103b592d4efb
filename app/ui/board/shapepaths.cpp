// SPDX-License-Identifier: MIT
#include "app/ui/board/shapepaths.h"

#include "app/ui/board/geometry.h"

#include <algorithm>

namespace coterie::ui {

bool isSeen(quint32 argb)
{
    return argb >> 24;
}

QPainterPath turnedPath(const QPainterPath &path, const BoardObject &object)
{
    if (object.rotation == 0)
        return path;
    const QPointF pivot = object.frame().center();
    QPainterPath turnedOne = path;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPointF p = turned(path.elementAt(i), object.rotation, pivot);
        turnedOne.setElementPositionAt(i, p.x(), p.y());
    }
    return turnedOne;
}

QPainterPath roundedRect(const QRectF &frame, double rounding)
{
    const double radius = std::min({rounding, frame.width() / 4, frame.height() / 4});
    QPainterPath path;
    if (radius > 0)
        path.addRoundedRect(frame, radius, radius);
    else
        path.addRect(frame);
    return path;
}

QPainterPath shapePath(const BoardObject &object)
{
    const QRectF frame = object.frame();
    QPainterPath path;
    switch (object.kind) {
    case BoardKind::Ellipse:
        path.addEllipse(frame);
        break;
    case BoardKind::Diamond:
        path.addPolygon(QPolygonF({{frame.center().x(), frame.top()},
                                   {frame.right(), frame.center().y()},
                                   {frame.center().x(), frame.bottom()},
                                   {frame.left(), frame.center().y()},
                                   {frame.center().x(), frame.top()}}));
        break;
    case BoardKind::Rectangle:
        path = roundedRect(frame, mostRounding);
        break;
    default:
        path.addRect(frame);
    }
    return turnedPath(path, object);
}

QPainterPath withDash(const QPainterPath &path, const BoardObject &object)
{
    switch (object.dash) {
    case BoardDash::Solid:
        return path;
    case BoardDash::Dashed:
        return dashed(path, 8 + 2 * object.width, 6 + 3 * object.width);
    case BoardDash::Dotted:
        return dashed(path, object.width / 16, 4 + 2 * object.width);
    }
    return path;
}

} // namespace coterie::ui
