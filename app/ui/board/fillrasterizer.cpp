// SPDX-License-Identifier: MIT
#include "app/ui/board/fillrasterizer.h"

#include "app/ui/board/inkkernel.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace coterie::ui {
namespace {

constexpr int subpixels = 256; // parts of a pixel
constexpr double furthestFill = 1e12;

qint64 rounded(double v)
{
    return qint64(v + std::copysign(0.5, v));
}

qint64 fixed(double device)
{
    return rounded(std::clamp(device * subpixels, -furthestFill, furthestFill));
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
    m_left = area.width();
    m_right = -1;
}

void FillRasterizer::add(const Polyline &line, const QTransform &toDevice)
{
    if (line.empty())
        return;
    const double xx = toDevice.m11();
    const double xy = toDevice.m12();
    const double yx = toDevice.m21();
    const double yy = toDevice.m22();
    const double dx = toDevice.dx();
    const double dy = toDevice.dy();
    const auto place = [&](const QPointF &p) {
        return Place{fixed(xx * p.x() + yx * p.y() + dx), fixed(xy * p.x() + yy * p.y() + dy)};
    };
    const Place first = place(line.front());
    Place from = first;
    for (size_t i = 1; i < line.size(); ++i) {
        const Place to = place(line[i]);
        addEdge(from, to);
        from = to;
    }
    addEdge(from, first);
}

void FillRasterizer::addEdge(const Place &a, const Place &b)
{
    if (a.y == b.y)
        return;
    const qint64 low = std::min(a.y, b.y);
    const qint64 high = std::max(a.y, b.y);
    const auto first = int(std::max<qint64>(floorDiv(low), m_area.top()));
    const auto last = int(std::min<qint64>(floorDiv(high - 1), m_area.bottom()));
    if (first > last || floorDiv(std::min(a.x, b.x)) > m_area.right()) // what is to the right of all covers none
        return;
    const double slope = double(b.x - a.x) / double(b.y - a.y);
    const auto xAt = [&](qint64 y) { return y == a.y ? a.x : y == b.y ? b.x : a.x + rounded(double(y - a.y) * slope); };
    for (int row = first; row <= last; ++row) {
        const qint64 edge = qint64(row) * subpixels;
        const qint64 upper = std::max(low, edge);
        const qint64 lower = std::min(high, edge + subpixels);
        if (a.y < b.y)
            addInRow(row - m_area.top(), xAt(upper), int(upper - edge), xAt(lower), int(lower - edge));
        else
            addInRow(row - m_area.top(), xAt(lower), int(lower - edge), xAt(upper), int(upper - edge));
    }
    m_top = std::min(m_top, first - m_area.top());
    m_bottom = std::max(m_bottom, last - m_area.top());
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
    m_left = std::min(m_left, int(column - left));
    m_right = std::max(m_right, int(std::min(to, end - 1) - left));
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
    // Beside the edges a row is even.
    const int first = std::min(m_left, width);
    const int behind = std::max(m_right + 1, first);
    for (int y = m_top; y <= m_bottom; ++y) {
        const Cell *cells = m_cells.data() + qsizetype(y) * (width + 1);
        quint8 *mask = m_mask.data() + m_stride * y;
        const auto share = [](int twice) { return quint8(std::min(std::abs(twice) >> 9, 255)); };
        int passed = cells[0].cover;
        std::memset(mask, share(passed * (2 * subpixels)), size_t(first));
        for (int x = first; x < behind; ++x) {
            const Cell &cell = cells[x + 1];
            passed += cell.cover;
            mask[x] = share(passed * (2 * subpixels) - cell.area);
        }
        std::memset(mask + behind, share(passed * (2 * subpixels)), size_t(width - behind));
        std::memset(mask + width, 0, coverRowSlack);
    }
    return {m_mask.data(), m_stride, m_area, m_top, m_bottom};
}

} // namespace coterie::ui
