// SPDX-License-Identifier: MIT
#include "tests/sim/simworld.h"

#include <algorithm>

// How a history ends: all is healed, what everybody holds is judged, then what they are shown of the others, how that
// changes, and who goes.
namespace coterie::sim {

using namespace server;

namespace {
constexpr qint64 grace = 10'000; // until others hear of somebody who said nothing
}

bool SimWorld::isSettled() const
{
    std::map<RoomId, Seq> heads;
    for (const StoredRoom &room : m_store->session().rooms)
        heads[room.id] = room.head;
    return std::all_of(m_clients.begin(), m_clients.end(), [&](const auto &one) { return one->isSettled(heads); });
}

void SimWorld::heal()
{
    m_store->setFailing(false);
    if (m_stop)
        m_stop->diskHangs = false;
    for (auto &[peer, link] : m_links)
        link.heldUntil = link.unreadUntil = 0;
    for (int round = 0; round < 4000 && (m_stop || !isSettled()); ++round) {
        m_clock.advance(100);
        tick();
        for (int i = 0; i < int(m_clients.size()); ++i) {
            if (!m_clients[std::size_t(i)]->isConnected())
                connect(i);
            else if (round % 20 == 19)
                m_clients[std::size_t(i)]->poll();
        }
        QList<PeerId> peers;
        for (const auto &[peer, link] : m_links)
            peers.append(peer);
        for (const PeerId peer : peers)
            for (int n = 0; n < 4; ++n) {
                deliverToHost(peer);
                deliverToClient(peer);
            }
        deliverStore(-1);
    }
}

// All that is under way arrives, and no time passes.
void SimWorld::drain()
{
    for (bool any = true; any;) {
        tick();
        deliverStore(-1);
        any = m_store->waiting() > 0;
        QList<PeerId> peers;
        for (const auto &[peer, link] : m_links)
            peers.append(peer);
        for (const PeerId peer : std::as_const(peers)) {
            const auto at = m_links.find(peer);
            if (at == m_links.end() || (at->second.toHost.empty() && at->second.toClient.empty() && !at->second.cut))
                continue;
            any = true;
            deliverToHost(peer);
            deliverToClient(peer);
        }
    }
}

// What is so by the store and by what each person's devices were told last, and what each client shows.
QStringList SimWorld::lookAround(const QString &when, const std::set<UserId> &gone)
{
    PresenceTruth truth;
    for (const StoredMember &member : m_store->session().members)
        truth.members[member.room].insert(member.user);
    QList<PresenceView> views;
    for (const auto &one : m_clients) {
        truth.chosen.try_emplace(one->user(), one->people().own());
        if (!gone.contains(one->user()))
            truth.there.insert(one->user());
        if (!one->isConnected())
            continue;
        views.append(one->presence());
        for (const auto &[room, members] : views.constLast().rooms)
            m_tally.shown += int(members.size());
    }
    return presenceFaults(views, truth, when);
}

QStringList SimWorld::judgePresence()
{
    drain();
    m_clock.advance(grace + 1000); // of those whose first welcome was lost, and who came as somebody else then
    drain();
    QStringList faults = lookAround(QStringLiteral("when all are there"));
    // The last device of each person says something, and it counts on all of them (P46).
    std::map<SimClient *, SimClient *> last;
    for (const auto &one : m_clients)
        last[one->first()] = one.get();
    for (const auto &one : m_clients)
        if (last[one->first()] == one.get())
            one->choose({Status::Online, QStringLiteral("here %1").arg(++m_written)});
    heal();
    drain();
    faults += lookAround(QStringLiteral("after each has said how they are"));
    // Some devices go, with and without a goodbye, one after the other (P43); whoever came last looks on. A device that
    // was cut is waited for, whatever another one of its person says.
    std::set<UserId> done, lost, cutOff;
    for (int i = 0; i + 1 < int(m_clients.size()); ++i) {
        const auto way = pick(4);
        if (way < 2)
            continue;
        way == 2 ? sayGoodbye(i) : cut(i);
        drain();
        const UserId user = m_clients[std::size_t(i)]->user();
        if (way == 3)
            cutOff.insert(user);
        const bool isLast = std::none_of(m_clients.begin(), m_clients.end(),
                                         [&](const auto &one) { return one->user() == user && one->isConnected(); });
        if (isLast)
            (cutOff.contains(user) ? lost : done).insert(user);
    }
    faults += lookAround(QStringLiteral("P43, as soon as some have gone"), done);
    m_clock.advance(grace - 1000);
    drain();
    faults += lookAround(QStringLiteral("P43, while the others are waited for"), done);
    m_clock.advance(2000);
    drain();
    done.merge(lost);
    faults += lookAround(QStringLiteral("when nobody is waited for any more"), done);
    return faults;
}

QStringList SimWorld::finish()
{
    // Whoever comes last has what the host has: a snapshot and what follows it.
    addClient(true);
    heal();
    QStringList faults = m_checker.faults();
    const auto earlier = faults.size();
    if (!isSettled())
        faults.append(QStringLiteral("the world did not settle after everything was healed"));
    QList<Checker::View> views;
    for (const auto &one : m_clients)
        views.append(one->views());
    auto logs = storedLogs();
    faults += judgePresence();
    if (m_config.plant == Plant::LostEnd)
        for (auto &log : logs)
            if (!log.events.isEmpty())
                log.events.removeLast();
    m_checker.finish(views, logs);
    return faults + m_checker.faults().mid(earlier);
}

} // namespace coterie::sim
