// SPDX-License-Identifier: MIT
#pragma once

namespace coterie::ui {

// In the order of the toolbar and of the table in boardcommands.cpp.
enum class ToolId {
    Select,
    Hand,
    Pen,
    Highlighter,
    Eraser,
    PartEraser,
    Rectangle,
    Ellipse,
    Diamond,
    Line,
    Arrow,
    Text,
    Sticky,
    Image,
    Frame,
    Laser,
};
inline constexpr int toolCount = int(ToolId::Laser) + 1;

// What whoever may only look still has in hand.
[[nodiscard]] constexpr bool changesNothing(ToolId tool)
{
    return tool == ToolId::Select || tool == ToolId::Hand || tool == ToolId::Laser;
}

} // namespace coterie::ui
