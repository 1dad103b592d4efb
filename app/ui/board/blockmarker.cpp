// SPDX-License-Identifier: MIT
#include "app/ui/board/blockmarker.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double slack = 2; // pixels: antialiasing, and that the curve is not its chords

// The part of a segment between two heights, from left to right; nothing when it does not go there.
std::optional<std::pair<double, double>> between(const QPointF &a, const QPointF &b, double top, double bottom)
{
    if (std::max(a.y(), b.y()) < top || std::min(a.y(), b.y()) > bottom)
        return {};
    const double dy = b.y() - a.y();
    double t0 = 0;
    double t1 = 1;
    if (std::abs(dy) > 1e-9) {
        const double u = std::clamp((top - a.y()) / dy, 0.0, 1.0);
        const double v = std::clamp((bottom - a.y()) / dy, 0.0, 1.0);
        t0 = std::min(u, v);
        t1 = std::max(u, v);
    }
    const double x0 = a.x() + t0 * (b.x() - a.x());
    const double x1 = a.x() + t1 * (b.x() - a.x());
    return std::pair(std::min(x0, x1), std::max(x0, x1));
}

} // namespace

BlockMarker::BlockMarker(const QRect &area)
    : m_area(area)
    , m_columns((std::max(area.width(), 0) + block - 1) / block)
    , m_rows((std::max(area.height(), 0) + block - 1) / block)
    , m_hit(size_t(m_columns) * size_t(m_rows), false)
{
}

void BlockMarker::markRow(int row, double left, double right)
{
    left -= m_area.left();
    right -= m_area.left();
    if (right < 0 || left >= m_area.width())
        return;
    const auto column = [this](double x) {
        return std::clamp(int(std::floor(std::max(x, 0.0) / block)), 0, m_columns - 1);
    };
    const int last = column(std::min(right, double(m_area.width())));
    for (int i = column(left); i <= last; ++i)
        m_hit[size_t(row) * size_t(m_columns) + size_t(i)] = true;
}

void BlockMarker::line(const QPointF &a, const QPointF &b, double reach)
{
    const double pad = reach + slack;
    const double highest = std::min(a.y(), b.y()) - pad - m_area.top();
    const double lowest = std::max(a.y(), b.y()) + pad - m_area.top();
    if (lowest < 0 || highest >= m_area.height())
        return;
    const int last = std::min(m_rows - 1, int(lowest / block));
    for (int row = std::max(0, int(std::floor(std::max(highest, 0.0) / block))); row <= last; ++row) {
        const double top = m_area.top() + double(row) * block;
        if (const auto part = between(a, b, top - pad, top + block + pad))
            markRow(row, part->first - pad, part->second + pad);
    }
}

void BlockMarker::convex(const Polyline &closed, double scale, double reach)
{
    const double pad = reach + slack;
    for (int row = 0; row < m_rows; ++row) {
        const double top = m_area.top() + double(row) * block;
        double left = 1e300;
        double right = -1e300;
        for (size_t i = 1; i < closed.size(); ++i)
            if (const auto part = between(closed[i - 1] * scale, closed[i] * scale, top - pad, top + block + pad)) {
                left = std::min(left, part->first);
                right = std::max(right, part->second);
            }
        if (left <= right)
            markRow(row, left - pad, right + pad);
    }
}

void BlockMarker::shape(const ShapeFigure &shape, double scale)
{
    if (m_hit.empty())
        return;
    for (const Polyline &line : shape.lines)
        for (size_t i = 1; i < line.size(); ++i)
            this->line(line[i - 1] * scale, line[i] * scale, (shape.reach + shape.error) * scale);
    for (const Polyline &closed : shape.solid)
        convex(closed, scale, shape.error * scale);
    for (const Polyline &closed : shape.halo)
        convex(closed, scale, shape.error * scale);
}

std::vector<QRect> BlockMarker::marked() const
{
    std::vector<QRect> rects;
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column) {
            const int first = column;
            while (column < m_columns && m_hit[size_t(row) * size_t(m_columns) + size_t(column)])
                ++column;
            if (column > first)
                rects.push_back(
                    QRect(m_area.left() + first * block, m_area.top() + row * block, (column - first) * block, block) &
                    m_area);
        }
    return rects;
}

} // namespace coterie::ui
