// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/handtool.h"

#include "app/ui/board/boardview.h"

namespace coterie::ui {

void HandTool::press(const ToolPoint &point)
{
    m_held = true;
    m_last = point.at;
}

void HandTool::move(const ToolPoint &point)
{
    view().panBy(point.at - m_last);
    m_last = point.at;
}

void HandTool::release(const ToolPoint &point)
{
    move(point);
    m_held = false;
}

} // namespace coterie::ui
