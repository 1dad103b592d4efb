// SPDX-License-Identifier: MIT
#include "tests/sim/simwire.h"

#include <algorithm>

namespace coterie::sim {

using namespace server;

namespace {

// Boards leave the memory while the history runs, and are read again.
// With laggards, what they missed takes several pages.
HubConfig hubConfig(bool laggards)
{
    HubConfig config;
    config.boards.idleMs = 3000;
    if (laggards)
        config.limits.page = 5;
    return config;
}

std::optional<OpId> operationOf(const ClientMessage &message)
{
    if (const auto *post = std::get_if<ChatPost>(&message))
        return post->id;
    if (const auto *topic = std::get_if<RoomTopic>(&message))
        return topic->id;
    if (const auto *commit = std::get_if<BoardCommit>(&message))
        return commit->id;
    if (const auto *edit = std::get_if<BoardListEdit>(&message))
        return edit->id;
    if (const auto *set = std::get_if<RightsSet>(&message))
        return set->id;
    if (const auto *create = std::get_if<RoomCreate>(&message))
        return create->id;
    return {};
}

} // namespace

SimWorld::SimWorld(quint64 seed, const Config &config)
    : m_config(config)
    , m_random(seed)
    , m_store(std::make_unique<MemoryStore>())
    , m_disk(*m_store)
    , m_dice(seed ^ 0xb0a2d)
    , m_deeds(m_dice)
    , m_apart(seed ^ 0x1a66a2d)
    , m_lots(seed ^ 0x216475)
{
    if (config.plant == Plant::BoardTwice)
        m_disk.isTwice = [this](const RoomEvent &event) { return event.board && pick(8) == 0; };
    if (config.plant == Plant::BoardHole)
        m_disk.onBoardRead = [this](HistoryResult &read) {
            if (m_tally.crashes > 0 && !read.events.isEmpty() && pick(4) == 0)
                read.events.removeAt(qsizetype(pick(quint64(read.events.size()))));
        };
    for (int i = 0; i < config.clients; ++i)
        addClient(false);
    startHost();
}

void SimWorld::addClient(bool everywhere)
{
    const Plant plant = m_config.plant;
    const SimClient::Habits habits{m_config.boards,
                                   everywhere,
                                   m_config.rights,
                                   plant == Plant::NoRebase,
                                   plant == Plant::DeafToRights,
                                   plant == Plant::KeepsRefused};
    // Whoever comes last, to see all there is, is a person of their own; and a host takes only so many devices of one.
    SimClient *first = nullptr;
    if (!everywhere && !m_clients.empty() && pick(3) == 0)
        first = m_clients[std::size_t(pick(m_clients.size()))]->first();
    const auto devices =
        std::count_if(m_clients.begin(), m_clients.end(), [first](const auto &one) { return one->first() == first; });
    if (devices > 3)
        first = nullptr;
    m_tally.devices += first ? 1 : 0;
    m_clients.push_back(std::make_unique<SimClient>(int(m_clients.size()), m_random, m_checker, habits, first));
}

// From what is on the disk.
void SimWorld::startHost()
{
    m_hub.reset();
    m_wire = std::make_unique<Wire>(*this);
    m_hub = std::make_unique<Hub>(*m_wire, m_disk, m_clock, m_random, hubConfig(m_config.laggards));
    auto session = m_store->session();
    if (m_config.plant == Plant::ForgetsRights)
        session.state.resize(std::max<qsizetype>(0, session.state.size() - 4));
    m_hub->load(session);
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

void SimWorld::connect(int client)
{
    if (!m_clients[std::size_t(client)]->mayConnect() || m_clock.mono < m_backAt[client])
        return;
    if (m_stop && pickApart(2) == 0)
        return; // nobody is at the door; else this one was through it already
    m_tally.cameBack += std::exchange(m_backAt[client], 0) > 0 && !m_stop ? 1 : 0;
    const PeerId peer = ++m_lastPeer;
    m_links[peer].client = client;
    if (m_config.laggards && pickApart(2) == 0)
        m_links[peer].room = std::size_t(3 + pickApart(6));
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

// What was sent before arrives, and so does this.
void SimWorld::sayGoodbye(int client)
{
    const auto peer = linkOf(client);
    if (!peer)
        return;
    ++m_tally.goodbyes;
    Link &link = m_links[*peer];
    link.cut = true;
    link.how = m_config.plant == Plant::LongGoodbyes ? Parting::Lost : Parting::Goodbye;
    link.toClient.clear();
    m_clients[std::size_t(client)]->disconnected();
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
            const Parting how = at->second.how;
            m_links.erase(at);
            if (m_config.plant != Plant::Ghosts || pick(4) != 0)
                m_hub->peerDisconnected(peer, how);
            m_wire->endTurn();
        }
        return;
    }
    const QByteArray frame = at->second.toHost.front();
    at->second.toHost.pop_front();
    m_tally.late += at->second.cut && linkOf(at->second.client) ? 1 : 0;
    const auto decoded = decodeFromClient(frame, Framing::Cbor);
    if (const auto *message = std::get_if<ClientMessage>(&decoded))
        take(peer, *message);
    else
        m_hub->peerFault(peer, std::get<wire::Error>(decoded));
    m_wire->endTurn();
}

void SimWorld::take(PeerId peer, const ClientMessage &message)
{
    const Plant plant = m_config.plant;
    if (const auto *hello = std::get_if<Hello>(&message); hello && plant == Plant::WrongName) {
        auto other = *hello;
        other.name = QStringLiteral("Somebody");
        m_hub->peerMessage(peer, other);
        return;
    }
    const auto *post = std::get_if<ChatPost>(&message);
    const bool isPlanted = plant == Plant::RefusesSound || plant == Plant::Phantoms || plant == Plant::WrongAuthor ||
                           plant == Plant::WrongRoom;
    if (post && isPlanted && pick(16) == 0) {
        takeAmiss(peer, *post);
        return;
    }
    if (refusesFalsely(peer, message))
        return;
    if (const auto id = operationOf(message))
        m_links[peer].asked.insert(*id);
    m_hub->peerMessage(peer, message);
}

// A planted fault of what becomes of a message.
void SimWorld::takeAmiss(PeerId peer, const ChatPost &post)
{
    const auto rooms = m_store->session().rooms;
    if (m_config.plant == Plant::RefusesSound) {
        m_wire->refuse(peer, post.id, errors::forbidden);
    } else if (m_config.plant == Plant::Phantoms) {
        const auto room =
            std::find_if(rooms.begin(), rooms.end(), [&](const auto &one) { return one.id == post.room; });
        const SimClient &one = *m_clients[std::size_t(m_links[peer].client)];
        RoomEvent event;
        event.seq = room == rooms.end() ? 1 : room->head + 1;
        event.id = post.id;
        event.author = one.user();
        event.name = one.name();
        event.time = m_clock.wallMs();
        event.chat = ChatBody{post.body, {}};
        m_wire->invent(peer, EventPosted{post.room, event});
        m_wire->refuse(peer, post.id, errors::rate);
    } else if (m_config.plant == Plant::WrongRoom) {
        auto other = post;
        other.room = rooms.at(qsizetype(pick(quint64(rooms.size())))).id;
        m_hub->peerMessage(peer, other);
    } else {
        const auto at = std::find_if(m_links.begin(), m_links.end(), [&](const auto &link) {
            return !link.second.cut && link.second.client >= 0 && link.first != peer;
        });
        m_hub->peerMessage(at == m_links.end() ? peer : at->first, post);
    }
}

void SimWorld::deliverToClient(PeerId peer)
{
    const auto at = m_links.find(peer);
    if (at == m_links.end() || at->second.toClient.empty() || isHeld(at->second) ||
        at->second.unreadUntil > m_clock.mono)
        return;
    const QByteArray frame = at->second.toClient.front();
    const bool wasClogged = at->second.isClogged();
    at->second.toClient.pop_front();
    const bool isDrained = wasClogged && !at->second.isClogged();
    const auto decoded = decodeFromServer(frame, Framing::Cbor);
    const auto *message = std::get_if<ServerMessage>(&decoded);
    if (at->second.client < 0) {
        if (message && std::holds_alternative<Welcome>(*message))
            m_checker.tookStranger();
        cutPeer(peer); // whatever the answer is
    } else if (message) {
        if (const auto *bye = std::get_if<Bye>(message)) {
            ++m_tally.byes;
            m_backAt[at->second.client] = m_clock.mono + bye->retryMs;
        }
        m_clients[std::size_t(at->second.client)]->receive(*message);
    }
    askForMissed(peer);
    if (isDrained)
        m_wire->drained(peer);
}

void SimWorld::askForMissed(PeerId peer)
{
    const auto at = m_links.find(peer);
    if (at == m_links.end() || at->second.isFull() || at->second.missedFrom == 0)
        return;
    const Seq from = std::exchange(at->second.missedFrom, 0);
    if (at->second.cut || at->second.leaving || m_config.plant == Plant::Unsaid)
        return;
    m_hub->newestMissed(peer, from);
    m_wire->endTurn();
}

void SimWorld::deliverStore(qsizetype most)
{
    m_store->deliver(most);
    m_wire->endTurn();
}

void SimWorld::tick()
{
    m_hub->tick();
    m_wire->endTurn();
    m_wire->catchUp();
    if (m_stop)
        watchStop();
}

void SimWorld::crash()
{
    ++m_tally.crashes;
    m_stop.reset();
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
    startHost();
}

// The disk had not kept what it said; the start finds it by the file of heads.
void SimWorld::forget()
{
    const auto session = m_store->session();
    if (session.rooms.isEmpty())
        return;
    const RoomId room = session.rooms.at(qsizetype(pick(quint64(session.rooms.size())))).id;
    const EpochId next{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    const bool noticed = m_config.plant != Plant::Forgetful;
    const auto whole = m_store->events(room);
    const auto events = m_store->loseEnd(room, 1 + qsizetype(pick(6)), noticed ? std::optional(next) : std::nullopt);
    m_tally.forgotten += events.isEmpty() ? 0 : 1;
    if (noticed)
        m_checker.lost(room, events, whole);
}

void SimWorld::step()
{
    m_clock.advance(qint64(pick(40)));
    tick();
    if (m_config.laggards && pickApart(40) == 0)
        readSlowly();
    const int client = int(pick(m_clients.size()));
    auto &one = *m_clients[std::size_t(client)];
    const auto what = pick(1000);
    const auto somebody = [this] { return std::next(m_links.begin(), qint64(pick(m_links.size())))->first; };
    if (what < 220) {
        act(one, what);
    } else if (what < 500 && !m_links.empty()) {
        const PeerId peer = somebody();
        for (auto n = 1 + pick(4); n > 0; --n)
            deliverToHost(peer);
    } else if (what < 780 && !m_links.empty()) {
        const PeerId peer = somebody();
        for (auto n = 1 + pick(6); n > 0; --n)
            deliverToClient(peer);
    } else if (what < 890) {
        if (const auto most = qsizetype(1 + pick(8)); !m_stop || !m_stop->diskHangs)
            deliverStore(most);
    } else if (what < 930) {
        if (!one.isConnected())
            connect(client);
        else
            one.poll();
    } else if (m_config.faults) {
        suffer(client, what);
    }
}

void SimWorld::act(SimClient &one, quint64 what)
{
    if (m_config.rights && m_lots.chance(0.4))
        m_lots.chance(0.4) ? changeRights(one) : one.draw(m_deeds);
    else if (what < 110)
        one.write(QStringLiteral("message %1").arg(++m_written));
    else if (what < 116)
        one.setTopic(QStringLiteral("topic %1").arg(++m_written));
    else if (what < 128)
        one.change(QStringLiteral("message %1").arg(++m_written));
    else if (what < 132)
        one.takeBack();
    else if (what < 138)
        m_roomsNamed < 4 ? one.makeRoom(QStringLiteral("room %1").arg(++m_roomsNamed)) : one.joinSome();
    else if (what < 150)
        one.joinSome();
    else if (what < 158)
        one.leaveSome();
    else if (what < 164)
        one.choose({Status(pick(4)), QStringLiteral("words %1").arg(++m_written)});
    else if (m_config.boards)
        one.draw(m_deeds);
}

void SimWorld::suffer(int client, quint64 what)
{
    auto &one = *m_clients[std::size_t(client)];
    if (m_config.stops && pickApart(24) == 0) {
        stopHost();
    } else if (what < 957) {
        pick(4) == 0 ? sayGoodbye(client) : cut(client);
    } else if (what < 966) {
        cut(client);
        one.restart();
    } else if (what < 975) {
        const bool fails = pick(3) == 0;
        m_tally.refusals += fails ? 1 : 0;
        m_store->setFailing(fails);
    } else if (what < 984) {
        ++m_tally.clocks;
        m_clock.wall += qint64(pick(2 * 86'400'000)) - 86'400'000; // somebody sets the clock
    } else if (what < 994) {
        if (pick(2) == 0) {
            m_tally.twice += one.sendTwice() ? 1 : 0;
        } else if (const auto peer = linkOf(client)) {
            ++m_tally.stalls;
            m_links[*peer].heldUntil = m_clock.mono + qint64(pick(3000));
        }
    } else {
        crash();
    }
}

// Where the log has an operation.
std::optional<std::pair<RoomId, Seq>> SimWorld::findStored(const OpId &id)
{
    for (const auto &log : storedLogs())
        for (const RoomEvent &event : log.events)
            if (event.id == id)
                return std::pair(log.room, event.seq);
    return {};
}

QList<Checker::Log> SimWorld::storedLogs() const
{
    QList<Checker::Log> logs;
    const StoredSession session = m_store->session();
    for (const StoredRoom &room : session.rooms) {
        QList<UserId> owners{room.creator, {}};
        for (const StoredUser &user : session.users)
            if (user.owner) // before them, whom the disk refused to forget and who is nobody (P43)
                owners.last() = user.id;
        logs.append({room.id, room.topic, m_store->events(room.id), owners});
    }
    return logs;
}

} // namespace coterie::sim
