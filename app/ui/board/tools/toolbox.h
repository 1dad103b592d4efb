// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"

#include <array>
#include <memory>

namespace coterie::ui {

// The tools of one view. Owns them; knows which is chosen and whether it stays chosen after it was used.
class ToolBox final
{
    Q_DISABLE_COPY_MOVE(ToolBox)
public:
    explicit ToolBox(BoardView &view);
    ~ToolBox();

    [[nodiscard]] BoardTool &tool(ToolId id) const { return *m_tools[size_t(id)]; }
    [[nodiscard]] BoardTool &current() const { return tool(m_current); }
    [[nodiscard]] ToolId currentId() const { return m_current; }
    [[nodiscard]] bool isKept() const { return m_kept; }
    void choose(ToolId id);
    void setKept(bool kept) { m_kept = kept; }
    void boardReset();

private:
    std::array<std::unique_ptr<BoardTool>, size_t(toolCount)> m_tools;
    ToolId m_current = ToolId::Pen;
    bool m_kept = false;
};

} // namespace coterie::ui
