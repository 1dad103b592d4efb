// SPDX-License-Identifier: MIT
#include "server/net/farewell.h"

#include "server/net/descriptor.h"
#include "server/net/unsent.h"

#include <QTimer>

namespace coterie::server {

namespace {

constexpr qint64 mostDropped = 1024 * 1024;

class Farewell final : public QObject
{
public:
    Farewell(QTcpSocket *socket, std::chrono::milliseconds patience)
        : QObject(socket)
        , m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, &Farewell::drop);
        whenSomeIsSent(socket, this, &Farewell::shutWhenSaid);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(patience, this, [this] { end(); });
        socket->setReadBufferSize(0);
        socket->flush();
        shutWhenSaid();
        drop();
    }

private:
    // Without TLS's own goodbye, which in Qt would close both directions: a frame and an answer have their lengths, so
    // nobody can cut them unseen.
    void shutWhenSaid()
    {
        if (m_shut || unsentBytes(m_socket) > 0)
            return;
        m_shut = true;
        descriptor::shutdownWriting(m_socket->socketDescriptor());
    }
    void drop()
    {
        m_dropped += m_socket->skip(m_socket->bytesAvailable());
        if (m_dropped > mostDropped)
            end();
    }
    void end()
    {
        m_socket->abort();
        m_socket->deleteLater(); // also when it had been disconnected before
    }

    QTcpSocket *m_socket;
    qint64 m_dropped = 0;
    bool m_shut = false;
};

} // namespace

void farewell(QTcpSocket *socket, std::chrono::milliseconds patience)
{
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->deleteLater();
    else
        new Farewell(socket, patience); // a child of the socket
}

} // namespace coterie::server
