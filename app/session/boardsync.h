// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardloader.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "app/session/roomsync.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace coterie {

class BoardController;
class Connection;

// Keeps one board as the host has it: the copy on this computer first, then a snapshot or what was missed, then live,
// without a hole; and keeps that copy. Lives in the window's thread. Never draws and never commits.
class BoardSync final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardSync)
public:
    BoardSync(BoardController &controller, Connection &connection, Requests &requests, LocalStore &store,
              const ConnectionTiming &timing = {}, QObject *parent = nullptr);

    void loadCopy();
    void roomJoined(const RoomInfo &room, bool reset);
    void connectionLost();
    void handleEvent(const RoomEvent &event);
    void handlePart(const BoardPart &part);
    void handleFailure(const Failure &failure);
    // What the host's board comes to. Where this one is another at the same place, it is fetched anew; until that is
    // here, the one that is shown stays, and what is pending stays in any case (A141).
    void compare(const BoardChecksum &said);

signals:
    // What was here of the log is no part of it any more; what is pending is pending still.
    void beganAnew();
    void ownSeen(const QList<coterie::OpId> &ops); // of this person, and in the log

private:
    void take(const RoomSync::Step &step);
    void fetch();
    void askParts();
    void askMoreParts();
    void askMissed();
    void askAgainIn(int ms);
    void copyRead();
    void loaded(BoardDoc &doc);
    void loadFailed();
    void keepSnapshot(Seq seq, const QList<QByteArray> &parts);
    void tellOwn(const QList<RoomEvent> &events);
    void compareNow();
    [[nodiscard]] bool mayMend();
    void giveUpMending();

    BoardController &m_controller;
    Connection &m_connection;
    Requests &m_requests;
    LocalStore &m_store;
    const int m_againMs;
    const int m_mendMs;
    RoomSync m_sync;
    RoomSync::Fetch m_fetch;          // what is being fetched
    quint64 m_round = 0;              // of following the log: what an earlier one asked for is no answer to this one
    std::optional<RoomInfo> m_joined; // before the copy was read
    bool m_beganAnew = false;         // the host said so, and what is here does not know it yet
    bool m_copyRead = false;
    bool m_kept = false;  // there is a snapshot on this computer that events can follow
    Seq m_keptCursor = 0; // up to which it has them

    std::optional<CachedBoard> m_copy; // being read; nothing: what is read comes from the host
    BoardLoader m_loader;
    quint64 m_loads = 0;
    QList<QByteArray> m_parts;
    Seq m_partsSeq = 0;
    QList<qint64> m_reqs;  // for pieces, in the order in which they are answered
    qsizetype m_asked = 0; // pieces that were asked for, those that are here included
    QTimer m_patience;

    std::optional<BoardChecksum> m_said; // of a place that this board has not reached
    bool m_mending = false;              // it is fetched anew because it was another than the host's
    std::optional<BoardDoc> m_fresh;     // ... and here, but for what came after it
    Seq m_shownTo = 0;                   // ... while the one that is shown stands there
    QElapsedTimer m_mended;              // since the last time
    qint64 m_mendPauseMs = 0;            // before the next one
};

} // namespace coterie
