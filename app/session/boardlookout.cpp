// SPDX-License-Identifier: MIT
#include "app/session/boardlookout.h"

#include <algorithm>

namespace coterie {

std::optional<BoardArea> boardAreaOf(const QRectF &rect)
{
    if (rect.isEmpty())
        return {};
    const auto onBoard = [](double at) { return std::clamp(at, boardCoordinate.min, boardCoordinate.max); };
    const double left = onBoard(rect.left());
    const double top = onBoard(rect.top());
    return BoardArea{left, top, onBoard(rect.right()) - left, onBoard(rect.bottom()) - top};
}

BoardLookout::BoardLookout(const RoomId &room, const std::optional<BoardId> &board, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_look.room = room;
    m_look.board = board;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BoardLookout::tick);
}

void BoardLookout::setView(const QRectF &board)
{
    const auto view = boardAreaOf(board);
    if (m_look.view == view)
        return;
    m_look.view = view;
    touch();
    if (!view && m_told)
        send();
}

void BoardLookout::setSelected(const QList<ObjectId> &objects, const QRectF &around)
{
    const auto told = objects.isEmpty() ? std::nullopt : std::optional(objects.mid(0, maxLookSelected));
    const auto box = objects.size() > maxLookSelected ? boardAreaOf(around) : std::nullopt;
    if (m_look.selected == told && m_look.around == box)
        return;
    m_look.selected = told;
    m_look.around = box;
    touch();
}

void BoardLookout::setFollowed(const std::optional<UserId> &user)
{
    if (m_look.follows == user)
        return;
    m_look.follows = user;
    touch();
}

void BoardLookout::setOnline(bool online)
{
    m_online = online;
    m_told = false;
    m_dirty |= online;
    m_sentMs = 0;
    arm();
}

void BoardLookout::touch()
{
    m_dirty = true;
    arm();
}

void BoardLookout::tick()
{
    const qint64 since = m_clock.monotonicMs() - m_sentMs;
    if (m_online && m_look.view && since >= (m_dirty ? everyMs : repeatMs))
        send();
    arm();
}

// The first word goes out as soon as the event loop has heard the rest of it.
void BoardLookout::arm()
{
    if (!m_online || !m_look.view) {
        m_timer.stop();
        return;
    }
    const qint64 since = m_clock.monotonicMs() - m_sentMs;
    const qint64 wait = std::max<qint64>(0, (m_dirty ? everyMs : repeatMs) - since);
    if (!m_timer.isActive() || m_timer.remainingTime() > wait)
        m_timer.start(int(wait));
}

void BoardLookout::send()
{
    m_sentMs = m_clock.monotonicMs();
    m_dirty = false;
    m_told = m_look.view.has_value();
    emit requested(m_told ? m_look : BoardLook{m_look.room, {}, {}, {}, {}, m_look.board});
}

} // namespace coterie
