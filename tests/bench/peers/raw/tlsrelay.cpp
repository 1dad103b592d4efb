// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"
#include "server/net/tlsidentity.h"
#include "tests/bench/peers/raw/relayframes.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QTcpServer>

#include <algorithm>
#include <cstdio>
#include <vector>

// rawrelay.cpp inside TLS, as it is written with Qt: what arrives goes to everybody by one write() to each QSslSocket.
// What a server that encrypts with Qt can reach, on this machine and with this OpenSSL.

namespace {

class Relay final : public QTcpServer
{
public:
    explicit Relay(const QSslConfiguration &configuration)
        : m_configuration(configuration)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *const socket = new QSslSocket(this);
        if (!socket->setSocketDescriptor(descriptor))
            return socket->deleteLater();
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->setSslConfiguration(m_configuration);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { receive(socket); });
        connect(socket, &QSslSocket::disconnected, socket, [this, socket] {
            std::erase(m_open, socket);
            socket->deleteLater();
        });
        socket->startServerEncryption();
    }

private:
    void receive(QSslSocket *socket)
    {
        const bool isOpen = std::find(m_open.begin(), m_open.end(), socket) != m_open.end();
        if (!isOpen) {
            QByteArray in = socket->peek(65536);
            const qsizetype before = in.size();
            const auto answer = coterie::bench::takeHandshake(in);
            if (!answer)
                return;
            socket->skip(before - in.size());
            socket->write(*answer);
            m_open.push_back(socket);
        }
        QByteArray in = socket->peek(65536);
        const qsizetype before = in.size();
        const auto answers = coterie::bench::takeFrames(in);
        socket->skip(before - in.size());
        socket->write(answers.own);
        if (!answers.everybodys.isEmpty())
            for (QSslSocket *const to : m_open)
                to->write(answers.everybodys);
        if (answers.over)
            socket->disconnectFromHost();
    }

    QSslConfiguration m_configuration;
    std::vector<QSslSocket *> m_open; // after the handshake
};

} // namespace

int main(int argc, char **argv)
{
    coterie::server::descriptor::raiseLimit();
    const QCoreApplication application(argc, argv);
    const auto identity = coterie::server::ownTlsIdentity({});
    if (const auto *problem = std::get_if<QString>(&identity)) {
        std::fprintf(stderr, "tlsrelay: %s\n", qPrintable(*problem));
        return 1;
    }
    Relay relay(std::get<coterie::server::TlsIdentity>(identity).configuration);
    relay.setListenBacklogSize(1024);
    if (!relay.listen(QHostAddress::LocalHost, argc > 1 ? quint16(std::atoi(argv[1])) : 0)) {
        std::fprintf(stderr, "tlsrelay: %s\n", qPrintable(relay.errorString()));
        return 1;
    }
    std::printf("port %d\n", int(relay.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
