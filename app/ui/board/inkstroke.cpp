// SPDX-License-Identifier: MIT
#include "app/ui/board/inkstroke.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

double pointToSegment(const QPointF &p, const QPointF &a, const QPointF &b)
{
    const QPointF ab = b - a;
    const double length2 = QPointF::dotProduct(ab, ab);
    const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / length2, 0.0, 1.0) : 0;
    const QPointF d = a + t * ab - p;
    return QPointF::dotProduct(d, d);
}

double cross(const QPointF &a, const QPointF &b)
{
    return a.x() * b.y() - a.y() * b.x();
}

// The square of the distance between two segments.
double segmentToSegment(const QLineF &one, const QPointF &a, const QPointF &b)
{
    const QPointF p = one.p1();
    const QPointF q = one.p2();
    const bool crosses = cross(b - a, p - a) * cross(b - a, q - a) < 0 && cross(q - p, a - p) * cross(q - p, b - p) < 0;
    if (crosses)
        return 0;
    return std::min(
        {pointToSegment(p, a, b), pointToSegment(q, a, b), pointToSegment(a, p, q), pointToSegment(b, p, q)});
}

} // namespace

QRectF InkStroke::boxOf(size_t from, size_t to) const
{
    QRectF all;
    for (size_t i = from; i <= to && i < at.size(); ++i) {
        const double r = radius(i);
        all |= QRectF(point(i) - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }
    return all;
}

bool InkStroke::isTouchedBy(const QLineF &path, double brush) const
{
    const QRectF reach = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    if (!box.intersects(reach) || at.empty())
        return false;
    for (size_t i = 0; i < at.size(); ++i) {
        const size_t before = i ? i - 1 : 0;
        const double near = brush + double(std::max(radius(before), radius(i)));
        if (segmentToSegment(path, point(before), point(i)) <= near * near)
            return true;
    }
    return false;
}

InkPtr InkStroke::of(const BoardObject &object)
{
    auto points = StrokePoints::unpack(object.points);
    if (!points)
        return {};
    auto ink = std::make_shared<InkStroke>();
    ink->x = object.x;
    ink->y = object.y;
    ink->quantum = strokeQuantum(points->exponent);
    ink->width = float(object.width);
    ink->color = object.color;
    ink->at = std::move(points->at);
    ink->pressure = std::move(points->pressure);
    ink->box = object.box();
    return ink;
}

} // namespace coterie::ui
