// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/batchsender.h"
#include "server/net/eventring.h"
#include "server/net/turnbuffer.h"

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

namespace coterie::server {

// The place of a connection in the fan-out's tables; given out and taken back by the owner.
using Slot = quint32;

// What the fan-out asks of the owner of the sockets, for those few members that the kernel does not serve at once, and
// for those whose connection is encrypted.
class SlowLane
{
public:
    SlowLane() = default;
    virtual ~SlowLane() = default;
    Q_DISABLE_COPY_MOVE(SlowLane)

    [[nodiscard]] virtual qint64 backlog(Slot slot) const = 0;  // bytes that wait in this process
    virtual void write(Slot slot, const QByteArray &bytes) = 0; // behind what waits; the bytes are shared, not copied
    virtual void overflowed(Slot slot) = 0;                     // durable frames did not fit; called during flush()
    virtual void missed(Slot slot, Seq stamp) = 0;              // what is newest did not fit; called during flush()
    virtual void broken(Slot slot) = 0; // the connection is gone; called during flush() and catchUp()
    // The ring does not have event `from` of the group any more, but those from `before` on. Called during catchUp().
    virtual void fellBehind(Slot slot, GroupId group, Seq from, Seq before) = 0;
};

// Brings the messages of a turn to their receivers. Groups, members and descriptors lie in plain arrays: what a
// delivery costs beside its one system call is an array read. A member that reads too slowly becomes a cursor into the
// events of its groups, which wait once for all who lag (laggards.cpp). Lives in the host's thread; owns no socket and
// closes none.
class Fanout final
{
public:
    explicit Fanout(SlowLane &slowLane, BatchSender::Way way = BatchSender::Way::Ring);

    // `sealed`: its bytes are encrypted first, so all go through the slow lane.
    void open(Slot slot, qintptr descriptor, Framing framing, bool sealed = false);
    // The descriptor is closed: its number may be another connection's by the end of the turn.
    void silence(Slot slot) { m_lanes[slot].state |= Gone; }
    void shut(Slot slot); // leaves all groups and is free

    void join(GroupId group, Slot slot);
    void leave(GroupId group, Slot slot);
    // What was published to its groups so far becomes the slot's own, and it leaves them all.
    void leaveAll(Slot slot);
    [[nodiscard]] bool hasMembers(GroupId group, Framing framing) const;
    [[nodiscard]] bool isOpen(Slot slot) const { return slot < m_lanes.size() && m_lanes[slot].descriptor >= 0; }
    [[nodiscard]] Framing framingOf(Slot slot) const { return m_lanes[slot].framing; }

    void send(Slot slot, quint8 opcode, QByteArrayView payload, Delivery delivery);
    void sendFrame(Slot slot, QByteArrayView frame, Delivery delivery);
    // `seq`: of an event, which comes after the one that was published before it, if any was; of what is newest, its
    // stamp.
    void publish(GroupId group, Framing framing, quint8 opcode, QByteArrayView payload, Delivery delivery, Seq seq = 0);

    // Whether bytes wait in the socket's own buffer, so that ours must queue behind them.
    void setClogged(Slot slot, bool clogged);
    [[nodiscard]] bool isClogged(Slot slot) const { return (m_lanes[slot].state & Clogged) != 0; }

    [[nodiscard]] bool isLagging(Slot slot) const { return (m_lanes[slot].state & Lagging) != 0; }
    // For a member that lags and has drained: sends on from its cursors, a fair share at a time. True when it could
    // take more at once. Not during flush().
    [[nodiscard]] bool catchUp(Slot slot);
    // What fellBehind() asked for has been sent, up to before this event.
    void continueFrom(Slot slot, GroupId group, Seq next);

    [[nodiscard]] bool hasWork() const { return !m_touched.empty() || !m_ownSlots.empty(); }
    [[nodiscard]] qsizetype waitingBytes() const { return m_waitingBytes; }
    void flush();

private:
    enum State : quint8 { Clogged = 1, HasOwn = 2, Gone = 4, Lagging = 8, Sealed = 16 };
    struct Lane {
        qintptr descriptor = -1;
        quint32 own = 0;   // in m_own, when HasOwn
        quint32 parts = 0; // groups of this turn that have something for it, while several are flushed together
        quint8 state = 0;
        Framing framing = Framing::Cbor;
    };
    struct Member {
        Slot slot;
        quint32 skip; // bytes of the turn that were published before it joined
    };
    // The members of one group that speak one framing.
    struct Channel {
        GroupId group = 0;
        std::vector<Member> members;
        TurnBuffer turn;
        qint32 place = -1; // in m_touched, -1 when nothing was published this turn
        bool lateJoiners = false;
        quint32 laggards = 0;
        std::unique_ptr<EventRing> ring; // while there are laggards
    };
    struct Group {
        std::array<Channel, 2> channels; // by framing
    };
    struct Membership {
        GroupId id;
        Channel *channel;
        quint32 index; // in channel->members
    };
    // Something of this turn that one member gets.
    struct Part {
        const TurnBuffer *buffer;
        qsizetype from;
        Channel *channel; // of a group; nothing: its own, which come first
        [[nodiscard]] qint32 place() const { return channel ? channel->place : -1; }
    };
    // How far a member is in the events of a group that it does not get as they happen.
    struct Lag {
        Channel *channel;
        Seq next;
        bool asked = false; // the ring has lost it, and the owner was told
    };

    TurnBuffer &ownBuffer(Slot slot);
    void keepPublished(const Membership &membership, Slot slot);
    void removeMember(const Membership &membership);
    void dropIfEmpty(GroupId group);
    Channel *touch(GroupId group, Framing framing);
    template <bool several> void flushChannel(Channel &channel);
    void sendBatch(Channel &channel);
    void gatherAndDeliver(Slot slot);
    void deliver(Slot slot);
    void queueRest(Slot slot, qsizetype sent);

    // laggards.cpp
    [[nodiscard]] Lag *findLag(Slot slot, const Channel *channel);
    void lag(Slot slot, Channel &channel, Seq next);
    void endLag(Slot slot, const Channel *channel);
    static void keepForLaggards(Channel &channel);
    void push(Slot slot, const QByteArray &frames);

    SlowLane &m_slowLane;
    std::vector<Lane> m_lanes;
    std::vector<std::vector<Membership>> m_memberships; // by slot
    std::unordered_map<GroupId, std::unique_ptr<Group>> m_groups;
    std::vector<Channel *> m_touched; // in the order of their first message of the turn
    std::vector<TurnBuffer> m_own;
    std::vector<Slot> m_ownSlots; // m_own[i] is of m_ownSlots[i]
    std::vector<Part> m_parts;    // of the member at hand
    BatchSender m_batchSender;
    std::vector<Slot> m_batch; // of the channel at hand: who gets all of its turn and nothing else
    std::vector<qintptr> m_batchSockets;
    std::vector<GroupId> m_emptied;
    std::unordered_map<Slot, std::vector<Lag>> m_lags;
    qsizetype m_waitingBytes = 0;
};

} // namespace coterie::server
