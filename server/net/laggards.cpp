// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"
#include "server/net/fanout.h"

#include <algorithm>

// Those of a fan-out who read slower than their rooms write (G10, G11). None of this is on the way of anybody else.
namespace coterie::server {

namespace {

// One of them gets so much at a time, then it is the next one's turn (G12).
constexpr qsizetype shareBytes = 64 * 1024;

} // namespace

Fanout::Lag *Fanout::findLag(Slot slot, const Channel *channel)
{
    const auto lags = m_lags.find(slot);
    if (!channel || lags == m_lags.end())
        return nullptr;
    for (Lag &lag : lags->second)
        if (lag.channel == channel)
            return &lag;
    return nullptr;
}

// From this event of the turn on the member does not get the channel's events as they happen.
void Fanout::lag(Slot slot, Channel &channel, Seq next)
{
    if (findLag(slot, &channel))
        return;
    m_lags[slot].push_back({&channel, next});
    m_lanes[slot].state |= Lagging;
    ++channel.laggards;
    if (!channel.ring)
        channel.ring = std::make_unique<EventRing>();
}

void Fanout::endLag(Slot slot, const Channel *channel)
{
    Lag *const lag = isLagging(slot) ? findLag(slot, channel) : nullptr;
    if (!lag)
        return;
    if (--lag->channel->laggards == 0)
        lag->channel->ring.reset();
    std::vector<Lag> &lags = m_lags[slot];
    lags.erase(lags.begin() + (lag - lags.data()));
    if (!lags.empty())
        return;
    m_lags.erase(slot);
    m_lanes[slot].state = quint8(m_lanes[slot].state & ~Lagging);
}

// At the end of a turn, while its buffer stands.
void Fanout::keepForLaggards(Channel &channel)
{
    const QByteArray &bytes = channel.turn.bytes();
    qsizetype from = 0;
    for (const TurnBuffer::Segment &segment : channel.turn.segments()) {
        const bool whole = from == 0 && segment.end == bytes.size();
        if (segment.delivery == Delivery::Logged)
            channel.ring->append(segment.first, segment.last, whole ? bytes : bytes.mid(from, segment.end - from));
        from = segment.end;
    }
}

bool Fanout::catchUp(Slot slot)
{
    qsizetype share = shareBytes;
    for (std::size_t i = 0; isLagging(slot) && i < m_lags[slot].size();) {
        if (m_lanes[slot].state & (Clogged | Gone))
            return false;
        if (share <= 0)
            return true;
        Lag &lag = m_lags[slot][i];
        const EventRing &ring = *lag.channel->ring;
        if (lag.asked) {
            ++i;
        } else if (lag.next >= ring.end()) {
            endLag(slot, lag.channel); // what is published from here on comes as it happens
        } else if (const EventRing::Piece *piece = ring.find(lag.next)) {
            lag.next = piece->last + 1;
            share -= piece->frames.size();
            push(slot, piece->frames);
        } else {
            lag.asked = true;
            m_slowLane.fellBehind(slot, lag.channel->group, lag.next, ring.begin());
            ++i;
        }
    }
    return false;
}

void Fanout::continueFrom(Slot slot, GroupId group, Seq next)
{
    const auto lags = m_lags.find(slot);
    if (lags == m_lags.end())
        return; // it left the group meanwhile
    for (Lag &lag : lags->second)
        if (lag.channel->group == group) {
            lag.asked = false;
            lag.next = std::max(lag.next, next);
        }
}

void Fanout::push(Slot slot, const QByteArray &frames)
{
    Lane &lane = m_lanes[slot];
    descriptor::Sent sent;
    if (!(lane.state & Sealed))
        sent = descriptor::sendNow(lane.descriptor, frames);
    if (sent.state == descriptor::SendState::Broken) {
        lane.state |= Gone;
        m_slowLane.broken(slot);
    } else if (sent.bytes != frames.size()) {
        lane.state |= Clogged;
        m_slowLane.write(slot, sent.bytes == 0 ? frames : frames.mid(qsizetype(sent.bytes)));
    }
}

} // namespace coterie::server
