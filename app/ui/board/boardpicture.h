// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/figure.h"

#include <QPoint>

#include <span>

class QImage;

namespace coterie::ui {

class BoardScene;

// Paints a part of a scene over what is in the image (premultiplied ARGB), whose first pixel is that place of the
// board. scale: pixels of the image per board unit. The window's thread.
void paintScene(QImage &image, const BoardScene &scene, const QPointF &origin, double scale, const BoardPaper &paper);
// The same of some figures. corner: the first pixel, in pixels of the whole board at this scale. Any thread.
void paintFigures(QImage &image, std::span<const FigurePtr> figures, const QPoint &corner, double scale,
                  const BoardPaper &paper);

} // namespace coterie::ui
