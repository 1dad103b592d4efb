// SPDX-License-Identifier: MIT
#pragma once

#include <QDeadlineTimer>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

namespace coterie::test {

// A way to a host on this machine that can be cut: neither side hears a goodbye, and nobody answers there until it is
// mended, perhaps to another host.
class Cable final
{
    Q_DISABLE_COPY_MOVE(Cable)
public:
    explicit Cable(quint16 to)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { join(); });
        mend(to);
    }
    ~Cable() { cut(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_port)); }
    void cut()
    {
        m_server.close();
        for (const QPointer<QTcpSocket> &end : std::exchange(m_ends, {}))
            if (end) {
                end->disconnect();
                end->abort();
                end->deleteLater();
            }
    }
    void mend(quint16 to)
    {
        m_to = to;
        // Whoever else got the port meanwhile had it given by the system, for a connection that passes.
        const QDeadlineTimer patience(20'000);
        while (!m_server.listen(QHostAddress::LocalHost, m_port)) {
            if (patience.hasExpired())
                qFatal("the port is taken");
            QThread::msleep(50);
        }
        m_port = m_server.serverPort();
    }

private:
    void join()
    {
        while (QTcpSocket *here = m_server.nextPendingConnection()) {
            auto *there = new QTcpSocket(&m_server);
            m_ends << here << there;
            const auto pass = [](QTcpSocket *from, QTcpSocket *to) {
                QObject::connect(from, &QIODevice::readyRead, to, [from, to] { to->write(from->readAll()); });
                QObject::connect(from, &QAbstractSocket::disconnected, to, [to] { to->disconnectFromHost(); });
            };
            pass(here, there);
            pass(there, here);
            // What was said before the other end was there.
            QObject::connect(there, &QAbstractSocket::connected, here,
                             [here, there] { there->write(here->readAll()); });
            QObject::connect(there, &QAbstractSocket::errorOccurred, here, [here] { here->disconnectFromHost(); });
            there->connectToHost(QHostAddress::LocalHost, m_to);
        }
    }

    QTcpServer m_server;
    QList<QPointer<QTcpSocket>> m_ends;
    quint16 m_port = 0, m_to = 0;
};

} // namespace coterie::test
