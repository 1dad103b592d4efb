// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/boardlook.h"
#include "shared/util/clock.h"

#include <QObject>
#include <QRectF>
#include <QTimer>

namespace coterie {

// As much of a rectangle as is on a board; nothing when it is empty.
[[nodiscard]] std::optional<BoardArea> boardAreaOf(const QRectF &rect);

// What one looks at on a board and has selected there, told to the others: when something has changed, at most ten
// times a second, and again every ten seconds, for a word may have been dropped on its way. Belongs to a
// BoardController; the window's thread.
class BoardLookout final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardLookout)
public:
    static constexpr qint64 everyMs = 100;
    static constexpr qint64 repeatMs = 10'000;

    BoardLookout(const RoomId &room, const std::optional<BoardId> &board, const Clock &clock,
                 QObject *parent = nullptr);

    // ---- for the views
    void setView(const QRectF &board); // empty: one looks no more, which is told at once
    // All of them, and the box around them; of many the first are told.
    void setSelected(const QList<ObjectId> &objects, const QRectF &around);
    void setFollowed(const std::optional<UserId> &user);

    // ---- for the session
    void setOnline(bool online); // true: whoever listens now knows nothing yet

    void tick(); // what the timer does, for tests with a clock of their own

signals:
    void requested(const coterie::BoardLook &look);

private:
    void touch();
    void send();
    void arm();

    const Clock &m_clock;
    BoardLook m_look; // as it is now
    bool m_online = false;
    bool m_dirty = false;
    bool m_told = false; // the host has us as somebody who looks
    qint64 m_sentMs = 0;
    QTimer m_timer;
};

} // namespace coterie
