// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardrevert.h"
#include "shared/protocol/rooms.h"

#include <QHash>
#include <QObject>

namespace coterie {

class Requests;

// Everything that has happened on one board, read from the host's log page by page. Each start() ends once, by read()
// or failed(), and goes on where the one before ended. Lives in the window's thread.
class BoardPast final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardPast)
public:
    BoardPast(const RoomId &room, const BoardId &board, Requests &requests, QObject *parent = nullptr);
    void start();
    void startAnew(); // from the very first, since the log may be another one; start() after it
    [[nodiscard]] bool isReading() const { return m_asking; }
    [[nodiscard]] const QList<BoardEvent> &events() const { return m_events; } // by rising seq, from the very first
    [[nodiscard]] QString nameOf(const UserId &user) const { return m_names.value(user); } // what they were called last

signals:
    void progressed(coterie::Seq seq); // read so far
    void read();
    void failed(const QString &sentence);

private:
    void ask();
    void take(const QList<RoomEvent> &events, bool more);
    void noteChange(const RoomEvent &event);

    const RoomId m_room;
    const BoardId m_board;
    Requests &m_requests;
    QList<BoardEvent> m_events;
    QHash<UserId, QString> m_names;
    bool m_asking = false;
    bool m_isOld = false; // what is asked for is of the log before
    Seq m_after = 0;
};

} // namespace coterie
