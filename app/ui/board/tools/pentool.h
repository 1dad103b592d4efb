// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Draws by hand: the pen, and the highlighter, whose ink lets through what is below and knows no pressure.
class PenTool final : public BoardTool
{
public:
    PenTool(BoardView &view, ToolId id)
        : BoardTool(view)
        , m_id(id)
    {
    }
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override;
    [[nodiscard]] bool needsEveryPoint() const override { return true; }

private:
    const ToolId m_id;
};

} // namespace coterie::ui
