// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "shared/util/clock.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace coterie {

class BoardAssets;
class BoardController;
class BoardSync;
class RoomBoards;
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

    [[nodiscard]] BoardController *board(const RoomId &room, const BoardId &board);
    [[nodiscard]] RoomBoards *boards(const RoomId &room); // which there are

    [[nodiscard]] bool isDrawing(const RoomId &room) const;

    void setMe(const UserId &me);
    void restoreUploads(const QList<std::pair<RoomId, QByteArray>> &uploads); // before the outbox begins
    void welcomed(const Limits &limits);                                      // by this connection's host
    void reload();                                                            // another file was opened
    void roomJoined(const RoomInfo &room, bool reset);
    void roomLeft(const RoomId &room);
    void connectionLost();
    void userGone(const UserId &user);
    void refused(const OutboxEntry &entry, const Failure &failure);
    void discarded(const QList<OutboxEntry> &entries); // by the person, from the outbox of a room
    void acknowledged(const RoomId &room, const OpId &id, Seq seq);

signals:
    void summoned(const coterie::BoardSummons &summons); // by somebody else
    void drawingChanged(const coterie::RoomId &room, const coterie::UserId &user, bool on);
    // Of one's own, after it was shown; also on a board that nobody looks at. A sentence that says why.
    void drawingRefused(const coterie::RoomId &room, const coterie::BoardId &board, const QString &sentence, bool kept);

private:
    struct Board {
        BoardController *controller = nullptr;
        BoardSync *sync = nullptr;
    };
    using Key = std::pair<RoomId, BoardId>;
    using Drawing = std::pair<RoomId, UserId>;
    [[nodiscard]] BoardAssets *assets(const RoomId &room);
    [[nodiscard]] Board find(const RoomId &room, const std::optional<BoardId> &board) const;
    // Calls it for each board of the room that is open.
    template <class F> void each(const RoomId &room, F &&work)
    {
        for (auto board = m_boards.cbegin(); board != m_boards.cend(); ++board)
            if (board.key().first == room)
                work(*board);
    }
    void connectBoard(const Key &key, Board &board);
    void prepare(const Key &key, Board &board);
    void clashed(const OutboxEntry &entry);
    [[nodiscard]] static Key keyOf(const RoomId &room, const BoardCommit &commit);
    void awaitBoard(const Key &key);
    void awaitRefused();
    void keepRefused(const Key &key);
    void awaitImages(const Key &key);
    void imageThere(const RoomId &room, const QByteArray &hash);
    void addKeptAgain(const Key &key);
    void noteImages(const RoomId &room, const RoomEvent &event);
    void noteDrawing(const BoardPreview &preview);
    void expireDrawing();

    Connection &m_connection;
    Requests &m_requests;
    LocalStore &m_store;
    Outbox &m_outbox;
    const Clock &m_clock;
    const ConnectionTiming m_timing;
    QHash<Key, Board> m_boards;
    QHash<RoomId, RoomBoards *> m_lists;
    QHash<RoomId, BoardAssets *> m_assets;
    QHash<RoomId, RoomInfo> m_joined;       // on this connection
    QSet<RoomId> m_anew;                    // whose log began anew in this run, before anybody looked at its boards
    QSet<Key> m_refused;                    // work on them was, and waits for them to be whole
    QSet<Key> m_resting;                    // more of it may be refused in this moment
    QHash<Key, QSet<QByteArray>> m_lacking; // images for want of which work on them is kept
    QSet<Key> m_again;                      // it can be added now, when they are whole
    QHash<Drawing, qint64> m_drawing;       // until when
    QTimer m_drawingTimer;
    bool m_passesLooks = false;   // the host knows `board.look`; an older one would take it for a fault
    bool m_passesSummons = false; // `board.summon`, likewise
    UserId m_me;
};

} // namespace coterie
