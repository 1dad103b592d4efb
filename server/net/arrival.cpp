// SPDX-License-Identifier: MIT
#include "server/net/arrival.h"

#include <QSslSocket>

namespace coterie::server {

namespace {

constexpr char handshakeRecord = 0x16; // no method of HTTP begins so

} // namespace

Arrival::Arrival(QTcpSocket *socket, qint64 nowMs, const std::optional<QSslConfiguration> &tls, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_address(socket->peerAddress())
    , m_sinceMs(nowMs)
    , m_tls(tls)
    , m_way(tls ? Way::Unknown : Way::Plain)
{
    socket->setParent(this);
    // A head, and enough behind it to see that somebody did not wait for the answer.
    socket->setReadBufferSize(2 * maxHeadBytes);
    connect(socket, &QTcpSocket::readyRead, this, &Arrival::read);
    connect(socket, &QTcpSocket::disconnected, this, &Arrival::left);
}

void Arrival::look()
{
    // A handshake goes on by itself, and must not be waited for.
    if (m_way != Way::Knocking && m_way != Way::Handshake && m_reader.state() == HttpHeadReader::State::Incomplete &&
        m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->waitForReadyRead(0); // emits readyRead() when there was something
}

void Arrival::chooseWay()
{
    char first = 0;
    if (m_socket->peek(&first, 1) != 1)
        return;
    if (first != handshakeRecord) {
        m_way = Way::Plain;
        return;
    }
    m_way = Way::Knocking;
    Q_EMIT tlsChanged();
}

void Arrival::beginTls(qint64 nowMs)
{
    m_way = Way::Handshake;
    m_handshakeMs = nowMs;
    auto *const socket = static_cast<QSslSocket *>(m_socket);
    socket->setSslConfiguration(*m_tls);
    connect(socket, &QSslSocket::encrypted, this, [this] {
        m_way = Way::Encrypted;
        Q_EMIT tlsChanged();
        read();
    });
    // A failed handshake need not end the connection.
    connect(socket, &QSslSocket::errorOccurred, this, &Arrival::left);
    socket->startServerEncryption();
}

void Arrival::read()
{
    if (m_way == Way::Unknown)
        chooseWay();
    const bool mayRead = m_way == Way::Plain || m_way == Way::Encrypted;
    if (!mayRead || m_reader.state() != HttpHeadReader::State::Incomplete)
        return;
    const QByteArray bytes = m_socket->peek(m_socket->bytesAvailable());
    if (m_reader.feed(QByteArrayView(bytes).sliced(m_reader.size())) != HttpHeadReader::State::Incomplete)
        Q_EMIT decided();
}

bool Arrival::saidMoreThanHead() const
{
    return m_socket && m_socket->bytesAvailable() > m_reader.size();
}

QTcpSocket *Arrival::release()
{
    QTcpSocket *const socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    socket->setParent(nullptr);
    return socket;
}

} // namespace coterie::server
