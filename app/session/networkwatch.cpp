// SPDX-License-Identifier: MIT
#include "app/session/networkwatch.h"

#include <QNetworkInformation>

namespace coterie {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
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
