// SPDX-License-Identifier: MIT
#include "app/ui/board/boardthumbnail.h"

#include "app/session/boardcontroller.h"
#include "app/ui/board/boardscene.h"
#include "app/ui/board/rastercanvas.h"

#include <QPixmapCache>

#include <algorithm>

namespace coterie::ui {

namespace {
constexpr double thumbnailMargin = 0.06; // of the picture, on each side
}

QPixmap boardThumbnail(const BoardController &board, const QSize &pixels, double pixelRatio, const BoardPaper &paper)
{
    if ((!board.isLoaded() && board.doc().visibleCount() == 0) || pixels.isEmpty())
        return {};
    const QString key = QStringLiteral("board/%1/%2/%3x%4/%5")
                            .arg(board.board().toString())
                            .arg(board.doc().viewHash(), 0, 16)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(paper.ground, 0, 16);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    BoardScene scene;
    scene.reset(board.doc().objects());
    QImage image(pixels, QImage::Format_RGB32);
    BoardPaper plain = paper;
    plain.grid = false; // dots of this size would be noise
    const QRectF extent = scene.extent();
    const double inner = 1 - 2 * thumbnailMargin;
    const double scale = extent.isEmpty() ? 1
                                          : std::min({pixels.width() * inner / extent.width(),
                                                      pixels.height() * inner / extent.height(), pixelRatio});
    const QPointF middle = extent.center() * scale;
    const QPoint origin(qRound(middle.x() - pixels.width() / 2.0), qRound(middle.y() - pixels.height() / 2.0));
    const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(), origin};
    const QRectF area(QPointF(origin) / scale, QSizeF(pixels) / scale);
    RasterCanvas canvas;
    renderBoard(canvas, field, field.rect(), scene.collect(area), plain, scale, pixelRatio);
    picture = QPixmap::fromImage(image);
    picture.setDevicePixelRatio(pixelRatio);
    QPixmapCache::insert(key, picture);
    return picture;
}

} // namespace coterie::ui
