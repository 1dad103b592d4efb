// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Points something out to everybody: a trail that fades within 1.2 seconds and is never stored. A click is a ping.
class LaserTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void cancel() override;
    [[nodiscard]] bool needsEveryPoint() const override { return true; }
};

} // namespace coterie::ui
