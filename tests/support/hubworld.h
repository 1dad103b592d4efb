// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "tests/support/faketransport.h"

#include <QTest>

namespace coterie::test {

// A hub with its whole world: a store in memory, a transport that keeps lists, a clock that moves when told. The first
// person who joins owns the session.
class HubWorld final
{
public:
    using PeerId = server::PeerId;

    explicit HubWorld(const server::HubConfig &config = {})
        : hub(transport, store, clock, random, config)
    {
        hub.load({});
        settle();
    }

    void settle()
    {
        while (store.deliver() > 0) {
        }
    }
    template <class M> void say(PeerId peer, const M &message)
    {
        hub.peerMessage(peer, ClientMessage(message));
        settle();
    }
    // Connected, welcomed and listening to the first room.
    PeerId join(const QString &name)
    {
        const PeerId peer = ++m_lastPeer;
        hub.peerConnected(peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true});
        say(peer, Hello{1, QStringLiteral("test"), name, {}});
        say(peer, RoomsList{1, {}});
        room = transport.last<RoomsPage>(peer)->rooms.first().id;
        say(peer, RoomJoin{2, room, {}, {}});
        return peer;
    }
    [[nodiscard]] UserId userOf(PeerId peer) const { return transport.last<Welcome>(peer).value_or(Welcome{}).user; }
    // Of the last refusal: "code@path".
    [[nodiscard]] QString refusal(PeerId peer) const
    {
        const auto failure = transport.last<Failure>(peer);
        return failure ? QString(failure->code % u'@' % failure->path.value_or(QString())) : QString();
    }
    // Says it, and tells what was answered: nothing for an ack.
    template <class Op> QString ask(PeerId peer, const Op &op)
    {
        const auto before = transport.all<Failure>(peer).size();
        say(peer, op);
        return transport.all<Failure>(peer).size() == before ? QString() : refusal(peer);
    }

    FakeClock clock;
    SeededRandom random{1};
    FakeTransport transport;
    server::MemoryStore store;
    server::Hub hub;
    RoomId room;

private:
    PeerId m_lastPeer = 0;
};

} // namespace coterie::test
