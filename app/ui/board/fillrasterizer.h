// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/geometry.h"
#include "app/ui/board/pixelfield.h"

namespace coterie::ui {

// How much of each pixel lies inside a path, by the exact area, with 1/256 pixel. Whatever part of it is looked at, a
// pixel gets the same value on every machine: an edge is cut at rows and columns by formulas that know nothing of the
// clip. Owns scratch memory only; one thread each.
class FillRasterizer final
{
public:
    void begin(const QRect &area); // device pixels of the board
    // One closed line in device pixels of the board; the last point is joined to the first.
    void add(const Polyline &line, double scale);
    void addEdge(const QPointF &a, const QPointF &b);
    // Non-zero winding. Good until the next begin().
    [[nodiscard]] CoverMask finish();

private:
    void addInRow(int row, qint64 xa, int ya, qint64 xb, int yb);

    struct Cell {
        int cover = 0; // height of the edges that pass, signed
        int area = 0;  // twice what is left of them in this pixel
    };
    QRect m_area;
    std::vector<Cell> m_cells; // of each row: one for all that is left of the area, then its pixels
    std::vector<quint8> m_mask;
    qsizetype m_stride = 0;
    int m_top = 0;
    int m_bottom = -1;
};

} // namespace coterie::ui
