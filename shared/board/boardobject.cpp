// SPDX-License-Identifier: MIT
#include "shared/board/boardobject.h"

#include <algorithm>
#include <cmath>

namespace coterie {
namespace {

constexpr double lineHeight = 1.5; // of the font's size, more than any font of the program needs
constexpr double halfDiagonal = 0.7072;

// What a box turned about the pivot reaches.
QRectF rotated(const QRectF &box, double degrees, const QPointF &pivot)
{
    if (degrees == 0)
        return box;
    const double angle = degrees * 3.14159265358979323846 / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const QPointF off = box.center() - pivot;
    const QPointF middle = pivot + QPointF(off.x() * c - off.y() * s, off.x() * s + off.y() * c);
    const double w = box.width() * std::abs(c) + box.height() * std::abs(s);
    const double h = box.width() * std::abs(s) + box.height() * std::abs(c);
    return {middle.x() - w / 2, middle.y() - h / 2, w, h};
}

QRectF grown(const QRectF &box, double by)
{
    return box.adjusted(-by, -by, by, by);
}

QRectF strokeBox(const BoardObject &o, const StrokeExtent &extent)
{
    const double q = strokeQuantum(extent.exponent);
    return QRectF(QPointF(o.x + extent.left * q * o.w, o.y + extent.top * q * o.h),
                  QPointF(o.x + extent.right * q * o.w, o.y + extent.bottom * q * o.h))
        .normalized();
}

} // namespace

QRectF BoardObject::frame() const
{
    if (kind == BoardKind::Group)
        return {};
    if (kind != BoardKind::Stroke)
        return QRectF(x, y, w, h).normalized();
    return strokeBox(*this, extent);
}

QRectF BoardObject::box() const
{
    const QPointF pivot = frame().center();
    QRectF bare = frame();
    switch (kind) {
    case BoardKind::Group:
        return {};
    case BoardKind::Stroke: // turned about the middle of the whole stroke, so that erasing does not move the rest
        return grown(rotated(strokeBox(*this, rest), rotation, pivot), width * (extent.hasPressure ? 0.85 : 0.5));
    case BoardKind::Line:
    case BoardKind::Arrow:
        bare = grown(bare, kind == BoardKind::Arrow ? boardArrowHead(width) : width * 0.5);
        break;
    case BoardKind::Frame: // its title stands above it
        bare = grown(bare, width * 0.5).adjusted(0, -lineHeight * fontSize, 0, 0);
        break;
    default:
        bare = grown(bare, width * halfDiagonal);
    }
    return rotated(bare, rotation, pivot);
}

} // namespace coterie
