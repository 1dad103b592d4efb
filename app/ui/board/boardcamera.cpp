// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcamera.h"

#include "shared/board/boardobject.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

// Wherever the board ends: the corner stays where whole pixels of the furthest legal object fit 32 bits.
constexpr double furthestPan = 1e9;

} // namespace

QPointF BoardCamera::toBoard(const QPointF &widget) const
{
    return (widget * m_pixelRatio + m_corner) / scale();
}

QPointF BoardCamera::placeAt(const QPointF &widget) const
{
    const QPointF at = toBoard(widget);
    return {std::clamp(at.x(), -maxBoardCoordinate, maxBoardCoordinate),
            std::clamp(at.y(), -maxBoardCoordinate, maxBoardCoordinate)};
}

QPointF BoardCamera::toWidget(const QPointF &board) const
{
    return (board * scale() - m_corner) / m_pixelRatio;
}

QRectF BoardCamera::toWidget(const QRectF &board) const
{
    return {toWidget(board.topLeft()), toWidget(board.bottomRight())};
}

QRect BoardCamera::toDevice(const QRectF &widget) const
{
    const QRectF device(widget.topLeft() * m_pixelRatio, widget.size() * m_pixelRatio);
    return device.toAlignedRect().translated(m_corner);
}

QRect BoardCamera::fromDevice(const QRect &device) const
{
    const QRectF from(device.translated(-m_corner));
    return QRectF(from.topLeft() / m_pixelRatio, from.size() / m_pixelRatio).toAlignedRect();
}

void BoardCamera::setCorner(const QPointF &device)
{
    // Whole pixels, so that rounding the corner does not bring what is beyond into sight.
    const double end = std::floor(std::min(maxBoardCoordinate * scale(), furthestPan));
    const auto within = [this, end](double corner, double length) {
        return std::clamp(corner, -end, std::max(-end, std::floor(end - length * m_pixelRatio)));
    };
    const QPointF inside(within(device.x(), m_view.width()), within(device.y(), m_view.height()));
    m_corner = inside.toPoint();
    m_rest = inside - m_corner;
}

void BoardCamera::setPixelRatio(double ratio)
{
    if (ratio == m_pixelRatio || ratio <= 0)
        return;
    const QPointF corner = QPointF(m_corner) * (ratio / m_pixelRatio);
    m_pixelRatio = ratio;
    setCorner(corner);
}

void BoardCamera::setView(const QSizeF &widget)
{
    m_view = widget;
    setCorner(exactCorner());
}

void BoardCamera::pan(const QPointF &widgetDelta)
{
    setCorner(exactCorner() - widgetDelta * m_pixelRatio);
}

void BoardCamera::zoomTo(double zoom, const QPointF &anchor)
{
    const QPointF under = toBoard(anchor);
    setZoom(zoom);
    setCorner(under * scale() - anchor * m_pixelRatio);
}

void BoardCamera::centerOn(const QPointF &board, const QSizeF &widget, double zoom)
{
    setZoom(zoom);
    setCorner(board * scale() - QPointF(widget.width(), widget.height()) * (m_pixelRatio / 2));
}

// Near 100 % it is 100 %: there, a pixel of the board is one of the screen.
void BoardCamera::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, minZoom, maxZoom);
    if (std::abs(m_zoom - 1) < 0.02)
        m_zoom = 1;
}

// Where what covers it takes most of a small view, things lie below it.
QRectF BoardCamera::room(const QSizeF &widget) const
{
    constexpr double leastShare = 0.6;
    const QRectF all(QPointF(), widget);
    const QRectF beside = all.marginsRemoved(m_covered);
    const bool enough = beside.width() >= leastShare * all.width() && beside.height() >= leastShare * all.height();
    return enough ? beside : all;
}

void BoardCamera::fit(const QRectF &board, const QSizeF &widget, double mostZoom)
{
    const QRectF room = this->room(widget);
    const double across = (room.width() - 2 * fitMargin) / std::max(board.width(), 1.0);
    const double down = (room.height() - 2 * fitMargin) / std::max(board.height(), 1.0);
    m_zoom = std::clamp(std::min({across, down, mostZoom}), minZoom, maxZoom);
    setCorner(board.center() * scale() - room.center() * m_pixelRatio);
}

} // namespace coterie::ui
