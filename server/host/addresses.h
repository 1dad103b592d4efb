// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

// Under which addresses others may reach this machine, the likeliest first. Values; asking the system is one call.
namespace coterie::server {

enum class LinkKind { Wired, Wireless, Tunnel, Unknown, Virtual };

// What the system says of one network interface.
struct NetworkLink {
    QString name;
    LinkKind kind = LinkKind::Unknown;
    bool isUp = true;
    bool isLoopback = false;
    bool hasDefaultRoute = false; // the way to everybody else leads through it
    QList<QHostAddress> addresses;
};

struct ReachableAddress {
    QHostAddress address;
    QString link;
    LinkKind kind = LinkKind::Unknown;

    // "192.168.1.23:47600", "[2001:db8::5]:47600"
    [[nodiscard]] QString withPort(quint16 port) const;
};

[[nodiscard]] QList<NetworkLink> networkLinks();

// Best first: the link with the default route, then cable and radio, tunnels, unknown links, and last what exists
// inside this machine only (bridges of containers). IPv4 before IPv6 on the same link. Loopback and addresses that
// mean nothing on another machine are left out; an address for tests and examples is not.
[[nodiscard]] QList<ReachableAddress> rankAddresses(const QList<NetworkLink> &links);

// coterie://join?a=…&n=…&fp=…: the best of them, the session's name, and the key that the host is known by, or that it
// does not encrypt (tls=0).
[[nodiscard]] QString inviteLink(const QList<ReachableAddress> &addresses, quint16 port, const QString &name,
                                 const QByteArray &keyPin);

} // namespace coterie::server
