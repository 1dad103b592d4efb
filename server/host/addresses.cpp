// SPDX-License-Identifier: MIT
#include "server/host/addresses.h"

#include "shared/util/keypin.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QNetworkInterface>
#include <QUrl>

#include <algorithm>

namespace coterie::server {

namespace {

// A link that can be read out, and more ways than anybody's machine needs.
constexpr qsizetype mostInLink = 6;

// The name of the interface with the best default route, from the kernel's table (Linux; elsewhere nothing).
QString defaultRouteName()
{
    QFile table(QStringLiteral("/proc/net/route"));
    if (!table.open(QIODevice::ReadOnly))
        return {};
    QString best;
    int bestMetric = 0;
    const auto lines = table.readAll().split('\n');
    for (const auto &line : lines) {
        const auto fields = line.simplified().split(' ');
        if (fields.size() < 8 || fields.at(1) != "00000000" || fields.at(7) != "00000000")
            continue; // the header, or a route to some network only
        const int metric = fields.at(6).toInt();
        if (best.isEmpty() || metric < bestMetric) {
            best = QString::fromLatin1(fields.at(0));
            bestMetric = metric;
        }
    }
    return best;
}

bool beginsWithAny(const QString &name, std::initializer_list<QLatin1String> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&](QLatin1String b) { return name.startsWith(b); });
}

LinkKind kindOf(const QNetworkInterface &device)
{
    const QString name = device.name();
    if (device.type() == QNetworkInterface::Wifi)
        return LinkKind::Wireless;
    if (device.type() == QNetworkInterface::Ppp || device.flags().testFlag(QNetworkInterface::IsPointToPoint) ||
        beginsWithAny(name, {QLatin1String("tun"), QLatin1String("tap"), QLatin1String("wg"), QLatin1String("ppp"),
                             QLatin1String("tailscale"), QLatin1String("zt")}))
        return LinkKind::Tunnel;
    const QString system = QStringLiteral("/sys/class/net/") % name;
    if (QFileInfo::exists(system % QLatin1String("/wireless")))
        return LinkKind::Wireless;
    if (QFileInfo::exists(system % QLatin1String("/device")))
        return LinkKind::Wired;
    if (device.type() == QNetworkInterface::Virtual ||
        beginsWithAny(name, {QLatin1String("docker"), QLatin1String("virbr"), QLatin1String("veth"),
                             QLatin1String("br-"), QLatin1String("vmnet"), QLatin1String("vboxnet"),
                             QLatin1String("lxc"), QLatin1String("cni"), QLatin1String("podman")}))
        return LinkKind::Virtual;
    return device.type() == QNetworkInterface::Ethernet ? LinkKind::Wired : LinkKind::Unknown;
}

bool meansSomethingElsewhere(const QHostAddress &address)
{
    return !address.isNull() && !address.isLoopback() && !address.isLinkLocal() && !address.isMulticast() &&
           !address.isBroadcast() && address != QHostAddress(QHostAddress::AnyIPv4) &&
           address != QHostAddress(QHostAddress::AnyIPv6);
}

int rankOf(const NetworkLink &link)
{
    return link.hasDefaultRoute ? 0 : 1 + int(link.kind);
}

} // namespace

QString ReachableAddress::withPort(quint16 port) const
{
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol ? QString(u'[' % address.toString() % u']')
                                                                             : address.toString();
    return QString(host % u':' % QString::number(port));
}

QList<NetworkLink> networkLinks()
{
    const QString defaultRoute = defaultRouteName();
    QList<NetworkLink> links;
    const auto all = QNetworkInterface::allInterfaces();
    for (const auto &device : all) {
        NetworkLink link;
        link.name = device.name();
        link.kind = kindOf(device);
        link.isUp =
            device.flags().testFlag(QNetworkInterface::IsUp) && device.flags().testFlag(QNetworkInterface::IsRunning);
        link.isLoopback = device.flags().testFlag(QNetworkInterface::IsLoopBack);
        link.hasDefaultRoute = link.name == defaultRoute;
        const auto entries = device.addressEntries();
        for (const auto &entry : entries)
            if (!entry.isLifetimeKnown() || !entry.preferredLifetime().hasExpired()) // an old private IPv6 address
                link.addresses.append(entry.ip());
        links.append(link);
    }
    return links;
}

QList<ReachableAddress> rankAddresses(const QList<NetworkLink> &links)
{
    QList<NetworkLink> order;
    for (const auto &link : links)
        if (link.isUp && !link.isLoopback)
            order.append(link);
    std::stable_sort(order.begin(), order.end(),
                     [](const NetworkLink &a, const NetworkLink &b) { return rankOf(a) < rankOf(b); });
    QList<ReachableAddress> result;
    for (const auto &link : std::as_const(order)) {
        for (const auto protocol : {QAbstractSocket::IPv4Protocol, QAbstractSocket::IPv6Protocol}) {
            for (QHostAddress address : link.addresses) {
                address.setScopeId({});
                if (address.protocol() == protocol && meansSomethingElsewhere(address))
                    result.append({address, link.name, link.kind});
            }
        }
    }
    return result;
}

QString inviteLink(const QList<ReachableAddress> &addresses, quint16 port, const QString &name,
                   const QByteArray &keyPin)
{
    QStringList ways;
    for (const auto &address : addresses.first(std::min(addresses.size(), mostInLink)))
        ways.append(address.withPort(port));
    if (ways.isEmpty())
        ways.append(QStringLiteral("127.0.0.1:") % QString::number(port));
    QString link = QStringLiteral("coterie://join?a=") % ways.join(u',');
    if (!name.isEmpty())
        link += QLatin1String("&n=") % QString::fromLatin1(QUrl::toPercentEncoding(name));
    return link % (keyPin.isEmpty() ? QStringLiteral("&tls=0") : QString(QLatin1String("&fp=") % keyPinText(keyPin)));
}

} // namespace coterie::server
