// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/fanout.h"
#include "server/net/frameguard.h"

#include <QObject>
#include <QPointer>

class QTcpSocket;
class QWebSocket;

namespace coterie::server {

class WebSocketPeer;

// What a peer tells its owner. Nothing here may delete the peer.
class PeerOwner
{
public:
    PeerOwner() = default;
    virtual ~PeerOwner() = default;
    Q_DISABLE_COPY_MOVE(PeerOwner)

    virtual void received(WebSocketPeer &peer, const QByteArray &message, Framing framing) = 0;
    // The other side said goodbye: `code` is what it said, and what to answer.
    virtual void saidGoodbye(WebSocketPeer &peer, quint16 code) = 0;
    // It broke the rules: `code` is what to answer.
    virtual void ending(WebSocketPeer &peer, quint16 code, QByteArrayView reason) = 0;
    virtual void clogged(WebSocketPeer &peer, bool isClogged) = 0;
    virtual void vanished(WebSocketPeer &peer) = 0; // the connection is gone without a goodbye
    [[nodiscard]] virtual qint64 nowMs() const = 0;
};

// One WebSocket connection. QWebSocket speaks the protocol; this stands before it with the guard, so that it sees only
// sound frames, and behind it, to see what it left and what it wrote. Owns both sockets until leave(). It never decides
// what to send: bytes go out through the fan-out, and here only when the kernel does not take them at once.
class WebSocketPeer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebSocketPeer)
public:
    // Before QWebSocketServer sees the socket: our slot must be the first to hear of new bytes.
    WebSocketPeer(QTcpSocket *socket, const FrameGuard::Limits &limits, PeerOwner &owner, QObject *parent);
    ~WebSocketPeer() override;

    // The handshake is answered and `webSocket` is ours. False when the other side did not wait for that.
    bool open(QWebSocket *webSocket, Slot slot);
    // Says `lastWords` and goes, within a second; the owner hears nothing any more. Deletes itself.
    void leave(const QByteArray &lastWords);
    // Is over at once. Deletes itself.
    void abandon();

    [[nodiscard]] QTcpSocket *socket() const;
    [[nodiscard]] Slot slot() const { return m_slot; }
    [[nodiscard]] bool isUpgrading() const { return m_phase == Phase::Upgrading; }
    [[nodiscard]] bool isOpen() const { return m_phase == Phase::Open; }
    void setEnding() { m_phase = Phase::Ending; }

    // What this process still holds for the other side, under TLS what is encrypted already too.
    [[nodiscard]] qint64 backlog() const;
    [[nodiscard]] bool isEncrypted() const { return m_encrypted; }
    void write(const QByteArray &bytes);
    void flush(); // what was written goes to the kernel now, as far as it takes it

    // For the owner's round over all peers.
    struct Health {
        bool silent = false; // nothing was heard since a ping was sent long ago
        bool wantsPing = false;
        bool frameOverdue = false; // a frame was begun and does not end
        bool stuck = false;        // nothing of what waits has gone out for long
    };
    struct Patience {
        qint64 pingMs = 15'000;
        qint64 pongMs = 10'000;
        qint64 progressMs = 30'000;
    };
    [[nodiscard]] Health health(qint64 nowMs, const Patience &patience) const;
    void pinged(qint64 nowMs) { m_pingedMs = nowMs; }
    void forgive(qint64 nowMs); // this process stood still: everybody gets a new chance

private:
    enum class Phase : quint8 { Upgrading, Open, Ending };

    void beforeWebSocket();
    void afterWebSocket();
    void putBack(const QByteArray &kept, const QByteArray &passed);
    void wroteSome();
    QTcpSocket *letGo();

    PeerOwner &m_owner;
    QPointer<QTcpSocket> m_socket; // QWebSocketServer deletes it when it is disconnected
    QWebSocket *m_webSocket = nullptr;
    FrameGuard m_guard;
    FrameGuard::Verdict m_verdict;
    qint64 m_leftover = 0; // bytes QWebSocket left for later: the guard has seen them
    qint64 m_heardMs = 0;
    qint64 m_pingedMs = -1;   // -1: no ping waits for its answer
    qint64 m_progressMs = -1; // when bytes that wait last moved; -1: none wait
    Slot m_slot = 0;
    Phase m_phase = Phase::Upgrading;
    const bool m_encrypted;
};

} // namespace coterie::server
