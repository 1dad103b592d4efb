// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPixmap>
#include <QTabletEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

// Mouse, pen, touchpad and keys of a BoardView.
namespace coterie::ui {
namespace {

constexpr double eraserRadius = 9; // pixels on screen
constexpr double wheelPixels = 60; // of one notch
constexpr double wheelZoom = 1.2;  // of one notch
constexpr double arrowKeyPixels = 60;

// A ring as large as what the eraser touches, seen on any ground.
QCursor eraserShape(double pixelRatio)
{
    constexpr int side = int(2 * eraserRadius) + 4;
    QPixmap pixmap(QSize(side, side) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ring(2, 2, 2 * eraserRadius, 2 * eraserRadius);
    painter.setPen(QPen(QColor(255, 255, 255, 230), 3));
    painter.drawEllipse(ring);
    painter.setPen(QPen(QColor(30, 30, 30), 1.25));
    painter.drawEllipse(ring);
    painter.end();
    return QCursor(pixmap, side / 2, side / 2);
}

} // namespace

void BoardView::setTool(BoardTool tool)
{
    if (m_tool == tool)
        return;
    if (m_drag != Drag::Pan)
        endDrag();
    m_tool = tool;
    showCursorShape();
    emit toolChanged(tool);
}

void BoardView::showCursorShape()
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld || m_readOnly || m_tool == BoardTool::Hand)
        setCursor(Qt::OpenHandCursor);
    else if (m_tool == BoardTool::Eraser)
        setCursor(eraserShape(devicePixelRatioF()));
    else
        setCursor(Qt::CrossCursor);
}

BoardView::Drag BoardView::dragFor(BoardTool tool) const
{
    if (m_spaceHeld || m_readOnly || !m_controller || tool == BoardTool::Hand)
        return Drag::Pan;
    return tool == BoardTool::Eraser ? Drag::Erase : Drag::Draw;
}

// ---- dragging, whatever with

void BoardView::beginDrag(Drag drag, const QPointF &at, double pressure, bool withPressure)
{
    endDrag();
    followPixelRatio();
    m_drag = drag;
    m_last = at;
    if (drag == Drag::Draw) {
        const QPointF p = m_camera.toBoard(at);
        m_controller->beginStroke(m_style.color, m_style.width, zoom(), withPressure, {p.x(), p.y(), pressure});
    } else if (drag == Drag::Erase) {
        eraseAlong(at);
    }
    showCursorShape();
}

void BoardView::moveDrag(const QPointF &at, double pressure)
{
    if (m_drag == Drag::Pan) {
        panBy(at - m_last);
    } else if (m_drag == Drag::Erase) {
        eraseAlong(at);
    } else if (m_drag == Drag::Draw && m_controller) {
        const QPointF p = m_camera.toBoard(at);
        m_controller->extendStroke({p.x(), p.y(), pressure});
    }
    m_last = at;
}

void BoardView::endDrag()
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_dragButton = Qt::NoButton;
    if (drag == Drag::Draw && m_controller)
        m_controller->endStroke();
    if (drag == Drag::Erase && !m_underEraser.isEmpty()) {
        const QList<ObjectId> erased = std::exchange(m_underEraser, {});
        if (m_controller)
            m_controller->erase(erased);
        showAgain(erased); // what the board refused to erase
    }
    showCursorShape();
}

void BoardView::cancelDrag()
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_dragButton = Qt::NoButton;
    if (drag == Drag::Draw && m_controller)
        m_controller->cancelStroke();
    showAgain(std::exchange(m_underEraser, {}));
    showCursorShape();
}

void BoardView::showAgain(const QList<ObjectId> &hidden)
{
    for (const ObjectId &id : hidden) {
        m_scene.setHidden(id, false);
        if (const InkPtr ink = m_scene.ink(id)) {
            m_tiles.repaint(*ink);
            updateBoard(ink->box);
        }
    }
}

void BoardView::eraseAlong(const QPointF &to)
{
    const QLineF path(m_camera.toBoard(m_last), m_camera.toBoard(to));
    for (const ObjectId &id : m_scene.touchedBy(path, eraserRadius / zoom())) {
        const InkPtr ink = m_scene.ink(id);
        m_scene.setHidden(id, true);
        m_underEraser.append(id);
        m_tiles.repaint(*ink);
        updateBoard(ink->box);
    }
}

void BoardView::point(const QPointF &at)
{
    if (m_controller)
        m_controller->pointAt(m_camera.toBoard(at));
}

// ---- mouse

void BoardView::mousePressEvent(QMouseEvent *event)
{
    if (m_penNear && event->source() != Qt::MouseEventNotSynthesized)
        return;
    if (m_drag != Drag::None)
        return; // another button while one is down
    if (event->button() == Qt::MiddleButton)
        beginDrag(Drag::Pan, event->position(), 0, false);
    else if (event->button() == Qt::LeftButton)
        beginDrag(dragFor(m_tool), event->position(), 0, false);
    else
        return event->ignore();
    m_dragButton = event->button();
}

void BoardView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_penNear && event->source() != Qt::MouseEventNotSynthesized)
        return;
    moveDrag(event->position(), 0);
    point(event->position());
}

void BoardView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_dragButton || m_dragButton == Qt::NoButton)
        return;
    moveDrag(event->position(), 0);
    endDrag();
}

void BoardView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (m_controller)
        m_controller->pointAway();
}

// ---- pen

void BoardView::tabletEvent(QTabletEvent *event)
{
    event->accept();
    switch (event->type()) {
    case QEvent::TabletPress: {
        m_penNear = true;
        if (event->button() != Qt::LeftButton || m_drag != Drag::None)
            return;
        const bool eraserEnd = event->pointerType() == QPointingDevice::PointerType::Eraser;
        const bool presses = event->pointingDevice()->capabilities().testFlag(QInputDevice::Capability::Pressure);
        beginDrag(dragFor(eraserEnd ? BoardTool::Eraser : m_tool), event->position(), event->pressure(), presses);
        m_dragButton = Qt::LeftButton;
        return;
    }
    case QEvent::TabletMove:
        m_penNear = true;
        moveDrag(event->position(), event->pressure());
        point(event->position());
        return;
    case QEvent::TabletRelease:
        if (event->button() == Qt::LeftButton) {
            // The pressure of lifting is none: the line ends as it was.
            moveDrag(event->position(), std::max(event->pressure(), 0.05));
            endDrag();
        }
        return;
    default:
        return;
    }
}

// ---- wheel and touchpad

void BoardView::zoomAt(double factor, const QPointF &at)
{
    followPixelRatio();
    m_tiles.setZooming(true);
    m_zoomRest.start();
    m_camera.zoomTo(zoom() * factor, at);
    cameraMoved();
}

void BoardView::wheelEvent(QWheelEvent *event)
{
    const QPointF notches = QPointF(event->angleDelta()) / QWheelEvent::DefaultDeltasPerStep;
    if (event->modifiers() & Qt::ControlModifier) {
        // With Ctrl, some systems turn the wheel sideways when Shift or Alt is held too.
        const double turn = notches.y() != 0 ? notches.y() : notches.x();
        zoomAt(std::pow(wheelZoom, turn), event->position());
    } else {
        QPointF delta = event->pixelDelta().isNull() ? notches * wheelPixels : QPointF(event->pixelDelta());
        if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
            delta = QPointF(delta.y(), 0);
        panBy(delta);
        if (m_drag == Drag::Draw)
            moveDrag(event->position(), 0.5); // the board moves under the pen
        m_last = event->position();
    }
    event->accept();
}

bool BoardView::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::NativeGesture: {
        auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture)
            zoomAt(1 + std::clamp(gesture->value(), -0.9, 9.0), gesture->position());
        else if (gesture->gestureType() == Qt::PanNativeGesture)
            panBy(gesture->delta());
        else
            break;
        return true;
    }
    case QEvent::TabletLeaveProximity:
        m_penNear = false;
        break;
    case QEvent::ShortcutOverride:
        // Space is the hand here, whatever it does elsewhere in the window.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space)
            event->accept();
        break;
    case QEvent::FontChange:
        updateCursors();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

// ---- keys

void BoardView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            showCursorShape();
        }
        return;
    case Qt::Key_Escape:
        if (m_drag != Drag::None)
            return cancelDrag();
        break;
    case Qt::Key_Left:
        return panBy({arrowKeyPixels, 0});
    case Qt::Key_Right:
        return panBy({-arrowKeyPixels, 0});
    case Qt::Key_Up:
        return panBy({0, arrowKeyPixels});
    case Qt::Key_Down:
        return panBy({0, -arrowKeyPixels});
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void BoardView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QWidget::keyReleaseEvent(event);
    m_spaceHeld = false;
    showCursorShape();
}

void BoardView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_spaceHeld = false;
    showCursorShape();
}

} // namespace coterie::ui
