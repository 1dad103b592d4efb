// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/shapefigure.h"

#include <QRect>

namespace coterie::ui {

// Which blocks of an area something can touch. Marks rather too many than too few: what is painted of a block that is
// not marked must stay as it is. Device pixels of the board. One thread.
class BlockMarker final
{
public:
    static constexpr int block = 64; // pixels

    explicit BlockMarker(const QRect &area);
    void line(const QPointF &a, const QPointF &b, double reach);
    void convex(const Polyline &closed, double scale, double reach); // with all that is in it
    void shape(const ShapeFigure &shape, double scale);
    // As rectangles of whole blocks counted from the area's corner, cut to the area.
    [[nodiscard]] std::vector<QRect> marked() const;

private:
    void markRow(int row, double left, double right);

    QRect m_area;
    int m_columns;
    int m_rows;
    std::vector<bool> m_hit;
};

} // namespace coterie::ui
