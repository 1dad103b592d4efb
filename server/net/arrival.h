// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httphead.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>

#include <optional>

class QTcpSocket;

namespace coterie::server {

// A connection that has not said yet what it wants: reads its request head by peeking, so that every byte is still
// there for whoever takes the socket over. Where TLS is offered, the first byte tells whether it begins one, and then
// the head is read from inside it. Owns the socket until release(). Answers nothing itself.
class Arrival final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Arrival)
public:
    // With `tls`, the socket is a QSslSocket that has not begun to encrypt.
    Arrival(QTcpSocket *socket, qint64 nowMs, const std::optional<QSslConfiguration> &tls, QObject *parent);

    [[nodiscard]] const HttpHeadReader &reader() const { return m_reader; }
    [[nodiscard]] qint64 sinceMs() const { return m_sinceMs; }
    [[nodiscard]] const QHostAddress &address() const { return m_address; }
    [[nodiscard]] bool saidMoreThanHead() const;
    [[nodiscard]] bool isEncrypted() const { return m_way == Way::Encrypted; }

    // It has begun like TLS and waits for its turn: the handshake is work, and holds 80 KiB.
    [[nodiscard]] bool wantsTls() const { return m_way == Way::Knocking; }
    [[nodiscard]] bool isInHandshake() const { return m_way == Way::Handshake; }
    [[nodiscard]] qint64 handshakeSinceMs() const { return m_handshakeMs; }
    void beginTls(qint64 nowMs);

    // Looks at what the kernel holds right now, without waiting for the event loop.
    void look();
    // Gives the socket away; nothing of it is connected to this any more.
    QTcpSocket *release();

Q_SIGNALS:
    void decided();    // the head is complete or refused
    void left();       // the other side went away first
    void tlsChanged(); // it waits for its handshake, or has it behind it

private:
    enum class Way : quint8 { Unknown, Plain, Knocking, Handshake, Encrypted };

    void read();
    void chooseWay();

    QTcpSocket *m_socket;
    HttpHeadReader m_reader;
    QHostAddress m_address;
    qint64 m_sinceMs;
    qint64 m_handshakeMs = 0;
    std::optional<QSslConfiguration> m_tls;
    Way m_way = Way::Plain;
};

} // namespace coterie::server
