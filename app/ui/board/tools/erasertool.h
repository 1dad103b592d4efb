// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"
#include "shared/board/boardop.h"

namespace coterie::ui {

// A ring as large as what an eraser touches, seen on any ground. Painted once for each pixel ratio.
class EraserRing final
{
public:
    [[nodiscard]] QCursor cursor(double pixelRatio, double radius);

private:
    double m_pixelRatio = 0;
    double m_radius = 0;
    QCursor m_cursor;
};

// What an eraser went over and leaves alone: it stays in sight, and why is said when the eraser is lifted.
struct EraserSpares {
    bool foreign = false;           // what one may not change
    std::optional<ObjectId> locked; // one of those that are

    [[nodiscard]] bool takes(const BoardView &view, const ObjectId &id);
    void say(BoardView &view, bool anyErased); // and forgets it
};

// Takes away whole objects: all that was touched is hidden at once and erased, in one step, when it is lifted.
class EraserTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    static constexpr double radius = 9; // pixels on screen

    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return !m_touched.isEmpty(); }
    [[nodiscard]] bool needsEveryPoint() const override { return true; }
    [[nodiscard]] QCursor cursor() const override;

private:
    QPointF m_last; // board units
    QList<ObjectId> m_touched;
    EraserSpares m_spares;
    mutable EraserRing m_ring;
};

} // namespace coterie::ui
