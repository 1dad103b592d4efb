// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "shared/board/boardends.h"

#include <QLineF>

#include <algorithm>

// What the tools ask of a BoardView.
namespace coterie::ui {
namespace {

constexpr double pointerReach = 5; // pixels

} // namespace

BoardObject BoardView::shown(const BoardObject &object) const
{
    return isBoardLine(object.kind) && m_controller ? routedBoardLine(object, m_controller->doc()) : object;
}

std::optional<ObjectId> BoardView::objectAt(const QPointF &board, bool evenLocked) const
{
    if (!m_controller)
        return {};
    const double reach = pointerReach / zoom();
    const QRectF around(board.x() - reach, board.y() - reach, 2 * reach, 2 * reach);
    const QList<ObjectId> ids = objectsIn(around);
    for (auto id = ids.crbegin(); id != ids.crend(); ++id)
        if (takesPointer(*id, board, reach) && (evenLocked || !isLocked(m_controller->doc(), *id)))
            return *id;
    return {};
}

QList<ObjectId> BoardView::objectsIn(const QRectF &board) const
{
    return m_scene.near(board);
}

bool BoardView::takesPointer(const ObjectId &id, const QPointF &board, double reach) const
{
    const auto object = m_controller->doc().object(id);
    if (!object)
        return false;
    if (object->kind == BoardKind::Stroke) {
        const FigurePtr figure = m_scene.figure(id);
        return figure && figure->isTouchedBy(QLineF(board, board), reach);
    }
    if (isBoardLine(object->kind)) {
        const auto [first, second] = boardLineEnds(shown(*object));
        const QPointF along = second - first;
        const double length = QPointF::dotProduct(along, along);
        const double t = length > 0 ? std::clamp(QPointF::dotProduct(board - first, along) / length, 0.0, 1.0) : 0;
        return QLineF(board, first + along * t).length() <= reach + object->width / 2;
    }
    if (object->kind == BoardKind::Frame) // its inside is the board's
        return nearestBoardAnchor(*object, board, reach).has_value();
    return object->frame()
        .adjusted(-reach, -reach, reach, reach)
        .contains(boardTurned(board, -object->rotation, object->frame().center()));
}

std::optional<ObjectId> BoardView::frameAt(const QPointF &board, const QList<ObjectId> &except) const
{
    std::optional<BoardObject> best;
    for (const ObjectId &id : m_index.frames()) {
        const auto frame = except.contains(id) || !m_controller ? std::nullopt : m_controller->doc().object(id);
        if (frame && frame->frame().contains(boardTurned(board, -frame->rotation, frame->frame().center())) &&
            (!best || best->order < frame->order))
            best = frame;
    }
    return best ? std::optional(best->id) : std::nullopt;
}

QRectF BoardView::selectionRect() const
{
    return m_controller ? SelectionFrame(leavesOf(m_controller->doc(), m_selection.ids())).bounds(m_camera) : QRectF();
}

void BoardView::toolFinished(const QList<ObjectId> &made)
{
    if (m_tools.isKept())
        return;
    setTool(ToolId::Select);
    m_selection.set(made);
}

bool BoardView::editText(const ObjectId &object)
{
    Q_UNUSED(object)
    return false;
}

bool BoardView::editTextAt(const QPointF &board)
{
    Q_UNUSED(board)
    return false;
}

void BoardView::ping(const QPointF &board)
{
    Q_UNUSED(board)
}

} // namespace coterie::ui
