// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

#include "shared/protocol/roomstate.h"

// What a BoardController tells the others while it happens.
namespace coterie {
namespace {

constexpr qint64 volatileEveryMs = 33;    // samples and pointer: 30 a second
constexpr qint64 styleEveryMs = 1'000;    // for those who came, or missed it, in the middle of a stroke
constexpr qint64 cursorRepeatMs = 10'000; // so that a pointer at rest is not taken for gone
constexpr qint64 guestCheckMs = 1'000;
constexpr int strokeSamplesPerMessage = 64;

} // namespace

void BoardController::pointAt(const QPointF &at)
{
    if (m_cursor == at)
        return;
    m_cursor = at;
    m_cursorMoved = true;
    arm();
}

void BoardController::pointAway()
{
    if (!m_cursor)
        return;
    emit cursorRequested({m_room, m_cursor->x(), m_cursor->y(), false, boardOnWire(m_room, m_board)});
    m_cursor.reset();
    m_cursorMoved = false;
}

// ---- what is told to the others while it happens

void BoardController::tick()
{
    const qint64 now = nowMs();
    if (m_writing && now >= m_writing->dueMs)
        sendText();
    if (!m_held.isEmpty() && now >= m_heldDueMs)
        takeHeld();
    if (m_stroke && now - m_liveSentMs >= volatileEveryMs)
        sendLive();
    if (m_cursor && now - m_cursorSentMs >= (m_cursorMoved ? volatileEveryMs : cursorRepeatMs))
        sendCursor();
    const auto cursors = m_guests.cursors().size();
    const auto looks = m_guests.looks().size();
    endGuests(m_guests.expire(now));
    if (cursors != m_guests.cursors().size())
        emit cursorsChanged();
    if (looks != m_guests.looks().size())
        emit looksChanged();
    arm();
}

void BoardController::arm()
{
    const bool moving = (m_stroke && m_liveSent < m_stroke->count()) || m_cursorMoved ||
                        (m_writing && m_writing->waits) || !m_held.isEmpty();
    const bool any = moving || m_cursor || !m_guests.isEmpty();
    if (moving && (!m_timer.isActive() || m_timer.remainingTime() > volatileEveryMs))
        m_timer.start(int(volatileEveryMs));
    else if (any && !m_timer.isActive())
        m_timer.start(int(guestCheckMs));
}

void BoardController::sendLive()
{
    m_liveSentMs = nowMs();
    while (m_stroke && m_liveSent < m_stroke->count()) {
        BoardLive live;
        live.room = m_room;
        live.board = boardOnWire(m_room, m_board);
        live.stream = m_stroke->id();
        live.first = m_liveSent;
        if (!m_styleSentMs || m_liveSentMs - m_styleSentMs >= styleEveryMs) {
            live.style = StrokeStyle{m_stroke->color(), m_stroke->width(), m_stroke->x(), m_stroke->y()};
            m_styleSentMs = m_liveSentMs;
        }
        live.points = m_stroke->packedFrom(m_liveSent, strokeSamplesPerMessage);
        m_liveSent = std::min(m_liveSent + strokeSamplesPerMessage, m_stroke->count());
        emit liveRequested(live);
    }
}

// What was given up is to go from everybody's board at once, and not when it has been silent for long enough.
void BoardController::sendOver(const ObjectId &stream)
{
    if (m_liveSent < 1)
        return; // nobody has seen any of it
    BoardLive live;
    live.room = m_room;
    live.board = boardOnWire(m_room, m_board);
    live.stream = stream;
    StrokePoints nothingNew;
    nothingNew.at = {{0, 0}};
    live.points = nothingNew.packed();
    live.over = true;
    emit liveRequested(live);
}

void BoardController::sendCursor()
{
    m_cursorSentMs = nowMs();
    m_cursorMoved = false;
    emit cursorRequested({m_room, m_cursor->x(), m_cursor->y(), true, boardOnWire(m_room, m_board)});
}

} // namespace coterie
