// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
#include "tests/convergence/plainboard.h"
#include "tests/support/boardkit.h"

#include <QMap>

#include <memory>

namespace coterie::test {

// Rules broken on purpose. The world must notice each of them.
enum class Breach {
    None,
    ServerForgetsIds,       // a repeated request gets a second place in the log
    ClientIgnoresGaps,      // events are applied as they come
    ResendUnderNewId,       // a request is repeated as if it were another one
    SnapshotForgetsHistory, // who can undo what is not in it
    UndoWritesOldValues,    // undo as a set of the values before
    ClearErasesTheUnseen,   // clear of everything, whatever its author had seen
};

// A server with its log, two to five people with a replica each, and a network that loses, repeats, delays and cuts.
// All of it from one seed. Something wrong is told once, in failure().
class BoardWorld final
{
public:
    BoardWorld(quint64 seed, Breach breach);

    void run(int steps);
    [[nodiscard]] const QString &failure() const { return m_failure; }

    struct Counts {
        qint64 transactions = 0, repeated = 0, gaps = 0, snapshots = 0, refusals = 0, undos = 0, restarts = 0;
    };
    [[nodiscard]] const Counts &counts() const { return m_counts; }

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
    void act(size_t client);
    void draw(Client &client, QList<BoardOp> ops) { draw(client, std::move(ops), Intent()); }
    void draw(Client &client, QList<BoardOp> ops, Intent intent);
    [[nodiscard]] QList<BoardOp> oldValues(const Client &client);
    [[nodiscard]] BoardOp randomSet(ObjectId id);
    void checkUndoIsExact(const Client &client);
    void checkIntent(const BoardTransaction &tx, const PlainBoard &before);
    void heal();
    void compare();
    [[nodiscard]] bool isForgotten(const Client &client, const BoardTransaction &tx) const;

    Dice m_dice;
    Breach m_breach;
    double m_loss, m_repeat, m_delay;
    bool m_healing = false;
    BoardDoc m_server;
    PlainBoard m_plain;
    std::vector<Event> m_log;
    QHash<OpId, Seq> m_known;
    QHash<OpId, Intent> m_intents;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<Packet> m_net;
    Counts m_counts;
    QString m_failure;
};

} // namespace coterie::test
