// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

#include "shared/board/boardsnapshot.h"
#include "shared/protocol/errors.h"
#include "shared/protocol/protocol.h"

namespace coterie::test {
namespace {

const RoomId room{QUuid(u"018f0000-0000-7000-8000-0000000000aa")};
constexpr quint64 lotsOf = 0x5249474854530f; // other dice for the same seed; the seeds that tests name draw no rights

} // namespace

BoardWorld::Counts &BoardWorld::Counts::operator+=(const Counts &o)
{
    transactions += o.transactions;
    repeated += o.repeated;
    gaps += o.gaps;
    snapshots += o.snapshots;
    refusals += o.refusals;
    undos += o.undos;
    restarts += o.restarts;
    texts += o.texts;
    merged += o.merged;
    parts += o.parts;
    groups += o.groups;
    locks += o.locks;
    ellipses += o.ellipses;
    lines += o.lines;
    images += o.images;
    denied += o.denied;
    behind += o.behind;
    rights += o.rights;
    notAsked += o.notAsked;
    forbidden += o.forbidden;
    heldBack += o.heldBack;
    takenBack += o.takenBack;
    judged += o.judged;
    mostOfOne = std::max(mostOfOne, o.mostOfOne);
    exact += o.exact;
    inPart += o.inPart;
    mostOfStep = std::max(mostOfStep, o.mostOfStep);
    return *this;
}

BoardWorld::Counts BoardWorld::counts() const
{
    Counts all = m_counts;
    const BoardDeeds::Counts &done = m_deeds.counts();
    all.undos = done.undos;
    all.texts = done.texts;
    all.parts = done.parts;
    all.groups = done.groups;
    all.locks = done.locks;
    all.ellipses = done.ellipses;
    all.lines = done.lines;
    all.images = done.images;
    return all;
}

BoardWorld::BoardWorld(quint64 seed, Breach breach, Slip slip)
    : m_dice(seed)
    , m_lots(seed ^ lotsOf)
    , m_breach(breach)
    , m_loss(m_dice.chance(0.3) ? 0 : 0.08)
    , m_repeat(m_dice.chance(0.3) ? 0 : 0.08)
    , m_delay(m_dice.chance(0.3) ? 0 : 0.2)
    , m_deeds(m_dice, habits(seed % 3 == 0))
    , m_plain(slip)
{
    m_hasRights = m_lots.chance(0.5);
    for (int n = m_dice.chance(0.5) ? m_dice.between(2, 3) : m_dice.between(2, 8); n > 0; --n)
        join();
}

void BoardWorld::run(int steps)
{
    for (int step = 0; step < steps && m_failure.isEmpty(); ++step) {
        const int what = m_dice.between(0, 99);
        const auto who = size_t(m_dice.between(0, int(m_clients.size()) - 1));
        Client &client = *m_clients[who];
        if (what < 30)
            act(client);
        else if (what < 88)
            for (int n = m_dice.between(1, 8); n > 0; --n) // everybody hears of everything, so it takes more
                deliver();
        else if (what < 91)
            client.online ? cut(who) : connect(who);
        else if (what < 92 && m_dice.chance(0.3))
            restartServer();
        else if (what < 93 && m_dice.chance(0.3))
            restartClient(client);
        else if (what < 94 && m_clients.size() < 8 && m_dice.chance(0.1))
            join();
        else if (what < 95 && m_refusals && m_dice.chance(0.3))
            m_denied.contains(client.id) ? void(m_denied.remove(client.id)) : void(m_denied.insert(client.id));
        else if (what < 96)
            append({}); // a chat message takes a place in the same log
        else
            tick(who, false);
        if (m_hasRights && m_lots.chance(0.06))
            changeRights();
        if (step % 40 == 0)
            checkUndoIsExact(client);
        if (step % 10 == 0)
            comparePlain(); // later changes hide earlier mistakes
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

// ---- the network: upwards in order, as a connection is; downwards anything
// can happen

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
    const double newcomers = m_breach == Breach::DevicesShareANumber ? 0.3 : 0.7; // those it needs are rare else
    client->id = m_clients.empty() || m_dice.chance(newcomers) ? m_dice.id<UserId>() : m_clients.back()->id;
    client->number = m_breach == Breach::DevicesShareANumber ? 1 : quint32(m_clients.size()) + 1;
    client->replica = BoardReplica(client->id);
    client->replica.setClient(client->number);
    if (m_clients.empty()) {
        const auto everybody = BoardRight(m_lots.chance(0.5) ? 3 : m_lots.between(1, 3));
        m_first = m_state = m_before = RoomState(room, client->id, everybody);
        m_plainRights = PlainRights(client->id, everybody);
    }
    client->state = m_first;
    m_clients.push_back(std::move(client));
    connect(m_clients.size() - 1);
}

// ---- the server

void BoardWorld::serverTakes(const Packet &packet)
{
    if (packet.kind == Packet::Ask)
        return serverTakesWish(packet);
    if (packet.kind != Packet::Commit)
        return catchUp(packet.client, packet.seq);
    if (const auto known = m_known.constFind(packet.tx.id);
        known != m_known.constEnd() && m_breach != Breach::ServerForgetsIds) {
        ++m_counts.repeated;
        return put({.kind = Packet::Ack, .client = packet.client, .seq = *known, .id = packet.tx.id});
    }
    if (const auto refusal = judge(packet.tx))
        return refuse(packet, *refusal);
    const bool denied = m_denied.contains(packet.tx.author) || (m_refusals && !m_healing && m_dice.chance(0.01));
    auto refusal = m_server.validate(packet.tx);
    if (refusal && m_breach == Breach::ServerTakesCircles && refusal->path.endsWith(u"parent"))
        refusal.reset();
    if (refusal || (denied && !m_hasRights)) {
        ++(denied ? m_counts.denied : m_counts.refusals);
        // Where nothing it was built on was refused, locked or can have been taken back, an edit fits.
        const auto devices =
            std::count_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c->id == packet.tx.author; });
        if (refusal && m_refused.isEmpty() && !m_locks && refusal->path.endsWith(u"delta") &&
            (devices == 1 || !m_undid.contains(packet.tx.author)))
            fail(QStringLiteral("B19: an edit does not fit its text: ") + refusal->reason);
        return refuse(packet, refusal.value_or(BoardRefusal{errors::full, QStringLiteral("ops"),
                                                            QStringLiteral("the board's log is full")}));
    }
    sequence(packet.client, packet.tx);
}

void BoardWorld::refuse(const Packet &packet, const BoardRefusal &refusal)
{
    m_refused.insert(packet.tx.id);
    put({.kind = Packet::Refuse, .client = packet.client, .id = packet.tx.id, .refusal = refusal});
}

void BoardWorld::sequence(size_t client, const BoardTransaction &tx)
{
    if (tx.ops.first().target)
        m_undid.insert(tx.author);
    if (m_known.contains(tx.id))
        fail(QStringLiteral("B3: one request has two places in the log"));
    const bool isCompared = m_hasRights || m_intents.value(tx.id).undo || m_intents.value(tx.id).seen;
    const PlainBoard before = isCompared ? m_plain : PlainBoard();
    const BoardOp &op = tx.ops.first();
    const Seq seen = op.act == BoardAct::Text ? *op.base : maxSeq;
    append(tx);
    for (auto event = m_log.rbegin() + 1; event != m_log.rend() && event->seq > seen; ++event)
        if (event->board && event->board->ops.first().act == BoardAct::Text &&
            event->board->ops.first().object == op.object && event->board->author != tx.author) {
            ++m_counts.merged;
            break;
        }
    m_known.insert(tx.id, m_log.back().seq);
    checkIntent(tx, before);
    if (m_plain.hasCircle()) // ever: the next change may hide it
        fail(QStringLiteral("B16: something is in itself"));
    if (m_hasRights) {
        ++m_counts.judged;
        if (const QString what = m_plainRights.trespass(tx, m_log.back().seq, redoneBy(tx), before, m_plain);
            !what.isEmpty())
            fail(what);
    }
    put({.kind = Packet::Ack, .client = client, .seq = m_log.back().seq, .id = tx.id});
    ++m_counts.transactions;
    m_counts.mostOfOne = std::max(m_counts.mostOfOne, ++m_byAuthor[tx.author]);
}

void BoardWorld::append(std::optional<BoardTransaction> board, std::optional<RoomEvent> room)
{
    const Seq seq = Seq(m_log.size()) + 1;
    m_log.push_back({seq, board, std::move(room)});
    if (auto &event = m_log.back().room) {
        event->seq = seq;
        m_before = m_state;
        (void)m_state.apply(*event);
        m_plainRights.apply(*event);
    }
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
             .parts = m_breach == Breach::SnapshotForgetsIds ? withoutIds(writeBoardSnapshot(m_server))
                                                             : writeBoardSnapshot(m_server),
             .state = onWire(m_state)});
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
    RoomState rights = m_first;
    const auto cutAt = size_t(m_dice.between(0, int(m_log.size())));
    for (size_t i = 0; i < m_log.size(); ++i) {
        if (i == cutAt) {
            BoardSnapshotReader reader;
            for (const QByteArray &part : writeBoardSnapshot(again))
                if (!reader.add(part))
                    return fail(QStringLiteral("B14: the server cannot read its own snapshot"));
            again = reader.take();
        }
        if (!m_log[i].board && !m_log[i].room)
            continue;
        RoomEvent stored = m_log[i].room.value_or(RoomEvent());
        stored.seq = m_log[i].seq;
        stored.name = QStringLiteral("somebody");
        if (const auto &board = m_log[i].board) {
            stored.id = board->id;
            stored.author = board->author;
            stored.board = BoardChange{board->ops, {}, board->step};
        }
        const auto read = decodeEvent(encodeEvent(stored));
        if (!read || read->board.has_value() != m_log[i].board.has_value())
            return fail(QStringLiteral("an event cannot be read from the disk"));
        if (read->board)
            again.apply(boardTransaction(*read), m_log[i].seq);
        else
            (void)rights.apply(*read);
    }
    if (again.hash() != m_server.hash())
        fail(QStringLiteral("B14: the board is another one after a restart"));
    if (onWire(rights) != onWire(m_state))
        fail(QStringLiteral("P25: who may do what is another after a restart"));
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
            replica.receive(asReceived(client, *packet.event.board), packet.event.seq);
        if (packet.event.room && m_breach != Breach::ClientMissesRights)
            (void)client.state.apply(*packet.event.room);
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
        clientTakesState(client, packet.state);
        client.last = client.started = packet.seq;
        checkSnapshot(client);
        client.asked = false;
        client.quiet = 0;
        break;
    }
    case Packet::Ack:
        replica.acknowledge(packet.id, packet.seq);
        break;
    case Packet::Refuse:
        if (!m_known.contains(packet.id)) // a repeat was refused, the first one counts
            clientTakesBack(client, packet);
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

BoardTransaction BoardWorld::asReceived(const Client &client, BoardTransaction tx) const
{
    if (m_breach == Breach::ClientDropsEditsOnErased)
        tx.ops.removeIf([&](const BoardOp &op) {
            return op.act == BoardAct::Set && !op.deleted && client.replica.view().contains(*op.object) &&
                   !client.replica.view().object(*op.object);
        });
    return tx;
}

// With what is on its disk: an outbox in the form in which it is sent.
void BoardWorld::restartClient(Client &client)
{
    ++m_counts.restarts;
    const auto who =
        size_t(std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == &client; }) -
               m_clients.begin());
    if (client.online)
        cut(who);
    QList<QByteArray> outbox;
    for (const BoardTransaction &tx : client.replica.pending())
        outbox.append(encode(ClientMessage(boardCommit(tx, room)), Framing::Cbor));
    client.replica = BoardReplica(client.id);
    client.replica.setClient(m_breach == Breach::DevicesShareANumber ? 1 : ++m_number);
    client.state = m_first;
    client.last = 0;
    for (const QByteArray &bytes : outbox) {
        const auto read = decodeFromClient(bytes, Framing::Cbor);
        const auto *message = std::get_if<ClientMessage>(&read);
        const auto *commit = message ? std::get_if<BoardCommit>(message) : nullptr;
        if (!commit)
            return fail(QStringLiteral("an outbox cannot be read from the disk"));
        if (m_breach != Breach::RestartForgetsOutbox)
            client.replica.restore({commit->id, client.id, commit->ops, commit->step});
    }
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
