// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/lasertool.h"

#include "app/ui/board/boardview.h"

namespace coterie::ui {

void LaserTool::press(const ToolPoint &point)
{
    if (BoardController *controller = view().controller())
        controller->lasers().begin(point.board, view().zoom());
}

void LaserTool::move(const ToolPoint &point)
{
    if (BoardController *controller = view().controller())
        controller->lasers().moveTo(point.board);
}

void LaserTool::release(const ToolPoint &point)
{
    move(point);
    cancel();
}

void LaserTool::cancel()
{
    if (BoardController *controller = view().controller())
        controller->lasers().end();
}

} // namespace coterie::ui
