// SPDX-License-Identifier: MIT
#include "app/ui/board/boardfollow.h"

#include "app/ui/board/boardview.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int followStepMs = 16;
constexpr double followShare = 0.18;  // of the way at each step
constexpr double followMargin = 0.25; // of the view on each side, into which the pointer is not to go

std::optional<QPointF> pointerOf(const BoardView &view, const UserId &user)
{
    if (const BoardController *controller = view.controller())
        for (const BoardCursorMark &mark : controller->guests().cursors())
            if (mark.user == user)
                return view.camera().toWidget(mark.at);
    return {};
}

} // namespace

BoardFollow::BoardFollow(BoardView *view)
    : QObject(view)
    , m_view(view)
{
    m_timer.setInterval(followStepMs);
    connect(&m_timer, &QTimer::timeout, this, &BoardFollow::step);
    connect(view, &BoardView::pointersMoved, this, &BoardFollow::pointersMoved);
    connect(view, &BoardView::cameraChanged, this, &BoardFollow::cameraChanged);
}

void BoardFollow::start(const UserId &user, const QString &name)
{
    m_user = user;
    m_name = name;
    m_corner = m_view->camera().corner();
    m_zoom = m_view->zoom();
    m_timer.start();
    emit changed();
}

void BoardFollow::stop()
{
    if (!m_user)
        return;
    m_user.reset();
    m_timer.stop();
    emit changed();
}

void BoardFollow::pointersMoved()
{
    if (!m_user || m_stepping)
        return;
    if (pointerOf(*m_view, *m_user)) {
        m_timer.start();
        return;
    }
    const QString name = m_name;
    stop();
    emit lost(name);
}

void BoardFollow::cameraChanged()
{
    const bool moved = m_zoom == m_view->zoom() && m_corner != m_view->camera().corner();
    m_corner = m_view->camera().corner();
    m_zoom = m_view->zoom();
    if (m_user && moved && !m_stepping)
        stop();
}

void BoardFollow::step()
{
    const auto at = m_user ? pointerOf(*m_view, *m_user) : std::nullopt;
    if (!at)
        return m_timer.stop();
    const QRectF all(m_view->rect());
    const QRectF room = all.adjusted(all.width() * followMargin, all.height() * followMargin,
                                     -all.width() * followMargin, -all.height() * followMargin);
    const QPointF off(std::clamp(at->x(), room.left(), room.right()) - at->x(),
                      std::clamp(at->y(), room.top(), room.bottom()) - at->y());
    const double way = std::hypot(off.x(), off.y());
    if (way < 0.5)
        return m_timer.stop(); // until it moves again
    m_stepping = true;
    m_view->panBy(way < 2 ? off : off * followShare);
    m_stepping = false;
}

} // namespace coterie::ui
