// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "shared/util/clock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace coterie {

class BoardController;
class BoardSync;
class Connection;
class Outbox;

// The boards that somebody has looked at since the session was opened, and who draws where at this moment, also on
// those that nobody has. Owns the controllers and what keeps them in step. Lives in the window's thread.
class BoardBook final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardBook)
public:
    BoardBook(Connection &connection, Requests &requests, Router &router, LocalStore &store, Outbox &outbox,
              const Clock &clock, const ConnectionTiming &timing = {}, QObject *parent = nullptr);

    [[nodiscard]] BoardController *board(const RoomId &room);

    [[nodiscard]] bool isDrawing(const RoomId &room) const;

    void setMe(const UserId &me);
    void reload(); // another file was opened
    void roomJoined(const RoomInfo &room, bool reset);
    void roomLeft(const RoomId &room);
    void connectionLost();
    void userGone(const UserId &user);
    void refused(const OutboxEntry &entry, const Failure &failure);
    void acknowledged(const RoomId &room, const OpId &id, Seq seq);

signals:
    void drawingChanged(const coterie::RoomId &room, const coterie::UserId &user, bool on);

private:
    struct Board {
        BoardController *controller = nullptr;
        BoardSync *sync = nullptr;
    };
    using Drawing = std::pair<RoomId, UserId>;
    void prepare(const RoomId &room, Board &board);
    void noteDrawing(const BoardPreview &preview);
    void expireDrawing();

    Connection &m_connection;
    Requests &m_requests;
    LocalStore &m_store;
    Outbox &m_outbox;
    const Clock &m_clock;
    const ConnectionTiming m_timing;
    QHash<RoomId, Board> m_boards;
    QHash<RoomId, RoomInfo> m_joined; // on this connection
    QHash<Drawing, qint64> m_drawing; // until when
    QTimer m_drawingTimer;
    UserId m_me;
};

} // namespace coterie
