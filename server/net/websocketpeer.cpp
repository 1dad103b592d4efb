// SPDX-License-Identifier: MIT
#include "server/net/websocketpeer.h"

#include "server/net/farewell.h"
#include "server/net/unsent.h"

#include <QWebSocket>

namespace coterie::server {

WebSocketPeer::WebSocketPeer(QTcpSocket *socket, const FrameGuard::Limits &limits, PeerOwner &owner, QObject *parent)
    : QObject(parent)
    , m_owner(owner)
    , m_socket(socket)
    , m_guard(limits)
    , m_heardMs(owner.nowMs())
    , m_encrypted(server::isEncrypted(socket))
{
    socket->setParent(this);
    // A frame that is under way must fit, or it could never end.
    socket->setReadBufferSize(qint64(limits.message) + 1024);
    connect(socket, &QTcpSocket::readyRead, this, &WebSocketPeer::beforeWebSocket);
    connect(socket, &QTcpSocket::disconnected, this, [this] { m_owner.vanished(*this); });
}

WebSocketPeer::~WebSocketPeer()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort(); // first, so that QWebSocket has no connection left to say goodbye on
    }
    delete m_webSocket;
    delete m_socket;
}

QTcpSocket *WebSocketPeer::socket() const
{
    return m_socket;
}

bool WebSocketPeer::open(QWebSocket *webSocket, Slot slot)
{
    m_webSocket = webSocket;
    m_slot = slot;
    m_phase = Phase::Open;
    webSocket->setParent(this);
    webSocket->setMaxAllowedIncomingFrameSize(m_guard.limits().message);
    webSocket->setMaxAllowedIncomingMessageSize(m_guard.limits().message);
    connect(webSocket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
        if (m_phase == Phase::Open)
            m_owner.received(*this, message, Framing::Cbor);
    });
    connect(webSocket, &QWebSocket::textMessageReceived, this, [this](const QString &message) {
        if (m_phase == Phase::Open)
            m_owner.received(*this, message.toUtf8(), Framing::Json);
    });
    // Behind QWebSocket's own slots: these see what it left unread and what it wrote.
    connect(m_socket, &QTcpSocket::readyRead, this, &WebSocketPeer::afterWebSocket);
    whenSomeIsSent(m_socket.data(), this, &WebSocketPeer::wroteSome);
    flush(); // the answer to the handshake
    return m_socket->bytesAvailable() == 0;
}

void WebSocketPeer::beforeWebSocket()
{
    if (m_phase == Phase::Upgrading)
        return; // QWebSocketServer reads the head
    const qint64 available = m_socket->bytesAvailable();
    if (m_phase == Phase::Ending) {
        m_socket->skip(available);
        return;
    }
    m_heardMs = m_owner.nowMs();
    m_pingedMs = -1;
    const QByteArray bytes = m_socket->peek(available);
    QByteArray passed;
    m_verdict = m_guard.feed(QByteArrayView(bytes).sliced(m_leftover), m_heardMs, passed);
    if (m_verdict.rewritten)
        putBack(bytes.left(m_leftover), passed);
}

// What QWebSocket is to read instead of what came. Rare: a fragmented text, a Close, an offence.
void WebSocketPeer::putBack(const QByteArray &kept, const QByteArray &passed)
{
    m_socket->read(m_socket->bytesAvailable());
    for (const QByteArray *part : {&passed, &kept})
        for (qsizetype i = part->size(); i-- > 0;)
            m_socket->ungetChar(part->at(i));
}

void WebSocketPeer::afterWebSocket()
{
    if (!m_socket)
        return;
    m_leftover = m_socket->bytesAvailable();
    if (backlog() > 0) // a pong
        flush();
    if (m_verdict.closeCode == 0 || m_phase != Phase::Open)
        return;
    if (m_verdict.peerCloses)
        m_owner.saidGoodbye(*this, m_verdict.closeCode);
    else
        m_owner.ending(*this, m_verdict.closeCode, m_verdict.reason);
}

qint64 WebSocketPeer::backlog() const
{
    return m_socket ? unsentBytes(m_socket) : 0;
}

void WebSocketPeer::write(const QByteArray &bytes)
{
    if (!m_socket)
        return;
    if (m_progressMs < 0)
        m_progressMs = m_owner.nowMs();
    m_socket->write(bytes);
}

void WebSocketPeer::flush()
{
    if (!m_socket)
        return;
    m_socket->flush();
    wroteSome();
}

void WebSocketPeer::wroteSome()
{
    const bool waits = backlog() > 0;
    m_progressMs = waits ? m_owner.nowMs() : -1;
    m_owner.clogged(*this, waits);
}

void WebSocketPeer::leave(const QByteArray &lastWords)
{
    if (QTcpSocket *const socket = letGo()) {
        if (socket->state() == QAbstractSocket::ConnectedState)
            socket->write(lastWords);
        farewell(socket);
    }
    deleteLater();
}

void WebSocketPeer::abandon()
{
    if (QTcpSocket *const socket = letGo()) {
        socket->abort();
        socket->deleteLater();
    }
    deleteLater();
}

// Takes all slots off the sockets. QWebSocket stays as long as its socket: it must not say a goodbye of its own.
QTcpSocket *WebSocketPeer::letGo()
{
    QTcpSocket *const socket = m_socket;
    QWebSocket *const webSocket = std::exchange(m_webSocket, nullptr);
    m_phase = Phase::Ending;
    m_socket = nullptr;
    if (webSocket) {
        webSocket->disconnect(this);
        webSocket->setParent(nullptr);
    }
    if (socket) {
        socket->disconnect(this);
        socket->setParent(nullptr);
    }
    if (webSocket && socket) {
        QObject::disconnect(socket, &QTcpSocket::readyRead, webSocket, nullptr);
        connect(socket, &QObject::destroyed, webSocket, &QObject::deleteLater);
    } else if (webSocket) {
        webSocket->deleteLater();
    }
    return socket;
}

WebSocketPeer::Health WebSocketPeer::health(qint64 nowMs, const Patience &patience) const
{
    Health health;
    const bool clogged = m_progressMs >= 0; // no ping gets through, and no answer is owed
    health.silent = !clogged && m_pingedMs >= 0 && nowMs - m_pingedMs > patience.pongMs;
    health.wantsPing = !clogged && m_pingedMs < 0 && nowMs - m_heardMs >= patience.pingMs;
    health.frameOverdue = m_guard.isOverdue(nowMs);
    health.stuck = clogged && nowMs - m_progressMs > patience.progressMs;
    return health;
}

void WebSocketPeer::forgive(qint64 nowMs)
{
    m_heardMs = nowMs;
    m_pingedMs = -1;
    if (m_progressMs >= 0)
        m_progressMs = nowMs;
    m_guard.forgive(nowMs);
}

} // namespace coterie::server
