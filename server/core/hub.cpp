// SPDX-License-Identifier: MIT
#include "server/core/hub.h"

#include "shared/util/text.h"

#include <algorithm>

namespace coterie::server {

Hub::Hub(Transport &transport, Store &store, const Clock &clock, Random &random, const HubConfig &config)
    : m_transport(transport)
    , m_store(store)
    , m_clock(clock)
    , m_random(random)
    , m_config(config)
    , m_rates(config.limits)
    , m_boards(store, clock, m_deadlines, config.boards,
               [this](auto then) { return pending<HistoryResult>(std::move(then)); })
    , m_blobs(config.blobs)
{
    m_config.limits.rates = m_rates.told();
}

Hub::~Hub() = default;

void Hub::load(const StoredSession &session)
{
    if (!session.name.isEmpty())
        m_config.name = session.name;
    for (const auto &user : session.users) {
        m_people.add(user);
        if (user.owner)
            m_owner = user.id;
    }
    for (const auto &room : session.rooms) {
        addRoom(room);
        ++m_roomsMade[room.creator];
    }
    for (const auto &member : session.members)
        if (auto *room = findRoom(member.room))
            room->members.emplace(member.user, member.read);
    for (const auto &[room, event] : session.state)
        if (auto *known = findRoom(room)) {
            known->state.apply(event);
            known->answered.insert(event.id);
        }
    for (const auto &room : std::as_const(m_rooms)) { // creator and owner of the session, whatever a log says
        room->state.addOwner(room->stored.creator);
        room->state.addOwner(m_owner);
        room->expected = room->state;
    }
    m_blobs.load(session);
    if (!m_rooms.isEmpty())
        return;
    StoredRoom first;
    first.id = RoomId{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    first.epoch = EpochId{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    first.name = m_config.firstRoom;
    first.created = m_clock.wallMs();
    addRoom(first);
    // Should the disk refuse, the room lives until the end of this run, and its messages are refused one by one.
    m_store.createRoom(first, pending<Outcome>([](const Outcome &) {}));
}

void Hub::tick()
{
    const qint64 now = m_clock.monotonicMs();
    while (const auto due = m_deadlines.takeDue(now)) {
        if (const auto *hello = std::get_if<HelloDue>(&*due)) {
            if (auto *peer = findPeer(hello->peer); peer && peer->phase == Phase::AwaitsHello)
                m_transport.close(peer->id, CloseCode::ProtocolFault, QStringLiteral("no hello in time"));
        } else if (const auto *fades = std::get_if<TypingFades>(&*due)) {
            if (auto *room = findRoom(fades->room);
                room && room->typing.contains(fades->user) && room->typing.value(fades->user).until <= now)
                setTyping(*room, fades->user, false);
        } else if (const auto *grace = std::get_if<GraceEnds>(&*due)) {
            graceEnded(grace->user);
        } else if (const auto *fading = std::get_if<AllowanceFades>(&*due)) {
            allowanceFades(fading->user);
        } else if (const auto *notice = std::get_if<CrowdNotice>(&*due)) {
            crowdNotice(notice->room);
        } else if (const auto *writing = std::get_if<BoardWriting>(&*due)) {
            m_boards.due(*writing);
        } else if (const auto *idle = std::get_if<BoardIdle>(&*due)) {
            m_boards.due(*idle);
        } else if (const auto *look = std::get_if<LookDue>(&*due)) {
            lookDue(*look);
        } else if (const auto *taken = std::get_if<LookTakenUp>(&*due)) {
            if (!m_looks.passBy(taken->board, taken->user, now)) // else they were lost once more: the next one follows
                tellLook(taken->board, taken->user);
        } else if (const auto *missed = std::get_if<MissedDue>(&*due)) {
            tellMissed(missed->peer);
        } else if (const auto *unheard = std::get_if<UnheardFades>(&*due)) {
            if (m_unheard.value(unheard->device).user == unheard->user)
                m_unheard.remove(unheard->device);
        } else if (std::holds_alternative<BlobsFade>(*due)) {
            blobsFade();
        } else if (const auto *away = std::get_if<UploaderAway>(&*due)) {
            uploaderAway(away->user);
        } else if (std::holds_alternative<KeepDue>(*due)) {
            keepDue();
        } else if (std::holds_alternative<OwnerDue>(*due)) {
            passOwnership();
        }
    }
}

void Hub::drain(const QString &reason, qint64 retryMs)
{
    if (m_draining)
        return;
    m_draining = true;
    for (const UserId &user : m_people.present())
        keepSeen(user);
    keepRest();
    m_byeReason = reason;
    m_byeRetryMs = retryMs;
    if (m_inFlight == 0)
        finishDrain();
}

void Hub::finishDrain()
{
    if (m_drained)
        return;
    m_drained = true;
    for (const auto &[id, peer] : m_peers) {
        m_transport.send(id, Bye{m_byeReason, m_byeRetryMs});
        m_transport.close(id, CloseCode::Restart, m_byeReason);
    }
}

HubStats Hub::stats() const
{
    return {qsizetype(m_peers.size()),
            m_people.online(),
            m_rooms.size(),
            m_boards.atHand(),
            m_messages,
            m_refused,
            m_resets};
}

void Hub::peerConnected(PeerId id, const PeerInfo &info)
{
    m_peers.emplace(id, std::make_unique<Peer>(id, info, std::make_shared<Allowance>(m_rates)));
    if (m_draining) {
        m_transport.send(id, Bye{m_byeReason, m_byeRetryMs});
        m_transport.close(id, CloseCode::Restart, m_byeReason);
        return;
    }
    m_deadlines.add(m_clock.monotonicMs() + m_config.helloMs, HelloDue{id});
}

void Hub::peerMessage(PeerId id, ClientMessage message)
{
    auto *peer = findPeer(id);
    if (!peer)
        return; // it was closed in this turn; the transport has not heard yet
    ++m_messages;
    if (peer->phase != Phase::Ready && !std::holds_alternative<Hello>(message) &&
        !std::holds_alternative<Ping>(message)) {
        refuse(*peer, aboutOf(message), errors::helloFirst, QStringLiteral("say hello, and wait for welcome"));
        return;
    }
    if (peer->phase == Phase::Ready && !std::holds_alternative<Ping>(message))
        noteHeard(*peer);
    if (keepsOrder(*peer, message)) {
        takeInOrder(*peer, std::move(message));
        return;
    }
    std::visit([&](const auto &m) { handle(*peer, m); }, message);
}

void Hub::peerFault(PeerId id, const wire::Error &error)
{
    auto *peer = findPeer(id);
    if (!peer)
        return;
    ++m_refused;
    if (peer->may->faults.take(m_clock.monotonicMs()) > 0) {
        // The reason of a close frame is at most 123 bytes (RFC 6455 §5.5).
        const QString reason = error.path.isEmpty() ? error.code : QString(error.code % u'@' % error.path);
        m_transport.close(id, CloseCode::ProtocolFault, reason.left(100));
        return;
    }
    Failure failure;
    failure.code = error.code;
    if (!error.path.isEmpty())
        failure.path = error.path.left(400);
    m_transport.send(id, failure);
}

void Hub::peerDisconnected(PeerId id, Parting how)
{
    const auto at = m_peers.find(id);
    if (at == m_peers.end())
        return;
    leave(*at->second, how);
    m_peers.erase(at);
}

void Hub::peerDrained(PeerId id)
{
    readPages(id);
    tellMissed(id);
}

Hub::Peer *Hub::findPeer(PeerId id)
{
    const auto at = m_peers.find(id);
    return at == m_peers.end() ? nullptr : at->second.get();
}

Room *Hub::findRoom(const RoomId &id)
{
    const auto at = m_rooms.constFind(id);
    return at == m_rooms.cend() ? nullptr : at->get();
}

Room *Hub::roomOfMember(Peer &peer, const RoomId &id, const About &about)
{
    auto *room = findRoom(id);
    if (!room) {
        refuse(peer, about, errors::notFound, QStringLiteral("there is no such room"), QStringLiteral("room"));
        return nullptr;
    }
    if (!room->hasMember(peer.user)) {
        refuse(peer, about, errors::notMember, QStringLiteral("join the room first"), QStringLiteral("room"));
        return nullptr;
    }
    return room;
}

bool Hub::allowed(Peer &peer, SharedBucket &bucket, const About &about, double amount)
{
    if (m_draining) {
        refuse(peer, about, errors::busy, QStringLiteral("the host is about to stop"), {},
               std::max<qint64>(m_byeRetryMs, 1000));
        return false;
    }
    if (const qint64 wait = bucket.take(m_clock.monotonicMs(), amount); wait > 0) {
        refuse(peer, about, errors::rate, QStringLiteral("too fast"), {}, wait);
        return false;
    }
    return true;
}

void Hub::refuse(Peer &peer, const About &about, QLatin1String code, const QString &text, const QString &path,
                 qint64 retryMs)
{
    ++m_refused;
    // Whoever goes on for ten seconds at many times what is allowed costs the others more than an answer each.
    if (peer.may->excess.take(m_clock.monotonicMs()) > 0) {
        m_transport.close(peer.id, CloseCode::RateLimited, code);
        return;
    }
    Failure failure;
    failure.code = code;
    if (!text.isEmpty())
        failure.text = text;
    if (!path.isEmpty())
        failure.path = path;
    failure.req = about.req;
    failure.id = about.id;
    // Those who are turned away together shall not come back together.
    const bool crowded = code == errors::full || code == errors::busy;
    if (retryMs > 0)
        failure.retryMs = retryMs + (crowded ? qint64(m_random.next() % quint64(retryMs / 2 + 1)) : 0);
    m_transport.send(peer.id, failure);
}

// Over its limit it is dropped without a word; whoever goes on for ten seconds at several times that costs the others
// more than a drop each.
bool Hub::affordsVolatile(Peer &peer, SharedBucket &bucket)
{
    if (bucket.take(m_clock.monotonicMs()) == 0)
        return true;
    noteDropped(peer);
    return false;
}

void Hub::noteDropped(Peer &peer)
{
    if (peer.may->dropped.take(m_clock.monotonicMs()) == 0)
        return;
    ++m_refused;
    m_transport.close(peer.id, CloseCode::RateLimited, errors::rate);
}

bool Hub::diskKeepsUp(Peer &peer, const About &about)
{
    if (!isDiskBehind())
        return true;
    refuse(peer, about, errors::busy, QStringLiteral("the host's disk is slower than what is asked of it"), {},
           2 * storeRetryMs);
    return false;
}

void Hub::refuseStorage(PeerId id, const About &about)
{
    if (auto *peer = findPeer(id))
        refuse(*peer, about, errors::storage, QStringLiteral("the host could not write to its disk"), {}, storeRetryMs);
}

} // namespace coterie::server
