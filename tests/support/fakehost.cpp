// SPDX-License-Identifier: MIT
#include "tests/support/fakehost.h"

#include <QWebSocket>

namespace coterie::test {

FakeHost::FakeHost(QObject *parent)
    : QObject(parent)
    , other(newId<UserId>())
    , m_server(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols({QString::fromLatin1(subProtocolCbor)});
    connect(&m_server, &QWebSocketServer::newConnection, this, &FakeHost::accept);
}

FakeHost::~FakeHost()
{
    cut();
}

bool FakeHost::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void FakeHost::stopListening()
{
    m_server.close();
    cut();
}

void FakeHost::accept()
{
    while (QWebSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        m_peers.insert(socket, {});
        connect(socket, &QWebSocket::binaryMessageReceived, this, [this, socket](const QByteArray &frame) {
            const auto message = decodeFromClient(frame, Framing::Cbor);
            if (!std::holds_alternative<ClientMessage>(message))
                return;
            seen.append(std::get<ClientMessage>(message));
            if (!intercept || !intercept(socket, seen.last()))
                handle(socket, ClientMessage(seen.last()));
        });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            m_peers.remove(socket);
            socket->deleteLater();
        });
    }
}

RoomId FakeHost::addRoom(const QString &roomName, int messages)
{
    Room made;
    made.info.id = newId<RoomId>();
    made.info.name = roomName;
    made.info.epoch = newId<EpochId>();
    m_rooms.insert(made.info.id, made);
    m_order.append(made.info.id);
    for (int i = 1; i <= messages; ++i)
        say(made.info.id, QStringLiteral("m%1").arg(i), false);
    return made.info.id;
}

Seq FakeHost::say(const RoomId &id, const QString &body, bool told)
{
    RoomEvent event;
    event.id = newId<OpId>();
    event.author = other;
    event.name = QStringLiteral("Ben");
    event.chat = ChatBody{body, {}};
    Room &room = m_rooms[id];
    event.seq = ++room.info.head;
    event.line = ++room.info.line;
    event.time = ++m_clock;
    room.log.append(event);
    if (told)
        publish(id, event);
    return event.seq;
}

void FakeHost::publish(const RoomId &id, const RoomEvent &event)
{
    for (auto peer = m_peers.cbegin(); peer != m_peers.cend(); ++peer)
        if (peer->listens.contains(id))
            answer(peer.key(), EventPosted{id, event});
}

void FakeHost::tell(const ServerMessage &message)
{
    for (auto peer = m_peers.cbegin(); peer != m_peers.cend(); ++peer)
        answer(peer.key(), message);
}

void FakeHost::beginAnew(const RoomId &id)
{
    Room &room = m_rooms[id];
    room.log.clear();
    room.info.head = room.info.line = 0;
    room.info.epoch = newId<EpochId>();
}

void FakeHost::setBack(const RoomId &id, qsizetype events)
{
    Room &room = m_rooms[id];
    room.log.resize(events);
    room.info.head = room.info.line = events;
    room.info.epoch = newId<EpochId>();
}

void FakeHost::cut()
{
    const auto peers = std::exchange(m_peers, {});
    for (auto peer = peers.cbegin(); peer != peers.cend(); ++peer) {
        peer.key()->disconnect(this);
        peer.key()->abort();
        peer.key()->deleteLater();
    }
}

void FakeHost::closeAll(int code, const QString &reason)
{
    const QList<QWebSocket *> sockets = m_peers.keys();
    for (QWebSocket *socket : sockets)
        socket->close(QWebSocketProtocol::CloseCode(code), reason);
}

void FakeHost::answer(QWebSocket *socket, const ServerMessage &message)
{
    socket->sendBinaryMessage(encode(message, Framing::Cbor));
}

QStringList FakeHost::posted() const
{
    QStringList bodies;
    for (const RoomEvent &event : m_rooms.value(m_order.first()).log)
        if (event.chat)
            bodies.append(event.chat->body);
    return bodies;
}

RoomInfo FakeHost::infoFor(const RoomId &id, const UserId &user) const
{
    RoomInfo info = m_rooms.value(id).info;
    info.joined = m_rooms.value(id).members.contains(user);
    info.members = int(m_rooms.value(id).members.size());
    return info;
}

Ack FakeHost::append(Peer &peer, const RoomId &id, RoomEvent event)
{
    Room &room = m_rooms[id];
    for (const RoomEvent &known : std::as_const(room.log))
        if (known.id == event.id)
            return {event.id, id, known.seq, known.time, true};
    event.author = peer.user;
    event.name = peer.name;
    event.seq = ++room.info.head;
    if (event.chat)
        event.line = ++room.info.line;
    event.time = ++m_clock;
    room.log.append(event);
    return {event.id, id, event.seq, event.time, false};
}

void FakeHost::handle(QWebSocket *socket, const ClientMessage &message)
{
    const auto at = m_peers.find(socket);
    if (at == m_peers.end())
        return;
    Peer &peer = *at;
    if (const auto *hello = std::get_if<Hello>(&message)) {
        if (hello->token && !people.contains(*hello->token)) {
            answer(socket, Failure{QStringLiteral("bad-token"), {}, {}, {}, {}, {}});
            return;
        }
        const QByteArray token = hello->token ? *hello->token : newUuidV7().toRfc4122();
        if (!hello->token) {
            people.insert(token, newId<UserId>());
            if (!m_order.isEmpty())
                m_rooms[m_order.first()].members.append(people.value(token));
        }
        peer.user = people.value(token);
        peer.name = hello->name;
        answer(socket, Welcome{peer.user, peer.name, token, name, m_clock, limits});
    } else if (const auto *ping = std::get_if<Ping>(&message)) {
        if (answersPings)
            answer(socket, Pong{ping->n, m_clock});
    } else if (const auto *list = std::get_if<RoomsList>(&message)) {
        RoomsPage page{list->req, {}, false};
        for (const RoomId &id : std::as_const(m_order))
            page.rooms.append(infoFor(id, peer.user));
        answer(socket, page);
    } else if (const auto *join = std::get_if<RoomJoin>(&message)) {
        if (!m_rooms.contains(join->room)) {
            answer(socket, Failure{QStringLiteral("not-found"), {}, {}, join->req, {}, {}});
            return;
        }
        Room &room = m_rooms[join->room];
        if (!room.members.contains(peer.user))
            room.members.append(peer.user);
        peer.listens.append(join->room);
        const bool reset = (join->epoch && *join->epoch != room.info.epoch) ||
                           join->after.value_or(0) > room.info.head || forgets.remove(join->room);
        answer(socket, RoomJoined{join->req, infoFor(join->room, peer.user), reset});
    } else if (const auto *members = std::get_if<MembersGet>(&message)) {
        answer(socket,
               MembersPage{members->req, members->room, {{peer.user, peer.name, Status::Online, {}, 0}}, false});
    } else if (const auto *leave = std::get_if<RoomLeave>(&message)) {
        m_rooms[leave->room].members.removeOne(peer.user);
        peer.listens.removeOne(leave->room);
        answer(socket, Done{leave->req});
    } else if (const auto *create = std::get_if<RoomCreate>(&message)) {
        const RoomId id{create->id.value};
        const bool dup = m_rooms.contains(id);
        if (!dup) {
            Room made;
            made.info.id = id;
            made.info.name = create->name;
            made.info.topic = create->topic;
            made.info.epoch = newId<EpochId>();
            if (authorsBelong)
                made.members.append(peer.user);
            m_rooms.insert(id, made);
            m_order.append(id);
        }
        answer(socket, Ack{create->id, id, 0, m_clock, dup});
        tell(RoomAdded{infoFor(id, {})});
    } else if (const auto *get = std::get_if<HistoryGet>(&message)) {
        HistoryPage page{get->req, get->room, {}, false};
        const QList<RoomEvent> &log = m_rooms[get->room].log;
        const auto fits = [&](const RoomEvent &event) {
            return (get->board || !event.board) && (!get->after || event.seq > *get->after) &&
                   (!get->before || event.seq < *get->before);
        };
        const auto add = [&](const RoomEvent &event) {
            if (!fits(event))
                return;
            if (page.events.size() == std::min(get->limit, limits.page))
                page.more = true;
            else
                page.events.append(event);
        };
        if (get->after) {
            std::for_each(log.cbegin(), log.cend(), add);
        } else {
            std::for_each(log.crbegin(), log.crend(), add);
            std::reverse(page.events.begin(), page.events.end());
        }
        answer(socket, page);
    } else {
        RoomEvent event;
        RoomId id;
        if (const auto *post = std::get_if<ChatPost>(&message)) {
            id = post->room;
            event.id = post->id;
            event.chat = ChatBody{post->body, post->replyTo};
        } else if (const auto *topic = std::get_if<RoomTopic>(&message)) {
            id = topic->room;
            event.id = topic->id;
            event.topic = TopicChange{topic->topic};
        } else if (const auto *commit = std::get_if<BoardCommit>(&message)) {
            id = commit->room;
            event.id = commit->id;
            event.board = BoardChange{commit->ops};
        } else {
            return;
        }
        const Ack ack = append(peer, id, event);
        answer(socket, ack);
        if (!ack.dup)
            publish(id, m_rooms[id].log.last());
    }
}

} // namespace coterie::test
