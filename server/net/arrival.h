// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httphead.h"

#include <QHostAddress>
#include <QObject>

class QTcpSocket;

namespace coterie::server {

// A connection that has not said yet what it wants: reads its request head by peeking, so that every byte is still
// there for whoever takes the socket over. Owns the socket until release(). Answers nothing itself.
class Arrival final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Arrival)
public:
    Arrival(QTcpSocket *socket, qint64 nowMs, QObject *parent);

    [[nodiscard]] const HttpHeadReader &reader() const { return m_reader; }
    [[nodiscard]] qint64 sinceMs() const { return m_sinceMs; }
    [[nodiscard]] const QHostAddress &address() const { return m_address; }
    [[nodiscard]] bool saidMoreThanHead() const;

    // Looks at what the kernel holds right now, without waiting for the event loop.
    void look();
    // Gives the socket away; nothing of it is connected to this any more.
    QTcpSocket *release();

Q_SIGNALS:
    void decided(); // the head is complete or refused
    void left();    // the other side went away first

private:
    void read();

    QTcpSocket *m_socket;
    HttpHeadReader m_reader;
    QHostAddress m_address;
    qint64 m_sinceMs;
};

} // namespace coterie::server
