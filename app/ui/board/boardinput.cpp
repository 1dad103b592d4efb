// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"

#include "app/ui/board/textediting.h"
#include "app/ui/shell/text.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTabletEvent>
#include <QToolTip>
#include <QTouchEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

// Mouse, pen, touchpad and keys of a BoardView.
namespace coterie::ui {
namespace {

constexpr double wheelPixels = 60; // of one notch
constexpr double wheelZoom = 1.2;  // of one notch
constexpr double arrowKeyPixels = 60;
constexpr int penSilentMs = 1000; // a hand that holds one over the board makes it speak far more often

} // namespace

void BoardView::setTool(ToolId tool)
{
    if (this->tool() == tool)
        return;
    if (m_drag && m_drag != &m_tools.tool(ToolId::Hand))
        endDrag(m_last);
    m_writing->close();
    m_tools.choose(tool);
    showCursorShape();
    update();
    emit toolChanged(this->tool());
}

void BoardView::showCursorShape()
{
    setCursor((m_drag ? *m_drag : toolForDrag(tool())).cursor());
}

BoardTool &BoardView::toolForDrag(ToolId chosen) const
{
    const bool lies = m_readOnly && !(m_mayPoint && changesNothing(chosen));
    return m_tools.tool(m_spaceHeld || lies || !m_controller ? ToolId::Hand : chosen);
}

// ---- dragging, whatever with

ToolPoint BoardView::pointAt(const QPointF &at, Qt::KeyboardModifiers modifiers, double pressure,
                             bool withPressure) const
{
    return {at, m_camera.placeAt(at), pressure, withPressure, modifiers};
}

void BoardView::beginDrag(BoardTool &tool, const ToolPoint &point)
{
    endDrag(m_last);
    followPixelRatio();
    m_drag = &tool;
    m_begun = m_last = point;
    if (tool.needsEveryPoint())
        m_everyPoint.emplace();
    tool.press(point);
    if (m_controller)
        m_controller->pointAt(point.board);
    showCursorShape();
    emit dragChanged();
}

void BoardView::moveDrag(const ToolPoint &point)
{
    if (m_drag)
        m_drag->move(point);
    else
        m_tools.current().hover(point);
    m_last = point;
    if (m_controller)
        m_controller->pointAt(point.board);
}

void BoardView::endDrag(const ToolPoint &point)
{
    m_taps.stopAwaiting();
    m_dragButton = Qt::NoButton;
    m_everyPoint.reset();
    if (BoardTool *tool = std::exchange(m_drag, nullptr)) {
        tool->release(point);
        emit dragChanged();
        followShownFrame();
    }
    showCursorShape();
}

// Something that opened meanwhile may have got the release.
void BoardView::endLostDrag(Qt::MouseButtons held)
{
    if (m_drag && m_dragButton != Qt::NoButton && !held.testFlag(m_dragButton))
        endDrag(m_last);
}

void BoardView::finish()
{
    endDrag(m_last);
    m_tools.current().settle();
    m_writing->close();
}

// Of a line each place of the pointer counts (T29). Between two of them the board does not move by itself: the line
// ends where it is.
void BoardView::leap()
{
    if (m_drag && m_drag->needsEveryPoint())
        endDrag(m_last);
}

// Alt and a click is a ping with every tool, the hand of who may only look too: the tool does nothing.
void BoardView::letGo(const ToolPoint &point)
{
    const bool still = QLineF(m_begun.at, point.at).length() < QApplication::startDragDistance() / 2.0;
    if (!m_drag || !still || !(m_begun.modifiers & Qt::AltModifier) || m_dragButton == Qt::MiddleButton)
        return endDrag(point);
    cancelDrag();
    ping(m_begun.board);
}

void BoardView::cancelDrag()
{
    m_taps.stopAwaiting();
    m_dragButton = Qt::NoButton;
    m_everyPoint.reset();
    if (BoardTool *tool = std::exchange(m_drag, nullptr)) {
        tool->cancel();
        emit dragChanged();
        followShownFrame();
    }
    showCursorShape();
}

bool BoardView::abandonDrag()
{
    if (!m_drag)
        return false;
    cancelDrag();
    return true;
}

// ---- mouse

void BoardView::mousePressEvent(QMouseEvent *event)
{
    if (m_penNear && event->source() != Qt::MouseEventNotSynthesized)
        return;
    if (m_drag)
        return; // another button while one is down
    m_byFinger = false;
    const ToolPoint point = pointAt(event->position(), event->modifiers());
    m_pointer = point.at;
    if (event->button() == Qt::MiddleButton)
        beginDrag(m_tools.tool(ToolId::Hand), point);
    else if (event->button() == Qt::LeftButton)
        beginDrag(toolForDrag(tool()), point);
    else
        return event->ignore();
    m_dragButton = event->button();
}

void BoardView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_penNear && event->source() != Qt::MouseEventNotSynthesized)
        return;
    const ToolPoint point = pointAt(event->position(), event->modifiers());
    m_pointer = point.at;
    m_byFinger = false;
    if (!m_penNear)
        endLostDrag(event->buttons());
    moveDrag(point);
}

void BoardView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_dragButton || m_dragButton == Qt::NoButton)
        return;
    letGo(pointAt(event->position(), event->modifiers()));
}

void BoardView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const ToolPoint point = pointAt(event->position(), event->modifiers());
    if (event->button() != Qt::LeftButton || m_drag || !doubleClick(toolForDrag(tool()), point))
        mousePressEvent(event);
}

void BoardView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (!QApplication::activePopupWidget()) // its own menu means the place where it was opened
        m_pointer.reset();
    if (m_controller)
        m_controller->pointAway();
}

void BoardView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_drag)
        return; // a menu would get the release, and the drag would go on without a button
    emit menuAsked(event->pos(), event->reason() == QContextMenuEvent::Keyboard);
}

// ---- pen

// The hand that holds it may have come down first: what that began is nothing.
void BoardView::penCame()
{
    if (std::exchange(m_penNear, true))
        return;
    m_penUsed = true;
    qApp->installEventFilter(this);
    m_contacts.clear(); // until they are lifted
    if (std::exchange(m_fingers, 0) > 0) {
        m_taps.forget();
        cancelDrag();
    }
    m_pinched = false;
}

void BoardView::penSpoke(const QTabletEvent &event)
{
    if (event.buttons() == Qt::NoButton)
        m_penSilent.start(penSilentMs);
    else
        m_penSilent.stop(); // it lies on something
}

// That it has gone is told to the application alone, and only by some drivers: on X11 those of Wacom, and none through
// Xwayland. A pen in the hand is never still, so one that has said nothing for a while has gone as well.
void BoardView::penWent()
{
    qApp->removeEventFilter(this);
    m_penSilent.stop();
    m_penNear = false;
}

bool BoardView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::TabletLeaveProximity && watched == qApp)
        penWent();
    else if (event->type() == QEvent::TabletPress || event->type() == QEvent::TabletMove ||
             event->type() == QEvent::TabletRelease)
        penSpoke(*static_cast<const QTabletEvent *>(event)); // beside the board, too: the hand is still there
    return QWidget::eventFilter(watched, event);
}

// Whoever got the press gets all up to the release, wherever that is.
bool BoardView::isForText(const QTabletEvent &event)
{
    const bool isAbove = !m_drag && m_writing->isAt(event.position());
    Qt::MouseButtons others = event.buttons();
    others.setFlag(event.button(), false);
    if (event.type() == QEvent::TabletPress && (m_penPress == PenPress::None || others == Qt::NoButton))
        m_penPress = isAbove ? PenPress::Text : PenPress::Board;
    else if (event.type() == QEvent::TabletMove && event.buttons() == Qt::NoButton)
        m_penPress = PenPress::None; // something else has got the release
    const PenPress press = m_penPress;
    if (event.type() == QEvent::TabletRelease && event.buttons() == Qt::NoButton)
        m_penPress = PenPress::None;
    return press == PenPress::None ? isAbove : press == PenPress::Text;
}

void BoardView::tabletEvent(QTabletEvent *event)
{
    m_byFinger = false;
    penCame(); // over a text, too: the hand beside it is nothing
    penSpoke(*event);
    if (isForText(*event))
        return event->ignore(); // it came here from the text, which takes it as that of a mouse
    event->accept();
    const bool presses =
        m_hands.pressure && event->pointingDevice()->capabilities().testFlag(QInputDevice::Capability::Pressure);
    const ToolPoint point = pointAt(event->position(), event->modifiers(), event->pressure(), presses);
    switch (event->type()) {
    case QEvent::TabletPress: {
        if (m_drag)
            return;
        setFocus(Qt::MouseFocusReason); // which nothing else does for a pen
        // The other end, and the button on the barrel, erase; a second button moves the board (W-12).
        const bool erases =
            event->pointerType() == QPointingDevice::PointerType::Eraser || event->button() == Qt::RightButton;
        if (!erases && event->button() == Qt::LeftButton) {
            beginTap(tool(), point, event->timestamp());
        } else {
            m_taps.forget();
            beginDrag(toolForDrag(erases                                ? ToolId::Eraser
                                  : event->button() == Qt::MiddleButton ? ToolId::Hand
                                                                        : tool()),
                      point);
        }
        m_dragButton = m_drag ? event->button() : Qt::NoButton;
        return;
    }
    case QEvent::TabletMove:
        endLostDrag(event->buttons());
        m_taps.move(point.at);
        moveDrag(point);
        return;
    case QEvent::TabletRelease:
        m_taps.release(point.at);
        if (event->button() == m_dragButton)
            letGo(point);
        return;
    default:
        return;
    }
}

// ---- wheel and touchpad

void BoardView::zoomAt(double factor, const QPointF &at)
{
    followPixelRatio();
    m_tileLayer.setZooming(true);
    m_zoomRest.start();
    m_camera.zoomTo(zoom() * factor, at);
    cameraMoved();
}

void BoardView::wheelEvent(QWheelEvent *event)
{
    const QPointF notches = QPointF(event->angleDelta()) / QWheelEvent::DefaultDeltasPerStep;
    // Two fingers on a touchpad are not a wheel: who lets the wheel zoom still moves the board with them.
    // Where the system tells the phases of their movement, no device is told with a wheel.
    const QString system = QGuiApplication::platformName();
    const bool tellsPhases = system.startsWith(u"wayland") || system == u"cocoa";
    const bool wheel = event->phase() == Qt::NoScrollPhase &&
                       (tellsPhases || event->pointingDevice()->type() != QInputDevice::DeviceType::TouchPad);
    if (event->modifiers().testFlag(Qt::ControlModifier) != (wheel && m_hands.wheelZooms)) {
        // With Ctrl, some systems turn the wheel sideways when Shift or Alt is held too.
        const double turn = notches.y() != 0 ? notches.y() : notches.x();
        zoomAt(std::pow(wheelZoom, turn), event->position());
    } else {
        QPointF delta = event->pixelDelta().isNull() ? notches * wheelPixels : QPointF(event->pixelDelta());
        if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
            delta = QPointF(delta.y(), 0);
        panBy(delta);
        const ToolPoint point = pointAt(event->position(), event->modifiers(), 0.5);
        if (m_drag && m_drag != &m_tools.tool(ToolId::Hand))
            m_drag->move(point); // the board moves under the pen
        m_last = point;
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
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        return touchEvent(static_cast<QTouchEvent *>(event));
    case QEvent::ToolTip:
        showTip(*static_cast<QHelpEvent *>(event));
        return true;
    case QEvent::ShortcutOverride:
        // Space is the hand here, whatever it does elsewhere in the window.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space)
            event->accept();
        break;
    case QEvent::FontChange:
        updateCursors();
        updateOnlookers();
        break;
    case QEvent::Hide:
        tellLook(false);
        break;
    case QEvent::Show:
        tellLook(true);
        if (!m_adopted && !m_adoption.isActive())
            boardCame(); // what was taken in while nobody could see it
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

// Of what cannot be drawn, why.
void BoardView::showTip(const QHelpEvent &event)
{
    const auto hit = m_drag ? std::nullopt : objectAt(m_camera.toBoard(QPointF(event.pos())), true);
    const auto object = hit && m_controller ? m_controller->doc().object(*hit) : std::nullopt;
    const QString words = object ? undrawnTip(undrawn(*object)) : QString();
    QToolTip::showText(event.globalPos(), plainTip(words), this);
}

// ---- keys

// Tab goes through the objects first; behind the last one it leaves the board as usual.
bool BoardView::focusNextPrevChild(bool next)
{
    return m_tools.current().step(next) || QWidget::focusNextPrevChild(next);
}

void BoardView::keyPressEvent(QKeyEvent *event)
{
    if (m_drag ? m_drag->key(event) : m_tools.current().key(event))
        return;
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            showCursorShape();
        }
        return;
    case Qt::Key_Escape:
        if (m_drag)
            return cancelDrag();
        if (tool() != ToolId::Select && !m_readOnly)
            return setTool(ToolId::Select);
        if (tool() == ToolId::Laser && m_mayPoint)
            return setTool(ToolId::Hand);
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
