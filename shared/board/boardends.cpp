// SPDX-License-Identifier: MIT
#include "shared/board/boardends.h"

#include <QLineF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace coterie {
namespace {

QPointF nearestOnSegment(const QPointF &at, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(at - a, along) / length, 0.0, 1.0) : 0;
    return a + along * t;
}

template <size_t N> QPointF nearestOnPolygon(const QPointF &at, const std::array<QPointF, N> &corners)
{
    QPointF best = corners[0];
    double least = HUGE_VAL;
    for (size_t i = 0; i < N; ++i) {
        const QPointF point = nearestOnSegment(at, corners[i], corners[(i + 1) % N]);
        if (const double distance = QLineF(at, point).length(); distance < least) {
            least = distance;
            best = point;
        }
    }
    return best;
}

// Halving the arc in which the nearest point of the quadrant lies: the distance has one minimum in it.
QPointF nearestOnEllipse(const QPointF &at, const QRectF &box)
{
    const double a = box.width() / 2;
    const double b = box.height() / 2;
    const QPointF off = at - box.center();
    const QPointF quadrant(std::abs(off.x()), std::abs(off.y()));
    const auto on = [&](double angle) { return QPointF(a * std::cos(angle), b * std::sin(angle)); };
    double low = 0;
    double high = std::numbers::pi / 2;
    for (int i = 0; i < 40; ++i) {
        const double angle = (low + high) / 2;
        const QPointF tangent(-a * std::sin(angle), b * std::cos(angle));
        (QPointF::dotProduct(quadrant - on(angle), tangent) > 0 ? low : high) = angle;
    }
    const QPointF found = on((low + high) / 2);
    return box.center() + QPointF(std::copysign(found.x(), off.x()), std::copysign(found.y(), off.y()));
}

QPointF nearestOnOutline(BoardKind kind, const QRectF &box, const QPointF &at)
{
    if (kind == BoardKind::Ellipse)
        return nearestOnEllipse(at, box);
    if (kind == BoardKind::Diamond) {
        const QPointF c = box.center();
        return nearestOnPolygon(at, std::array{QPointF(c.x(), box.top()), QPointF(box.right(), c.y()),
                                               QPointF(c.x(), box.bottom()), QPointF(box.left(), c.y())});
    }
    return nearestOnPolygon(at, std::array{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()});
}

} // namespace

QPointF boardTurned(const QPointF &point, double degrees, const QPointF &pivot)
{
    if (degrees == 0)
        return point;
    const double angle = degrees * std::numbers::pi / 180;
    const QPointF off = point - pivot;
    return pivot + QPointF(off.x() * std::cos(angle) - off.y() * std::sin(angle),
                           off.x() * std::sin(angle) + off.y() * std::cos(angle));
}

QPointF boardAnchorPoint(const BoardObject &target, const BoardAnchor &anchor)
{
    const QRectF box = target.frame();
    const QPointF flat(box.x() + anchor.x * box.width(), box.y() + anchor.y * box.height());
    return boardTurned(flat, target.rotation, box.center());
}

std::optional<BoardAnchor> nearestBoardAnchor(const BoardObject &target, const QPointF &at, double reach)
{
    if (!isBoardAnchorage(target.kind))
        return {};
    const QRectF box = target.frame();
    const QPointF flat = boardTurned(at, -target.rotation, box.center());
    if (!box.adjusted(-reach, -reach, reach, reach).contains(flat))
        return {};
    const QPointF point = nearestOnOutline(target.kind, box, flat);
    if (QLineF(flat, point).length() > reach)
        return {};
    const auto fraction = [](double value, double from, double length) {
        return length > 0 ? std::clamp((value - from) / length, 0.0, 1.0) : 0.5;
    };
    return BoardAnchor{target.id, fraction(point.x(), box.x(), box.width()),
                       fraction(point.y(), box.y(), box.height())};
}

std::pair<BoardAnchor, BoardAnchor> facingBoardAnchors(const BoardObject &from, const BoardObject &to)
{
    constexpr QPointF sides[] = {{0.5, 0}, {1, 0.5}, {0.5, 1}, {0, 0.5}};
    std::pair<BoardAnchor, BoardAnchor> best{{from.id, 0.5, 0.5}, {to.id, 0.5, 0.5}};
    double least = HUGE_VAL;
    for (const QPointF &a : sides)
        for (const QPointF &b : sides) {
            const BoardAnchor start{from.id, a.x(), a.y()};
            const BoardAnchor end{to.id, b.x(), b.y()};
            const double length = QLineF(boardAnchorPoint(from, start), boardAnchorPoint(to, end)).length();
            if (length < least) {
                least = length;
                best = {start, end};
            }
        }
    return best;
}

std::pair<QPointF, QPointF> boardLineEnds(const BoardObject &line)
{
    const QPointF pivot = line.frame().center();
    return {boardTurned({line.x, line.y}, line.rotation, pivot),
            boardTurned({line.x + line.w, line.y + line.h}, line.rotation, pivot)};
}

void setBoardLineEnds(BoardObject &line, const QPointF &first, const QPointF &second)
{
    line.x = first.x();
    line.y = first.y();
    line.w = second.x() - first.x();
    line.h = second.y() - first.y();
    line.rotation = 0;
}

BoardObject routedBoardLine(BoardObject line, const BoardDoc &doc)
{
    if (!line.start && !line.end)
        return line;
    auto [first, second] = boardLineEnds(line);
    const auto follow = [&doc](QPointF &point, const std::optional<BoardAnchor> &anchor) {
        const auto target = anchor ? doc.lastOf(anchor->object) : std::nullopt;
        if (target && isBoardAnchorage(target->kind))
            point = boardAnchorPoint(*target, *anchor);
    };
    follow(first, line.start);
    follow(second, line.end);
    setBoardLineEnds(line, first, second);
    return line;
}

QList<BoardObject> routedBoardObjects(const BoardDoc &doc)
{
    QList<BoardObject> all = doc.objects();
    for (BoardObject &object : all)
        if (object.start || object.end)
            object = routedBoardLine(object, doc);
    return all;
}

} // namespace coterie
