// SPDX-License-Identifier: MIT
#include "app/ui/board/fillrasterizer.h"

#include "app/ui/board/inkkernel.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int subpixels = 256; // parts of a pixel
constexpr double furthestFill = 1e12;

qint64 fixed(double device)
{
    return std::llround(std::clamp(device * subpixels, -furthestFill, furthestFill));
}

qint64 floorDiv(qint64 a)
{
    return a >> 8; // arithmetic: rounds down
}

} // namespace

void FillRasterizer::begin(const QRect &area)
{
    m_area = area;
    m_cells.assign(size_t(area.width() + 1) * size_t(area.height()), {});
    m_top = area.height();
    m_bottom = -1;
}

void FillRasterizer::add(const Polyline &line, double scale)
{
    for (size_t i = 0; i < line.size(); ++i)
        addEdge(line[i] * scale, line[i + 1 < line.size() ? i + 1 : 0] * scale);
}

void FillRasterizer::addEdge(const QPointF &a, const QPointF &b)
{
    const qint64 x0 = fixed(a.x());
    const qint64 y0 = fixed(a.y());
    const qint64 x1 = fixed(b.x());
    const qint64 y1 = fixed(b.y());
    if (y0 == y1)
        return;
    const double slope = double(x1 - x0) / double(y1 - y0);
    const qint64 low = std::min(y0, y1);
    const qint64 high = std::max(y0, y1);
    const auto first = int(std::max<qint64>(floorDiv(low), m_area.top()));
    const auto last = int(std::min<qint64>(floorDiv(high - 1), m_area.bottom()));
    const auto xAt = [&](qint64 y) { return y == y0 ? x0 : y == y1 ? x1 : x0 + std::llround(double(y - y0) * slope); };
    for (int row = first; row <= last; ++row) {
        const qint64 edge = qint64(row) * subpixels;
        const qint64 upper = std::max(low, edge);
        const qint64 lower = std::min(high, edge + subpixels);
        if (y0 < y1)
            addInRow(row - m_area.top(), xAt(upper), int(upper - edge), xAt(lower), int(lower - edge));
        else
            addInRow(row - m_area.top(), xAt(lower), int(lower - edge), xAt(upper), int(upper - edge));
    }
    if (first <= last) {
        m_top = std::min(m_top, first - m_area.top());
        m_bottom = std::max(m_bottom, last - m_area.top());
    }
}

void FillRasterizer::addInRow(int row, qint64 xa, int ya, qint64 xb, int yb)
{
    int sign = 1;
    if (xa > xb) {
        std::swap(xa, xb);
        std::swap(ya, yb);
        sign = -1;
    }
    Cell *cells = m_cells.data() + qsizetype(row) * (m_area.width() + 1);
    const qint64 left = m_area.left();
    const qint64 end = qint64(m_area.right()) + 1;
    const qint64 from = floorDiv(xa);
    const qint64 to = floorDiv(xb);
    if (from >= end)
        return;
    // Height at which the edge passes the left side of a column.
    const auto yAt = [&](qint64 column) { return int(ya + (yb - ya) * (column * subpixels - xa) / (xb - xa)); };
    if (to < left) {
        cells[0].cover += sign * (yb - ya);
        return;
    }
    qint64 column = from;
    int y = ya;
    if (from < left) {
        y = yAt(left);
        cells[0].cover += sign * (y - ya);
        column = left;
    }
    for (; column <= to && column < end; ++column) {
        const int next = column == to ? yb : yAt(column + 1);
        const int in = column == from ? int(xa - column * subpixels) : 0;
        const int out = column == to ? int(xb - column * subpixels) : subpixels;
        Cell &cell = cells[column - left + 1];
        cell.cover += sign * (next - y);
        cell.area += sign * (next - y) * (in + out);
        y = next;
    }
}

CoverMask FillRasterizer::finish()
{
    const int width = m_area.width();
    m_stride = width + coverRowSlack;
    m_mask.resize(size_t(m_stride) * size_t(m_area.height()));
    for (int y = m_top; y <= m_bottom; ++y) {
        const Cell *cells = m_cells.data() + qsizetype(y) * (width + 1);
        quint8 *mask = m_mask.data() + m_stride * y;
        int passed = cells[0].cover;
        for (int x = 0; x < width; ++x) {
            const Cell &cell = cells[x + 1];
            passed += cell.cover;
            mask[x] = quint8(std::min(std::abs(passed * (2 * subpixels) - cell.area) >> 9, 255));
        }
        std::fill(mask + width, mask + m_stride, 0);
    }
    return {m_mask.data(), m_stride, m_area, m_top, m_bottom};
}

} // namespace coterie::ui
