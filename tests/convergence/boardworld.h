// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
#include "shared/protocol/roomstate.h"
#include "tests/convergence/plainrights.h"
#include "tests/support/boarddeeds.h"
#include "tests/support/plainboard.h"

#include <QMap>

#include <memory>

namespace coterie::test {

// Rules broken on purpose. The world must notice each of them.
enum class Breach {
    None,
    ServerForgetsIds,         // a repeated request gets a second place in the log
    ClientIgnoresGaps,        // events are applied as they come
    ResendUnderNewId,         // a request is repeated as if it were another one
    SnapshotForgetsHistory,   // who can undo what is not in it
    UndoWritesOldValues,      // undo as a set of the values before
    UndoWritesOldText,        // ... of the text before
    UndoTakesThePart,         // of a step only its last transaction
    ClearErasesTheUnseen,     // clear of everything, whatever its author had seen
    ClientDropsEditsOnErased, // what changes an erased object is not applied
    TextWithoutBase,          // an edit says that its author had seen everything
    DevicesShareANumber,      // two devices of one person are taken for one
    RestartForgetsOutbox,     // what was not sent is gone after a restart
    ServerTakesCircles,       // what would get a group into itself is not refused; the plain rules let it
    SnapshotForgetsIds,       // which transactions of each author are in it (B5)
    ServerIgnoresRights,      // whatever somebody may, what they send gets in
    ServerLagsInRights,       // ... or is judged by the rights before the latest change
    ClientMissesRights,       // a change of rights is not applied
    ClientKeepsRefused,       // what was refused stays in the view
    RefusalTakesAll,          // ... or all that waits goes with it
};

// A server with its log, two to eight clients, some of them devices of one person, with a replica each, and a network
// that loses, repeats, delays and cuts; restarts from what is on the disks. In half of the worlds the server judges
// by the rights of the room, which come and go by events of the log (P24 to P29, P49); in the others it refuses now and
// then for reasons of its own. All of it from one seed. Something wrong is told once, in failure().
class BoardWorld final
{
public:
    explicit BoardWorld(quint64 seed, Breach breach = Breach::None, Slip slip = Slip::None);

    void run(int steps);
    [[nodiscard]] const QString &failure() const { return m_failure; }

    struct Counts {
        qint64 transactions = 0, repeated = 0, gaps = 0, snapshots = 0, refusals = 0, undos = 0, restarts = 0;
        qint64 texts = 0, merged = 0, parts = 0, groups = 0, locks = 0, denied = 0, behind = 0;
        qint64 ellipses = 0, lines = 0, images = 0;
        qint64 rights = 0;            // changes of rights, freezes and thaws in the log
        qint64 notAsked = 0;          // of those that somebody had no right to ask for
        qint64 forbidden = 0;         // transactions that the server refused by a right
        qint64 heldBack = 0;          // ... and the windows before
        qint64 takenBack = 0;         // views compared after a refusal
        qint64 judged = 0;            // transactions of the log that were held against the plain rights
        qint64 mostOfOne = 0;         // transactions of one author
        qint64 mostOfStep = 0;        // transactions that one undo took back
        qint64 exact = 0, inPart = 0; // undos and redos that were compared, or not

        Counts &operator+=(const Counts &other);
    };
    [[nodiscard]] Counts counts() const;
    // What the server has had so far, in its order.
    [[nodiscard]] QList<std::pair<BoardTransaction, Seq>> log() const
    {
        QList<std::pair<BoardTransaction, Seq>> all;
        for (const Event &event : m_log)
            if (event.board)
                all.append({*event.board, event.seq});
        return all;
    }

private:
    struct Event {
        Seq seq = 0;
        std::optional<BoardTransaction> board{}; // none: something else happened in the room
        std::optional<RoomEvent> room{};         // ... who may do what, or that the board was frozen
    };
    struct Packet {
        enum Kind { Hello, Commit, Ask, Pull, LogEvent, Ack, Refuse, Snapshot } kind = Hello;
        size_t client = 0;
        Seq seq = 0;
        OpId id{};
        BoardTransaction tx{};
        Event event{};
        QList<QByteArray> parts{};
        RoomEvent ask{};        // for a change of rights
        BoardRefusal refusal{}; // why
        QByteArray state{};     // of the room, as the server sends it
        [[nodiscard]] bool goesUp() const { return kind <= Pull; }
    };
    struct Client {
        UserId id;
        BoardReplica replica;
        RoomState state{}; // who may do what, as far as this client knows
        Seq last = 0;      // of the room
        Seq started = 0; // from a snapshot
        bool online = false;
        quint32 number = 1; // tells devices of one person apart
        bool asked = false; // for what is missing, since the last progress
        int quiet = 0;
    };
    struct Intent {
        bool undo = false;
        std::optional<Seq> seen{}; // for clear: what its author had
    };

    void fail(const QString &what);
    void put(Packet packet);
    void deliver();
    void serverTakes(const Packet &packet);
    void sequence(size_t client, const BoardTransaction &tx);
    void append(std::optional<BoardTransaction> board, std::optional<RoomEvent> room = {});
    void refuse(const Packet &packet, const BoardRefusal &refusal);
    void catchUp(size_t client, Seq from);
    void clientTakes(Client &client, const Packet &packet);
    void join();
    void connect(size_t client);
    void cut(size_t client);
    void restartServer();
    void restartClient(Client &client);
    void tick(size_t client, bool force);
    void act(Client &client);
    void draw(Client &client, const BoardDeeds::Deed &deed);
    void checkStep(const Client &client, const QList<BoardOp> &ops);
    void checkSteps(const BoardDoc &doc, UserId author);

    // Who may do what (worldrights.cpp).
    void changeRights();
    [[nodiscard]] std::optional<RoomEvent> wishOf(const Client &asker);
    void serverTakesWish(const Packet &packet);
    [[nodiscard]] std::optional<BoardRefusal> judge(const BoardTransaction &tx);
    [[nodiscard]] bool holdsBack(const Client &client, const QList<BoardOp> &ops);
    [[nodiscard]] QList<Seq> redoneBy(const BoardTransaction &tx) const;
    void clientTakesBack(Client &client, const Packet &packet);
    void checkSnapshot(const Client &client);
    [[nodiscard]] static QByteArray onWire(const RoomState &state);
    void clientTakesState(Client &client, const QByteArray &bytes);
    void compareRights();
    [[nodiscard]] QList<QByteArray> withoutIds(QList<QByteArray> parts) const;
    [[nodiscard]] BoardDeeds::Habits habits(bool everyKind); // by the dice
    [[nodiscard]] static QList<BoardOp> oldValues(BoardReplica &replica);
    [[nodiscard]] static QList<BoardOp> oldText(BoardReplica &replica);
    [[nodiscard]] static QList<BoardOp> lastPart(BoardReplica &replica);
    void checkUndo(const BoardTransaction &tx, const PlainBoard &before);
    [[nodiscard]] BoardTransaction asReceived(const Client &client, BoardTransaction tx) const;
    void checkUndoIsExact(const Client &client);
    void checkIntent(const BoardTransaction &tx, const PlainBoard &before);
    void heal();
    void comparePlain();
    void compare();
    [[nodiscard]] bool isForgotten(const Client &client, const BoardTransaction &tx) const;

    Dice m_dice;
    Dice m_lots; // for what concerns rights alone: worlds without them go as they went before there were any
    Breach m_breach;
    double m_loss, m_repeat, m_delay;
    bool m_locks = false;     // whether there are any in this world
    bool m_refusals = false;  // of the server, for reasons of its own
    bool m_hasRights = false; // or by the rights of the room
    BoardDeeds m_deeds;
    bool m_healing = false;
    BoardDoc m_server;
    PlainBoard m_plain;
    std::vector<Event> m_log;
    QHash<OpId, Seq> m_known;
    QHash<OpId, Intent> m_intents;
    QSet<OpId> m_refused;
    QSet<OpId> m_told;     // of those: whose author has heard why
    QSet<UserId> m_undid;  // who has taken back or brought back anything
    QSet<UserId> m_denied; // whom the server takes nothing of at this moment
    RoomState m_first;     // of the room, before the first event
    RoomState m_state;     // by it the server judges
    RoomState m_before;    // ... and the one before the latest change
    PlainRights m_plainRights;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<Packet> m_net;
    quint32 m_number = 100; // of the client that starts next
    QHash<UserId, qint64> m_byAuthor;
    Counts m_counts;
    QString m_failure;
};

} // namespace coterie::test
