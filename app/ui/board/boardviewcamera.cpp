// SPDX-License-Identifier: MIT
// Where the board is looked at from, and how near.
#include "app/ui/board/boardview.h"

#include "app/ui/board/textediting.h"

#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double revealMargin = 80; // pixels, for the cards at the edges

} // namespace

void BoardView::cameraMoved()
{
    m_tileLayer.setView(m_camera.scale(), m_camera.pixelRatio(), m_camera.toDevice(QRectF(rect())));
    updateCursors();
    updateOnlookers();
    tellLook(isVisible());
    m_tools.current().cameraMoved();
    m_writing->place();
    update();
    emit cameraChanged();
}

void BoardView::followPixelRatio()
{
    if (m_camera.pixelRatio() == devicePixelRatioF())
        return;
    m_camera.setPixelRatio(devicePixelRatioF());
    m_tileLayer.setView(m_camera.scale(), m_camera.pixelRatio(), m_camera.toDevice(QRectF(rect())));
}

void BoardView::zoomTo(double zoom)
{
    leap();
    followPixelRatio();
    m_camera.zoomTo(zoom, QRectF(rect()).center());
    cameraMoved();
}

void BoardView::zoomBy(double factor)
{
    zoomTo(zoom() * factor);
}

void BoardView::zoomToFit()
{
    const QRectF all = m_scene.extent();
    if (all.isNull())
        return zoomTo(1);
    leap();
    followPixelRatio();
    m_camera.fit(all, QSizeF(size()), 4);
    cameraMoved();
}

void BoardView::zoomToBox(const QRectF &board)
{
    leap();
    followPixelRatio();
    m_camera.fit(board, QSizeF(size()), 1);
    cameraMoved();
}

// Whatever is on it may be elsewhere: boardCame() sees to that.
void BoardView::showStart()
{
    leap();
    followPixelRatio();
    m_camera.zoomTo(1, {});
    m_camera.pan(-m_camera.toWidget(QPointF()));
    cameraMoved();
}

void BoardView::showFrom(const QPointF &corner, double zoom)
{
    m_adopted = true; // whoever comes back sees what they left
    leap();
    followPixelRatio();
    m_camera.zoomTo(zoom, {});
    m_camera.pan(-m_camera.toWidget(corner));
    cameraMoved();
}

void BoardView::lookAt(const QPointF &middle, double zoom)
{
    m_adopted = true;
    followPixelRatio();
    const BoardCamera before = m_camera;
    BoardCamera there = m_camera;
    there.centerOn(middle, QSizeF(size()), zoom);
    if (there.zoom() != before.zoom() || there.corner() != before.corner())
        leap(); // while it is still where it was
    m_camera = there;
    if (m_camera.zoom() != before.zoom()) { // it may be one of many on the way to another
        m_tileLayer.setZooming(true);
        m_zoomRest.start();
    } else if (m_camera.corner() == before.corner()) {
        return;
    }
    cameraMoved();
}

QRectF BoardView::visibleBoard() const
{
    return {m_camera.toBoard(QPointF()), m_camera.toBoard(QPointF(width(), height()))};
}

void BoardView::reveal(const QRectF &board)
{
    const QRectF room =
        m_camera.room(QSizeF(size())).adjusted(revealMargin, revealMargin, -revealMargin, -revealMargin);
    const QRectF box = m_camera.toWidget(board);
    const auto shift = [](double low, double high, double from, double to) {
        if (low < from && high > to)
            return 0.0; // there is nothing but it
        return low < from ? from - low : high > to ? std::max(to - high, from - low) : 0;
    };
    const QPointF by(shift(box.left(), box.right(), room.left(), room.right()),
                     shift(box.top(), box.bottom(), room.top(), room.bottom()));
    if (!by.isNull())
        panBy(by);
}

void BoardView::panBy(const QPointF &delta)
{
    followPixelRatio();
    m_camera.pan(delta);
    cameraMoved();
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    followPixelRatio();
    const QPoint place = mapTo(window(), QPoint());
    const QPoint moved = std::exchange(m_place, place) - place;
    // Only what comes or goes above it. The hand follows by itself.
    const bool follows =
        isVisible() && moved.x() == 0 && event->oldSize().width() == width() && m_drag != &m_tools.tool(ToolId::Hand);
    // The smaller view of the two is moved: it ends before the board does (V23).
    const bool grows = height() > event->oldSize().height();
    if (follows && grows)
        m_camera.pan(moved);
    m_camera.setView(QSizeF(size()));
    if (follows && !grows)
        m_camera.pan(moved);
    cameraMoved();
}

} // namespace coterie::ui
