// SPDX-License-Identifier: MIT
#include "app/ui/board/pressthrough.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMouseEvent>
#include <QTabletEvent>
#include <QWheelEvent>
#include <QWidget>

namespace coterie::ui {

PressThrough::PressThrough(QWidget *board, QWidget *cover)
    : QObject(cover)
    , m_board(board)
{
    cover->installEventFilter(this);
    for (auto *widget : cover->findChildren<QWidget *>())
        widget->installEventFilter(this);
}

PressThrough::~PressThrough() = default;

bool PressThrough::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = static_cast<QWidget *>(watched);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::TabletPress:
        return pressed(widget, static_cast<QSinglePointEvent &>(*event));
    case QEvent::MouseMove:
    case QEvent::TabletMove:
        return moved(widget, static_cast<QSinglePointEvent &>(*event));
    case QEvent::MouseButtonRelease:
    case QEvent::TabletRelease:
        return released(widget, static_cast<QSinglePointEvent &>(*event));
    case QEvent::Wheel: {
        const auto &wheel = static_cast<QWheelEvent &>(*event);
        QWheelEvent passed(m_board->mapFromGlobal(wheel.globalPosition()), wheel.globalPosition(), wheel.pixelDelta(),
                           wheel.angleDelta(), wheel.buttons(), wheel.modifiers(), wheel.phase(), wheel.inverted(),
                           wheel.source());
        QCoreApplication::sendEvent(m_board, &passed);
        event->accept();
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool PressThrough::pressed(QWidget *widget, const QSinglePointEvent &event)
{
    m_passing = false;
    m_press.reset();
    m_pressedAt = event.globalPosition();
    if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
        if (event.button() == Qt::LeftButton)
            m_press.reset(event.clone());
        if (event.type() != QEvent::TabletPress)
            return false;
        button->setDown(true);
        const_cast<QSinglePointEvent &>(event).accept(); // else it comes as a mouse's too
        return true;
    }
    m_passing = true;
    pass(event, event.type(), m_pressedAt);
    return true;
}

bool PressThrough::moved(QWidget *widget, const QSinglePointEvent &event)
{
    const bool far = (event.globalPosition() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_press && far) {
        if (auto *button = qobject_cast<QAbstractButton *>(widget))
            button->setDown(false);
        m_passing = true;
        const std::unique_ptr<QEvent> press = std::move(m_press);
        pass(*press, press->type(), m_pressedAt);
    }
    if (m_passing)
        pass(event, event.type(), event.globalPosition());
    else if (m_press && event.type() == QEvent::TabletMove)
        const_cast<QSinglePointEvent &>(event).accept(); // as its press
    else
        return false;
    return true;
}

bool PressThrough::released(QWidget *widget, const QSinglePointEvent &event)
{
    const bool clicked = m_press && event.type() == QEvent::TabletRelease;
    m_press.reset();
    if (std::exchange(m_passing, false)) {
        pass(event, event.type(), event.globalPosition());
        return true;
    }
    if (auto *button = qobject_cast<QAbstractButton *>(widget); button && clicked) {
        button->setDown(false);
        const_cast<QSinglePointEvent &>(event).accept();
        button->click();
        return true;
    }
    return false;
}

void PressThrough::pass(const QEvent &event, QEvent::Type type, const QPointF &global)
{
    const QPointF at = m_board->mapFromGlobal(global);
    if (type == QEvent::TabletPress || type == QEvent::TabletMove || type == QEvent::TabletRelease) {
        const auto &pen = static_cast<const QTabletEvent &>(event);
        QTabletEvent passed(type, pen.pointingDevice(), at, global, pen.pressure(), float(pen.xTilt()),
                            float(pen.yTilt()), float(pen.tangentialPressure()), pen.rotation(), float(pen.z()),
                            pen.modifiers(), pen.button(), pen.buttons());
        QCoreApplication::sendEvent(m_board, &passed);
        const_cast<QEvent &>(event).accept();
        return;
    }
    const auto &mouse = static_cast<const QMouseEvent &>(event);
    QMouseEvent passed(type, at, global, mouse.button(), mouse.buttons(), mouse.modifiers(), mouse.pointingDevice());
    QCoreApplication::sendEvent(m_board, &passed);
}

} // namespace coterie::ui
