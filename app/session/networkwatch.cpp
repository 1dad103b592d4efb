// SPDX-License-Identifier: MIT
#include "app/session/networkwatch.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

#include <algorithm>
#include <utility>

namespace coterie {

namespace {

// One that others could reach: not that of this computer alone, nor one that IPv6 gives to every plug.
bool hasOwnAddress()
{
    const auto all = QNetworkInterface::allInterfaces();
    return std::any_of(all.begin(), all.end(), [](const QNetworkInterface &device) {
        if (!device.flags().testFlag(QNetworkInterface::IsRunning) ||
            device.flags().testFlag(QNetworkInterface::IsLoopBack))
            return false;
        const auto entries = device.addressEntries();
        return std::any_of(entries.begin(), entries.end(), [](const QNetworkAddressEntry &entry) {
            return entry.ip().protocol() == QAbstractSocket::IPv4Protocol || !entry.ip().isLinkLocal();
        });
    });
}

} // namespace

NetworkWatch::NetworkWatch(std::function<bool()> linked, QObject *parent)
    : QObject(parent)
    , m_linked(linked ? std::move(linked) : hasOwnAddress)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    m_down = QNetworkInformation::instance()->reachability() == QNetworkInformation::Reachability::Disconnected;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::look);
}

void NetworkWatch::look()
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
