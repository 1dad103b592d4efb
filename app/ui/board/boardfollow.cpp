// SPDX-License-Identifier: MIT
#include "app/ui/board/boardfollow.h"

#include "app/ui/board/boardview.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coterie::ui {
namespace {

constexpr int followStepMs = 16;
constexpr double followShare = 0.18;  // of the way within that time
constexpr int promiseMs = 15'000;     // who looks is heard of every 10 s
constexpr double followMargin = 0.25; // of the view on each side, into which a pointer is not to go
// No faster than a zoom step in 300 ms, which nobody gets seasick of (W-45).
const double mostZoomPerMs = std::log(1.25) / 300;

} // namespace

BoardFollow::BoardFollow(BoardView *view)
    : QObject(view)
    , m_view(view)
{
    m_timer.setInterval(followStepMs);
    connect(&m_timer, &QTimer::timeout, this, &BoardFollow::step);
    m_promiseEnds.setSingleShot(true);
    m_promiseEnds.setInterval(promiseMs);
    connect(&m_promiseEnds, &QTimer::timeout, this, [this] {
        m_promised.reset();
        othersMoved();
    });
    connect(view, &BoardView::pointersMoved, this, &BoardFollow::othersMoved);
    connect(view, &BoardView::looksMoved, this, &BoardFollow::othersMoved);
    connect(view, &BoardView::cameraChanged, this, &BoardFollow::cameraChanged);
    connect(view, &BoardView::dragChanged, this, [this] {
        if (m_view->isDragging())
            stop();
    });
}

void BoardFollow::start(const UserId &user, const QString &name, const std::optional<QRectF> &promised)
{
    m_user = user;
    m_name = name;
    m_promised = promised;
    if (promised)
        m_promiseEnds.start();
    m_byView = false;
    m_corner = m_view->camera().corner();
    m_zoom = m_view->zoom();
    m_size = m_view->size();
    emit changed();
    othersMoved();
}

void BoardFollow::stop()
{
    if (!m_user)
        return;
    m_user.reset();
    m_promised.reset();
    m_timer.stop();
    emit changed();
}

std::optional<UserId> BoardFollow::leader() const
{
    const BoardGuests &guests = m_view->controller()->guests();
    UserId first = *m_user;
    QList<UserId> row{first};
    while (const BoardLookMark *look = guests.look(first)) {
        if (look->follows == m_view->controller()->self())
            return {};
        if (!look->follows || !guests.look(*look->follows))
            break;
        if (row.contains(*look->follows))
            return m_user; // they will notice themselves
        first = *look->follows;
        row.append(first);
    }
    return first;
}

BoardFollow::Aim BoardFollow::aim() const
{
    Aim aim;
    const BoardController *controller = m_view->controller();
    const auto whom = controller && m_user ? leader() : std::nullopt;
    if (!whom)
        return aim;
    if (const BoardLookMark *look = controller->guests().look(*whom))
        aim.view = look->view;
    else if (m_promised)
        aim.view = m_promised;
    else
        for (const BoardCursorMark &mark : controller->guests().cursors())
            if (mark.user == *whom)
                aim.pointer = m_view->camera().toWidget(mark.at);
    return aim;
}

void BoardFollow::othersMoved()
{
    if (!m_user || m_stepping)
        return;
    if (m_view->controller() && m_view->controller()->guests().look(*m_user))
        m_promised.reset(); // from now on it is what they are heard to do that counts
    const QString name = m_name;
    if (m_view->controller() && !leader()) {
        stop();
        emit followsBack(name);
        return;
    }
    const Aim now = aim();
    if (!now.view && !now.pointer) {
        stop();
        emit lost(name);
        return;
    }
    if (!m_timer.isActive()) {
        m_exactZoom = m_view->zoom();
        m_exactMiddle = m_view->visibleBoard().center();
        m_since.invalidate();
        m_timer.start();
    }
    m_byView = now.view.has_value();
}

void BoardFollow::cameraChanged()
{
    const bool zoomed = m_zoom != m_view->zoom();
    const bool resized = m_size != m_view->size();
    const bool moved = m_corner != m_view->camera().corner();
    m_corner = m_view->camera().corner();
    m_zoom = m_view->zoom();
    m_size = m_view->size();
    if (!m_user || m_stepping)
        return;
    if (resized)
        othersMoved(); // there is another size to fit into
    else if (m_byView ? zoomed || moved : moved && !zoomed)
        stop();
}

void BoardFollow::step()
{
    const Aim now = aim();
    if (!now.view && !now.pointer)
        return m_timer.stop();
    const double ms = m_since.isValid() ? std::clamp(double(m_since.elapsed()), 1.0, 100.0) : followStepMs;
    m_since.start();
    const double share = m_animated ? 1 - std::pow(1 - followShare, ms / followStepMs) : 1;
    m_stepping = true;
    const bool there = now.view ? comeTo(*now.view, share, ms) : keepInSight(*now.pointer, share);
    m_stepping = false;
    if (there)
        m_timer.stop(); // until they move again
}

bool BoardFollow::comeTo(const QRectF &theirs, double share, double ms)
{
    const double fits = std::clamp(
        std::min(m_view->width() / std::max(theirs.width(), 1e-3), m_view->height() / std::max(theirs.height(), 1e-3)),
        BoardCamera::minZoom, BoardCamera::maxZoom);
    const double most = m_animated ? mostZoomPerMs * ms : std::numeric_limits<double>::infinity();
    const double off = std::log(fits / m_exactZoom);
    const bool sized = std::abs(off) < 0.002;
    m_exactZoom = sized ? fits : m_exactZoom * std::exp(std::clamp(off * share, -most, most));
    const QPointF way = theirs.center() - m_exactMiddle;
    const bool placed = std::hypot(way.x(), way.y()) * m_exactZoom < 0.5;
    m_exactMiddle = placed ? theirs.center() : m_exactMiddle + way * share;
    m_view->lookAt(m_exactMiddle, m_exactZoom);
    return sized && placed;
}

bool BoardFollow::keepInSight(const QPointF &pointer, double share)
{
    const QRectF all(m_view->rect());
    const QRectF room = all.adjusted(all.width() * followMargin, all.height() * followMargin,
                                     -all.width() * followMargin, -all.height() * followMargin);
    const QPointF off(std::clamp(pointer.x(), room.left(), room.right()) - pointer.x(),
                      std::clamp(pointer.y(), room.top(), room.bottom()) - pointer.y());
    const double way = std::hypot(off.x(), off.y());
    if (way < 0.5)
        return true;
    const QPointF before = m_view->camera().exactCorner();
    m_view->panBy(way < 2 ? off : off * share);
    return m_view->camera().exactCorner() == before; // the board ends there: it comes no nearer
}

} // namespace coterie::ui
