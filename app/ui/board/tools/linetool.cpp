// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/linetool.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/tools/linebinding.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QApplication>
#include <QLineF>
#include <QPainter>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr double usualLength = 160; // board units

} // namespace

void LineTool::press(const ToolPoint &point)
{
    ToolPoint plain = point;
    plain.modifiers &= ~Qt::ShiftModifier; // there is no other end to count angles from
    const LineEnd end = lineEndAt(view(), plain, point.board, {});
    m_from = end.at;
    m_line = newObject(view(), m_id);
    m_line->start = end.anchor;
    setBoardLineEnds(*m_line, m_from, m_from);
    m_hovered.reset();
}

void LineTool::move(const ToolPoint &point)
{
    if (!m_line)
        return;
    const LineEnd end = lineEndAt(view(), point, m_from, {});
    m_line->end = end.anchor;
    setBoardLineEnds(*m_line, m_from, end.at);
    show();
}

void LineTool::show()
{
    if (m_line)
        m_sprite.render({*m_line}, view().camera(), view().paper(), QRectF(view().rect()));
    view().update();
}

void LineTool::hover(const ToolPoint &point)
{
    const auto anchor = anchorAt(view(), point, {});
    if (anchor == m_hovered)
        return;
    m_hovered = anchor;
    view().update();
}

void LineTool::release(const ToolPoint &point)
{
    if (!m_line)
        return;
    move(point);
    BoardObject line = *m_line;
    cancel();
    if (line.start && !(view().doc() && view().doc()->object(line.start->object))) // it has gone meanwhile
        line.start.reset();
    // A click without a way draws nothing.
    if (std::hypot(line.w, line.h) * view().zoom() >= QApplication::startDragDistance() / 2.0)
        commitNew(view(), line);
}

bool LineTool::key(QKeyEvent *event)
{
    if (m_line || !view().doc() || view().isReadOnly() || !isMakingKey(*event))
        return false;
    const QPointF middle = placeForNew(view());
    const QPointF half(usualLength / 2, 0);
    BoardObject line = newObject(view(), m_id);
    setBoardLineEnds(line, middle - half, middle + half);
    commitNew(view(), line);
    return true;
}

void LineTool::cancel()
{
    m_line.reset();
    m_hovered.reset();
    m_sprite.clear();
    view().snap().done();
    view().update();
}

void LineTool::cameraMoved()
{
    show();
}

void LineTool::paint(QPainter &painter)
{
    m_sprite.paint(painter, view().camera());
    for (const auto &anchor : {m_hovered, m_line ? m_line->start : std::nullopt, m_line ? m_line->end : std::nullopt})
        if (anchor)
            paintAnchor(painter, view(), *anchor);
    if (m_line)
        view().snap().paint(painter, view().camera(), colors(view().palette()));
}

} // namespace coterie::ui
