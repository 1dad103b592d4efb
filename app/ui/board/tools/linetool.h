// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Draws a line or an arrow. An end near an outline is bound to it and follows it from then on. Enter
// makes one of a usual length.
class LineTool final : public BoardTool
{
public:
    LineTool(BoardView &view, ToolId id)
        : BoardTool(view)
        , m_id(id)
    {
    }
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void hover(const ToolPoint &point) override;
    bool key(QKeyEvent *event) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return m_line.has_value(); }
    void leave() override { cancel(); }
    void cameraMoved() override;
    void paint(QPainter &painter) override;

private:
    void show();

    const ToolId m_id;
    std::optional<BoardObject> m_line;
    QPointF m_from; // board units
    std::optional<BoardAnchor> m_hovered;
    ObjectSprite m_sprite;
};

} // namespace coterie::ui
