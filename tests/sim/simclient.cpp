// SPDX-License-Identifier: MIT
#include "tests/sim/simclient.h"

#include <algorithm>

namespace coterie::sim {

void SimClient::write(const QString &body)
{
    const ChatPost post{OpId{uuidV7(0, m_random.next(), m_random.next())}, m_room, body, {}};
    m_outbox.push_back(post);
    m_checker.invoked(m_number, post.id, body);
    flush();
}

void SimClient::connected(const Send &send)
{
    m_send = send;
    m_live = m_fetching = m_sending = false;
    m_early.clear();
    m_send(Hello{protocolVersion, QStringLiteral("sim"), QStringLiteral("Client %1").arg(m_number), m_token});
}

void SimClient::disconnected()
{
    m_send = {};
    m_live = m_fetching = m_sending = false;
}

void SimClient::restart()
{
    disconnected();
    // What was received but not written to the local store is received again; here nothing was.
    m_seq = 0;
    m_events.clear();
    m_early.clear();
}

void SimClient::receive(const ServerMessage &message)
{
    std::visit([this](const auto &m) { on(m); }, message);
}

void SimClient::on(const Welcome &welcome)
{
    m_token = welcome.token;
    m_send(RoomsList{1, {}});
}

void SimClient::on(const RoomsPage &page)
{
    const RoomId room = page.rooms.first().id;
    m_room = room;
    for (auto &post : m_outbox)
        post.room = room;
    m_send(RoomJoin{2, room, m_epoch, m_seq, m_events.isEmpty() ? std::nullopt : m_events.constLast().chain});
}

void SimClient::on(const RoomJoined &joined)
{
    if (joined.reset) {
        m_checker.wasReset(m_number);
        m_seq = 0;
        m_events.clear();
    }
    m_epoch = joined.room.epoch;
    m_target = joined.room.head;
    m_live = true;
    fetch();
    flush();
}

void SimClient::fetch()
{
    if (!m_live || m_fetching || m_seq >= m_target || !m_send)
        return;
    m_fetching = true;
    m_send(HistoryGet{3, m_room, {}, m_seq, 1 + int(m_random.next() % 20), true});
}

void SimClient::on(const HistoryPage &page)
{
    m_fetching = false;
    for (const auto &event : page.events)
        take(event);
    // Live events that came early follow on, those that came twice are dropped.
    std::sort(m_early.begin(), m_early.end(), [](const RoomEvent &a, const RoomEvent &b) { return a.seq < b.seq; });
    const auto early = std::exchange(m_early, {});
    for (const auto &event : early) {
        if (event.seq <= m_seq + 1)
            take(event);
        else
            m_early.append(event);
    }
    fetch();
}

void SimClient::on(const EventPosted &posted)
{
    if (posted.event.seq == m_seq + 1) {
        take(posted.event);
        return;
    }
    if (posted.event.seq <= m_seq)
        return;
    m_early.append(posted.event);
    m_target = std::max(m_target, posted.event.seq);
    fetch();
}

void SimClient::take(const RoomEvent &event)
{
    if (event.seq <= m_seq)
        return;
    m_seq = event.seq;
    m_events.append(event);
    m_checker.delivered(m_number, event);
}

void SimClient::on(const Ack &ack)
{
    m_checker.acknowledged(m_number, ack);
    if (!m_outbox.empty() && m_outbox.front().id == ack.id)
        m_outbox.pop_front();
    m_sending = false;
    flush();
}

void SimClient::on(const Failure &failure)
{
    m_checker.refused(m_number, failure);
    if (failure.code == QLatin1String("bad-token")) {
        m_token.reset();
        m_send(Hello{protocolVersion, QStringLiteral("sim"), QStringLiteral("Client %1").arg(m_number), {}});
    } else if (failure.req == 3) {
        m_fetching = false; // asked again when the next event shows the gap, or at the next poll
        fetch();
    } else if (failure.id) {
        m_sending = false; // rate, storage, busy: the world polls us later
    }
}

void SimClient::poll()
{
    m_fetching = m_sending = false;
    fetch();
    flush();
}

bool SimClient::sendTwice()
{
    if (!m_send || !m_sending || m_outbox.empty())
        return false;
    m_send(m_outbox.front());
    return true;
}

void SimClient::flush()
{
    if (!m_send || !m_live || m_sending || m_outbox.empty())
        return;
    m_sending = true;
    m_send(m_outbox.front());
}

} // namespace coterie::sim
