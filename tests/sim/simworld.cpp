// SPDX-License-Identifier: MIT
#include "tests/sim/simworld.h"

namespace coterie::sim {

using namespace server;

class SimWorld::Wire final : public Transport
{
public:
    explicit Wire(SimWorld &world)
        : m_world(world)
    {
    }
    void send(PeerId peer, const ServerMessage &message, Delivery) override { put(peer, message); }
    void publish(GroupId group, const ServerMessage &message, Delivery) override { m_turn.append({group, message}); }
    void publishEvent(GroupId group, Seq, const ServerMessage &message) override { m_turn.append({group, message}); }
    void continueFrom(PeerId, GroupId, Seq) override {}
    bool isBehind(PeerId) override { return false; }
    void subscribe(GroupId group, PeerId peer) override { m_groups[group].insert(peer); }
    void unsubscribe(GroupId group, PeerId peer) override { m_groups[group].remove(peer); }
    void close(PeerId peer, CloseCode, const QString &) override { m_closing.append(peer); }

    // The end of a turn: what was published leaves after what was sent.
    void endTurn()
    {
        for (const auto &[group, message] : std::exchange(m_turn, {}))
            for (const PeerId peer : m_groups.value(group))
                put(peer, message);
        for (const PeerId peer : std::exchange(m_closing, {}))
            if (const auto at = m_world.m_links.find(peer); at != m_world.m_links.end() && !at->second.cut)
                m_world.cutPeer(peer);
    }

private:
    void put(PeerId peer, const ServerMessage &message)
    {
        const auto at = m_world.m_links.find(peer);
        if (at == m_world.m_links.end() || at->second.cut)
            return;
        if (m_world.m_config.plantLostAck && std::holds_alternative<Ack>(message) && m_world.pick(8) == 0) {
            // A host that acknowledges what it never stored.
            auto lie = std::get<Ack>(message);
            lie.seq += 1000;
            at->second.toClient.push_back(encode(lie, Framing::Cbor));
            return;
        }
        at->second.toClient.push_back(encode(message, Framing::Cbor));
    }
    SimWorld &m_world;
    QHash<GroupId, QSet<PeerId>> m_groups;
    QList<std::pair<GroupId, ServerMessage>> m_turn;
    QList<PeerId> m_closing;
};

SimWorld::SimWorld(quint64 seed, const Config &config)
    : m_config(config)
    , m_random(seed)
    , m_store(std::make_unique<MemoryStore>())
{
    for (int i = 0; i < config.clients; ++i)
        m_clients.push_back(std::make_unique<SimClient>(i, m_random, m_checker));
    m_wire = std::make_unique<Wire>(*this);
    m_hub = std::make_unique<Hub>(*m_wire, *m_store, m_clock, m_random, HubConfig{});
    m_hub->load({});
    deliverStore(-1);
}

SimWorld::~SimWorld() = default;

std::optional<PeerId> SimWorld::linkOf(int client) const
{
    for (const auto &[peer, link] : m_links)
        if (link.client == client && !link.cut)
            return peer;
    return {};
}

SimWorld::Tally &SimWorld::Tally::operator+=(const Tally &other)
{
    crashes += other.crashes;
    torn += other.torn;
    forgotten += other.forgotten;
    cuts += other.cuts;
    late += other.late;
    stalls += other.stalls;
    twice += other.twice;
    refusals += other.refusals;
    clocks += other.clocks;
    strangers += other.strangers;
    return *this;
}

void SimWorld::connect(int client)
{
    const PeerId peer = ++m_lastPeer;
    m_links[peer].client = client;
    m_hub->peerConnected(peer, {});
    m_wire->endTurn();
    m_clients[std::size_t(client)]->connected([this, peer](const ClientMessage &message) {
        if (const auto at = m_links.find(peer); at != m_links.end() && !at->second.cut)
            at->second.toHost.push_back(encode(message, Framing::Cbor));
    });
}

void SimWorld::cut(int client)
{
    if (const auto peer = linkOf(client))
        cutPeer(*peer);
}

void SimWorld::cutPeer(PeerId peer)
{
    Link &link = m_links[peer];
    ++m_tally.cuts;
    link.cut = true; // the host hears of it when everything under way has arrived, or was lost
    link.toClient.clear();
    if (pick(2) == 0)
        link.toHost.clear();
    if (link.client >= 0)
        m_clients[std::size_t(link.client)]->disconnected();
}

void SimWorld::stranger(const QByteArray &token)
{
    ++m_tally.strangers;
    const PeerId peer = ++m_lastPeer;
    m_links[peer].client = -1;
    m_hub->peerConnected(peer, {});
    m_wire->endTurn();
    m_links[peer].toHost.push_back(
        encode(ClientMessage(Hello{protocolVersion, QStringLiteral("sim"), QStringLiteral("Stranger"), token}),
               Framing::Cbor));
}

std::optional<QByteArray> SimWorld::anyToken()
{
    return m_clients[std::size_t(pick(m_clients.size()))]->token();
}

void SimWorld::deliverToHost(PeerId peer)
{
    const auto at = m_links.find(peer);
    if (at == m_links.end() || isHeld(at->second))
        return;
    if (at->second.toHost.empty()) {
        if (at->second.cut) {
            m_links.erase(at);
            m_hub->peerDisconnected(peer);
            m_wire->endTurn();
        }
        return;
    }
    const QByteArray frame = at->second.toHost.front();
    at->second.toHost.pop_front();
    m_tally.late += at->second.cut && linkOf(at->second.client) ? 1 : 0;
    const auto decoded = decodeFromClient(frame, Framing::Cbor);
    if (const auto *message = std::get_if<ClientMessage>(&decoded))
        m_hub->peerMessage(peer, *message);
    else
        m_hub->peerFault(peer, std::get<wire::Error>(decoded));
    m_wire->endTurn();
}

void SimWorld::deliverToClient(PeerId peer)
{
    const auto at = m_links.find(peer);
    if (at == m_links.end() || at->second.toClient.empty() || isHeld(at->second))
        return;
    const QByteArray frame = at->second.toClient.front();
    at->second.toClient.pop_front();
    const auto decoded = decodeFromServer(frame, Framing::Cbor);
    const auto *message = std::get_if<ServerMessage>(&decoded);
    if (at->second.client < 0) {
        if (message && std::holds_alternative<Welcome>(*message))
            m_checker.tookStranger();
        cutPeer(peer); // whatever the answer is
    } else if (message)
        m_clients[std::size_t(at->second.client)]->receive(*message);
}

void SimWorld::deliverStore(qsizetype most)
{
    m_store->deliver(most);
    m_wire->endTurn();
}

void SimWorld::crash()
{
    ++m_tally.crashes;
    for (auto &[peer, link] : m_links)
        if (!link.cut && link.client >= 0)
            m_clients[std::size_t(link.client)]->disconnected();
    m_links.clear();
    if (const qsizetype waiting = m_store->waiting(); waiting > 0 && pick(2) == 0) {
        ++m_tally.torn;
        m_store->tear(1 + qsizetype(pick(quint64(waiting))));
    } else {
        m_store->forgetWaiting();
    }
    m_store->setFailing(false);
    if (pick(4) == 0)
        forget();
    m_hub.reset();
    m_wire = std::make_unique<Wire>(*this);
    m_hub = std::make_unique<Hub>(*m_wire, *m_store, m_clock, m_random, HubConfig{});
    m_hub->load(m_store->session());
    deliverStore(-1);
}

// The disk had not kept what it said; the start finds it by the file of heads.
void SimWorld::forget()
{
    const auto session = m_store->session();
    if (session.rooms.isEmpty())
        return;
    const EpochId next{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    const auto events = m_store->loseEnd(session.rooms.first().id, 1 + qsizetype(pick(6)),
                                         m_config.plantForgetful ? std::nullopt : std::optional(next));
    m_tally.forgotten += events.isEmpty() ? 0 : 1;
    if (!m_config.plantForgetful)
        m_checker.lost(events);
}

void SimWorld::step()
{
    m_clock.advance(qint64(pick(40)));
    m_hub->tick();
    m_wire->endTurn();
    const int client = int(pick(quint64(m_config.clients)));
    auto &one = *m_clients[std::size_t(client)];
    const auto action = pick(100);
    if (action < 12 && !one.room().isNull()) {
        one.write(QStringLiteral("message %1").arg(++m_written));
    } else if (action < 45 && !m_links.empty()) {
        deliverToHost(std::next(m_links.begin(), qint64(pick(m_links.size())))->first);
    } else if (action < 75 && !m_links.empty()) {
        deliverToClient(std::next(m_links.begin(), qint64(pick(m_links.size())))->first);
    } else if (action < 88) {
        deliverStore(qsizetype(1 + pick(8)));
    } else if (action < 92) {
        if (!one.isConnected())
            connect(client);
        else
            one.poll();
    } else if (!m_config.faults) {
        return;
    } else if (action < 95) {
        cut(client);
    } else if (action < 96) {
        cut(client);
        one.restart();
    } else if (action < 97) {
        const bool fails = pick(3) == 0;
        m_tally.refusals += fails ? 1 : 0;
        m_store->setFailing(fails);
    } else if (action < 98) {
        ++m_tally.clocks;
        m_clock.wall += qint64(pick(2 * 86'400'000)) - 86'400'000; // somebody sets the clock
    } else if (action < 99) {
        if (pick(2) == 0) {
            m_tally.twice += one.sendTwice() ? 1 : 0;
        } else if (const auto peer = linkOf(client)) {
            ++m_tally.stalls;
            m_links[*peer].heldUntil = m_clock.mono + qint64(pick(3000));
        }
    } else if (pick(2) == 0) {
        crash();
    }
}

bool SimWorld::isSettled() const
{
    const auto session = m_store->session();
    const Seq head = session.rooms.isEmpty() ? 0 : session.rooms.first().head;
    return std::all_of(m_clients.begin(), m_clients.end(), [&](const auto &one) { return one->isSettled(head); });
}

void SimWorld::heal()
{
    m_store->setFailing(false);
    for (auto &[peer, link] : m_links)
        link.heldUntil = 0;
    for (int round = 0; round < 4000 && !isSettled(); ++round) {
        m_clock.advance(100);
        m_hub->tick();
        m_wire->endTurn();
        for (int i = 0; i < m_config.clients; ++i) {
            if (!m_clients[std::size_t(i)]->isConnected())
                connect(i);
            else if (round % 20 == 19)
                m_clients[std::size_t(i)]->poll();
        }
        QList<PeerId> peers;
        for (const auto &[peer, link] : m_links)
            peers.append(peer);
        for (const PeerId peer : peers)
            for (int n = 0; n < 4; ++n) {
                deliverToHost(peer);
                deliverToClient(peer);
            }
        deliverStore(-1);
    }
}

QList<RoomEvent> SimWorld::storedEvents()
{
    QList<RoomEvent> all;
    const auto session = m_store->session();
    bool more = true;
    while (more) {
        HistoryQuery query;
        query.room = session.rooms.first().id;
        query.after = all.isEmpty() ? 0 : all.last().seq;
        query.limit = 1000;
        query.bytes = 1 << 24;
        more = false;
        m_store->history(query, [&](const HistoryResult &page) {
            all.append(page.events);
            more = page.more;
        });
        m_store->deliver();
    }
    return all;
}

QStringList SimWorld::finish()
{
    heal();
    QStringList faults = m_checker.faults();
    if (!isSettled())
        faults.append(QStringLiteral("the world did not settle after everything was healed"));
    QList<QList<RoomEvent>> views;
    for (const auto &one : m_clients)
        views.append(one->events());
    auto stored = storedEvents();
    if (m_config.plantPhantom && !stored.isEmpty())
        stored.removeLast();
    m_checker.finish(views, stored);
    return m_checker.faults().isEmpty() ? faults : m_checker.faults();
}

} // namespace coterie::sim
