// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "app/ui/board/tools/erasertool.h"

namespace coterie::ui {

// Rubs out the parts of strokes that it touches; what is left of a stroke stays one object. One step when it is lifted.
class PartEraserTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    static constexpr double radius = 9; // pixels on screen

    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return !m_rubbed.isEmpty(); }
    [[nodiscard]] bool needsEveryPoint() const override { return true; }
    void cameraMoved() override;
    void paint(QPainter &painter) override;
    [[nodiscard]] QCursor cursor() const override;

private:
    void show();

    QPointF m_last;                        // board units
    QHash<ObjectId, BoardObject> m_rubbed; // as they are now
    QHash<ObjectId, BoardIntervals> m_parts;
    bool m_others = false; // something that it cannot rub at was touched
    EraserSpares m_spares;
    ObjectSprite m_sprite;
    mutable EraserRing m_ring;
};

// The parts of the stroke that a round brush of this radius takes on its way; board units.
[[nodiscard]] BoardIntervals rubbedParts(const BoardObject &stroke, const QLineF &path, double brush);

} // namespace coterie::ui
