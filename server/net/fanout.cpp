// SPDX-License-Identifier: MIT
#include "server/net/fanout.h"

#include "server/net/descriptor.h"

#include <algorithm>

namespace coterie::server {

namespace {

constexpr std::size_t keptOwnBuffers = 64;

} // namespace

Fanout::Fanout(SlowLane &slowLane, BatchSender::Way way)
    : m_slowLane(slowLane)
    , m_batchSender(way)
{
}

void Fanout::open(Slot slot, qintptr descriptor, Framing framing, bool sealed)
{
    if (slot >= m_lanes.size()) {
        m_lanes.resize(slot + 1);
        m_memberships.resize(slot + 1);
    }
    m_lanes[slot] = {};
    m_lanes[slot].descriptor = descriptor;
    m_lanes[slot].framing = framing;
    m_lanes[slot].state = sealed ? Sealed : 0;
}

void Fanout::shut(Slot slot)
{
    for (const Membership &membership : m_memberships[slot]) {
        removeMember(membership);
        dropIfEmpty(membership.id);
    }
    m_memberships[slot].clear();
    m_lags.erase(slot);
    m_lanes[slot] = {};
    m_lanes[slot].state = Gone;
}

void Fanout::join(GroupId group, Slot slot)
{
    std::vector<Membership> &memberships = m_memberships[slot];
    for (const Membership &membership : memberships)
        if (membership.id == group)
            return;
    std::unique_ptr<Group> &place = m_groups[group];
    if (!place) {
        place = std::make_unique<Group>();
        for (Channel &channel : place->channels)
            channel.group = group;
    }
    Channel &channel = place->channels[std::size_t(m_lanes[slot].framing)];
    memberships.push_back({group, &channel, quint32(channel.members.size())});
    channel.members.push_back({slot, quint32(channel.turn.size())});
    channel.lateJoiners = channel.lateJoiners || !channel.turn.isEmpty();
    channel.turn.cut();
}

void Fanout::leave(GroupId group, Slot slot)
{
    std::vector<Membership> &memberships = m_memberships[slot];
    const auto found = std::find_if(memberships.begin(), memberships.end(),
                                    [group](const Membership &membership) { return membership.id == group; });
    if (found == memberships.end())
        return;
    const Membership membership = *found;
    memberships.erase(found);
    keepPublished(membership, slot);
    removeMember(membership);
    dropIfEmpty(group);
}

void Fanout::leaveAll(Slot slot)
{
    const std::vector<Membership> memberships = std::exchange(m_memberships[slot], {});
    for (const Membership &membership : memberships) {
        keepPublished(membership, slot);
        removeMember(membership);
        dropIfEmpty(membership.id);
    }
}

// It was a member when these were published, so it hears them although it leaves before the turn ends.
void Fanout::keepPublished(const Membership &membership, Slot slot)
{
    const Channel &channel = *membership.channel;
    if (isLagging(slot) && findLag(slot, &channel))
        return; // it stands further back; nobody waits for the last of what it did not read
    const Member &member = channel.members[membership.index];
    if (channel.turn.size() > qsizetype(member.skip))
        ownBuffer(slot).append(channel.turn, member.skip);
}

void Fanout::removeMember(const Membership &membership)
{
    std::vector<Member> &members = membership.channel->members;
    endLag(members[membership.index].slot, membership.channel);
    const Member last = members.back();
    members.pop_back();
    if (membership.index == members.size())
        return;
    members[membership.index] = last;
    for (Membership &moved : m_memberships[last.slot])
        if (moved.channel == membership.channel)
            moved.index = membership.index;
}

void Fanout::dropIfEmpty(GroupId group)
{
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return;
    const auto &channels = found->second->channels;
    if (std::all_of(channels.begin(), channels.end(),
                    [](const Channel &channel) { return channel.members.empty() && channel.place < 0; }))
        m_groups.erase(found);
}

bool Fanout::hasMembers(GroupId group, Framing framing) const
{
    const auto found = m_groups.find(group);
    return found != m_groups.end() && !found->second->channels[std::size_t(framing)].members.empty();
}

TurnBuffer &Fanout::ownBuffer(Slot slot)
{
    Lane &lane = m_lanes[slot];
    if (!(lane.state & HasOwn)) {
        lane.state |= HasOwn;
        lane.own = quint32(m_ownSlots.size());
        m_ownSlots.push_back(slot);
        if (m_own.size() < m_ownSlots.size())
            m_own.emplace_back();
    }
    return m_own[lane.own];
}

void Fanout::send(Slot slot, quint8 opcode, QByteArrayView payload, Delivery delivery)
{
    ownBuffer(slot).append(opcode, payload, delivery);
    m_waitingBytes += payload.size();
}

void Fanout::sendFrame(Slot slot, QByteArrayView frame, Delivery delivery)
{
    ownBuffer(slot).appendFrame(frame, delivery);
    m_waitingBytes += frame.size();
}

void Fanout::publish(GroupId group, Framing framing, quint8 opcode, QByteArrayView payload, Delivery delivery, Seq seq)
{
    Channel *const channel = touch(group, framing);
    if (!channel)
        return;
    channel->turn.append(opcode, payload, delivery, seq);
    m_waitingBytes += payload.size();
}

// The channel that something is published to now; nothing when nobody hears it.
Fanout::Channel *Fanout::touch(GroupId group, Framing framing)
{
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return nullptr;
    Channel &channel = found->second->channels[std::size_t(framing)];
    if (channel.members.empty())
        return nullptr;
    if (channel.place < 0) {
        channel.place = qint32(m_touched.size());
        m_touched.push_back(&channel);
    }
    return &channel;
}

void Fanout::setClogged(Slot slot, bool clogged)
{
    Lane &lane = m_lanes[slot];
    lane.state = quint8(clogged ? lane.state | Clogged : lane.state & ~Clogged);
}

void Fanout::flush()
{
    if (m_touched.size() == 1) {
        flushChannel<false>(*m_touched.front());
    } else {
        for (const Channel *channel : m_touched)
            for (const Member &member : channel->members)
                ++m_lanes[member.slot].parts;
        for (Channel *channel : m_touched)
            flushChannel<true>(*channel);
    }
    for (std::size_t i = 0; i < m_ownSlots.size(); ++i) {
        const Slot slot = m_ownSlots[i];
        if ((m_lanes[slot].state & HasOwn) && m_lanes[slot].own == i)
            gatherAndDeliver(slot);
    }
    for (std::size_t i = 0; i < m_ownSlots.size(); ++i)
        m_own[i].clear();
    m_own.resize(std::min(m_own.size(), keptOwnBuffers));
    m_ownSlots.clear();
    for (Channel *channel : m_touched) {
        if (channel->ring)
            keepForLaggards(*channel);
        channel->turn.clear();
        channel->place = -1;
        if (std::exchange(channel->lateJoiners, false))
            for (Member &member : channel->members)
                member.skip = 0;
    }
    m_emptied.clear(); // by id: the two channels of a group go together
    for (const Channel *channel : m_touched)
        if (channel->members.empty())
            m_emptied.push_back(channel->group);
    m_touched.clear();
    for (const GroupId group : m_emptied)
        dropIfEmpty(group);
    m_waitingBytes = 0;
}

template <bool several> void Fanout::flushChannel(Channel &channel)
{
    m_batch.clear();
    m_batchSockets.clear();
    for (const Member &member : channel.members) {
        Lane &lane = m_lanes[member.slot];
        if constexpr (several) {
            if (lane.parts == 0)
                continue; // it got everything with an earlier group
            if (lane.parts > 1 || lane.state != 0 || member.skip != 0) {
                gatherAndDeliver(member.slot);
                continue;
            }
            lane.parts = 0;
        } else if (lane.state != 0 || member.skip != 0) [[unlikely]] {
            gatherAndDeliver(member.slot);
            continue;
        }
        m_batch.push_back(member.slot);
        m_batchSockets.push_back(lane.descriptor);
    }
    sendBatch(channel);
}

void Fanout::sendBatch(Channel &channel)
{
    const QByteArrayView bytes = channel.turn.bytes();
    const std::span<const descriptor::Sent> results = m_batchSender.send(m_batchSockets, bytes);
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].bytes == bytes.size()) [[likely]]
            continue;
        m_parts.assign(1, Part{&channel.turn, 0, &channel});
        if (results[i].state == descriptor::SendState::Open) {
            queueRest(m_batch[i], qsizetype(results[i].bytes));
        } else {
            m_lanes[m_batch[i]].state |= Gone;
            m_slowLane.broken(m_batch[i]);
        }
    }
}

void Fanout::gatherAndDeliver(Slot slot)
{
    Lane &lane = m_lanes[slot];
    m_parts.clear();
    if (lane.state & HasOwn)
        m_parts.push_back({&m_own[lane.own], 0, nullptr});
    lane.state = quint8(lane.state & ~HasOwn);
    lane.parts = 0;
    for (const Membership &membership : m_memberships[slot]) {
        Channel &channel = *membership.channel;
        const qsizetype skip = channel.members[membership.index].skip;
        if (channel.place >= 0 && channel.turn.size() > skip)
            m_parts.push_back({&channel.turn, skip, &channel});
    }
    if (m_parts.size() > 1)
        std::sort(m_parts.begin(), m_parts.end(), [](const Part &a, const Part &b) { return a.place() < b.place(); });
    if (!m_parts.empty() && !(lane.state & Gone))
        deliver(slot);
}

void Fanout::deliver(Slot slot)
{
    Lane &lane = m_lanes[slot];
    qsizetype sent = 0;
    std::size_t next = 0;
    while (!(lane.state & (Clogged | Lagging | Sealed))) {
        std::array<QByteArrayView, descriptor::maxParts> views;
        std::size_t count = 0;
        qsizetype size = 0;
        for (; next < m_parts.size() && count < views.size(); ++next, ++count) {
            views[count] = QByteArrayView(m_parts[next].buffer->bytes()).sliced(m_parts[next].from);
            size += views[count].size();
        }
        if (count == 0)
            return; // all of it is with the kernel
        const descriptor::Sent result =
            descriptor::sendNow(lane.descriptor, std::span<const QByteArrayView>(views.data(), count));
        if (result.state == descriptor::SendState::Broken) {
            lane.state |= Gone;
            m_slowLane.broken(slot);
            return;
        }
        sent += qsizetype(result.bytes);
        if (result.bytes != size)
            break;
    }
    queueRest(slot, sent);
}

// What the kernel did not take waits in the socket, up to the limit of its kind. A frame that was begun is ended, and
// with it its neighbours of the same kind.
void Fanout::queueRest(Slot slot, qsizetype sent)
{
    qint64 backlog = m_slowLane.backlog(slot);
    for (const Part &part : m_parts) {
        const QByteArray &bytes = part.buffer->bytes();
        const qsizetype size = bytes.size() - part.from;
        if (sent >= size) {
            sent -= size;
            continue;
        }
        const qsizetype start = part.from + sent;
        bool begun = sent > 0;
        sent = 0;
        qsizetype end = 0;
        for (const TurnBuffer::Segment &segment : part.buffer->segments()) {
            const qsizetype from = std::max(start, std::exchange(end, segment.end));
            if (segment.end <= start)
                continue;
            if (!begun && segment.delivery == Delivery::Volatile && backlog > volatileBacklog)
                continue;
            if (!begun && segment.delivery == Delivery::Newest && backlog > volatileBacklog) {
                m_slowLane.missed(slot, segment.first);
                continue;
            }
            if (!begun && segment.delivery == Delivery::Durable && backlog > durableBacklog)
                return m_slowLane.overflowed(slot);
            if (!begun && segment.delivery == Delivery::Logged &&
                (backlog > eventBacklog || findLag(slot, part.channel))) {
                lag(slot, *part.channel, segment.first);
                continue;
            }
            begun = false;
            const bool whole = from == 0 && segment.end == bytes.size();
            m_lanes[slot].state |= Clogged;
            m_slowLane.write(slot, whole ? bytes : bytes.mid(from, segment.end - from));
            backlog += segment.end - from;
        }
    }
}

} // namespace coterie::server
