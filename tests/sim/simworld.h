// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "tests/sim/planteddisk.h"
#include "tests/sim/simclient.h"
#include "tests/support/faketransport.h"

#include <deque>
#include <map>
#include <memory>

namespace coterie::sim {

// Faults of a host or a client that the checker must find.
enum class Plant {
    None,
    LyingAcks,      // a place in the log that it has not got
    LostEnd,        // of the log
    Forgetful,      // a disk that forgets, and a start that does not notice
    BoardHole,      // a restart that passes over a transaction of a board
    BoardTwice,     // a transaction that is carried out again as if it were another one
    NoRebase,       // clients that pass over what others do while something of their own is pending
    Leaky,          // rooms whose events go on to those who have left
    SwallowedEdits, // what was changed is acknowledged, and what was there before stays
    RefusesSound,   // for good, what nothing is wrong with
    StoredAfterAll, // what came too fast, and is stored already when it comes again
    RefusesAgain,   // for good, what was acknowledged before
    Ghosts,         // connections whose end is not heard
    LongGoodbyes,   // who says that they are done is waited for like anybody
    DeafDevices,    // how one is is told to the first of one's devices alone
    Unsaid,         // how somebody is, which there was no room to tell, is told no more
    Doubles,        // live events that come twice
    Swaps,          // live events that change places
    Drops,          // live events that are left out
    LostLive,       // the first one after somebody has come in, now and then
    SkipsInPages,   // the first event of a page is left out
    Phantoms,       // what is told, and then refused for a while and not stored
    WrongAuthor,    // what one person sent is taken for somebody else's
    WrongName,      // people are called what they did not say
    WrongRoom,      // what was sent to one room is stored in another
    SkipsAtChange,  // of what somebody missed who lagged, the first event that comes from the ring after the pages
    LostCursors,    // of those who lag: they go on as if they had missed nothing
    NoBye,          // hosts that stop without a word
    HastyStops,     // hosts that do not wait for what they took
    ForgetsRights,  // hosts that do not know the last changes of rights any more when they start
    AnybodysRights, // changes of rights are stored, whoever asks for them
    AnybodyDraws,   // what is drawn without the right to it is stored
    DeafToRights,   // clients that pass over changes of rights
    FalseReasons,   // drawings are refused for want of a right that there is
    StaysFrozen,    // a board that was frozen once stays so for all but moderators
    FalseBars,      // changes of rights are refused to those who may
    RefusedStored,  // drawings that are refused for want of a right, and stored
    KeepsRefused,   // clients that leave on their board what was refused
};

// One host and its clients, some of them further devices of one person, under a scheduler that a seed decides: who does
// what in which room, what is delivered next, what is held up, sent twice or cut, when the host loses power (in the
// middle of writing, too), when its disk refuses or forgets, who says goodbye and who is merely gone. Frames travel
// encoded. Connections keep their order, as TCP does; a cut one may still deliver to the host what was under way, later
// than the client's next connection.
class SimWorld
{
public:
    struct Config {
        int clients = 5;
        bool faults = true;
        bool boards = false;  // people draw
        bool laggards = true; // some clients read slowly
        bool stops = true;    // hosts are stopped in order
        bool rights = true;   // of people who draw change
        Plant plant = Plant::None;
    };
    // How often each thing happened.
    struct Tally {
        int crashes = 0, torn = 0, forgotten = 0, cuts = 0, late = 0, stalls = 0, twice = 0, refusals = 0, clocks = 0,
            strangers = 0;
        int rooms = 0, joined = 0, left = 0, changed = 0, takenBack = 0, refused = 0, topics = 0;
        int drawn = 0, undone = 0, sentAgain = 0, snapshots = 0, boards = 0;
        int devices = 0, chosen = 0, goodbyes = 0, shown = 0, dropped = 0;
        int lagged = 0, fromRing = 0, fromPages = 0, waited = 0, overflows = 0;
        int stops = 0, forcedStops = 0, byes = 0, cameBack = 0;
        int rights = 0, rightsRefused = 0, forbidden = 0, heldBack = 0, judged = 0, comparedRights = 0;
        Tally &operator+=(const Tally &other);
    };
    SimWorld(quint64 seed, const Config &config);
    ~SimWorld();

    void step();
    // Somebody knocks with what another host gave them.
    void stranger(const QByteArray &token);
    // Heals, and judges. Empty: everything held.
    [[nodiscard]] QStringList finish();
    [[nodiscard]] qsizetype acks() const { return m_checker.acks(); }
    [[nodiscard]] Tally tally() const;
    [[nodiscard]] std::optional<QByteArray> anyToken();

private:
    class Wire; // the Transport of one life of the host
    struct Link {
        int client = 0; // below 0: a stranger
        bool cut = false;
        server::Parting how = server::Parting::Lost;
        qint64 heldUntil = 0; // nothing gets through before
        std::deque<QByteArray> toHost, toClient;
        // So many frames stand for eventBacklog, half of them for volatileBacklog and three times as many for
        // durableBacklog; 0: its client reads fast enough for all but what is volatile.
        std::size_t room = 0;
        qint64 unreadUntil = 0;                                              // its client reads nothing before
        [[nodiscard]] bool isClogged() const { return toClient.size() > 2; } // more than the kernel takes
        [[nodiscard]] bool isFull() const { return toClient.size() > (room > 0 ? room / 2 : 8); }
        [[nodiscard]] bool isBehind() const { return room > 0 && toClient.size() > room; }
        [[nodiscard]] bool overflows() const { return room > 0 && toClient.size() > 3 * room; }
        bool wasBehind = false; // the hub asked and waits for peerDrained()
        Seq missedFrom = 0;     // of what is newest
        bool leaving = false;   // the host has closed it, and what it said before is still on its way
        bool saidBye = false;
        QSet<OpId> asked; // of the host, and not answered
    };
    // A host that is stopped in order, until it starts again.
    struct Stop {
        qint64 begunMs = 0;
        bool diskHangs = false;
        bool isForced = false; // the disk took too long
    };
    void crash();
    void forget();
    void connect(int client);
    void cut(int client);
    void sayGoodbye(int client);
    void cutPeer(server::PeerId peer);
    void stopHost();
    void watchStop();
    void endStop();
    void letGo(server::PeerId peer);
    void readSlowly();
    [[nodiscard]] quint64 pickApart(quint64 bound) { return m_apart.next() % bound; }
    [[nodiscard]] bool isHeld(const Link &link) const { return link.heldUntil > m_clock.mono; }
    void deliverToHost(server::PeerId peer);
    void take(server::PeerId peer, const ClientMessage &message);
    void takeAmiss(server::PeerId peer, const ChatPost &post);
    void deliverToClient(server::PeerId peer);
    void askForMissed(server::PeerId peer);
    void deliverStore(qsizetype most);
    void tick();
    [[nodiscard]] std::optional<server::PeerId> linkOf(int client) const;
    [[nodiscard]] quint64 pick(quint64 bound) { return m_random.next() % bound; }
    void startHost();
    void addClient(bool everywhere);
    void act(SimClient &one, quint64 what);
    void suffer(int client, quint64 what);
    void changeRights(SimClient &one);
    void storeForAnybody(const SimClient &one, const ClientMessage &message);
    [[nodiscard]] bool isStoredAllTheSame(server::PeerId peer, const Failure &failure);
    [[nodiscard]] bool refusesFalsely(server::PeerId peer, const ClientMessage &message);
    void heal();
    void drain();
    [[nodiscard]] QStringList judgePresence();
    [[nodiscard]] QStringList lookAround(const QString &when, const std::set<UserId> &gone = {});
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] QList<Checker::Log> storedLogs() const;
    [[nodiscard]] std::optional<std::pair<RoomId, Seq>> findStored(const OpId &id);

    Config m_config;
    test::SeededRandom m_random;
    test::FakeClock m_clock;
    Checker m_checker;
    std::unique_ptr<server::MemoryStore> m_store;
    PlantedDisk m_disk; // the same, as the host sees it
    test::Dice m_dice;  // of those who draw
    test::BoardDeeds m_deeds;
    // Of who reads slowly and of stops: a seed plays without them what it played before there were any.
    test::SeededRandom m_apart;
    test::Dice m_lots; // of who changes rights, for the same reason
    std::optional<Stop> m_stop;
    std::map<int, qint64> m_backAt; // of clients that were told when to come back
    std::unique_ptr<Wire> m_wire;
    std::unique_ptr<server::Hub> m_hub;
    std::vector<std::unique_ptr<SimClient>> m_clients;
    std::map<server::PeerId, Link> m_links;
    server::PeerId m_lastPeer = 0;
    int m_written = 0, m_roomsNamed = 0;
    QHash<OpId, ClientMessage> m_drawings; // that may be planted
    QSet<BoardId> m_onceFrozen;            // by a planted fault
    Tally m_tally;
};

} // namespace coterie::sim
