// SPDX-License-Identifier: MIT
#include "app/ui/board/liveink.h"

#include <QPainter>

#include <algorithm>
#include <cstring>

namespace coterie::ui {

LiveInk::LiveInk(const StrokeBuilder &stroke)
{
    m_ink.x = stroke.x();
    m_ink.y = stroke.y();
    m_ink.color = stroke.color();
    m_ink.width = float(stroke.width());
    grow(stroke.points(), 0);
}

LiveInk::LiveInk(const LiveStroke &stroke)
{
    m_ink.x = stroke.x;
    m_ink.y = stroke.y;
    m_ink.color = stroke.color;
    m_ink.width = float(stroke.width);
    grow(stroke.points, 0);
}

QRectF LiveInk::grow(const StrokePoints &points, int from)
{
    m_ink.setQuantum(strokeQuantum(points.exponent));
    const auto begin = size_t(std::max(0, from));
    if (begin >= points.at.size())
        return {};
    StrokePoints &own = m_ink.points.own();
    own.at.resize(begin);
    own.at.insert(own.at.end(), points.at.begin() + qsizetype(begin), points.at.end());
    if (!points.pressure.empty()) {
        own.pressure.resize(begin);
        own.pressure.insert(own.pressure.end(), points.pressure.begin() + qsizetype(begin), points.pressure.end());
    }
    // A new point bends the curve from the middle before the last one.
    const QRectF touched = m_ink.boxOf(begin > 3 ? begin - 3 : 0, own.at.size() - 1);
    m_ink.box |= touched;
    return touched;
}

void LivePainter::paint(QPainter &painter, const QRect &device, const InkStroke &ink, double scale, quint32 argb)
{
    const QRect area = InkRasterizer::bounds(ink.box, scale) & device;
    if (area.isEmpty())
        return;
    if (m_scratch.width() < area.width() || m_scratch.height() < area.height())
        m_scratch = QImage(m_scratch.size().expandedTo(area.size()), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < area.height(); ++y)
        std::memset(m_scratch.scanLine(y), 0, size_t(area.width()) * 4);
    const PixelField field{reinterpret_cast<quint32 *>(m_scratch.bits()), m_scratch.bytesPerLine() / 4, area.size(),
                           area.topLeft()};
    m_rasterizer.paint(field, {&area, 1}, ink, scale, argb);
    painter.drawImage(area.topLeft(), m_scratch, QRect(QPoint(0, 0), area.size()));
}

} // namespace coterie::ui
