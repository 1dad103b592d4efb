// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/linebinding.h"

#include "app/ui/board/boardview.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace coterie::ui {
namespace {

QPointF inSteps(const QPointF &from, const QPointF &to)
{
    QLineF line(from, to);
    line.setAngle(std::round(line.angle() / 15) * 15);
    return line.p2();
}

QPainterPath outlineOf(const BoardObject &object)
{
    QPainterPath path;
    const QRectF box = object.frame();
    if (object.kind == BoardKind::Ellipse)
        path.addEllipse(box);
    else if (object.kind == BoardKind::Diamond)
        path.addPolygon(QPolygonF{{box.center().x(), box.top()},
                                  {box.right(), box.center().y()},
                                  {box.center().x(), box.bottom()},
                                  {box.left(), box.center().y()},
                                  {box.center().x(), box.top()}});
    else
        path.addRect(box);
    QTransform turn;
    turn.translate(box.center().x(), box.center().y());
    turn.rotate(object.rotation);
    turn.translate(-box.center().x(), -box.center().y());
    return turn.map(path);
}

} // namespace

std::optional<BoardAnchor> anchorAt(const BoardView &view, const ToolPoint &point, const ObjectId &self)
{
    const BoardDoc *doc = view.doc();
    if (!doc || point.modifiers & Qt::ControlModifier)
        return {};
    const double reach = bindReach / view.zoom();
    const QRectF around(point.board.x() - reach, point.board.y() - reach, 2 * reach, 2 * reach);
    std::optional<BoardAnchor> best;
    double least = HUGE_VAL;
    for (const ObjectId &id : view.objectsIn(around)) {
        const auto target = id == self ? std::nullopt : doc->object(id);
        const auto anchor = target ? nearestBoardAnchor(*target, point.board, reach) : std::nullopt;
        if (!anchor)
            continue;
        const double distance = QLineF(boardAnchorPoint(*target, *anchor), point.board).length();
        if (distance > least) // of two at the same distance the upper one, which comes later
            continue;
        least = distance;
        best = anchor;
    }
    return best;
}

LineEnd lineEndAt(BoardView &view, const ToolPoint &point, const QPointF &other, const ObjectId &self)
{
    if (const auto anchor = anchorAt(view, point, self))
        return {boardAnchorPoint(*view.doc()->object(anchor->object), *anchor), anchor};
    if (point.modifiers & Qt::ShiftModifier)
        return {inSteps(other, point.board), {}};
    return {view.snap().point(point.board, point.modifiers), {}};
}

void paintAnchor(QPainter &painter, const BoardView &view, const BoardAnchor &anchor)
{
    const auto target = view.doc() ? view.doc()->object(anchor.object) : std::nullopt;
    if (!target)
        return;
    const Colors &c = colors(view.palette());
    const BoardCamera &camera = view.camera();
    QTransform toView = QTransform::fromScale(camera.zoom(), camera.zoom());
    const QPointF origin = camera.toWidget(QPointF());
    toView *= QTransform::fromTranslate(origin.x(), origin.y());
    QColor halo = c.accent;
    halo.setAlpha(90);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 5));
    painter.drawPath(toView.map(outlineOf(*target)));
    painter.setPen(QPen(c.raised, 2));
    painter.setBrush(c.accent);
    painter.drawEllipse(camera.toWidget(boardAnchorPoint(*target, anchor)), 5, 5);
}

} // namespace coterie::ui
