// SPDX-License-Identifier: MIT
#include "app/ui/board/objectsprite.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/board/boardscene.h"

#include <QPainter>

namespace coterie::ui {

void ObjectSprite::render(const QList<BoardObject> &objects, const BoardCamera &camera, const BoardPaper &paper,
                          const QRectF &area, const BoardScene *like)
{
    BoardScene scene;
    if (like)
        scene.lookLike(*like);
    scene.reset(objects);
    const QRectF seen(camera.toBoard(area.topLeft()), camera.toBoard(area.bottomRight()));
    render(scene.collect(seen), camera, paper, area);
}

void ObjectSprite::render(const std::vector<FigurePtr> &figures, const BoardCamera &camera, const BoardPaper &paper,
                          const QRectF &area)
{
    clear();
    m_scale = camera.scale();
    QRectF extent;
    for (const FigurePtr &figure : figures)
        extent |= figure->box;
    const QRect device = RasterCanvas::bounds(extent, m_scale) & camera.toDevice(area);
    if (device.isEmpty())
        return;
    m_origin = device.topLeft();
    m_image = QImage(device.size(), QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    const PixelField field{reinterpret_cast<quint32 *>(m_image.bits()), m_image.bytesPerLine() / 4, m_image.size(),
                           m_origin};
    m_canvas.begin(field, device, m_scale);
    for (const FigurePtr &figure : figures)
        m_canvas.paint(*figure, paper);
}

void ObjectSprite::paint(QPainter &painter, const BoardCamera &camera, const QTransform &moved) const
{
    if (isNull())
        return;
    painter.save();
    painter.scale(1 / camera.pixelRatio(), 1 / camera.pixelRatio());
    painter.translate(-camera.corner());
    const double now = camera.scale();
    // From the pixels it was rendered in to the board, moved there, and to the pixels of now.
    const QTransform place = QTransform::fromScale(1 / m_scale, 1 / m_scale) * moved * QTransform::fromScale(now, now);
    if (place.type() <= QTransform::TxTranslate) {
        painter.drawImage(m_origin + QPointF(place.dx(), place.dy()).toPoint(), m_image); // whole pixels stay sharp
    } else {
        painter.setTransform(place, true);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(m_origin, m_image);
    }
    painter.restore();
}

} // namespace coterie::ui
