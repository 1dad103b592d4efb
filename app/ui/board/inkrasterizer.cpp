// SPDX-License-Identifier: MIT
#include "app/ui/board/inkrasterizer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace coterie::ui {
namespace {

constexpr float thinnest = 0.35F;      // radius in pixels: ink never vanishes, however far away
constexpr float knotDistance2 = 0.25F; // knots nearer than half a pixel are one
constexpr float chordError = 0.25F;    // pixels between a chord and the curve
constexpr int mostChords = 64;         // of one span

constexpr int scaled255(int a, int b)
{
    const int t = a * b + 0x80;
    return (t + (t >> 8)) >> 8;
}

int floorInt(float v)
{
    return int(std::floor(v));
}

int ceilInt(float v)
{
    return int(std::ceil(v));
}

} // namespace

QRect InkRasterizer::bounds(const QRectF &box, double scale)
{
    const QRectF device(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
    return device.toAlignedRect().adjusted(-2, -2, 2, 2);
}

void InkRasterizer::pushKnot(float x, float y, float r, bool always)
{
    if (!m_knots.empty() && !always) {
        Knot &last = m_knots.back();
        const float dx = x - last.x;
        const float dy = y - last.y;
        if (dx * dx + dy * dy < knotDistance2) {
            last.r = std::max(last.r, r);
            return;
        }
    }
    m_knots.push_back({x, y, r});
}

// The centre line is the quadratic B-spline through the middles of the points, cut into chords. All numbers are
// relative to the stroke's own whole pixel, so they do not depend on what part of it is painted.
void InkRasterizer::flatten(const InkStroke &ink, double scale)
{
    m_knots.clear();
    const size_t n = ink.at.size();
    if (!n)
        return;
    m_baseX = int(std::floor(ink.x * scale));
    m_baseY = int(std::floor(ink.y * scale));
    const auto startX = float(ink.x * scale - m_baseX);
    const auto startY = float(ink.y * scale - m_baseY);
    const auto step = float(ink.quantum * scale);
    const auto grow = float(scale);
    const auto knot = [&](size_t i) {
        return Knot{startX + float(ink.at[i].x) * step, startY + float(ink.at[i].y) * step,
                    std::max(thinnest, ink.radius(i) * grow)};
    };
    Knot from = knot(0);
    pushKnot(from.x, from.y, from.r, true);
    for (size_t i = 1; i + 1 < n; ++i) {
        const Knot bend = knot(i);
        const Knot next = knot(i + 1);
        const Knot to{(bend.x + next.x) * 0.5F, (bend.y + next.y) * 0.5F, (bend.r + next.r) * 0.5F};
        const float ddx = from.x - 2 * bend.x + to.x;
        const float ddy = from.y - 2 * bend.y + to.y;
        const float bow = std::sqrt(ddx * ddx + ddy * ddy) * 0.25F; // of the span as one chord
        const int chords = bow > chordError ? std::min(mostChords, ceilInt(std::sqrt(bow / chordError))) : 1;
        for (int k = 1; k <= chords; ++k) {
            const float t = float(k) / float(chords);
            const float u = 1 - t;
            const float a = u * u;
            const float b = 2 * u * t;
            const float c = t * t;
            pushKnot(a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y,
                     a * from.r + b * bend.r + c * to.r, false);
        }
        from = to;
    }
    if (n > 1) {
        const Knot last = knot(n - 1);
        pushKnot(last.x, last.y, last.r, true);
    }
}

void InkRasterizer::coverSegment(const Knot &a, const Knot &b, const QRect &within)
{
    const float reach = std::max(a.r, b.r) + 1;
    const int left = std::max(within.left(), floorInt(std::min(a.x, b.x) - reach));
    const int right = std::min(within.right(), ceilInt(std::max(a.x, b.x) + reach));
    const int top = std::max(within.top(), floorInt(std::min(a.y, b.y) - reach));
    const int bottom = std::min(within.bottom(), ceilInt(std::max(a.y, b.y) + reach));
    if (left > right || top > bottom)
        return;
    m_top = std::min(m_top, top - within.top());
    m_bottom = std::max(m_bottom, bottom - within.top());
    Capsule capsule{a.x, a.y, b.x - a.x, b.y - a.y, 0, a.r, b.r - a.r};
    const float length2 = capsule.dx * capsule.dx + capsule.dy * capsule.dy;
    capsule.inverseLength2 = length2 > 1e-9F ? 1 / length2 : 0;
    // A long slanted line leaves most of its rectangle empty: per row, only the band around it is looked at.
    const float length = std::sqrt(length2);
    const bool slanted = length > 12 && std::abs(capsule.dy) > 1e-3F;
    const float inverseDy = slanted ? 1 / capsule.dy : 0;
    const float half = slanted ? reach * length * std::abs(inverseDy) : 0;
    for (int y = top; y <= bottom; ++y) {
        const float centre = float(y) + 0.5F;
        int from = left;
        int to = right;
        if (slanted) {
            const float x = a.x + capsule.dx * ((centre - a.y) * inverseDy);
            from = std::max(from, floorInt(std::clamp(x - half, -1e9F, 1e9F)) - 1);
            to = std::min(to, ceilInt(std::clamp(x + half, -1e9F, 1e9F)) + 1);
        }
        if (from <= to)
            m_kernel(m_mask.data() + m_maskStride * (y - within.top()), from - within.left(), to - within.left(),
                     within.left(), centre, capsule);
    }
}

void InkRasterizer::paint(const PixelField &field, const QRect &clip, const InkStroke &ink, double scale, quint32 argb)
{
    const QRect area = bounds(ink.box, scale) & clip & field.rect();
    if (area.isEmpty())
        return;
    flatten(ink, scale);
    if (m_knots.empty())
        return;
    const QRect within = area.translated(-m_baseX, -m_baseY);
    m_maskStride = within.width() + coverRowSlack;
    m_mask.assign(size_t(m_maskStride) * size_t(within.height()), 0);
    m_top = within.height();
    m_bottom = -1;
    if (m_knots.size() == 1)
        coverSegment(m_knots[0], m_knots[0], within);
    for (size_t i = 1; i < m_knots.size(); ++i)
        coverSegment(m_knots[i - 1], m_knots[i], within);
    blend(field, area, argb);
}

void InkRasterizer::blend(const PixelField &field, const QRect &within, quint32 argb) const
{
    const int alpha = int(argb >> 24);
    const int red = int(argb >> 16 & 0xff);
    const int green = int(argb >> 8 & 0xff);
    const int blue = int(argb & 0xff);
    const int width = within.width();
    for (int y = m_top; y <= m_bottom; ++y) {
        const quint8 *mask = m_mask.data() + m_maskStride * y;
        quint32 *out = field.row(within.top() + y - field.origin.y()) + (within.left() - field.origin.x());
        for (int x = 0; x < width; ++x) {
            if (!(x & 7)) {
                quint64 eight = 0;
                std::memcpy(&eight, mask + x, sizeof eight); // the slack makes the last ones readable
                if (!eight) {
                    x += 7;
                    continue;
                }
            }
            if (!mask[x])
                continue;
            const int a = (mask[x] * alpha + 127) / 255;
            if (a == 255) {
                out[x] = argb;
                continue;
            }
            const quint32 under = out[x];
            const int rest = 255 - a;
            const auto channel = [&](int ink, int shift) {
                return quint32(scaled255(ink, a) + scaled255(int(under >> shift & 0xff), rest)) << shift;
            };
            out[x] = channel(255, 24) | channel(red, 16) | channel(green, 8) | channel(blue, 0);
        }
    }
}

void InkRasterizer::touchedBlocks(const InkStroke &ink, double scale, const QRect &area, std::vector<QRect> &out)
{
    out.clear();
    if (area.isEmpty())
        return;
    flatten(ink, scale);
    const int columns = (area.width() + block - 1) / block;
    const int rows = (area.height() + block - 1) / block;
    std::vector<bool> hit(size_t(columns) * size_t(rows), false);
    const auto toX = float(m_baseX - area.left());
    const auto toY = float(m_baseY - area.top());
    for (size_t i = 0; i < m_knots.size(); ++i) {
        const Knot &a = m_knots[i ? i - 1 : 0];
        const Knot &b = m_knots[i];
        const float reach = std::max(a.r, b.r) + 2;
        const auto cell = [](float v, int count) { return std::clamp(floorInt(v / block), 0, count - 1); };
        const float highest = std::min(a.y, b.y) + toY - reach;
        const float lowest = std::max(a.y, b.y) + toY + reach;
        if (lowest < 0 || highest >= float(area.height()))
            continue;
        for (int row = cell(highest, rows); row <= cell(lowest, rows); ++row) {
            // The part of the segment whose ink can reach this row of blocks, and from where to where it goes.
            const float y0 = float(row * block) - reach - toY;
            const float y1 = float((row + 1) * block) + reach - toY;
            const float dy = b.y - a.y;
            float t0 = 0;
            float t1 = 1;
            if (std::abs(dy) > 1e-6F) {
                const float u = std::clamp((y0 - a.y) / dy, 0.0F, 1.0F);
                const float v = std::clamp((y1 - a.y) / dy, 0.0F, 1.0F);
                t0 = std::min(u, v);
                t1 = std::max(u, v);
            }
            const float x0 = a.x + t0 * (b.x - a.x) + toX;
            const float x1 = a.x + t1 * (b.x - a.x) + toX;
            const float left = std::min(x0, x1) - reach;
            const float right = std::max(x0, x1) + reach;
            if (right < 0 || left >= float(area.width()))
                continue;
            for (int column = cell(left, columns); column <= cell(right, columns); ++column)
                hit[size_t(row) * size_t(columns) + size_t(column)] = true;
        }
    }
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const int first = column;
            while (column < columns && hit[size_t(row) * size_t(columns) + size_t(column)])
                ++column;
            if (column > first)
                out.push_back(
                    QRect(area.left() + first * block, area.top() + row * block, (column - first) * block, block) &
                    area);
        }
}

} // namespace coterie::ui
