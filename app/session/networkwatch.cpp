// SPDX-License-Identifier: MIT
#include "app/session/networkwatch.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

#include <utility>

namespace coterie {

namespace {

// Those that others could reach: not that of this computer alone, nor one that IPv6 gives to every plug.
QSet<QHostAddress> ownAddresses()
{
    QSet<QHostAddress> own;
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &device : all) {
        if (!device.flags().testFlag(QNetworkInterface::IsRunning) ||
            device.flags().testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const auto entries = device.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            if (entry.ip().protocol() == QAbstractSocket::IPv4Protocol || !entry.ip().isLinkLocal())
                own.insert(entry.ip());
    }
    return own;
}

} // namespace

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
    , m_addresses(ownAddresses)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        lookEvery(lookEveryMs);
        return;
    }
    m_down = QNetworkInformation::instance()->reachability() == QNetworkInformation::Reachability::Disconnected;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::hear);
}

NetworkWatch::NetworkWatch(Addresses addresses, int everyMs, QObject *parent)
    : QObject(parent)
    , m_addresses(std::move(addresses))
{
    lookEvery(everyMs);
}

void NetworkWatch::lookEvery(int ms)
{
    m_seen = m_addresses();
    m_down = m_seen.isEmpty();
    connect(&m_timer, &QTimer::timeout, this, &NetworkWatch::look);
    m_timer.start(ms);
}

void NetworkWatch::look()
{
    const QSet<QHostAddress> before = std::exchange(m_seen, m_addresses());
    if (m_seen.isEmpty() || !before.contains(m_seen)) // one that is there no more is no way that came
        note(m_seen.isEmpty());
}

void NetworkWatch::hear()
{
    note(QNetworkInformation::instance()->reachability() == QNetworkInformation::Reachability::Disconnected);
}

void NetworkWatch::note(bool down)
{
    const bool was = std::exchange(m_down, down);
    if (down && !was)
        emit wentDown();
    else if (!down)
        emit cameUp(); // also from one network to the next: the old way may be dead
}

} // namespace coterie
