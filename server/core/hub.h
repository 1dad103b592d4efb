// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/blobdesk.h"
#include "server/core/boardkeeper.h"
#include "server/core/boardlooks.h"
#include "server/core/boardtraffic.h"
#include "server/core/deadlines.h"
#include "server/core/people.h"
#include "server/core/rates.h"
#include "server/core/room.h"
#include "shared/protocol/errors.h"
#include "shared/util/clock.h"
#include "shared/util/tokenbucket.h"

#include <deque>
#include <memory>
#include <unordered_map>

namespace coterie::server {

struct HubConfig {
    QString name = QStringLiteral("Coterie");
    Limits limits;
    QString firstRoom = QStringLiteral("general"); // made when a session has no room; newcomers belong to it
    int devicesPerUser = 8;
    int roomsPerSession = 1000;
    int roomsPerPerson = 50; // made by one who does not own the session
    int peoplePerSession = 100'000;
    qint64 storeBytes =
        32 * 1024 * 1024;   // on their way to the disk; beyond it nothing more is taken that is to be written
    qint64 helloMs = 5000;  // from the connection to a good hello
    qint64 graceMs = 10000; // between the last device's going and the others' hearing of it
    qint64 typingMs = 6000; // without a repeat
    BoardKeeper::Limits boards;
    BlobLimits blobs;
    BoardRight boardRight = BoardRight::EditAll; // of members on boards, until a room's log says otherwise
    qsizetype crowd = 250;                       // above this many people, presence and new members are told sparingly
};

struct HubStats {
    qsizetype peers = 0, online = 0, rooms = 0, boards = 0; // boards: those in memory
    quint64 messages = 0, refused = 0;
    quint64 resets = 0; // times somebody held what the log does not
};

inline constexpr int rightsRetryMs = 200; // by then what gives somebody a right is on the disk

// The server's core: who is connected, who they are, which rooms there are and what happens in them. Plain
// deterministic code in the host's thread: time, chance, storage and transport come in through interfaces. It never
// reads a clock of its own, sets a timer, touches a socket or blocks. Every message of a client has a handler; none
// leaves silently.
class Hub final : public TransportSink
{
public:
    Hub(Transport &transport, Store &store, const Clock &clock, Random &random, const HubConfig &config);
    ~Hub() override;

    void load(const StoredSession &session);
    // When tick() is wanted next, in monotonic ms.
    [[nodiscard]] std::optional<qint64> nextDeadline() const { return m_deadlines.next(); }
    void tick();
    // Refuse new work, finish what was taken, say bye, close everybody (G15). Then isDrained().
    void drain(const QString &reason, qint64 retryMs);
    // The last step of it, by itself or when the disk takes too long: bye, 4001.
    void finishDrain();
    [[nodiscard]] bool isDrained() const { return m_drained; }
    [[nodiscard]] HubStats stats() const;
    [[nodiscard]] QList<Person> everybody() const;
    // This person owns the session from now on. Whoever runs the host says so, never a message of a client. Of somebody
    // who is not known here it says nothing.
    void own(const UserId &user);
    [[nodiscard]] QStringList namesPresent(qsizetype most) const { return m_people.namesPresent(most); }
    // The disk has turned them: nobody fetches them, and a good copy may come (H7).
    void blobsLost(const QList<QByteArray> &hashes);

    void peerConnected(PeerId peer, const PeerInfo &info) override;
    void peerMessage(PeerId peer, ClientMessage message) override;
    void peerFault(PeerId peer, const wire::Error &error) override;
    void peerDisconnected(PeerId peer, Parting how) override;
    void eventsWanted(PeerId peer, GroupId group, Seq from, Seq before) override;
    void peerDrained(PeerId peer) override;
    void newestMissed(PeerId peer, Seq from) override;

private:
    enum class Phase { AwaitsHello, Entering, Ready };
    struct Peer {
        PeerId id = 0;
        PeerInfo info;
        Phase phase = Phase::AwaitsHello;
        UserId user;
        std::optional<DeviceId> device;
        QList<RoomId> listens;
        QHash<RoomId, quint64> wanted;  // pages that are read for whoever fell behind; of the latest hearing alone
        std::shared_ptr<Allowance> may; // the connection's own, then the person's
        int awaited = 0;                // operations whose answer needs the board or the log to be read
        std::deque<ClientMessage> held; // operations behind them: one sender's order is kept (G6)
        qsizetype heldBytes = 0;
        bool releasing = false;
        std::optional<BoardKey> looksAt;
        std::optional<ObjectId> laser; // the stream that is no ink
        struct Reading {
            BoardKey board;
            Seq seq = 0;
            int next = 0; // the piece it has not been sent yet
        };
        std::optional<Reading> reads; // the snapshot it was sent last
        int blobsUnderWay = 0;        // parts, either way
        int pagesUnderWay = 0;
        std::deque<HistoryGet> pagesWaiting; // read a few at a time, whatever a client asks for at once (G10)
        bool inLine = false;                 // for a page to be read
        Seq missedFrom = 0;                  // of what was told of people: from where on it is to be told; 0: nothing
        Peer(PeerId peer, const PeerInfo &peerInfo, std::shared_ptr<Allowance> allowance)
            : id(peer)
            , info(peerInfo)
            , may(std::move(allowance))
        {
        }
    };
    // What a refusal answers: a request number, an operation id, or neither.
    struct About {
        std::optional<qint64> req;
        std::optional<OpId> id;
    };

    // hubsession.cpp
    void handle(Peer &peer, const Hello &hello);
    void handle(Peer &peer, const Ping &ping);
    void handle(Peer &peer, const PresenceSet &set);
    // How many earlier connections of the same program were closed; nothing where this one is the earlier one, and was.
    [[nodiscard]] std::optional<int> replaceEarlier(const Peer &peer, const People::Entry &entry);
    [[nodiscard]] bool comesAgainUnheard(Peer &peer, const QString &name);
    void noteHeard(const Peer &peer);
    [[nodiscard]] bool mayEnter(Peer &peer);
    void enterNew(Peer &peer, const QString &name);
    void enterFailed(PeerId id, const UserId &user);
    void forgetNewcomer(const UserId &user);
    void enterKnown(Peer &peer, People::Entry &entry, const QString &name, const QByteArray &token);
    void welcome(PeerId id, const UserId &user, const QByteArray &token, int replaced = 0);
    void announce(People::Entry &entry);
    [[nodiscard]] bool isSmallRoomOf(const Room &room, const UserId &user) const;
    void tellMissed(PeerId id);
    void leave(Peer &peer, Parting how);
    void graceEnded(const UserId &user);
    [[nodiscard]] std::shared_ptr<Allowance> allowanceOf(const UserId &user);
    void allowanceFades(const UserId &user);

    // hubrooms.cpp
    void handle(Peer &peer, const RoomsList &list);
    void handle(Peer &peer, const RoomCreate &create);
    void handle(Peer &peer, const RoomJoin &join);
    void handle(Peer &peer, const RoomLeave &leaving);
    void noteLeft(PeerId id, const RoomLeave &leaving, Room &room, const UserId &user);
    void leaveFailed(PeerId id, const RoomLeave &leaving, Room &room, const UserId &user);
    void handle(Peer &peer, const MembersGet &get);
    void handle(Peer &peer, const RoomRead &read);
    void addRoom(const StoredRoom &stored);
    bool addMember(Room &room, const UserId &user, Seq read); // false: they were a member already
    void tellDevices(const UserId &user, const ServerMessage &message, std::optional<PeerId> except = {});
    void tellOfJoining(const Room &room, const UserId &user, std::optional<PeerId> except = {});
    void tellOfMember(Room &room, const UserId &user);
    void crowdNotice(const RoomId &id);
    void answerMade(Peer &peer, const RoomId &id, const QString &nameKeyAsked);
    // Whether what they hold is what the log holds; finishJoin() follows.
    void checkTip(PeerId id, const RoomJoin &join);
    void finishJoin(PeerId id, const RoomJoin &join, bool reset);
    void listen(PeerId id, Room &room);
    void keepReadMark(const StoredMember &mark);
    void keepUser(const UserId &user);
    void keepSeen(const UserId &user); // that they are here now
    void keepLater();
    void keepDue();
    void keepNext();
    void keepRest();

    // hubchat.cpp
    void handle(Peer &peer, const ChatPost &post);
    void handle(Peer &peer, const RoomTopic &topic);
    void handle(Peer &peer, const HistoryGet &get);
    void readPages(PeerId id);
    void readOn();
    void handle(Peer &peer, const TypingSet &typing);
    void endTyping(const UserId &user); // wherever they write
    void setTyping(Room &room, const UserId &user, bool on);
    void tellTyping(const Peer &peer, const Room &room);
    // The room if the peer may write into its log. Else nothing, and the answer follows: a refusal, or for the resend
    // of what is there already, its ack.
    [[nodiscard]] Room *roomToChange(Peer &peer, const RoomId &id, const RoomEvent &event);
    // What was stored once is acknowledged for ever (P7), whether or not it may be done again; whatever else is
    // refused.
    void unlessStored(Peer &peer, const RoomId &room, const RoomEvent &event, std::function<void(Peer &)> refusal);
    // Appends, and on success publishes the event and acknowledges it; the one way into a room's log. The host itself
    // asks as peer 0. `then`: it has been answered, well or badly.
    void append(Peer &peer, Room &room, RoomEvent event, std::function<void(const Appended &)> then = {});
    void append(PeerId asker, Room &room, RoomEvent event, std::function<void(const Appended &)> then = {});
    void appended(PeerId id, const RoomId &roomId, const OpId &op, const Appended &result);

    // hubboard.cpp
    void handle(Peer &peer, const BoardCommit &commit);
    bool commitTo(const BoardDoc *doc, PeerId id, const BoardCommit &commit, BoardTraffic::Ticket ticket);
    [[nodiscard]] std::optional<BoardRefusal> missingImage(const QList<BoardOp> &ops) const;
    [[nodiscard]] bool boardThere(Peer &peer, const Room &room, const BoardId &board, const About &about);
    [[nodiscard]] static bool keepsOrder(const Peer &peer, const ClientMessage &message);
    [[nodiscard]] static About aboutOf(const ClientMessage &message);
    [[nodiscard]] bool affords(Peer &peer, const ClientMessage &message);
    void takeInOrder(Peer &peer, ClientMessage message);
    void releaseHeld(PeerId id);
    void handle(Peer &peer, const BoardGet &get);
    void sendBoard(PeerId id, const BoardGet &get, const BoardKeeper::Snapshot &snapshot);
    void handle(Peer &peer, const BoardLive &live);
    void handle(Peer &peer, const BoardCursor &cursor);

    // hublooks.cpp
    void handle(Peer &peer, const BoardLook &look);
    enum class Tell { Now, Soon };
    void lookAway(Peer &peer, Tell tell = Tell::Now);
    void tellLook(const BoardKey &board, const UserId &user);
    void showLook(const BoardKey &board, const UserId &user);
    [[nodiscard]] bool isShown(const UserId &user) const; // there is such a person, and they do not appear offline
    void showLooks(const People::Entry &entry);
    void lookDue(const LookDue &due);
    void handle(Peer &peer, const BoardSummon &summon);
    [[nodiscard]] BoardOnlooker onlooker(const BoardKey &board, const UserId &user, const BoardLook &look) const;

    // hubrights.cpp
    void handle(Peer &peer, const BoardListEdit &edit);
    void handle(Peer &peer, const RightsSet &set);
    void handle(Peer &peer, const RoomStateGet &get);
    template <class Change, class Fill>
    void changeState(Peer &peer, const OpId &id, const RoomId &roomId, const Change &change, Fill &&fill);
    void stateAnswered(const RoomId &id, const OpId &op, const Appended &result);

    // hubowner.cpp
    void firstOwns(const UserId &user);
    void passOwnership();
    void keepOwnership(const UserId &user, bool owns);
    void giveRole(Room &room, const UserId &user, Role role);
    void ownerLater();

    // hubblobs.cpp
    void handle(Peer &peer, const BlobPut &put);
    void handle(Peer &peer, const BlobGet &get);
    [[nodiscard]] bool mayMoveBlobs(Peer &peer, const RoomId &room, const About &about);
    void blobsFade();
    void uploaderAway(const UserId &user);

    [[nodiscard]] Peer *findPeer(PeerId id);
    [[nodiscard]] Room *findRoom(const RoomId &id);
    // The room if the peer belongs to it; else the refusal is sent and nothing returned.
    [[nodiscard]] Room *roomOfMember(Peer &peer, const RoomId &id, const About &about);
    [[nodiscard]] bool allowed(Peer &peer, SharedBucket &bucket, const About &about, double amount = 1);
    void refuse(Peer &peer, const About &about, QLatin1String code, const QString &text = {}, const QString &path = {},
                qint64 retryMs = 0);
    void refuseStorage(PeerId id, const About &about);
    [[nodiscard]] bool isDiskBehind() const { return m_store.waitingBytes() > m_config.storeBytes; }
    // Of what is only dropped where there is too much of it; and whoever floods with it is closed (4029).
    [[nodiscard]] bool affordsVolatile(Peer &peer, SharedBucket &bucket);
    void noteDropped(Peer &peer);
    // Asked before anything is taken that has to be written; if not, it was refused.
    [[nodiscard]] bool diskKeepsUp(Peer &peer, const About &about);
    // Counts what the store still owes us, so that a drain waits for it.
    template <class T, class F> Store::Done<T> pending(F &&then)
    {
        ++m_inFlight;
        return [this, then = std::forward<F>(then)](const T &result) {
            --m_inFlight;
            then(result);
            if (m_draining && m_inFlight == 0)
                finishDrain();
        };
    }

    Transport &m_transport;
    Store &m_store;
    const Clock &m_clock;
    Random &m_random;
    HubConfig m_config;
    Rates m_rates;
    People m_people;
    std::unordered_map<PeerId, std::unique_ptr<Peer>> m_peers;
    QHash<RoomId, std::shared_ptr<Room>> m_rooms;
    QList<RoomId> m_roomOrder;
    QHash<QString, RoomId> m_roomNames; // by nameKey, those being made included
    QHash<UserId, int> m_roomsMade;     // those being made included
    Deadlines m_deadlines;
    QHash<QByteArray, TokenBucket> m_newcomers;             // by subscriber
    // Newcomers of whom nothing was heard since their welcome, by the program they came with: it may never have
    // arrived.
    struct Unheard {
        UserId user;
        QByteArray token;
        bool isWelcomed = false; // else they are being stored
    };
    QHash<DeviceId, Unheard> m_unheard;
    QHash<UserId, std::shared_ptr<Allowance>> m_allowances; // of those who are here, or were a minute ago
    UserId m_owner;                                         // of the session
    UserId m_cameFirst;                                     // who became that in this run, by being the first to come
    bool m_ownerTimed = false;
    BoardKeeper m_boards;
    BoardTraffic m_traffic;
    BoardLooks m_looks;
    BlobDesk m_blobs;
    bool m_blobTimer = false;
    QSet<std::pair<RoomId, UserId>> m_marksToKeep; // read marks that the disk refused, or had no time for
    QSet<UserId> m_usersToKeep;                    // and people
    bool m_keepTimed = false;
    static constexpr GroupId everyone = 1;
    GroupId m_lastGroup = everyone;
    quint64 m_lastWanted = 0;
    int m_pagesUnderWay = 0;
    std::deque<PeerId> m_pageLine; // who waits until fewer are under way
    int m_inFlight = 0;
    bool m_draining = false, m_drained = false;
    QString m_byeReason;
    qint64 m_byeRetryMs = 0;
    quint64 m_messages = 0, m_refused = 0, m_resets = 0;
};

} // namespace coterie::server
