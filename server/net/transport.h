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

// Durable frames are never dropped (a peer that cannot keep up is closed with Slow and resumes). Volatile frames are
// dropped for a peer that has more than volatileBacklog bytes unsent.
enum class Delivery { Durable, Volatile };

inline constexpr qint64 volatileBacklog = 64 * 1024;
inline constexpr qint64 durableBacklog = 1024 * 1024;

struct PeerInfo {
    QString address; // as text, for limits and the log
    Framing framing = Framing::Cbor;
    bool loopback = false;
};

class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    // Frames to one peer keep their order. Within one turn of the event loop a peer's own frames leave before the
    // frames of its groups, so an answer is always ahead of the events it announces; groups follow in the order of
    // their first message of the turn, and membership counts from the very message.
    virtual void send(PeerId peer, const ServerMessage &message, Delivery delivery = Delivery::Durable) = 0;
    // Encoded once per framing, framed once, shared by all members, written at the end of the turn.
    virtual void publish(GroupId group, const ServerMessage &message, Delivery delivery = Delivery::Durable) = 0;
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
    virtual void peerDisconnected(PeerId peer) = 0; // last word about this peer
};

} // namespace coterie::server
