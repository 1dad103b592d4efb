// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

#include "shared/board/boardsnapshot.h"

namespace coterie::test {

BoardWorld::BoardWorld(quint64 seed, Breach breach)
    : m_dice(seed)
    , m_breach(breach)
    , m_loss(m_dice.chance(0.3) ? 0 : 0.08)
    , m_repeat(m_dice.chance(0.3) ? 0 : 0.08)
    , m_delay(m_dice.chance(0.3) ? 0 : 0.2)
{
    for (int n = m_dice.between(2, 5); n > 0; --n)
        join();
}

void BoardWorld::run(int steps)
{
    for (int step = 0; step < steps && m_failure.isEmpty(); ++step) {
        const int what = m_dice.between(0, 99);
        const auto who = size_t(m_dice.between(0, int(m_clients.size()) - 1));
        Client &client = *m_clients[who];
        if (what < 30)
            act(who);
        else if (what < 88)
            deliver();
        else if (what < 91)
            client.online ? cut(who) : connect(who);
        else if (what < 92 && m_dice.chance(0.3))
            restartServer();
        else if (what < 93 && m_dice.chance(0.3))
            restartClient(client);
        else if (what < 94 && m_clients.size() < 6 && m_dice.chance(0.1))
            join();
        else if (what < 96)
            append({}); // a chat message takes a place in the same log
        else
            tick(who, false);
        if (step % 40 == 0)
            checkUndoIsExact(client);
    }
    heal();
    if (m_failure.isEmpty())
        compare();
}

void BoardWorld::fail(const QString &what)
{
    if (m_failure.isEmpty())
        m_failure = what;
}

// ---- the network: upwards in order, as a connection is; downwards anything can happen

void BoardWorld::put(Packet packet)
{
    if (!m_healing && !packet.goesUp() && m_dice.chance(m_loss))
        return;
    m_net.push_back(packet);
    if (!m_healing && m_dice.chance(m_repeat))
        m_net.push_back(std::move(packet));
}

void BoardWorld::deliver()
{
    if (m_net.empty())
        return;
    size_t at = 0;
    if (!m_healing && m_dice.chance(m_delay))
        at = size_t(m_dice.between(0, int(std::min<size_t>(m_net.size(), 8)) - 1));
    if (m_net[at].goesUp())
        for (size_t i = 0; i < at; ++i)
            if (m_net[i].goesUp() && m_net[i].client == m_net[at].client)
                at = i;
    const Packet packet = std::move(m_net[at]);
    m_net.erase(m_net.begin() + qsizetype(at));
    if (packet.goesUp())
        serverTakes(packet);
    else if (m_clients[packet.client]->online)
        clientTakes(*m_clients[packet.client], packet);
}

void BoardWorld::cut(size_t who)
{
    m_clients[who]->online = false;
    bool lost = false; // from some point on, nothing of what was sent arrives
    std::erase_if(m_net, [&](const Packet &p) {
        if (p.client != who)
            return false;
        lost |= m_dice.chance(0.4);
        return !p.goesUp() || lost;
    });
}

void BoardWorld::connect(size_t who)
{
    Client &client = *m_clients[who];
    client.online = true;
    client.asked = false;
    put({.kind = Packet::Hello, .client = who, .seq = client.last});
    for (const BoardTransaction &tx : client.replica.pending())
        put({.kind = Packet::Commit, .client = who, .tx = tx});
}

void BoardWorld::join()
{
    auto client = std::make_unique<Client>();
    client->id = m_dice.id<UserId>();
    client->replica = BoardReplica(client->id);
    m_clients.push_back(std::move(client));
    connect(m_clients.size() - 1);
}

// ---- the server

void BoardWorld::serverTakes(const Packet &packet)
{
    if (packet.kind != Packet::Commit)
        return catchUp(packet.client, packet.seq);
    if (const auto known = m_known.constFind(packet.tx.id);
        known != m_known.constEnd() && m_breach != Breach::ServerForgetsIds) {
        ++m_counts.repeated;
        return put({.kind = Packet::Ack, .client = packet.client, .seq = *known, .id = packet.tx.id});
    }
    if (m_server.validate(packet.tx) || (!m_healing && m_dice.chance(0.01))) {
        ++m_counts.refusals;
        return put({.kind = Packet::Refuse, .client = packet.client, .id = packet.tx.id});
    }
    sequence(packet.client, packet.tx);
}

void BoardWorld::sequence(size_t client, const BoardTransaction &tx)
{
    if (m_known.contains(tx.id))
        fail(QStringLiteral("B3: one request has two places in the log"));
    const PlainBoard before = m_intents.value(tx.id).undo || m_intents.value(tx.id).seen ? m_plain : PlainBoard();
    append(tx);
    m_known.insert(tx.id, m_log.back().seq);
    checkIntent(tx, before);
    put({.kind = Packet::Ack, .client = client, .seq = m_log.back().seq, .id = tx.id});
    ++m_counts.transactions;
}

void BoardWorld::append(std::optional<BoardTransaction> board)
{
    const Seq seq = Seq(m_log.size()) + 1;
    m_log.push_back({seq, board});
    if (board) {
        m_server.apply(*board, seq);
        m_plain.apply(*board, seq);
    }
    for (size_t i = 0; i < m_clients.size(); ++i)
        if (m_clients[i]->online)
            put({.kind = Packet::LogEvent, .client = i, .event = m_log.back()});
}

void BoardWorld::catchUp(size_t client, Seq from)
{
    const bool far = Seq(m_log.size()) - from > 60 || m_dice.chance(0.1);
    if (far) {
        ++m_counts.snapshots;
        put({.kind = Packet::Snapshot,
             .client = client,
             .seq = Seq(m_log.size()),
             .parts = writeBoardSnapshot(m_server)});
        return;
    }
    for (size_t i = size_t(from); i < m_log.size(); ++i)
        put({.kind = Packet::LogEvent, .client = client, .event = m_log[i]});
}

// From its disk: a snapshot and the events after it.
void BoardWorld::restartServer()
{
    ++m_counts.restarts;
    BoardDoc again;
    const auto cutAt = size_t(m_dice.between(0, int(m_log.size())));
    for (size_t i = 0; i < m_log.size(); ++i) {
        if (i == cutAt) {
            BoardSnapshotReader reader;
            for (const QByteArray &part : writeBoardSnapshot(again))
                if (!reader.add(part))
                    return fail(QStringLiteral("B14: the server cannot read its own snapshot"));
            again = reader.take();
        }
        if (m_log[i].board)
            again.apply(*m_log[i].board, m_log[i].seq);
    }
    if (again.hash() != m_server.hash())
        fail(QStringLiteral("B14: the board is another one after a restart"));
    m_server = std::move(again);
    for (size_t i = 0; i < m_clients.size(); ++i)
        if (m_clients[i]->online)
            cut(i);
}

// ---- a client, with the little of a session that the replica relies on

void BoardWorld::clientTakes(Client &client, const Packet &packet)
{
    BoardReplica &replica = client.replica;
    switch (packet.kind) {
    case Packet::LogEvent:
        if (packet.event.seq > client.last + 1 && m_breach != Breach::ClientIgnoresGaps) {
            ++m_counts.gaps;
            if (!std::exchange(client.asked, true))
                put({.kind = Packet::Pull, .client = packet.client, .seq = client.last});
            return;
        }
        if (packet.event.board && !isForgotten(client, *packet.event.board))
            replica.receive(*packet.event.board, packet.event.seq);
        client.last = std::max(client.last, packet.event.seq);
        client.asked = false;
        client.quiet = 0;
        break;
    case Packet::Snapshot: {
        if (packet.seq <= client.last)
            return;
        BoardSnapshotReader reader;
        for (const QByteArray &part : packet.parts)
            if (!reader.add(part))
                return fail(QStringLiteral("B14: a snapshot cannot be read"));
        if (!reader.isComplete())
            return fail(QStringLiteral("B14: a snapshot is not complete"));
        replica.reset(reader.take());
        client.last = client.started = packet.seq;
        client.asked = false;
        client.quiet = 0;
        break;
    }
    case Packet::Ack:
        replica.acknowledge(packet.id, packet.seq);
        break;
    case Packet::Refuse:
        if (!m_known.contains(packet.id)) // a repeat was refused, the first one counts
            replica.refuse(packet.id);
        break;
    default:
        break;
    }
    (void)replica.takeChanges();
}

bool BoardWorld::isForgotten(const Client &client, const BoardTransaction &tx) const
{
    return m_breach == Breach::SnapshotForgetsHistory && tx.ops.first().target &&
           m_known.value(*tx.ops.first().target) <= client.started;
}

void BoardWorld::restartClient(Client &client)
{
    ++m_counts.restarts;
    const auto who =
        size_t(std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == &client; }) -
               m_clients.begin());
    if (client.online)
        cut(who);
    const QList<BoardTransaction> outbox = client.replica.pending();
    client.replica = BoardReplica(client.id);
    client.last = 0;
    for (const BoardTransaction &tx : outbox)
        client.replica.restore(tx);
}

void BoardWorld::tick(size_t who, bool force)
{
    Client &client = *m_clients[who];
    if (!client.online || (++client.quiet < 8 && !force))
        return;
    client.quiet = 0;
    put({.kind = Packet::Pull, .client = who, .seq = client.last});
    for (BoardTransaction tx : client.replica.pending()) {
        if (m_breach == Breach::ResendUnderNewId)
            tx.id = m_dice.id<OpId>();
        put({.kind = Packet::Commit, .client = who, .tx = tx});
    }
}

} // namespace coterie::test
