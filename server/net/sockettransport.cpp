// SPDX-License-Identifier: MIT
#include "server/net/sockettransport.h"

#include "server/net/admission.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <chrono>

namespace coterie::server {

namespace {

constexpr int slotBits = 24; // a peer's id is its serial number above its slot
constexpr quint8 textFrame = 1;
constexpr quint8 binaryFrame = 2;
constexpr quint8 pingFrame = 9;
// So much in one turn goes out before the next message is read.
constexpr qsizetype turnBytes = 256 * 1024;
// So much of what is volatile waits for the next write.
constexpr qsizetype mostVolatileWaiting = 32 * 1024;
// The round comes this late only when the whole process stood still.
constexpr qint64 stallMs = 5000;

QEvent::Type endOfTurn()
{
    static const int type = QEvent::registerEventType();
    return QEvent::Type(type);
}

constexpr quint8 opcodeOf(Framing framing)
{
    return framing == Framing::Cbor ? binaryFrame : textFrame;
}

QString addressText(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return (mapped ? QHostAddress(v4) : address).toString();
}

} // namespace

SocketTransport::SocketTransport()
    : SocketTransport(Settings{})
{
}

SocketTransport::SocketTransport(const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_webSockets(std::make_unique<QWebSocketServer>(QStringLiteral("Coterie"), QWebSocketServer::NonSecureMode))
    , m_fanout(*this, settings.way)
    , m_lastRoundMs(nowMs())
{
    // A round that comes just too early leaves it to the next one: so that N9's times are the most, not the least.
    m_settings.patience.pingMs = std::max<qint64>(m_settings.patience.pingMs - settings.roundMs, 0);
    m_settings.patience.pongMs = std::max(m_settings.patience.pongMs - settings.roundMs, settings.roundMs);
    m_webSockets->setSupportedSubprotocols({QString::fromLatin1(subProtocolPacked),
                                            QString::fromLatin1(subProtocolCbor),
                                            QString::fromLatin1(subProtocolJson)});
    connect(m_webSockets.get(), &QWebSocketServer::newConnection, this, &SocketTransport::handshakeDone);
    m_catchUp.setSingleShot(true);
    m_catchUp.setInterval(0);
    connect(&m_catchUp, &QTimer::timeout, this, &SocketTransport::catchUp);
    m_volatile.setSingleShot(true);
    m_volatile.setTimerType(Qt::PreciseTimer);
    connect(&m_volatile, &QTimer::timeout, this, &SocketTransport::schedule);
    connect(&m_round, &QTimer::timeout, this, &SocketTransport::lookAfterAll);
    m_round.setTimerType(Qt::PreciseTimer); // a coarse one may be late by a twentieth, twice (N9)
    m_round.start(int(settings.roundMs));
}

SocketTransport::~SocketTransport()
{
    m_sink = nullptr;
    for (const Seat &seat : m_seats)
        delete seat.peer;
    qDeleteAll(m_upgrading);
}

qint64 SocketTransport::nowMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void SocketTransport::adopt(QTcpSocket *socket)
{
    auto *const peer = new WebSocketPeer(socket, m_settings.frames, *this, this);
    m_upgrading.insert(socket->peerPort(), peer);
    m_webSockets->handleConnection(socket);
}

void SocketTransport::handshakeDone()
{
    while (QWebSocket *const webSocket = m_webSockets->nextPendingConnection()) {
        const auto [begin, end] = m_upgrading.equal_range(webSocket->peerPort());
        const auto found = std::find_if(begin, end, [&](const WebSocketPeer *peer) {
            return peer->socket()->peerAddress() == webSocket->peerAddress();
        });
        if (found == end) {
            webSocket->abort();
            webSocket->deleteLater();
            continue;
        }
        WebSocketPeer *const peer = *found;
        m_upgrading.erase(found);
        seat(peer, webSocket);
    }
}

void SocketTransport::seat(WebSocketPeer *peer, QWebSocket *webSocket)
{
    Slot slot = Slot(m_seats.size());
    if (m_freeSlots.empty()) {
        m_seats.emplace_back();
    } else {
        slot = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    const PeerId id = ++m_lastSerial << slotBits | slot;
    const bool packed = webSocket->subprotocol() == QLatin1String(subProtocolPacked);
    m_seats[slot] = {.peer = peer, .id = id, .packed = packed};
    ++m_open;
    const bool cbor = packed || webSocket->subprotocol() == QLatin1String(subProtocolCbor);
    const Framing framing = cbor ? Framing::Cbor : Framing::Json;
    m_fanout.open(slot, peer->socket()->socketDescriptor(), framing, peer->isEncrypted());
    const bool waited = peer->open(webSocket, slot);
    const QHostAddress address = peer->socket()->peerAddress();
    if (m_sink)
        m_sink->peerConnected(id, {addressText(address), framing, address.isLoopback(), Admission::keyOf(address)});
    if (!waited)
        ending(*peer, 1002, "data came before the handshake was answered");
}

WebSocketPeer *SocketTransport::find(PeerId id) const
{
    const auto slot = std::size_t(id & ((PeerId(1) << slotBits) - 1));
    if (slot >= m_seats.size() || m_seats[slot].id != id || !m_seats[slot].peer->isOpen())
        return nullptr;
    return m_seats[slot].peer;
}

void SocketTransport::received(WebSocketPeer &peer, const QByteArray &message, Framing framing)
{
    if (!m_sink)
        return;
    const PeerId id = m_seats[peer.slot()].id;
    auto decoded = decodeFromClient(message, framing);
    if (auto *const sound = std::get_if<ClientMessage>(&decoded))
        m_sink->peerMessage(id, std::move(*sound));
    else
        m_sink->peerFault(id, std::get<wire::Error>(decoded));
    if (m_fanout.waitingBytes() > turnBytes)
        flush();
}

void SocketTransport::send(PeerId id, const ServerMessage &message, Delivery delivery)
{
    const WebSocketPeer *const peer = find(id);
    if (!peer)
        return;
    const Framing framing = m_fanout.framingOf(peer->slot());
    QByteArray frame = encode(message, framing);
    if (m_seats[peer->slot()].packed)
        frame = m_packer.pack(frame);
    m_fanout.send(peer->slot(), opcodeOf(framing), frame, delivery);
    schedule();
}

void SocketTransport::publish(GroupId group, const ServerMessage &message, Delivery delivery)
{
    tellGroup(group, message, delivery, 0);
}

void SocketTransport::publishEvent(GroupId group, Seq seq, const ServerMessage &message)
{
    tellGroup(group, message, Delivery::Logged, seq);
}

void SocketTransport::publishNewest(GroupId group, Seq stamp, const ServerMessage &message)
{
    tellGroup(group, message, Delivery::Newest, stamp);
}

void SocketTransport::tellGroup(GroupId group, const ServerMessage &message, Delivery delivery, Seq seq)
{
    for (const Framing framing : {Framing::Cbor, Framing::Json}) {
        if (!m_fanout.hasMembers(group, framing))
            continue;
        const QByteArray bytes = encode(message, framing);
        m_fanout.publish(group, framing, opcodeOf(framing), bytes, delivery, seq);
        if (delivery == Delivery::Volatile || delivery == Delivery::Newest)
            scheduleVolatile(bytes.size());
        else
            schedule();
    }
}

void SocketTransport::continueFrom(PeerId id, GroupId group, Seq next)
{
    const WebSocketPeer *const peer = find(id);
    if (!peer)
        return;
    m_fanout.continueFrom(peer->slot(), group, next);
    catchUpSoon(peer->slot());
}

bool SocketTransport::isBehind(PeerId id)
{
    const WebSocketPeer *const peer = find(id);
    if (!peer || peer->backlog() <= eventBacklog)
        return false;
    m_seats[peer->slot()].wasBehind = true;
    return true;
}

void SocketTransport::subscribe(GroupId group, PeerId id)
{
    if (const WebSocketPeer *const peer = find(id))
        m_fanout.join(group, peer->slot());
}

void SocketTransport::unsubscribe(GroupId group, PeerId id)
{
    if (const WebSocketPeer *const peer = find(id))
        m_fanout.leave(group, peer->slot());
}

void SocketTransport::close(PeerId id, CloseCode code, const QString &reason)
{
    if (WebSocketPeer *const peer = find(id))
        end(*peer, closeFrame(quint16(code), reason.toUtf8()));
}

void SocketTransport::closeAll(CloseCode code, const QString &reason)
{
    const QByteArray lastWords = closeFrame(quint16(code), reason.toUtf8());
    for (const Seat &seat : m_seats)
        if (seat.peer && seat.peer->isOpen())
            end(*seat.peer, lastWords);
}

void SocketTransport::saidGoodbye(WebSocketPeer &peer, quint16 code)
{
    end(peer, closeFrame(code, {}), code == quint16(CloseCode::Normal) ? Parting::Goodbye : Parting::Lost);
}

void SocketTransport::ending(WebSocketPeer &peer, quint16 code, QByteArrayView reason)
{
    end(peer, closeFrame(code, reason));
}

void SocketTransport::vanished(WebSocketPeer &peer)
{
    if (peer.isUpgrading()) {
        m_upgrading.remove(m_upgrading.key(&peer), &peer);
        peer.abandon();
    } else {
        m_fanout.silence(peer.slot());
        end(peer, {});
    }
}

// What was sent to it before still goes out, at the end of the turn, and then it leaves.
void SocketTransport::end(WebSocketPeer &peer, QByteArray lastWords, Parting how)
{
    if (!peer.isOpen())
        return;
    peer.setEnding();
    m_fanout.leaveAll(peer.slot());
    m_endings.push_back({m_seats[peer.slot()].id, std::move(lastWords), how});
    schedule();
}

void SocketTransport::clogged(WebSocketPeer &peer, bool isClogged)
{
    m_fanout.setClogged(peer.slot(), isClogged);
    askForMissed(peer);
    if (isClogged)
        return;
    if (m_fanout.isLagging(peer.slot()))
        catchUpSoon(peer.slot());
    Seat &seat = m_seats[peer.slot()];
    if (std::exchange(seat.wasBehind, false) && m_sink)
        m_sink->peerDrained(seat.id);
}

void SocketTransport::askForMissed(const WebSocketPeer &peer)
{
    Seat &seat = m_seats[peer.slot()];
    if (seat.missedFrom == 0 || !peer.isOpen() || peer.backlog() > volatileBacklog)
        return;
    const Seq from = std::exchange(seat.missedFrom, 0);
    if (m_sink)
        m_sink->newestMissed(seat.id, from);
}

qint64 SocketTransport::backlog(Slot slot) const
{
    return m_seats[slot].peer->backlog();
}

qint64 SocketTransport::backlogOf(PeerId id) const
{
    const WebSocketPeer *const peer = find(id);
    return peer ? peer->backlog() : 0;
}

void SocketTransport::write(Slot slot, const QByteArray &bytes)
{
    WebSocketPeer *const peer = m_seats[slot].peer;
    peer->write(bytes);
    if (peer->isEncrypted() && (m_unflushed.empty() || m_unflushed.back() != slot))
        m_unflushed.push_back(slot); // not here: a member that drains may make the core speak
}

// One record for all that was written to a peer in this turn.
void SocketTransport::flushEncrypted()
{
    for (const Slot slot : std::exchange(m_unflushed, {}))
        if (m_seats[slot].peer)
            m_seats[slot].peer->flush();
}

// Both come in the middle of a flush, when no member may leave its group.
void SocketTransport::overflowed(Slot slot)
{
    m_overflowed.push_back(slot);
}

void SocketTransport::missed(Slot slot, Seq stamp)
{
    Seq &from = m_seats[slot].missedFrom;
    from = from == 0 ? stamp : std::min(from, stamp);
}

void SocketTransport::broken(Slot slot)
{
    m_broken.push_back(slot);
}

void SocketTransport::fellBehind(Slot slot, GroupId group, Seq from, Seq before)
{
    if (m_sink)
        m_sink->eventsWanted(m_seats[slot].id, group, from, before);
}

// By a timer and not at the end of the turn: sockets are looked at between two shares.
void SocketTransport::catchUpSoon(Slot slot)
{
    if (!std::exchange(m_seats[slot].catchesUp, true))
        m_catchingUp.push_back(m_seats[slot].id);
    m_catchUp.start();
}

void SocketTransport::catchUp()
{
    flush(); // what was sent to them before comes first
    for (const PeerId id : std::exchange(m_catchingUp, {})) {
        const WebSocketPeer *const peer = find(id);
        if (!peer)
            continue;
        m_seats[peer->slot()].catchesUp = false;
        if (m_fanout.catchUp(peer->slot()))
            catchUpSoon(peer->slot());
    }
    flushEncrypted();
    endBroken();
}

void SocketTransport::flush()
{
    m_lastFlushMs = nowMs();
    m_volatile.stop();
    m_volatileWaits = 0;
    m_fanout.flush();
    flushEncrypted();
    for (const Slot slot : std::exchange(m_overflowed, {}))
        end(*m_seats[slot].peer, closeFrame(quint16(CloseCode::Slow), "over 1 MiB waits unread"));
    endBroken();
}

void SocketTransport::endBroken()
{
    for (const Slot slot : std::exchange(m_broken, {}))
        end(*m_seats[slot].peer, {});
}

void SocketTransport::schedule()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    // Behind all other events that are waiting, so that what they bring goes out in the same turn.
    QCoreApplication::postEvent(this, new QEvent(endOfTurn()), Qt::LowEventPriority);
}

// Each write is a system call for every member, and next to nothing else costs: what twenty people draw at the same
// time goes out together. Whatever is not volatile takes along what waits, so nothing is overtaken. Much does not wait:
// a reader is found to be slow when it is written to, and it shall not be owed more than was meant (N8).
void SocketTransport::scheduleVolatile(qsizetype bytes)
{
    m_volatileWaits += bytes;
    const qint64 wait = m_settings.volatileMs - (nowMs() - m_lastFlushMs);
    if (wait <= 0 || m_volatileWaits >= mostVolatileWaiting)
        schedule();
    else if (!m_scheduled && !m_volatile.isActive())
        m_volatile.start(int(wait));
}

bool SocketTransport::event(QEvent *event)
{
    if (event->type() != endOfTurn())
        return QObject::event(event);
    endTurn();
    return true;
}

void SocketTransport::endTurn()
{
    m_scheduled = false;
    flush();
    const std::vector<Ending> endings = std::exchange(m_endings, {});
    for (const Ending &ending : endings) {
        const auto slot = Slot(ending.id & ((PeerId(1) << slotBits) - 1));
        WebSocketPeer *const peer = std::exchange(m_seats[slot], {}).peer;
        m_fanout.shut(slot);
        if (ending.lastWords.isNull()) {
            peer->abandon();
        } else {
            if (QTcpSocket *const socket = peer->socket()) {
                ++m_leaving;
                connect(socket, &QObject::destroyed, this, [this] { --m_leaving; });
            }
            peer->leave(ending.lastWords);
        }
        --m_open;
        m_freeSlots.push_back(slot);
    }
    for (const Ending &ending : endings)
        if (m_sink)
            m_sink->peerDisconnected(ending.id, ending.how);
}

void SocketTransport::lookAfterAll()
{
    const qint64 now = nowMs();
    const bool stalled = now - m_lastRoundMs > m_settings.roundMs + stallMs;
    m_lastRoundMs = now;
    QByteArray ping;
    appendFrameHeader(ping, pingFrame, 0);
    for (const Seat &seat : m_seats) {
        if (!seat.peer || !seat.peer->isOpen())
            continue;
        WebSocketPeer &peer = *seat.peer;
        if (stalled) {
            peer.forgive(now);
            continue;
        }
        const WebSocketPeer::Health health = peer.health(now, m_settings.patience);
        if (health.silent) {
            end(peer, {});
        } else if (health.stuck) {
            end(peer, closeFrame(quint16(CloseCode::Slow), "nothing was read for 30 s"));
        } else if (health.frameOverdue) {
            end(peer, closeFrame(quint16(CloseCode::TryLater), "a frame stood still")); // its link is bad, it is not
        } else if (health.wantsPing) {
            peer.pinged(now);
            m_fanout.sendFrame(peer.slot(), ping, Delivery::Durable);
            schedule();
        }
    }
}

} // namespace coterie::server
