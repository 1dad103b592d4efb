// SPDX-License-Identifier: MIT
#include "server/net/arrival.h"

#include <QTcpSocket>

namespace coterie::server {

Arrival::Arrival(QTcpSocket *socket, qint64 nowMs, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_address(socket->peerAddress())
    , m_sinceMs(nowMs)
{
    socket->setParent(this);
    // A head, and enough behind it to see that somebody did not wait for the answer.
    socket->setReadBufferSize(2 * maxHeadBytes);
    connect(socket, &QTcpSocket::readyRead, this, &Arrival::read);
    connect(socket, &QTcpSocket::disconnected, this, &Arrival::left);
}

void Arrival::look()
{
    if (m_reader.state() == HttpHeadReader::State::Incomplete && m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->waitForReadyRead(0); // emits readyRead() when there was something
}

void Arrival::read()
{
    if (m_reader.state() != HttpHeadReader::State::Incomplete)
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
