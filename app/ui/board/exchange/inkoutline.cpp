// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/inkoutline.h"

#include "app/ui/board/inkrasterizer.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double detail = 4;           // the curve is as exact as on a screen at 400 %
constexpr double tolerance = 1 / 32.0; // board units that an edge may lie beside the curve: an eighth of such a pixel
constexpr size_t thinnedAtOnce = 256;  // points, so that the time stays in proportion to their number
constexpr int capSteps = 8;            // of half a turn
constexpr double sharp = 0.6;          // cosine of the turn from which the outline is begun anew

struct Knot {
    QPointF at;
    double radius;
};

double dot(const QPointF &a, const QPointF &b)
{
    return QPointF::dotProduct(a, b);
}

QPointF unit(const QPointF &v)
{
    const double length = std::sqrt(dot(v, v));
    return length > 0 ? v / length : QPointF(1, 0);
}

// Half a turn around the end, from one side of the line to the other.
void addCap(QPainterPath &path, const Knot &end, const QPointF &direction)
{
    const QPointF side(-direction.y(), direction.x());
    for (int i = 1; i < capSteps; ++i) {
        const double angle = 3.14159265358979323846 * i / capSteps;
        path.lineTo(end.at + end.radius * (std::cos(angle) * side + std::sin(angle) * direction));
    }
}

double distanceToSegment(const QPointF &p, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double square = dot(along, along);
    const double t = square > 0 ? std::clamp(dot(p - a, along) / square, 0.0, 1.0) : 0;
    const QPointF off = p - (a + t * along);
    return std::sqrt(dot(off, off));
}

// One edge of a band without the points that it needs not (Ramer 1972, Douglas and Peucker 1973). The first one is
// where the path is already.
void addEdge(QPainterPath &path, const std::vector<QPointF> &edge)
{
    std::vector<size_t> ends; // of pieces still to be divided, the next one last
    for (size_t begin = 0; begin + 1 < edge.size();) {
        ends.assign(1, std::min(begin + thinnedAtOnce, edge.size() - 1));
        while (!ends.empty()) {
            const size_t end = ends.back();
            size_t farthest = begin;
            double most = tolerance;
            for (size_t i = begin + 1; i < end; ++i)
                if (const double off = distanceToSegment(edge[i], edge[begin], edge[end]); off > most) {
                    most = off;
                    farthest = i;
                }
            if (farthest != begin) {
                ends.push_back(farthest);
                continue;
            }
            path.lineTo(edge[end]);
            begin = end;
            ends.pop_back();
        }
    }
}

// A band around the line, with round ends. Its turns are not sharp.
void addBand(QPainterPath &path, const std::vector<Knot> &knots, size_t from, size_t to)
{
    const auto direction = [&](size_t i) {
        const QPointF a = knots[i > from ? i - 1 : i].at;
        const QPointF b = knots[i < to ? i + 1 : i].at;
        return unit(b - a);
    };
    const auto side = [&](size_t i) {
        const QPointF d = direction(i);
        return knots[i].radius * QPointF(-d.y(), d.x());
    };
    std::vector<QPointF> left;
    std::vector<QPointF> right;
    for (size_t i = from; i <= to; ++i) {
        const QPointF off = side(i);
        left.push_back(knots[i].at + off);
        right.push_back(knots[i].at - off);
    }
    std::reverse(right.begin(), right.end());
    path.moveTo(left.front());
    addEdge(path, left);
    addCap(path, knots[to], direction(to));
    path.lineTo(right.front());
    addEdge(path, right);
    addCap(path, knots[from], -direction(from));
    path.closeSubpath();
}

} // namespace

void addDot(QPainterPath &path, const QPointF &at)
{
    constexpr double nearlyNothing = 0.01; // a line without a length is a dot in some readers only
    path.moveTo(at);
    path.lineTo(at + QPointF(nearlyNothing, 0));
}

QPainterPath penPath(const QPainterPath &path)
{
    if (path.elementCount() != 1)
        return path;
    QPainterPath dot;
    addDot(dot, path.elementAt(0));
    return dot;
}

InkPath inkPath(const InkStroke &stroke)
{
    InkPath result;
    result.path.setFillRule(Qt::WindingFill);
    const StrokePoints &points = stroke.points.get();
    const size_t n = points.at.size();
    if (n > 0 && points.pressure.empty() && stroke.gaps.empty()) {
        const auto point = [&](size_t i) { return stroke.point(points, i); };
        result.filled = false;
        result.path.moveTo(point(0));
        for (size_t i = 1; i + 1 < n; ++i)
            result.path.quadTo(point(i), (point(i) + point(i + 1)) / 2);
        result.path.lineTo(point(n - 1));
        return result;
    }
    for (const std::vector<InkRasterizer::Knot> &run : InkRasterizer::runs(stroke, detail)) {
        std::vector<Knot> knots;
        for (const InkRasterizer::Knot &knot : run)
            knots.push_back(
                {(QPointF(knot.x, knot.y) + QPointF(std::floor(stroke.x * detail), std::floor(stroke.y * detail))) /
                     detail,
                 knot.r / detail});
        size_t from = 0;
        for (size_t i = 1; i < knots.size(); ++i) {
            const bool last = i + 1 == knots.size();
            if (last || dot(unit(knots[i].at - knots[i - 1].at), unit(knots[i + 1].at - knots[i].at)) < sharp) {
                addBand(result.path, knots, from, i);
                from = i;
            }
        }
        if (knots.size() == 1)
            addBand(result.path, knots, 0, 0);
    }
    return result;
}

} // namespace coterie::ui
