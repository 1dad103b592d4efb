// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/parterasertool.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/geometry.h"
#include "app/ui/board/tools/erasertool.h"
#include "shared/board/boardends.h"
#include "shared/board/boardpartops.h"

#include <QCoreApplication>

namespace coterie::ui {
namespace {

struct PartWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::PartEraserTool)
};

} // namespace

BoardIntervals rubbedParts(const BoardObject &stroke, const QLineF &path, double brush)
{
    const QRectF reach = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    if (!stroke.box().intersects(reach))
        return {};
    const auto points = StrokePoints::unpack(stroke.points);
    if (!points)
        return {};
    const double quantum = strokeQuantum(points->exponent);
    const QPointF pivot = stroke.frame().center();
    const auto place = [&](size_t i) {
        const QPointF flat(stroke.x + points->at[i].x * quantum * stroke.w,
                           stroke.y + points->at[i].y * quantum * stroke.h);
        return boardTurned(flat, stroke.rotation, pivot);
    };
    const double near = brush + stroke.width / 2;
    const auto isWithin = [&path](double distance, const QPointF &p) {
        return squaredDistance(p, path.p1(), path.p2()) <= distance * distance;
    };
    if (points->at.size() == 1)
        return isWithin(near, place(0)) ? BoardIntervals{{0, boardStrokeLength(1)}} : BoardIntervals();
    BoardIntervals parts;
    for (size_t i = 0; i + 1 < points->at.size(); ++i) {
        const QPointF a = place(i);
        const QPointF b = place(i + 1);
        const double length = QLineF(a, b).length();
        if (!isWithin(near + length / 2, (a + b) / 2))
            continue;
        // Told apart as finely as it can be seen under the brush.
        int step = boardPartUnit;
        while (step > 1 && length * step / boardPartUnit > brush / 6)
            step /= 2;
        for (int k = 0; k < boardPartUnit; k += step) {
            if (!isWithin(near, a + (b - a) * ((k + 0.5 * step) / boardPartUnit)))
                continue;
            const int from = int(i) * boardPartUnit + k;
            if (!parts.isEmpty() && parts.last().to == from)
                parts.last().to += step;
            else
                parts.append({from, from + step});
        }
    }
    return parts;
}

QCursor PartEraserTool::cursor() const
{
    return m_ring.cursor(view().devicePixelRatioF(), radius);
}

void PartEraserTool::press(const ToolPoint &point)
{
    m_last = point.board;
    m_others = false;
    m_spares = {};
    move(point);
}

void PartEraserTool::move(const ToolPoint &point)
{
    const BoardDoc *doc = view().doc();
    if (!doc)
        return;
    const QLineF path(std::exchange(m_last, point.board), point.board);
    const double brush = radius / view().zoom();
    const QRectF reach = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    bool any = false;
    QList<ObjectId> fresh;
    for (const ObjectId &id : view().objectsIn(reach)) {
        const auto known = m_rubbed.constFind(id);
        const auto object = known != m_rubbed.cend() ? std::optional(*known) : doc->object(id);
        m_others |= object && object->kind != BoardKind::Stroke;
        if (!object || object->kind != BoardKind::Stroke)
            continue;
        const BoardIntervals parts = boardWithout(rubbedParts(*object, path, brush), object->erased);
        if (parts.isEmpty() || !m_spares.takes(view(), id))
            continue;
        const int length = boardStrokeLength(object->extent.count);
        BoardObject rubbed = *object;
        m_parts[id] = boardUnion(m_parts.value(id) + parts, length);
        rubbed.erased = boardUnion(rubbed.erased + parts, length);
        if (known == m_rubbed.cend())
            fresh.append(id);
        m_rubbed.insert(id, rubbed);
        any = true;
    }
    if (!fresh.isEmpty())
        view().setHidden(fresh, true);
    if (any)
        show();
}

void PartEraserTool::show()
{
    QList<BoardObject> left;
    for (const BoardObject &object : std::as_const(m_rubbed))
        if (!boardRest(object.erased, boardStrokeLength(object.extent.count)).isEmpty())
            left.append(object);
    m_sprite.render(left, view().camera(), view().paper(), QRectF(view().rect()));
    view().update();
}

void PartEraserTool::release(const ToolPoint &point)
{
    move(point);
    QList<BoardOp> ops;
    for (auto it = m_parts.cbegin(); it != m_parts.cend(); ++it)
        if (view().doc() && view().doc()->object(it.key())) // nobody has erased it meanwhile
            ops += erasePartOps(it.key(), it.value());
    const bool spared = m_spares.foreign || m_spares.locked.has_value();
    m_spares.say(view(), !ops.isEmpty());
    if (BoardController *controller = view().controller(); controller && !ops.isEmpty())
        controller->commit(ops, PartWords::tr("rub out parts", "undo …"));
    else if (m_others && !spared)
        emit view().noticed(PartWords::tr("This eraser rubs at what is drawn by hand. E erases whole objects"));
    cancel();
}

void PartEraserTool::cancel()
{
    view().setHidden(m_rubbed.keys(), false);
    m_rubbed.clear();
    m_parts.clear();
    m_sprite.clear();
    view().update();
}

void PartEraserTool::cameraMoved()
{
    if (!m_rubbed.isEmpty())
        show();
}

void PartEraserTool::paint(QPainter &painter)
{
    m_sprite.paint(painter, view().camera());
}

} // namespace coterie::ui
