// SPDX-License-Identifier: MIT
#include "app/ui/board/inkrasterizer.h"

#include "app/ui/board/blockmarker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::ui {
namespace {

constexpr float thinnest = 0.35F;      // radius in pixels: ink never vanishes, however far away
constexpr float knotDistance2 = 0.25F; // knots nearer than half a pixel are one
constexpr float chordError = 0.25F;    // pixels between a chord and the curve
constexpr int mostCapChords = 64;      // of one span
constexpr double longest = 1024;       // pixels of a line that are one capsule: so floats stay exact enough

// A stroke may end further away than whole numbers go.
float countable(float v)
{
    return std::clamp(v, -2e9F, 2e9F);
}

int floorInt(float v)
{
    return int(std::floor(countable(v)));
}

int ceilInt(float v)
{
    return int(std::ceil(countable(v)));
}

} // namespace

QRect InkRasterizer::bounds(const QRectF &box, double scale)
{
    const QRectF device(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
    return device.toAlignedRect().adjusted(-2, -2, 2, 2);
}

// The centre line is the quadratic B-spline through the middles of the points, cut into chords. All numbers are
// relative to the stroke's own whole pixel, so they do not depend on what part of it is painted.
void InkRasterizer::flatten(const InkStroke &ink, double scale)
{
    m_knots = {};
    const StrokePoints &points = ink.points.get();
    const size_t n = points.at.size();
    if (!n)
        return;
    m_baseX = int(std::floor(ink.x * scale));
    m_baseY = int(std::floor(ink.y * scale));
    const auto startX = float(ink.x * scale - m_baseX);
    const auto startY = float(ink.y * scale - m_baseY);
    const auto xx = float(ink.xx * scale);
    const auto xy = float(ink.xy * scale);
    const auto yx = float(ink.yx * scale);
    const auto yy = float(ink.yy * scale);
    const auto grow = float(scale);
    const auto *const at = points.at.data();
    const auto knot = [&](size_t i) {
        const auto x = float(at[i].x);
        const auto y = float(at[i].y);
        return Knot{startX + (x * xx + y * yx), startY + (x * xy + y * yy),
                    std::max(thinnest, ink.radius(points, i) * grow)};
    };
    const bool cut = !ink.gaps.empty();
    size_t count = 0;
    const auto makeRoom = [&](size_t more) {
        if (m_room.size() < count + more)
            m_room.resize(2 * (count + more));
        if (cut && m_along.size() < m_room.size())
            m_along.resize(m_room.size());
    };
    makeRoom(2 * n);
    const auto push = [&](const Knot &next, float along) {
        if (cut)
            m_along[count] = along;
        m_room[count++] = next;
    };
    // But for the two ends, knots that are very near are one.
    const auto pushApart = [&](const Knot &next, float along) {
        Knot &last = m_room[count - 1];
        const float dx = next.x - last.x;
        const float dy = next.y - last.y;
        if (dx * dx + dy * dy < knotDistance2)
            last.r = std::max(last.r, next.r);
        else
            push(next, along);
    };
    Knot from = knot(0);
    push(from, 0);
    for (size_t i = 1; i + 1 < n; ++i) {
        const float begin = i == 1 ? 0 : float(i) - 0.5F; // of this span, along the points
        const Knot bend = knot(i);
        const Knot next = knot(i + 1);
        const Knot to{(bend.x + next.x) * 0.5F, (bend.y + next.y) * 0.5F, (bend.r + next.r) * 0.5F};
        const float ddx = from.x - 2 * bend.x + to.x;
        const float ddy = from.y - 2 * bend.y + to.y;
        const float bow = std::sqrt(ddx * ddx + ddy * ddy) * 0.25F; // of the span as one chord
        const int chords = bow > chordError ? std::min(mostCapChords, ceilInt(std::sqrt(bow / chordError))) : 1;
        makeRoom(size_t(chords) + 1);
        for (int k = 1; k <= chords; ++k) {
            const float t = float(k) / float(chords);
            const float u = 1 - t;
            const float a = u * u;
            const float b = 2 * u * t;
            const float c = t * t;
            pushApart({a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y,
                       a * from.r + b * bend.r + c * to.r},
                      begin + t * (float(i) + 0.5F - begin));
        }
        from = to;
    }
    if (n > 1)
        push(knot(n - 1), float(n - 1));
    m_knots = {m_room.data(), count};
    if (cut)
        cutGaps(m_knots, ink.gaps);
}

// Takes the gaps out of the chords, so that what is left lies exactly where it was.
void InkRasterizer::cutGaps(std::span<const Knot> whole, const std::vector<std::pair<float, float>> &gaps)
{
    const std::vector<float> &along = m_along;
    m_cut.clear();
    const auto at = [&](size_t i, float t) {
        const Knot &a = whole[i - 1];
        const Knot &b = whole[i];
        const float length = along[i] - along[i - 1];
        const float u = length > 0 ? std::clamp((t - along[i - 1]) / length, 0.0F, 1.0F) : 1;
        return Knot{a.x + u * (b.x - a.x), a.y + u * (b.y - a.y), a.r + u * (b.r - a.r)};
    };
    float end = -1; // of the piece so far
    const auto keep = [&](size_t i, float from, float to) {
        if (from >= to)
            return;
        if (m_cut.empty() || from != end) {
            m_cut.push_back(at(i, from));
            m_cut.back().begins = true;
        }
        m_cut.push_back(at(i, to));
        end = to;
    };
    size_t gap = 0;
    for (size_t i = 1; i < whole.size(); ++i) {
        float from = along[i - 1];
        while (gap < gaps.size() && gaps[gap].second <= from)
            ++gap;
        for (size_t g = gap; g < gaps.size() && gaps[g].first < along[i]; ++g) {
            keep(i, from, gaps[g].first);
            from = std::max(from, gaps[g].second);
        }
        keep(i, from, along[i]);
    }
    m_knots = m_cut;
}

std::vector<std::vector<InkRasterizer::Knot>> InkRasterizer::runs(const InkStroke &ink, double scale)
{
    InkRasterizer rasterizer;
    rasterizer.flatten(ink, scale);
    std::vector<std::vector<Knot>> all;
    for (const Knot &knot : rasterizer.m_knots) {
        if (all.empty() || knot.begins)
            all.emplace_back();
        all.back().push_back(knot);
    }
    return all;
}

void InkRasterizer::coverSegment(const Knot &a, const Knot &b, const QRect &within)
{
    const float reach = std::max(a.r, b.r) + 1;
    const float lowX = std::min(a.x, b.x) - reach;
    const float highX = std::max(a.x, b.x) + reach;
    const float lowY = std::min(a.y, b.y) - reach;
    const float highY = std::max(a.y, b.y) + reach;
    // Most are far from most clips; the reach has half a pixel more than the ink.
    if (highX < float(within.left()) || lowX > float(within.right() + 1) || highY < float(within.top()) ||
        lowY > float(within.bottom() + 1))
        return;
    const int left = std::max(within.left(), floorInt(lowX));
    const int right = std::min(within.right(), ceilInt(highX));
    const int top = std::max(within.top(), floorInt(lowY));
    const int bottom = std::min(within.bottom(), ceilInt(highY));
    if (left > right || top > bottom) // before anything is counted from the clip
        return;
    const CoverRows rows{m_mask.data(),        m_maskStride,          within.left(),      within.top(),
                         left - within.left(), right - within.left(), top - within.top(), bottom - within.top()};
    m_top = std::min(m_top, rows.fromRow);
    m_bottom = std::max(m_bottom, rows.toRow);
    Capsule capsule{a.x, a.y, b.x - a.x, b.y - a.y, 0, a.r, b.r - a.r};
    const float length2 = capsule.dx * capsule.dx + capsule.dy * capsule.dy;
    capsule.inverseLength2 = length2 > 1e-9F ? 1 / length2 : 0;
    m_kernel(rows, capsule);
}

void InkRasterizer::paint(const PixelField &field, std::span<const QRect> clips, const InkStroke &ink, double scale,
                          quint32 argb)
{
    const QRect reach = bounds(ink.box, scale) & field.rect();
    bool flat = false;
    for (const QRect &clip : clips) {
        const QRect area = reach & clip;
        if (area.isEmpty())
            continue;
        if (!std::exchange(flat, true))
            flatten(ink, scale);
        if (m_knots.empty())
            return;
        const QRect within = area.translated(-m_baseX, -m_baseY);
        beginMask(area);
        const Knot *const first = m_knots.data();
        const Knot *const end = first + m_knots.size();
        if (m_knots.size() == 1)
            coverSegment(*first, *first, within);
        for (const Knot *knot = first + 1; knot < end; ++knot)
            if (!knot->begins)
                coverSegment(knot[-1], *knot, within);
        blend(field, mask(area), argb);
    }
}

void InkRasterizer::beginMask(const QRect &area)
{
    m_maskStride = area.width() + coverRowSlack;
    m_mask.assign(size_t(m_maskStride) * size_t(area.height()), 0);
    m_top = area.height();
    m_bottom = -1;
}

void InkRasterizer::paint(const PixelField &field, std::span<const QRect> clips, const std::vector<Polyline> &lines,
                          double width, quint32 argb)
{
    const double radius = std::max(double(thinnest), width / 2);
    QRectF box;
    for (const Polyline &line : lines)
        box |= boundsOf(line).adjusted(-radius, -radius, radius, radius);
    const QRect reach = bounds(box, 1) & field.rect();
    for (const QRect &clip : clips) {
        const QRect area = reach & clip;
        if (area.isEmpty())
            continue;
        beginMask(area);
        for (const Polyline &line : lines)
            for (size_t i = line.size() == 1 ? 0 : 1; i < line.size(); ++i)
                coverLine(line[i ? i - 1 : 0], line[i], radius, area);
        blend(field, mask(area), argb);
    }
}

// A long line is cut where the line itself says, not the clip; only the pieces near the area are looked at. Each is
// counted from its own whole pixel.
void InkRasterizer::coverLine(const QPointF &a, const QPointF &b, double radius, const QRect &area)
{
    const QPointF way = b - a;
    const double pieces = std::max(1.0, std::ceil(std::max(std::abs(way.x()), std::abs(way.y())) / longest));
    double from = 0;
    double to = 1;
    const auto narrow = [&](double start, double step, double low, double high) {
        if (std::abs(step) < 1e-9) {
            if (start < low || start > high)
                to = -1;
            return;
        }
        const double u = (low - start) / step;
        const double v = (high - start) / step;
        from = std::max(from, std::min(u, v));
        to = std::min(to, std::max(u, v));
    };
    const double reach = radius + 2;
    narrow(a.x(), way.x(), area.left() - reach, area.right() + 1 + reach);
    narrow(a.y(), way.y(), area.top() - reach, area.bottom() + 1 + reach);
    if (from > to)
        return;
    const double first = std::max(0.0, std::floor(from * pieces) - 1);
    const double last = std::min(pieces - 1, std::ceil(to * pieces) + 1);
    for (double k = first; k <= last; ++k) {
        const QPointF p = a + way * (k / pieces);
        const QPointF q = k + 1 == pieces ? b : a + way * ((k + 1) / pieces);
        const QPointF base(std::floor(p.x()), std::floor(p.y()));
        const auto knot = [&](const QPointF &at) {
            return Knot{float(at.x() - base.x()), float(at.y() - base.y()), float(radius)};
        };
        coverSegment(knot(p), knot(q), area.translated(-base.toPoint()));
    }
}

void InkRasterizer::mark(BlockMarker &marker, const InkStroke &ink, double scale)
{
    flatten(ink, scale);
    const QPointF base(m_baseX, m_baseY);
    for (size_t i = 0; i < m_knots.size(); ++i) {
        const Knot &a = m_knots[i && !m_knots[i].begins ? i - 1 : i];
        const Knot &b = m_knots[i];
        marker.line(base + QPointF(a.x, a.y), base + QPointF(b.x, b.y), std::max(a.r, b.r));
    }
}

} // namespace coterie::ui
