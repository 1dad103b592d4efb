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

} // namespace

QRectF BoardObject::frame() const
{
    if (kind == BoardKind::Group)
        return {};
    if (kind != BoardKind::Stroke)
        return QRectF(x, y, w, h).normalized();
    const double q = strokeQuantum(extent.exponent);
    return QRectF(QPointF(x + extent.left * q * w, y + extent.top * q * h),
                  QPointF(x + extent.right * q * w, y + extent.bottom * q * h))
        .normalized();
}

QRectF BoardObject::box() const
{
    const QPointF pivot = frame().center();
    QRectF bare = frame();
    switch (kind) {
    case BoardKind::Group:
        return {};
    case BoardKind::Stroke:
        return grown(rotated(bare, rotation, bare.center()), width * (extent.hasPressure ? 0.85 : 0.5));
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
