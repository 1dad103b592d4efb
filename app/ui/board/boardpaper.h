// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/rastercanvas.h"

namespace coterie::ui {

// What a board is painted on: the ground, the dots of the grid, and how ink looks there. Values only, any thread.
struct BoardPaper {
    quint32 ground = 0xffffffff; // 0 for none: exports with a transparent ground
    quint32 dot = 0xffd5d9e0;
    bool grid = true;

    // Ink that could not be told from the ground gets the lightness of the other end: black is white on a dark ground.
    [[nodiscard]] quint32 inkOn(quint32 argb) const;
    // A pale fill is dark on a dark ground, else the light ink there could not be seen on it.
    [[nodiscard]] quint32 fillOn(quint32 argb) const;
    friend bool operator==(const BoardPaper &, const BoardPaper &) = default;
};

inline constexpr double boardGridStep = 20; // board units between two dots at 100 %

// The distance of the dots on screen: a power of two away from boardGridStep, so that they never crowd.
[[nodiscard]] double gridStepAt(double zoom);

// Paints the board: ground, dots and figures, in this order, only inside the clips (device pixels of the board, none
// over another). The one place where a board becomes pixels; screen, thumbnails and exports differ in the field and the
// paper. scale: device pixels per board unit; pixelRatio: device pixels per screen pixel.
void renderBoard(RasterCanvas &canvas, const PixelField &field, std::span<const QRect> clips,
                 const std::vector<FigurePtr> &figures, const BoardPaper &paper, double scale, double pixelRatio);

} // namespace coterie::ui
