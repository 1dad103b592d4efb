// SPDX-License-Identifier: MIT
#include "app/ui/board/shapefigure.h"

#include "app/ui/board/boardcanvas.h"
#include "app/ui/board/boardpaper.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

quint32 faded(quint32 argb, double opacity)
{
    return quint32(std::lround((argb >> 24) * opacity)) << 24 | (argb & 0xffffff);
}

template <class Visit> void eachSegment(const Polyline &line, Visit visit)
{
    for (size_t i = line.size() == 1 ? 0 : 1; i < line.size(); ++i)
        visit(line[i ? i - 1 : 0], line[i]);
}

} // namespace

quint32 textInk(const BoardPaper &paper, quint32 argb, quint32 on)
{
    BoardPaper under = paper;
    if (on >> 24 >= 0x80)
        under.ground = paper.fillOn(on) | 0xff000000;
    return under.inkOn(argb);
}

void ShapeFigure::paint(BoardCanvas &canvas, const BoardPaper &paper) const
{
    const bool hasImage =
        std::any_of(parts.begin(), parts.end(), [](const Part &part) { return std::holds_alternative<Image>(part); });
    const bool together = opacity < 1 && (parts.size() > 1 || hasImage);
    if (together)
        canvas.beginGroup(opacity, box);
    const double own = together ? 1 : opacity;
    const auto inkOn = [&](quint32 argb, quint32 on) { return textInk(paper, argb, on); };
    const auto fillOn = [&](quint32 argb) { return paper.fillOn(argb); };
    struct Visit {
        BoardCanvas &canvas;
        const decltype(inkOn) &seen;
        const decltype(fillOn) &filled;
        double own;
        void operator()(const Fill &part) const { canvas.fill(part.path, faded(filled(part.argb), own)); }
        void operator()(const Line &part) const { canvas.line(part.path, part.width, faded(seen(part.argb, 0), own)); }
        void operator()(const Text &part) const
        {
            canvas.text(*part.block, part.toBoard, faded(seen(part.argb, part.on), own));
        }
        void operator()(const Image &part) const { canvas.picture(part.picture, part.toBoard); }
    };
    for (const Part &part : parts)
        std::visit(Visit{canvas, inkOn, fillOn, own}, part);
    if (together)
        canvas.endGroup();
}

bool ShapeFigure::isTouchedBy(const QLineF &path, double brush) const
{
    const QRectF near = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    if (!box.intersects(near))
        return false;
    bool touched = false;
    for (const Polyline &line : lines)
        eachSegment(line, [&](const QPointF &a, const QPointF &b) {
            touched |= squaredDistance(path, a, b) <= (brush + reach) * (brush + reach);
        });
    for (const Polyline &closed : solid) {
        touched |= contains(closed, path.p1()) || contains(closed, path.p2());
        eachSegment(closed, [&](const QPointF &a, const QPointF &b) {
            touched |= squaredDistance(path, a, b) <= brush * brush;
        });
    }
    return touched;
}

bool ShapeFigure::meets(const QRectF &area) const
{
    bool met = false;
    for (const Polyline &line : lines)
        eachSegment(line, [&](const QPointF &a, const QPointF &b) { met |= ui::meets(area, a, b, reach); });
    for (const Polyline &closed : solid) {
        met |= contains(closed, area.center());
        eachSegment(closed, [&](const QPointF &a, const QPointF &b) { met |= ui::meets(area, a, b, 0); });
    }
    return met;
}

bool ShapeFigure::isInside(const Polyline &closed) const
{
    const auto within = [&](const Polyline &line) {
        return std::all_of(line.begin(), line.end(), [&](const QPointF &p) { return contains(closed, p); });
    };
    return std::all_of(lines.begin(), lines.end(), within) && std::all_of(solid.begin(), solid.end(), within);
}

Polyline ShapeFigure::outline() const
{
    const bool round = kind == BoardKind::Ellipse || kind == BoardKind::Diamond;
    return round && !lines.empty() ? lines.front() : Figure::outline();
}

} // namespace coterie::ui
