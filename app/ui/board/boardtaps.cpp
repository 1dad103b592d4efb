// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtaps.h"

#include <QGuiApplication>
#include <QLineF>
#include <QStyleHints>

#include <algorithm>

namespace coterie::ui {
namespace {

bool isFar(const QPointF &a, const QPointF &b, int most)
{
    return QLineF(a, b).length() > most;
}

} // namespace

BoardTaps::BoardTaps(const std::function<void(const QPointF &)> &held)
{
    m_hold.setSingleShot(true);
    m_hold.callOnTimeout([this, held] {
        m_isTap = false;
        held(m_at);
    });
}

bool BoardTaps::press(const QPointF &at, quint64 ms)
{
    const QStyleHints *hints = QGuiApplication::styleHints();
    const bool second = m_isTap && ms - m_ms < quint64(std::max(0, hints->mouseDoubleClickInterval())) &&
                        !isFar(m_at, at, hints->touchDoubleTapDistance());
    m_at = at;
    m_ms = ms;
    m_isTap = !second; // a third one begins anew
    return second;
}

void BoardTaps::await()
{
    m_hold.start(QGuiApplication::styleHints()->mousePressAndHoldInterval());
}

void BoardTaps::move(const QPointF &at)
{
    const QStyleHints *hints = QGuiApplication::styleHints();
    if (isFar(m_at, at, hints->startDragDistance() / 2)) // as far as Select lets it be no drag
        forget();
}

void BoardTaps::release(const QPointF &at)
{
    move(at);
    m_hold.stop();
}

void BoardTaps::forget()
{
    m_isTap = false;
    m_hold.stop();
}

} // namespace coterie::ui
