// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/figure.h"

#include <atomic>

namespace coterie::ui {

// The points of a stroke, unpacked when somebody asks for them first, which is when it comes into sight: most of a
// large board is never looked at. Whoever paints may ask, several threads at once.
class InkPoints final
{
    Q_DISABLE_COPY(InkPoints)
public:
    InkPoints() = default;
    explicit InkPoints(QByteArray packed)
        : m_packed(std::move(packed))
    {
    }
    InkPoints(InkPoints &&other) noexcept;
    InkPoints &operator=(InkPoints &&other) noexcept;
    ~InkPoints();

    [[nodiscard]] const StrokePoints &get() const; // none when they are broken
    [[nodiscard]] StrokePoints &own();             // to be changed, while nobody else has them

private:
    QByteArray m_packed;
    mutable std::atomic<StrokePoints *> m_unpacked = nullptr;
};

// A stroke drawn by hand.
struct InkStroke final : Figure {
    double x = 0; // where the points are counted from
    double y = 0;
    double xx = 1.0 / 16; // board units of one step of a point's x, to the right and down; then of its y
    double xy = 0;
    double yx = 0;
    double yy = 1.0 / 16;
    float width = 2;
    quint32 color = 0xff000000; // 0xAARRGGBB, not premultiplied
    InkPoints points;
    // What is rubbed out, along the points: [from, to), where 2.5 is the middle between the third and the fourth. By
    // from, and no two touch.
    std::vector<std::pair<float, float>> gaps;

    void setQuantum(double quantum) { xx = yy = quantum; }
    // Of points.get(), which whoever walks along them asks for once.
    [[nodiscard]] float radius(const StrokePoints &of, size_t i) const
    {
        return of.pressure.empty() ? width * 0.5F : width * (0.15F + 0.7F * (float(of.pressure[i]) * (1.0F / 255.0F)));
    }
    [[nodiscard]] QPointF point(const StrokePoints &of, size_t i) const
    {
        return {x + of.at[i].x * xx + of.at[i].y * yx, y + of.at[i].x * xy + of.at[i].y * yy};
    }
    // Box of the ink between two points, ends included.
    [[nodiscard]] QRectF boxOf(size_t from, size_t to) const;

    void paint(BoardCanvas &canvas, const BoardPaper &paper) const override;
    [[nodiscard]] bool isTouchedBy(const QLineF &path, double brush) const override;
    [[nodiscard]] bool meets(const QRectF &area) const override;
    [[nodiscard]] bool isInside(const Polyline &closed) const override;

    // Nothing when the object has no points.
    [[nodiscard]] static std::shared_ptr<const InkStroke> of(const BoardObject &object);

private:
    template <class Visit> bool anyPiece(Visit visit) const;
};

using InkPtr = std::shared_ptr<const InkStroke>;

} // namespace coterie::ui
