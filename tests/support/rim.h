// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httproutes.h"
#include "server/net/listener.h"
#include "server/net/sockettransport.h"

#include <QJsonObject>

#include <functional>

namespace coterie::test {

// A sink that notes everything and can be given something to do at each message.
class NotingSink final : public server::TransportSink
{
public:
    void peerConnected(server::PeerId peer, const server::PeerInfo &info) override
    {
        connected.append(peer);
        infos.append(info);
        if (onConnected)
            onConnected(peer);
    }
    void peerMessage(server::PeerId peer, ClientMessage message) override
    {
        messages.append(QString::fromLatin1(nameOf(message)));
        if (const auto *ping = std::get_if<Ping>(&message))
            numbers.append(ping->n);
        if (onMessage)
            onMessage(peer, message);
    }
    void peerFault(server::PeerId, const wire::Error &error) override { faults.append(error.code); }
    void peerDisconnected(server::PeerId peer, server::Parting how) override
    {
        disconnected.append(peer);
        partings.append(how);
    }
    void eventsWanted(server::PeerId peer, server::GroupId group, Seq from, Seq before) override
    {
        if (onEventsWanted)
            onEventsWanted(peer, group, from, before);
    }
    void peerDrained(server::PeerId peer) override { drained.append(peer); }
    void newestMissed(server::PeerId peer, Seq from) override { missed.append({peer, from}); }

    QList<server::PeerId> connected;
    QList<server::PeerInfo> infos;
    QList<server::PeerId> disconnected;
    QList<server::Parting> partings;
    QList<server::PeerId> drained;
    QList<std::pair<server::PeerId, Seq>> missed;
    QStringList messages;
    QList<qint64> numbers; // of the pings
    QStringList faults;
    std::function<void(server::PeerId)> onConnected;
    std::function<void(server::PeerId, const ClientMessage &)> onMessage;
    std::function<void(server::PeerId, server::GroupId, Seq, Seq)> onEventsWanted;
};

// For readers that answer no pings and stop for as long as a slow machine takes: the end that silence brings has tests
// of its own.
inline server::SocketTransport::Settings endlessPatience()
{
    server::SocketTransport::Settings settings;
    settings.patience = {.pingMs = 3'600'000, .pongMs = 3'600'000, .progressMs = 3'600'000};
    return settings;
}

// The whole rim of a server on a free port of the loopback: listener, transport and a sink.
class Rim
{
public:
    explicit Rim(const server::Listener::Settings &door = {}, const server::SocketTransport::Settings &wires = {})
        : transport(wires)
        , listener(door, [this](QTcpSocket *socket) { transport.adopt(socket); })
    {
        transport.setSink(&sink);
        listener.addRoute(server::frontPage());
        listener.addRoute(server::healthPage([this] {
            return QJsonObject{{QStringLiteral("status"), QStringLiteral("ok")},
                               {QStringLiteral("connections"), listener.connections()}};
        }));
        if (!listener.open(QHostAddress::LocalHost, 0))
            qFatal("no port: %s", qPrintable(listener.problem()));
    }

    NotingSink sink;
    server::SocketTransport transport;
    server::Listener listener;
};

} // namespace coterie::test
