// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/pentool.h"

#include "app/ui/board/boardview.h"

namespace coterie::ui {

void PenTool::press(const ToolPoint &point)
{
    BoardController *controller = view().controller();
    if (!controller)
        return;
    const BoardStyle &style = view().style(m_id);
    const bool withPressure = point.withPressure && m_id == ToolId::Pen;
    controller->beginStroke(style.color, style.width, view().zoom(), withPressure,
                            {point.board.x(), point.board.y(), point.pressure});
}

void PenTool::move(const ToolPoint &point)
{
    if (BoardController *controller = view().controller())
        controller->extendStroke({point.board.x(), point.board.y(), point.pressure});
}

void PenTool::release(const ToolPoint &point)
{
    BoardController *controller = view().controller();
    if (!controller)
        return;
    // The pressure of lifting is none: the line ends as it was.
    controller->extendStroke({point.board.x(), point.board.y(), std::max(point.pressure, 0.05)});
    controller->endStroke();
}

void PenTool::cancel()
{
    if (BoardController *controller = view().controller())
        controller->cancelStroke();
}

bool PenTool::isChanging() const
{
    const BoardController *controller = view().controller();
    return controller && controller->ownStroke();
}

} // namespace coterie::ui
