// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Draws a rectangle, an ellipse, a diamond or a frame from corner to corner: Shift for equal sides, Alt from the
// middle. A click, or Enter, makes one of a usual size.
class ShapeTool final : public BoardTool
{
public:
    ShapeTool(BoardView &view, ToolId id);
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    bool key(QKeyEvent *event) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return m_shape.has_value(); }
    void cameraMoved() override;
    void paint(QPainter &painter) override;

private:
    [[nodiscard]] QRectF boxTo(const ToolPoint &point) const;
    void show();
    void makeAt(const QPointF &middle);
    void make(const BoardObject &shape);

    const ToolId m_id;
    std::optional<BoardObject> m_shape;
    QPointF m_from; // board units
    QPointF m_pressed;
    ObjectSprite m_sprite;
};

} // namespace coterie::ui
