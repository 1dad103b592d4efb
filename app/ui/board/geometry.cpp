// SPDX-License-Identifier: MIT
#include "app/ui/board/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int mostCurveChords = 512; // of one curve

double cross(const QPointF &a, const QPointF &b)
{
    return a.x() * b.y() - a.y() * b.x();
}

double lengthOf(const QPointF &v)
{
    return std::sqrt(QPointF::dotProduct(v, v));
}

// One piece of a path: a line or a cubic curve.
struct Span {
    std::array<QPointF, 4> p;
    bool curve = false;

    [[nodiscard]] QPointF at(double t) const
    {
        const double u = 1 - t;
        if (!curve)
            return u * p[0] + t * p[3];
        return u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t * t * t * p[3];
    }
    [[nodiscard]] int chords(double error) const
    {
        if (!curve)
            return 1;
        const QPointF a = p[0] - 2 * p[1] + p[2];
        const QPointF b = p[1] - 2 * p[2] + p[3];
        const double bend = std::max(QPointF::dotProduct(a, a), QPointF::dotProduct(b, b));
        // The distance of n chords from a cubic is at most 6 |second difference| / 8 n².
        return std::clamp(int(std::ceil(std::sqrt(0.75 * std::sqrt(bend) / error))), 1, mostCurveChords);
    }
    // The part between two parameters.
    [[nodiscard]] Span cut(double from, double to) const
    {
        if (!curve)
            return {{at(from), QPointF(), QPointF(), at(to)}, false};
        const auto blossom = [this](double r, double s, double t) {
            const auto mix = [](const QPointF &a, const QPointF &b, double w) { return (1 - w) * a + w * b; };
            const QPointF a = mix(p[0], p[1], r);
            const QPointF b = mix(p[1], p[2], r);
            const QPointF c = mix(p[2], p[3], r);
            return mix(mix(a, b, s), mix(b, c, s), t);
        };
        return {{blossom(from, from, from), blossom(from, from, to), blossom(from, to, to), blossom(to, to, to)}, true};
    }
};

template <class Visit> void eachSubpath(const QPainterPath &path, Visit visit)
{
    std::vector<Span> spans;
    QPointF at;
    bool open = false;
    const auto flush = [&] {
        if (open)
            visit(at, spans);
        spans.clear();
    };
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        if (e.isMoveTo()) {
            flush();
            open = true;
        } else if (e.isLineTo()) {
            spans.push_back({{at, QPointF(), QPointF(), e}, false});
        } else if (e.isCurveTo() && i + 2 < path.elementCount()) {
            spans.push_back({{at, e, path.elementAt(i + 1), path.elementAt(i + 2)}, true});
            i += 2;
            at = path.elementAt(i);
            continue;
        }
        at = e;
    }
    flush();
}

} // namespace

double squaredDistance(const QPointF &p, const QPointF &a, const QPointF &b)
{
    const QPointF ab = b - a;
    const double length2 = QPointF::dotProduct(ab, ab);
    const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / length2, 0.0, 1.0) : 0;
    const QPointF d = a + t * ab - p;
    return QPointF::dotProduct(d, d);
}

double squaredDistance(const QLineF &one, const QPointF &a, const QPointF &b)
{
    const QPointF p = one.p1();
    const QPointF q = one.p2();
    if (p.x() == q.x() && p.y() == q.y())
        return squaredDistance(p, a, b);
    const bool crosses = cross(b - a, p - a) * cross(b - a, q - a) < 0 && cross(q - p, a - p) * cross(q - p, b - p) < 0;
    if (crosses)
        return 0;
    return std::min(
        {squaredDistance(p, a, b), squaredDistance(q, a, b), squaredDistance(a, p, q), squaredDistance(b, p, q)});
}

bool meets(const QRectF &area, const QPointF &a, const QPointF &b, double reach)
{
    const QRectF grown = area.adjusted(-reach, -reach, reach, reach);
    if (grown.contains(a) || grown.contains(b))
        return true;
    if (std::max(a.x(), b.x()) < grown.left() || std::min(a.x(), b.x()) > grown.right() ||
        std::max(a.y(), b.y()) < grown.top() || std::min(a.y(), b.y()) > grown.bottom())
        return false;
    const QPointF corners[] = {grown.topLeft(), grown.topRight(), grown.bottomRight(), grown.bottomLeft()};
    for (int i = 0; i < 4; ++i)
        if (squaredDistance(QLineF(a, b), corners[i], corners[(i + 1) % 4]) == 0)
            return true;
    return false;
}

bool contains(const Polyline &closed, const QPointF &p)
{
    bool inside = false;
    for (size_t i = 1; i < closed.size(); ++i) {
        const QPointF &a = closed[i - 1];
        const QPointF &b = closed[i];
        if ((a.y() > p.y()) != (b.y() > p.y()) && p.x() < a.x() + (b.x() - a.x()) * (p.y() - a.y()) / (b.y() - a.y()))
            inside = !inside;
    }
    return inside;
}

std::optional<QPointF> firstMeeting(const QPointF &from, const QPointF &to, const Polyline &line)
{
    const QPointF way = to - from;
    double best = 2;
    for (size_t i = 1; i < line.size(); ++i) {
        const QPointF edge = line[i] - line[i - 1];
        const double across = cross(way, edge);
        if (across == 0)
            continue;
        const double t = cross(line[i - 1] - from, edge) / across;
        const double u = cross(line[i - 1] - from, way) / across;
        if (t >= 0 && t <= 1 && u >= -1e-9 && u <= 1 + 1e-9)
            best = std::min(best, t);
    }
    return best <= 1 ? std::optional(from + best * way) : std::nullopt;
}

QPointF turned(const QPointF &p, double degrees, const QPointF &pivot)
{
    if (degrees == 0)
        return p;
    const double angle = degrees * 3.14159265358979323846 / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const QPointF off = p - pivot;
    return pivot + QPointF(off.x() * c - off.y() * s, off.x() * s + off.y() * c);
}

Polyline turnedRect(const QRectF &rect, double degrees, const QPointF &pivot)
{
    Polyline line;
    for (const QPointF &p : {rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft(), rect.topLeft()})
        line.push_back(turned(p, degrees, pivot));
    return line;
}

QRectF boundsOf(const Polyline &line)
{
    if (line.empty())
        return {};
    QPointF low = line.front();
    QPointF high = low;
    for (const QPointF &p : line) {
        low = {std::min(low.x(), p.x()), std::min(low.y(), p.y())};
        high = {std::max(high.x(), p.x()), std::max(high.y(), p.y())};
    }
    return {low, high};
}

std::vector<Polyline> flattened(const QPainterPath &path, double error)
{
    std::vector<Polyline> lines;
    eachSubpath(path, [&](const QPointF &end, const std::vector<Span> &spans) {
        Polyline line{spans.empty() ? end : spans.front().p[0]};
        for (const Span &span : spans) {
            const int chords = span.chords(error);
            for (int k = 1; k <= chords; ++k)
                line.push_back(k == chords ? span.p[3] : span.at(double(k) / chords));
        }
        lines.push_back(std::move(line));
    });
    return lines;
}

QPainterPath dashed(const QPainterPath &path, double on, double off, int most)
{
    constexpr int steps = 32; // in which the length of a curve is measured
    QPainterPath pieces;
    eachSubpath(path, [&](const QPointF &, const std::vector<Span> &spans) {
        std::vector<std::array<double, steps + 1>> tables;
        double whole = 0;
        for (const Span &span : spans) {
            auto &table = tables.emplace_back();
            table[0] = whole;
            for (int k = 1; k <= steps; ++k)
                table[size_t(k)] =
                    table[size_t(k) - 1] + lengthOf(span.at(double(k) / steps) - span.at(double(k - 1) / steps));
            whole = table[steps];
        }
        if (whole <= 0)
            return;
        // Whole periods only, so that a closed line has no seam.
        const double count = std::clamp(std::round(whole / (on + off)), 1.0, double(most));
        const double period = whole / count;
        const double length = period * on / (on + off);
        const auto parameter = [&](size_t i, double at) {
            const auto &table = tables[i];
            const auto next =
                std::clamp<ptrdiff_t>(std::upper_bound(table.begin(), table.end(), at) - table.begin(), 1, steps);
            const double low = table[size_t(next) - 1];
            const double high = table[size_t(next)];
            return std::clamp((double(next - 1) + (high > low ? (at - low) / (high - low) : 0)) / steps, 0.0, 1.0);
        };
        size_t i = 0;
        for (int k = 0; k < int(count); ++k) {
            double at = k * period;
            const double end = at + length;
            while (i + 1 < spans.size() && tables[i][steps] <= at)
                ++i;
            pieces.moveTo(spans[i].at(parameter(i, at)));
            for (size_t j = i; j < spans.size() && at < end; ++j) {
                const double to = std::min(end, tables[j][steps]);
                const Span part = spans[j].cut(parameter(j, at), parameter(j, to));
                if (part.curve)
                    pieces.cubicTo(part.p[1], part.p[2], part.p[3]);
                else
                    pieces.lineTo(part.p[3]);
                at = to;
            }
        }
    });
    return pieces;
}

} // namespace coterie::ui
