// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/toolbox.h"

#include "app/ui/board/tools/erasertool.h"
#include "app/ui/board/tools/handtool.h"
#include "app/ui/board/tools/lasertool.h"
#include "app/ui/board/tools/linetool.h"
#include "app/ui/board/tools/parterasertool.h"
#include "app/ui/board/tools/pentool.h"
#include "app/ui/board/tools/selecttool.h"
#include "app/ui/board/tools/shapetool.h"
#include "app/ui/board/tools/texttool.h"

namespace coterie::ui {

ToolBox::ToolBox(BoardView &view)
{
    const auto put = [this](ToolId id, auto tool) { m_tools[size_t(id)] = std::move(tool); };
    put(ToolId::Select, std::make_unique<SelectTool>(view));
    put(ToolId::Hand, std::make_unique<HandTool>(view));
    put(ToolId::Pen, std::make_unique<PenTool>(view, ToolId::Pen));
    put(ToolId::Highlighter, std::make_unique<PenTool>(view, ToolId::Highlighter));
    for (const ToolId id : {ToolId::Rectangle, ToolId::Ellipse, ToolId::Diamond, ToolId::Frame})
        put(id, std::make_unique<ShapeTool>(view, id));
    for (const ToolId id : {ToolId::Line, ToolId::Arrow})
        put(id, std::make_unique<LineTool>(view, id));
    put(ToolId::Text, std::make_unique<TextTool>(view));
    put(ToolId::Sticky, std::make_unique<StickyTool>(view));
    put(ToolId::Laser, std::make_unique<LaserTool>(view));
    put(ToolId::Eraser, std::make_unique<EraserTool>(view));
    put(ToolId::PartEraser, std::make_unique<PartEraserTool>(view));
}

ToolBox::~ToolBox() = default;

void ToolBox::choose(ToolId id)
{
    if (m_current == id || !m_tools[size_t(id)])
        return;
    current().leave();
    m_current = id;
}

void ToolBox::boardReset()
{
    for (const auto &tool : m_tools)
        if (tool)
            tool->boardReset();
}

} // namespace coterie::ui
