// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Moves the paper.
class HandTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void cancel() override { m_held = false; }
    [[nodiscard]] QCursor cursor() const override { return m_held ? Qt::ClosedHandCursor : Qt::OpenHandCursor; }

private:
    QPointF m_last;
    bool m_held = false;
};

} // namespace coterie::ui
