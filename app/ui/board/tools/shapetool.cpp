// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/shapetool.h"

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/shell/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr QSizeF usualSize(160, 100);
constexpr QSizeF usualFrame(800, 500);

} // namespace

ShapeTool::ShapeTool(BoardView &view, ToolId id)
    : BoardTool(view)
    , m_id(id)
{
}

void ShapeTool::press(const ToolPoint &point)
{
    m_pressed = point.at;
    m_from = view().snap().point(point.board, point.modifiers);
    m_shape = newObject(view(), m_id);
    m_shape->x = m_from.x();
    m_shape->y = m_from.y();
}

QRectF ShapeTool::boxTo(const ToolPoint &point) const
{
    QPointF by = view().snap().point(point.board, point.modifiers) - m_from;
    if (point.modifiers & Qt::ShiftModifier) {
        const double side = std::max(std::abs(by.x()), std::abs(by.y()));
        by = {std::copysign(side, by.x()), std::copysign(side, by.y())};
    }
    const bool fromMiddle = point.modifiers & Qt::AltModifier;
    QRectF box = QRectF(fromMiddle ? m_from - by : m_from, m_from + by).normalized();
    // What the grid, or an edge, has left no side is not drawn without one.
    const bool toGrid = view().snap().isToGrid() && !(point.modifiers & Qt::ControlModifier);
    const double least = toGrid ? boardGridStep : leastBoardSide;
    const double across = box.width() < leastBoardSide ? least - box.width() : 0;
    const double down = box.height() < leastBoardSide ? least - box.height() : 0;
    const double before = fromMiddle ? 0.5 : 0;
    return box.adjusted(-before * across, -before * down, (1 - before) * across, (1 - before) * down);
}

void ShapeTool::move(const ToolPoint &point)
{
    if (!m_shape)
        return;
    const QRectF box = boxTo(point);
    m_shape->x = box.x();
    m_shape->y = box.y();
    m_shape->w = box.width();
    m_shape->h = box.height();
    show();
}

void ShapeTool::show()
{
    if (m_shape)
        m_sprite.render({*m_shape}, view().camera(), view().paper(), QRectF(view().rect()));
    view().update();
}

void ShapeTool::release(const ToolPoint &point)
{
    if (!m_shape)
        return;
    move(point);
    if (QLineF(m_pressed, point.at).length() < QApplication::startDragDistance())
        return makeAt(m_from);
    const BoardObject shape = *m_shape;
    cancel();
    make(shape);
}

// What a frame is for is written above it: its title is open at once, as a note is.
void ShapeTool::make(const BoardObject &shape)
{
    if (commitNew(view(), shape) && shape.kind == BoardKind::Frame && !view().isToolKept() &&
        view().mayChange(shape.id))
        view().editText(shape.id);
}

bool ShapeTool::key(QKeyEvent *event)
{
    if (m_shape || !view().doc() || view().isReadOnly() || !isMakingKey(*event))
        return false;
    makeAt(placeForNew(view()));
    return true;
}

void ShapeTool::makeAt(const QPointF &middle)
{
    const QSizeF size = m_id == ToolId::Frame ? usualFrame : usualSize;
    BoardObject shape = newObject(view(), m_id);
    shape.x = middle.x() - size.width() / 2;
    shape.y = middle.y() - size.height() / 2;
    shape.w = size.width();
    shape.h = size.height();
    cancel();
    make(shape);
}

void ShapeTool::cancel()
{
    m_shape.reset();
    m_sprite.clear();
    view().snap().done();
    view().update();
}

void ShapeTool::cameraMoved()
{
    show();
}

void ShapeTool::paint(QPainter &painter)
{
    if (!m_shape)
        return;
    m_sprite.paint(painter, view().camera());
    view().snap().paint(painter, view().camera(), colors(view().palette()));
}

} // namespace coterie::ui
