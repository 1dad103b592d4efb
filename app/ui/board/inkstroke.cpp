// SPDX-License-Identifier: MIT
#include "app/ui/board/inkstroke.h"

#include "app/ui/board/boardcanvas.h"
#include "app/ui/board/boardpaper.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
QRectF InkStroke::boxOf(size_t from, size_t to) const
{
    QRectF all;
    for (size_t i = from; i <= to && i < at.size(); ++i) {
        const double r = radius(i);
        all |= QRectF(point(i) - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }
    return all;
}

void InkStroke::paint(BoardCanvas &canvas, const BoardPaper &paper) const
{
    canvas.ink(*this, paper.inkOn(color));
}

bool InkStroke::isTouchedBy(const QLineF &path, double brush) const
{
    const QRectF near = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    if (!box.intersects(near) || at.empty())
        return false;
    for (size_t i = 0; i < at.size(); ++i) {
        const size_t before = i ? i - 1 : 0;
        const double reach = brush + double(std::max(radius(before), radius(i)));
        if (squaredDistance(path, point(before), point(i)) <= reach * reach)
            return true;
    }
    return false;
}

bool InkStroke::meets(const QRectF &area) const
{
    if (!box.intersects(area))
        return false;
    const QPointF corners[] = {area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()};
    for (size_t i = 0; i < at.size(); ++i) {
        const QPointF p = point(i);
        if (area.contains(p))
            return true;
        const QPointF before = point(i ? i - 1 : 0);
        const double reach = double(radius(i));
        for (int k = 0; k < 4; ++k)
            if (squaredDistance(QLineF(before, p), corners[k], corners[(k + 1) % 4]) <= reach * reach)
                return true;
    }
    return false;
}

bool InkStroke::isInside(const Polyline &closed) const
{
    for (size_t i = 0; i < at.size(); ++i)
        if (!contains(closed, point(i)))
            return false;
    return !at.empty();
}

InkPtr InkStroke::of(const BoardObject &object)
{
    auto points = StrokePoints::unpack(object.points);
    if (!points || points->at.empty())
        return {};
    auto ink = std::make_shared<InkStroke>();
    ink->frame = object.frame();
    ink->rotation = object.rotation;
    ink->box = object.box();
    const double quantum = strokeQuantum(points->exponent);
    const QPointF middle = ink->frame.center();
    const QPointF origin = turned({object.x, object.y}, object.rotation, middle);
    const QPointF right = turned({quantum * object.w, 0}, object.rotation, {});
    const QPointF down = turned({0, quantum * object.h}, object.rotation, {});
    ink->x = origin.x();
    ink->y = origin.y();
    ink->xx = right.x();
    ink->xy = right.y();
    ink->yx = down.x();
    ink->yy = down.y();
    ink->width = float(object.width);
    // A stroke is one even layer, so that its opacity is that of its ink.
    ink->color = quint32(std::lround((object.color >> 24) * object.opacity)) << 24 | (object.color & 0xffffff);
    ink->at = std::move(points->at);
    ink->pressure = std::move(points->pressure);
    return ink;
}

} // namespace coterie::ui
