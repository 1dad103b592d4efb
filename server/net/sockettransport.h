// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/fanout.h"
#include "server/net/websocketpeer.h"
#include "shared/schema/packing.h"

#include <QMultiHash>
#include <QTimer>

#include <memory>

class QWebSocketServer;

namespace coterie::server {

// The transport over real sockets: takes connections from the listener, lets QWebSocketServer answer their handshake,
// decodes what they say for the core, and carries what the core says at the end of each turn of the event loop. Owns
// all peers. Lives in the host's thread, together with the core. Never listens and never looks at what a message means.
class SocketTransport final : public QObject, public Transport, private PeerOwner, private SlowLane
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SocketTransport)
public:
    struct Settings {
        FrameGuard::Limits frames;
        WebSocketPeer::Patience patience;
        qint64 roundMs = 1000;                         // how often all peers are looked at
        qint64 volatileMs = 16;                        // volatile messages alone are written no more often than this
        BatchSender::Way way = BatchSender::Way::Ring; // to many members at once
    };

    SocketTransport();
    explicit SocketTransport(const Settings &settings, QObject *parent = nullptr);
    ~SocketTransport() override;

    void setSink(TransportSink *sink) { m_sink = sink; }
    // A connection whose unread head is a sound opening handshake; see Listener::Upgrade.
    void adopt(QTcpSocket *socket);

    void send(PeerId peer, const ServerMessage &message, Delivery delivery = Delivery::Durable) override;
    void publish(GroupId group, const ServerMessage &message, Delivery delivery = Delivery::Durable) override;
    void publishEvent(GroupId group, Seq seq, const ServerMessage &message) override;
    void publishNewest(GroupId group, Seq stamp, const ServerMessage &message) override;
    void continueFrom(PeerId peer, GroupId group, Seq next) override;
    [[nodiscard]] bool isBehind(PeerId peer) override;
    void subscribe(GroupId group, PeerId peer) override;
    void unsubscribe(GroupId group, PeerId peer) override;
    void close(PeerId peer, CloseCode code, const QString &reason = {}) override;
    void closeAll(CloseCode code, const QString &reason = {});

    [[nodiscard]] qsizetype peers() const { return m_open; }
    // Whose last words are still on their way. A process that ends before would cut them off with a reset.
    [[nodiscard]] qsizetype leaving() const { return m_leaving; }
    // Bytes for a peer that this process still holds; the kernel has the rest.
    [[nodiscard]] qint64 backlogOf(PeerId peer) const;

protected:
    bool event(QEvent *event) override;

private:
    struct Seat {
        WebSocketPeer *peer = nullptr;
        PeerId id = 0;          // 0: free
        bool catchesUp = false; // is in m_catchingUp
        bool wasBehind = false; // the core asked and waits for peerDrained()
        bool packed = false;    // it reads packed messages
        Seq missedFrom = 0;     // of what is newest: the first that it had no room for; 0: it has had all
    };
    struct Ending {
        PeerId id;
        QByteArray lastWords; // null: the connection is gone already
        Parting how = Parting::Lost;
    };

    void received(WebSocketPeer &peer, const QByteArray &message, Framing framing) override;
    void saidGoodbye(WebSocketPeer &peer, quint16 code) override;
    void ending(WebSocketPeer &peer, quint16 code, QByteArrayView reason) override;
    void clogged(WebSocketPeer &peer, bool isClogged) override;
    void vanished(WebSocketPeer &peer) override;
    [[nodiscard]] qint64 nowMs() const override;

    [[nodiscard]] qint64 backlog(Slot slot) const override;
    void write(Slot slot, const QByteArray &bytes) override;
    void overflowed(Slot slot) override;
    void missed(Slot slot, Seq stamp) override;
    void broken(Slot slot) override;
    void fellBehind(Slot slot, GroupId group, Seq from, Seq before) override;

    void tellGroup(GroupId group, const ServerMessage &message, Delivery delivery, Seq seq);
    void askForMissed(const WebSocketPeer &peer);
    void handshakeDone();
    void seat(WebSocketPeer *peer, QWebSocket *webSocket);
    [[nodiscard]] WebSocketPeer *find(PeerId id) const;
    void end(WebSocketPeer &peer, QByteArray lastWords, Parting how = Parting::Lost);
    void schedule();
    void scheduleVolatile(qsizetype bytes);
    void flush();
    void flushEncrypted();
    void endBroken();
    void catchUpSoon(Slot slot);
    void catchUp();
    void endTurn();
    void lookAfterAll();

    Settings m_settings;
    TransportSink *m_sink = nullptr;
    std::unique_ptr<QWebSocketServer> m_webSockets;
    Fanout m_fanout;
    wire::Packer m_packer;
    std::vector<Seat> m_seats; // by slot
    std::vector<Slot> m_freeSlots;
    std::vector<Ending> m_endings;                    // of this turn
    std::vector<Slot> m_overflowed;                   // of this flush
    std::vector<Slot> m_broken;                       // of this flush
    std::vector<Slot> m_unflushed;                    // of this flush: was written to, and encrypts
    std::vector<PeerId> m_catchingUp;                 // lag, and can take more
    QMultiHash<quint16, WebSocketPeer *> m_upgrading; // by the other side's port
    QTimer m_round, m_catchUp, m_volatile;
    qint64 m_lastRoundMs = 0, m_lastFlushMs = 0;
    qsizetype m_volatileWaits = 0; // bytes, since the last flush
    quint64 m_lastSerial = 0;
    qsizetype m_open = 0, m_leaving = 0;
    bool m_scheduled = false;
};

} // namespace coterie::server
