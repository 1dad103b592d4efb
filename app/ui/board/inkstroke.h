// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/figure.h"

namespace coterie::ui {

// A stroke drawn by hand: points unpacked, 5 bytes each.
struct InkStroke final : Figure {
    double x = 0; // where the points are counted from
    double y = 0;
    double xx = 1.0 / 16; // board units of one step of a point's x, to the right and down; then of its y
    double xy = 0;
    double yx = 0;
    double yy = 1.0 / 16;
    float width = 2;
    quint32 color = 0xff000000; // 0xAARRGGBB, not premultiplied
    std::vector<StrokePoint> at;
    std::vector<quint8> pressure; // empty, or one per point
    // What is rubbed out, along the points: [from, to), where 2.5 is the middle between the third and the fourth. By
    // from, and no two touch.
    std::vector<std::pair<float, float>> gaps;

    void setQuantum(double quantum) { xx = yy = quantum; }
    [[nodiscard]] float radius(size_t i) const
    {
        return pressure.empty() ? width * 0.5F : width * (0.15F + 0.7F * (float(pressure[i]) * (1.0F / 255.0F)));
    }
    [[nodiscard]] QPointF point(size_t i) const
    {
        return {x + at[i].x * xx + at[i].y * yx, y + at[i].x * xy + at[i].y * yy};
    }
    // Box of the ink between two points, ends included.
    [[nodiscard]] QRectF boxOf(size_t from, size_t to) const;

    void paint(BoardCanvas &canvas, const BoardPaper &paper) const override;
    [[nodiscard]] bool isTouchedBy(const QLineF &path, double brush) const override;
    [[nodiscard]] bool meets(const QRectF &area) const override;
    [[nodiscard]] bool isInside(const Polyline &closed) const override;

    // Nothing when the object's points are broken; a document never holds such.
    [[nodiscard]] static std::shared_ptr<const InkStroke> of(const BoardObject &object);

private:
    template <class Visit> bool anyPiece(Visit visit) const;
};

using InkPtr = std::shared_ptr<const InkStroke>;

} // namespace coterie::ui
