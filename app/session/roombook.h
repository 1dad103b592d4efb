// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/connectiontiming.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "app/session/roomlistmodel.h"
#include "app/session/roomsync.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace coterie {

class Connection;

// The rooms of one host as this person has them: the list, which of them one belongs to, how far each log is here, what
// has been read. Joins every room one belongs to after each welcome and follows its log. Lives in the window's thread.
// Keeps no events (History does) and shows nothing but the list.
class RoomBook final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomBook)
public:
    struct Room {
        CachedRoom kept;
        RoomSync sync;
        QString draft;
        bool making = false;  // waits in the outbox: the host does not know it yet
        QString trouble = {}; // making: why it does not, in a sentence; then somebody has to decide
        bool apart = false;   // one does not belong to it, and something of one's own waits there all the same
        bool joining = false; // asked, not answered
        bool wanted = false;  // to be joined again whenever it cannot be followed
        bool asked = false;   // to belong to it, and the host has not answered: goes on over lost connections
        quint64 round = 0;    // of following its log: what an earlier one asked for is no answer to this one
        bool drawing = false;
        // Not made yet, or not of the host: never joined, nor told anything.
        [[nodiscard]] bool isHere() const { return making || kept.pastOf; }
    };

    RoomBook(Connection &connection, Requests &requests, Router &router, LocalStore &store,
             const ConnectionTiming &timing = {}, QObject *parent = nullptr);

    [[nodiscard]] RoomListModel *model() { return &m_model; }
    [[nodiscard]] const Room *find(const RoomId &id) const;
    [[nodiscard]] QList<RoomId> order() const { return m_order; }
    [[nodiscard]] RoomId active() const { return m_model.active(); }
    [[nodiscard]] int behind() const;
    [[nodiscard]] bool isSettled() const { return m_listed && m_joining == 0 && behind() == 0; } // all is here and live

    void load(const CachedSession &session);
    void keepAgain(); // in a new file
    void setMe(const UserId &me) { m_me = me; }
    void begin(); // welcomed
    void connectionLost();

    void open(const RoomId &id); // on the screen
    void join(const RoomId &id, Requests::Urgency urgency);
    void leave(const RoomId &id);
    void noteJoined(const RoomId &id); // by another device of one's own (P45)
    void noteLeft(const RoomId &id);
    // Whether this person has left it, perhaps on another device, and is not on the way back.
    [[nodiscard]] bool isLeft(const RoomId &id) const;
    void setApart(const RoomId &id, bool apart);
    void addMaking(const OutboxEntry &entry); // a room that waits to be made
    void made(const RoomId &id);
    void notMade(const RoomId &id); // and nobody wants it any more
    // What is here of the log of a room as it was before the host lost it (A164): a room that the host knows nothing
    // of.
    [[nodiscard]] CachedRoom pastOf(const RoomId &id, qint64 now) const;
    void addPast(const CachedRoom &past);
    void dropPast(const RoomId &id);
    void markRead(const RoomId &id, Seq line); // back too
    void markSeen(const RoomId &id, Seq line); // never back
    void setDraft(const RoomId &id, const QString &text);
    void setDrawing(const RoomId &id, bool on);
    void setMembers(const RoomId &id, int members);

signals:
    // To be stored and shown; `live` when it just happened and was not merely missed.
    void stepped(const coterie::RoomId &room, const coterie::RoomSync::Step &step, bool live);
    void joined(const coterie::RoomInfo &room, bool reset); // on this connection: its events come from here on
    void left(const coterie::RoomId &room);
    void missing(const coterie::RoomId &room); // the host does not list it any more; addMaking() keeps it in sight
    void isThere(const coterie::RoomId &room); // though the host had refused to make it, or did not list it
    void listedAll();                          // what the host has is known, on this connection
    void behindChanged();
    void readMoved(const coterie::RoomId &room, coterie::Seq line);
    void failed(const QString &what, const coterie::Failure &failure);

private:
    void setMark(Room &room, Seq line, CachedRoom::Mark mark);
    void placePasts();
    void showAll();
    void list(const std::optional<RoomId> &after);
    void listed(const RoomsPage &page, bool first);
    void adopt(const RoomInfo &info);
    void handleJoined(const RoomJoined &joined);
    void handleAdded(const RoomAdded &added);
    void handleEvent(const EventPosted &posted);
    void handleReadMoved(const ReadMoved &moved);
    void take(Room &room, const RoomSync::Step &step, bool live);
    void noteEvents(Room &room, const QList<RoomEvent> &events, bool live);
    void fetch(const RoomId &id, const RoomSync::Fetch &fetch);
    void joinLater(const RoomId &id);
    void tellRead(const RoomId &id);
    void readTold(); // a pong came
    void keep(const Room &room);
    void show(const Room &room);
    [[nodiscard]] RoomListModel::Room shown(const Room &room) const;
    Room *at(const RoomId &id);

    Connection &m_connection;
    Requests &m_requests;
    LocalStore &m_store;
    RoomListModel m_model;
    QHash<RoomId, Room> m_rooms;
    QList<RoomId> m_order;        // as the host gave it
    QSet<RoomId> m_leftMeanwhile; // with another device, and not told yet
    QSet<RoomId> m_readToTell, m_readTold, m_readSettled;
    QTimer m_readTimer;
    QTimer m_listTimer; // until the list is asked for again
    const int m_againMs;
    UserId m_me;
    int m_joining = 0;
    bool m_online = false;
    bool m_listed = false;
    bool m_toldList = false; // that the list was refused
};

} // namespace coterie
