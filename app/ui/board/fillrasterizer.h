// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/geometry.h"
#include "app/ui/board/pixelfield.h"

#include <QTransform>

namespace coterie::ui {

// How much of each pixel lies inside a path, by the exact area, with 1/256 pixel. Whatever part of it is looked at, a
// pixel gets the same value on every machine: an edge is cut at rows and columns by formulas that know nothing of the
// clip. Owns scratch memory only; one thread each.
class FillRasterizer final
{
public:
    void begin(const QRect &area); // device pixels of the board
    // One closed line; the last point is joined to the first. toDevice: affine, to device pixels of the board.
    void add(const Polyline &line, const QTransform &toDevice);
    // Non-zero winding. Good until the next begin().
    [[nodiscard]] CoverMask finish();

private:
    struct Place {
        qint64 x, y; // in parts of a pixel
    };
    void addEdge(const Place &a, const Place &b);
    void addInRow(int row, qint64 xa, int ya, qint64 xb, int yb);

    struct Cell {
        int cover = 0; // height of the edges that pass, signed
        int area = 0;  // twice what is left of them in this pixel
    };
    QRect m_area;
    std::vector<Cell> m_cells; // of each row: one for all that is left of the area, then its pixels
    std::vector<quint8> m_mask;
    qsizetype m_stride = 0;
    int m_top = 0; // rows that an edge passes
    int m_bottom = -1;
    int m_left = 0; // columns in which an edge lies
    int m_right = -1;
};

} // namespace coterie::ui
