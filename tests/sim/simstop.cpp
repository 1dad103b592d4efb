// SPDX-License-Identifier: MIT
#include "tests/sim/simwire.h"

// Clients that do not read for a while, and hosts that are stopped in order (G15), as server/host/host.cpp does it.
namespace coterie::sim {

using namespace server;

namespace {
constexpr qint64 longestCommitMs = 1200; // then everybody hears bye, whether the disk has answered or not
constexpr qint64 longestStopMs = 2250;
} // namespace

void SimWorld::readSlowly()
{
    if (m_links.empty())
        return;
    Link &link = std::next(m_links.begin(), qint64(pickApart(m_links.size())))->second;
    if (link.room > 0)
        link.unreadUntil = m_clock.mono + qint64(pickApart(6000));
}

// From here on it takes nothing new. Its clients come back by themselves, when it has told them to.
void SimWorld::stopHost()
{
    if (m_stop)
        return;
    ++m_tally.stops;
    m_stop = Stop{m_clock.mono, pickApart(4) == 0};
    m_hub->drain(QStringLiteral("restart"), qint64(pickApart(2000)));
    if (m_config.plant == Plant::HastyStops)
        m_hub->finishDrain();
    m_wire->endTurn();
}

void SimWorld::watchStop()
{
    if (!m_hub->isDrained() && m_clock.mono - m_stop->begunMs >= longestCommitMs) {
        ++m_tally.forcedStops;
        m_stop->isForced = true;
        m_hub->finishDrain();
        m_wire->endTurn();
    }
    QList<PeerId> gone;
    for (const auto &[peer, link] : m_links)
        if (link.leaving && !link.cut && link.toClient.empty())
            gone.append(peer);
    for (const PeerId peer : std::as_const(gone))
        letGo(peer);
    const bool isOver = m_hub->isDrained() && m_links.empty();
    if (isOver || m_clock.mono - m_stop->begunMs >= longestStopMs)
        endStop();
}

// All that the host said to it has arrived.
void SimWorld::letGo(PeerId peer)
{
    const Link &link = m_links[peer];
    const int client = link.client;
    if (client >= 0 && !link.saidBye)
        m_checker.endedBadly(client, QStringLiteral("heard no bye of a host that was stopped"));
    m_links.erase(peer);
    if (client >= 0)
        m_clients[std::size_t(client)]->disconnected();
}

// What the disk was told before the end is written, and nobody hears of it any more.
void SimWorld::endStop()
{
    m_stop.reset();
    for (const auto &[peer, link] : m_links)
        if (!link.cut && link.client >= 0)
            m_clients[std::size_t(link.client)]->disconnected();
    m_links.clear();
    if (m_store->waiting() > 0)
        m_store->tear(m_store->waiting());
    m_store->setFailing(false);
    startHost();
}

} // namespace coterie::sim
