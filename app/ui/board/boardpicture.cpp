// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpicture.h"

#include "app/ui/board/boardscene.h"

#include <QImage>

namespace coterie::ui {

void paintScene(QImage &image, const BoardScene &scene, const QPointF &origin, double scale, const BoardPaper &paper)
{
    const QPoint corner = (origin * scale).toPoint();
    const QRectF area(QPointF(corner) / scale, QSizeF(image.size()) / scale);
    paintFigures(image, scene.collect(area), corner, scale, paper);
}

void paintFigures(QImage &image, std::span<const FigurePtr> figures, const QPoint &corner, double scale,
                  const BoardPaper &paper)
{
    RasterCanvas canvas;
    const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(), corner};
    canvas.begin(field, field.rect(), scale);
    for (const FigurePtr &figure : figures)
        canvas.paint(*figure, paper);
}

} // namespace coterie::ui
