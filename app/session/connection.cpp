// SPDX-License-Identifier: MIT
#include "app/session/connection.h"

#include "app/session/router.h"
#include "app/session/websocketerror.h"
#include "shared/protocol/closecodes.h"

#include <QLoggingCategory>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace coterie {

namespace {
Q_LOGGING_CATEGORY(log, "coterie.connection")
constexpr qint64 closeGraceMs = 1000;

// What the system has taken over can neither be dropped nor overtaken: it shall take no more than goes out soon.
void keepLittleUnsent(const QAbstractSocket &socket)
{
#if defined(Q_OS_UNIX) && defined(TCP_NOTSENT_LOWAT)
    const int most = 16 * 1024;
    if (socket.socketDescriptor() >= 0)
        ::setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most, sizeof most);
#else
    Q_UNUSED(socket)
#endif
}
} // namespace

Connection::Connection(Router &router, const Clock &clock, Random &random, const ConnectionTiming &timing,
                       QObject *parent)
    : QObject(parent)
    , m_router(router)
    , m_clock(clock)
    , m_random(random)
    , m_timing(timing)
    , m_heartbeat(timing.pingMs, timing.silenceMs)
{
    m_retry.setSingleShot(true);
    m_look.setInterval(timing.lookMs);
    connect(&m_retry, &QTimer::timeout, this, &Connection::dial);
    connect(&m_look, &QTimer::timeout, this, &Connection::look);
    connect(&m_dialer, &Dialer::connected, this, &Connection::take);
    connect(&m_dialer, &Dialer::failed, this, &Connection::dialFailed);
}

Connection::~Connection()
{
    dropSocket();
}

int Connection::retryInMs() const
{
    return m_phase == Phase::Waiting ? m_retry.remainingTime() : -1;
}

void Connection::open(const QList<DialTarget> &targets)
{
    m_targets = targets;
    m_preferred.clear();
    m_end = {};
    m_ended = false;
    m_failures = 0;
    m_backoff.reset();
    m_look.start();
    dial();
}

void Connection::close(CloseCode code)
{
    m_retry.stop();
    m_look.stop();
    m_dialer.cancel();
    if (QWebSocket *socket = letGo()) {
        // It says goodbye by itself; nobody here listens to it any more.
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(closeGraceMs, socket, &QObject::deleteLater);
        socket->close(QWebSocketProtocol::CloseCode(code));
        socket->flush();
        emit lost();
    }
    m_end = {};
    setRtt(-1);
    setPhase(Phase::Closed);
}

void Connection::retryNow()
{
    if (m_targets.isEmpty() || m_phase == Phase::Greeting || m_phase == Phase::Live)
        return;
    m_backoff.reset();
    m_look.start();
    dial();
}

void Connection::stop(const QString &detail)
{
    m_end.final = true;
    m_end.detail = detail;
    m_retry.stop();
    m_dialer.cancel();
    const bool had = m_socket != nullptr;
    dropSocket();
    setRtt(-1);
    setPhase(Phase::Closed);
    if (had)
        emit lost();
}

void Connection::retryLater(qint64 ms, const QString &detail)
{
    const bool had = m_socket != nullptr;
    dropSocket();
    setRtt(-1);
    ++m_failures;
    m_preferred.clear(); // whoever is meant may be at another of the addresses
    m_end = {};
    m_end.detail = detail;
    wait(hostPause(ms) + m_backoff.next(m_random));
    if (had)
        emit lost();
}

void Connection::networkChanged()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase != Phase::Live) {
        dialAnew();
        return;
    }
    m_heartbeat.doubt(m_clock.monotonicMs(), m_timing.wakeGraceMs);
    look();
}

// What is under way began on a way that may not be there any more: its deadlines and the waits after it are void (A2).
void Connection::dialAnew()
{
    const bool had = m_socket != nullptr;
    m_failures = 0;
    m_backoff.reset();
    dial();
    if (had)
        emit lost();
}

void Connection::welcomed(const Limits &limits)
{
    if (m_phase != Phase::Greeting)
        return;
    m_failures = 0;
    m_since = m_clock.monotonicMs();
    m_heartbeat.setInterval(std::clamp(limits.pingMs / 3, 500, std::max(500, m_timing.pingMs)));
    m_heartbeat.start(m_since);
    m_quality.restart();
    setPhase(Phase::Live);
    look();
}

void Connection::send(const ClientMessage &message)
{
    if (m_socket && m_outflow.take(message, unsent()))
        write(message);
}

void Connection::write(const ClientMessage &message)
{
    m_socket->sendBinaryMessage(encode(message, Framing::Cbor));
}

qint64 Connection::unsent() const
{
    qint64 bytes = 0;
    for (const QPointer<QAbstractSocket> &one : m_inside)
        bytes += one ? one->bytesToWrite() : 0; // TLS has plain ones, the socket inside it the others
    return bytes;
}

void Connection::bytesLeft()
{
    // While more waits than the system takes at once, that it takes some more is a sign of life.
    if (unsent() > 0)
        m_heartbeat.heard(m_clock.monotonicMs());
    while (m_socket) {
        const auto message = m_outflow.next(unsent());
        if (!message)
            break;
        write(*message);
    }
}

void Connection::dial()
{
    m_retry.stop();
    dropSocket();
    QList<DialTarget> order = m_targets;
    const auto last =
        std::find_if(order.cbegin(), order.cend(), [&](const DialTarget &one) { return one.url == m_preferred; });
    if (last != order.cend())
        order.move(last - order.cbegin(), 0);
    setPhase(Phase::Dialing);
    const int deadline = std::min(m_timing.dialMostMs, m_timing.dialMs << std::min(m_failures, 4));
    m_dialer.start(order, deadline, m_timing.staggerMs);
}

// Somebody with another key is not asked again by itself: only a person can tell what that means.
void Connection::dialFailed(const DialEnd &dial)
{
    if (dial.fault < DialFault::BadCertificate) {
        end(0, dial.detail, dial);
        return;
    }
    qCWarning(log).noquote() << "not trusted:" << dial.detail;
    m_end = {};
    m_end.final = true;
    m_end.dial = dial;
    m_end.detail = dial.detail;
    ++m_failures;
    setPhase(Phase::Closed);
}

void Connection::take(QWebSocket *socket, const QUrl &url, const HostKey &key)
{
    m_socket = socket;
    m_socket->setParent(this);
    m_url = m_preferred = url;
    m_key = key;
    // It is one host: from now on it has this key at all its addresses. A certificate is for one name.
    for (DialTarget &target : m_targets)
        if (target.known.kind == HostKey::Kind::Unknown && target.url.scheme() == u"wss" &&
            (key.kind == HostKey::Kind::Pinned || target.url == url))
            target.known = key;
    m_bye.reset();
    m_ended = false;
    m_receiving = false;
    m_saidGoodbye = false;
    m_since = m_clock.monotonicMs();
    connect(socket, &QWebSocket::binaryMessageReceived, this, &Connection::received);
    // QWebSocket tells of whole messages only. A piece of a board takes longer than the silence of a dead host on a way
    // of 4 KB/s; the sockets inside know that its bytes come.
    for (QAbstractSocket *inside : socket->findChildren<QAbstractSocket *>())
        m_inside.append(inside);
    for (const QPointer<QAbstractSocket> &inside : std::as_const(m_inside)) {
        connect(inside, &QIODevice::readyRead, this, &Connection::bytesArrived);
        connect(inside, &QIODevice::bytesWritten, this, &Connection::bytesLeft);
        keepLittleUnsent(*inside);
    }
    connect(socket, &QWebSocket::aboutToClose, this, [this] { m_saidGoodbye = true; });
    connect(socket, &QWebSocket::disconnected, this, &Connection::socketGone);
    connect(socket, webSocketError, this, &Connection::socketGone);
    setPhase(Phase::Greeting);
    if (m_socket == socket)
        emit upgraded();
}

void Connection::bytesArrived()
{
    // QWebSocket was told first, and took what is whole.
    m_receiving = std::any_of(m_inside.cbegin(), m_inside.cend(),
                              [](const QPointer<QAbstractSocket> &one) { return one && one->bytesAvailable() > 0; });
    m_heartbeat.heard(m_heardMs = m_clock.monotonicMs());
}

void Connection::received(const QByteArray &frame)
{
    const qint64 now = m_clock.monotonicMs();
    m_receiving = false;
    m_heartbeat.heard(m_heardMs = now);
    auto decoded = decodeFromServer(frame, Framing::Cbor);
    if (const auto *error = std::get_if<wire::Error>(&decoded)) {
        qCWarning(log).noquote() << "undecodable frame:" << error->code << error->path;
        // A message that only a newer host knows is none of our business; a broken one would leave a hole.
        if (error->code != u"unknown-type")
            end(0, QStringLiteral("undecodable: ") + error->code + u' ' + error->path);
        return;
    }
    auto &message = std::get<ServerMessage>(decoded);
    if (const auto *pong = std::get_if<Pong>(&message)) {
        if (const auto rtt = m_heartbeat.pong(pong->n, now)) {
            m_quality.add(now, *rtt);
            setRtt(*rtt);
        }
    } else if (const auto *bye = std::get_if<Bye>(&message)) {
        m_bye = *bye;
        m_byeSince = now;
    }
    m_router.dispatch(std::move(message));
}

void Connection::socketGone()
{
    if (!m_socket)
        return;
    if (m_saidGoodbye)
        end(int(m_socket->closeCode()), m_socket->closeReason());
    else
        end(0, m_socket->errorString());
}

// The connection, or the attempt at one, is over. What comes next depends on how it ended.
void Connection::end(int closeCode, const QString &detail, const DialEnd &dial)
{
    const qint64 now = m_clock.monotonicMs();
    const bool hadSocket = m_socket != nullptr;
    const bool wasLive = m_phase == Phase::Live;
    const bool wasSteady = wasLive && now - m_since >= m_timing.steadyMs;
    dropSocket();
    setRtt(-1);
    if (!wasLive)
        ++m_failures;
    if (wasSteady)
        m_backoff.reset();
    const Comeback comeback = hadSocket ? comebackAfter(closeCode) : Comeback::AfterBackoff;
    const auto bye = std::exchange(m_bye, {});
    m_ended = m_ended || (bye && bye->retryMs == 0);
    m_end = {closeCode, comeback == Comeback::Never, bye.has_value(), m_ended, bye ? bye->reason : QString(), detail,
             dial};
    qCInfo(log).noquote() << "connection ended:" << closeCode << detail;
    if (m_end.final)
        setPhase(Phase::Closed);
    else if (m_ended)
        wait(endedPause(m_random));
    else if (bye)
        wait(hostPause(bye->retryMs) + m_backoff.next(m_random));
    else if (comeback == Comeback::AtOnce && wasSteady)
        wait(0);
    else
        wait(m_backoff.next(m_random));
    if (hadSocket)
        emit lost();
}

// From here on nothing of it is heard (A4), nor of the sockets inside it.
QWebSocket *Connection::letGo()
{
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return nullptr;
    socket->disconnect();
    m_outflow.clear();
    for (const QPointer<QAbstractSocket> &inside : std::exchange(m_inside, {}))
        if (inside)
            inside->disconnect(this);
    return socket;
}

void Connection::dropSocket()
{
    if (QWebSocket *socket = letGo()) {
        socket->abort();
        socket->deleteLater();
    }
}

void Connection::wait(qint64 ms)
{
    m_retry.start(int(ms));
    setPhase(Phase::Waiting);
}

void Connection::look()
{
    const qint64 now = m_clock.monotonicMs();
    const bool woke = m_wake.look(m_clock.wallMs(), now);
    switch (m_phase) {
    case Phase::Closed:
        return;
    case Phase::Dialing:
    case Phase::Waiting:
        if (woke)
            dialAnew();
        return;
    case Phase::Greeting:
        if (woke)
            dialAnew();
        else if (now - m_since > m_timing.welcomeMs)
            end(0, QStringLiteral("no welcome in time"));
        return;
    case Phase::Live:
        break;
    }
    if (m_bye && now - m_byeSince > m_timing.byeMs) {
        end(0, QStringLiteral("bye, and nothing after it"));
        return;
    }
    if (woke)
        m_heartbeat.doubt(now, m_timing.wakeGraceMs);
    if (m_heartbeat.isLost(now)) {
        end(0, QStringLiteral("silence"));
        return;
    }
    const qint64 waiting = m_heartbeat.waitingMs(now);
    bool worse = m_quality.waiting(waiting);
    if (const auto ping = m_heartbeat.takePing(now)) {
        if (waiting > 0) {
            m_quality.lost(now);
            worse = true;
        }
        send(Ping{*ping});
    }
    if (worse)
        emit qualityChanged();
}

void Connection::setPhase(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    emit phaseChanged();
}

void Connection::setRtt(int rttMs)
{
    m_rttMs = rttMs;
    emit qualityChanged();
}

} // namespace coterie
