// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "shared/board/boardobject.h"

#include <QImage>
#include <QTransform>

class QPainter;

namespace coterie::ui {

class BoardCamera;
class BoardScene;

// A picture of objects that are not on the board, or are just being moved: drawn above the tiles, by the same code, so
// that nothing changes when they are let go. Owns the picture; the window's thread.
class ObjectSprite final
{
public:
    // Only what lies in the area (pixels of the view) is painted.
    // like: with the pictures and signatures of that scene.
    void render(const QList<BoardObject> &objects, const BoardCamera &camera, const BoardPaper &paper,
                const QRectF &area, const BoardScene *like = nullptr);
    void render(const std::vector<FigurePtr> &figures, const BoardCamera &camera, const BoardPaper &paper,
                const QRectF &area);
    void clear() { m_image = {}; }
    [[nodiscard]] bool isNull() const { return m_image.isNull(); }
    // Where it was rendered, or moved from there (board units). The painter's unit is a pixel of the view.
    void paint(QPainter &painter, const BoardCamera &camera, const QTransform &moved = {}) const;

private:
    RasterCanvas m_canvas;
    QImage m_image;
    QPoint m_origin; // device pixels of the board
    double m_scale = 1;
};

} // namespace coterie::ui
