// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/closecodes.h"
#include "shared/protocol/protocol.h"

#include <QString>

// What the core asks of the outside world, and what the outside world tells the core. Two implementations: real sockets
// (server/net/sockettransport) and the one of tests and simulations. Everything happens in the host's thread.
namespace coterie::server {

using PeerId = quint64;  // one connection; never reused within a process
using GroupId = quint32; // a set of connections that hear the same things, such as those that look at one room

// What becomes of a frame for a peer that reads too slowly (G10, G11), by the bytes that wait for it in this process:
// Volatile frames are dropped over volatileBacklog. Logged frames are events of a room's log: over eventBacklog the
// peer stops getting them and goes on from where it stood once it has drained. Durable frames wait up to
// durableBacklog; then the peer is closed with Slow, and resumes. Newest frames tell how something is by now: they are
// dropped as volatile ones are, and what they told of is told again, as it is then, when the peer has room (P48).
enum class Delivery { Durable, Volatile, Logged, Newest };

inline constexpr qint64 volatileBacklog = 64 * 1024;
inline constexpr qint64 eventBacklog = 192 * 1024;
inline constexpr qint64 durableBacklog = 1024 * 1024;

// How a connection ended. Goodbye: the other side said that it is done (1000). Lost: anything else; it may be back
// soon. Replaced: it is back, and the hub itself says so.
enum class Parting : quint8 { Lost, Goodbye, Replaced };

struct PeerInfo {
    QString address; // as text, for the log
    Framing framing = Framing::Cbor;
    bool loopback = false;
    QByteArray subscriber; // the part of the address that one subscriber holds, for limits
};

class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    // Frames to one peer keep their order. Within one turn of the event loop a peer's own frames leave before the
    // frames of its groups, so an answer is always ahead of the events it announces; groups follow in the order of
    // their first message of the turn, and membership counts from the very message: who leaves a group has heard what
    // was published to it before, ahead of what is sent to them from then on.
    virtual void send(PeerId peer, const ServerMessage &message, Delivery delivery = Delivery::Durable) = 0;
    // Encoded once per framing, framed once, shared by all members, written at the end of the turn.
    virtual void publish(GroupId group, const ServerMessage &message, Delivery delivery = Delivery::Durable) = 0;
    // The same for the next event of the log that the group follows. For members that lag it waits in a ring that they
    // share, never in a queue of their own; see TransportSink::eventsWanted().
    virtual void publishEvent(GroupId group, Seq seq, const ServerMessage &message) = 0;
    // How something is by now, such as somebody's presence. The stamps, from 1 on, rise in the order in which all of
    // that is told; see TransportSink::newestMissed().
    virtual void publishNewest(GroupId group, Seq stamp, const ServerMessage &message) = 0;
    // The events that were wanted have been sent, up to before this one: the peer goes on from here.
    virtual void continueFrom(PeerId peer, GroupId group, Seq next) = 0;
    // Whether over eventBacklog waits for the peer: then peerDrained() follows, and a page may wait until that.
    [[nodiscard]] virtual bool isBehind(PeerId peer) = 0;
    virtual void subscribe(GroupId group, PeerId peer) = 0;
    virtual void unsubscribe(GroupId group, PeerId peer) = 0;
    // What was sent before still goes out. peerDisconnected() follows, never from inside this call.
    virtual void close(PeerId peer, CloseCode code, const QString &reason = {}) = 0;
};

class TransportSink
{
public:
    TransportSink() = default;
    virtual ~TransportSink() = default;
    Q_DISABLE_COPY_MOVE(TransportSink)

    virtual void peerConnected(PeerId peer, const PeerInfo &info) = 0;
    virtual void peerMessage(PeerId peer, ClientMessage message) = 0;
    // The frame was no message: error.code and error.path say why. The core answers and counts.
    virtual void peerFault(PeerId peer, const wire::Error &error) = 0;
    virtual void peerDisconnected(PeerId peer, Parting how) = 0; // last word about this peer
    // The peer lags so far that the ring has lost what comes next for it. Send it the events from `from` on, some or
    // all of those before `before`, then say continueFrom().
    virtual void eventsWanted(PeerId peer, GroupId group, Seq from, Seq before) = 0;
    virtual void peerDrained(PeerId peer) = 0; // it was behind, and nothing waits for it any more
    // It had no room for what publishNewest() told with this stamp, nor perhaps for what followed, and has room again:
    // tell it how all of that is by now.
    virtual void newestMissed(PeerId peer, Seq from) = 0;
};

} // namespace coterie::server
