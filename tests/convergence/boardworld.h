// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
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
};

// A server with its log, two to eight clients, some of them devices of one person, with a replica each, and a network
// that loses, repeats, delays and cuts; rights that come and go; restarts from what is on the disks. All of it from
// one seed. Something wrong is told once, in failure().
class BoardWorld final
{
public:
    explicit BoardWorld(quint64 seed, Breach breach = Breach::None, Slip slip = Slip::None);

    void run(int steps);
    [[nodiscard]] const QString &failure() const { return m_failure; }

    struct Counts {
        qint64 transactions = 0, repeated = 0, gaps = 0, snapshots = 0, refusals = 0, undos = 0, restarts = 0;
        qint64 texts = 0, merged = 0, parts = 0, groups = 0, locks = 0, denied = 0, behind = 0;
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
    };
    struct Packet {
        enum Kind { Hello, Commit, Pull, LogEvent, Ack, Refuse, Snapshot } kind = Hello;
        size_t client = 0;
        Seq seq = 0;
        OpId id{};
        BoardTransaction tx{};
        Event event{};
        QList<QByteArray> parts{};
        [[nodiscard]] bool goesUp() const { return kind <= Pull; }
    };
    struct Client {
        UserId id;
        BoardReplica replica;
        Seq last = 0;    // of the room
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
    void append(std::optional<BoardTransaction> board);
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
    [[nodiscard]] BoardDeeds::Habits habits(); // by the dice
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
    Breach m_breach;
    double m_loss, m_repeat, m_delay;
    bool m_locks = false, m_rights = false; // whether there are any in this world
    BoardDeeds m_deeds;
    bool m_healing = false;
    BoardDoc m_server;
    PlainBoard m_plain;
    std::vector<Event> m_log;
    QHash<OpId, Seq> m_known;
    QHash<OpId, Intent> m_intents;
    QSet<OpId> m_refused;
    QSet<UserId> m_undid;  // who has taken back or brought back anything
    QSet<UserId> m_denied; // may not change the board at this moment
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<Packet> m_net;
    quint32 m_number = 100; // of the client that starts next
    QHash<UserId, qint64> m_byAuthor;
    Counts m_counts;
    QString m_failure;
};

} // namespace coterie::test
