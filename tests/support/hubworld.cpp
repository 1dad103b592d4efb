// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

namespace coterie::test {

HubWorld::HubWorld(const server::HubConfig &hubConfig)
    : config(hubConfig)
    , hub(transport, store, clock, random, config)
{
    hub.load({});
    settle();
}

void HubWorld::settle()
{
    while (store.deliver() > 0) {
    }
}

void HubWorld::advance(qint64 ms)
{
    clock.advance(ms);
    hub.tick();
    settle();
}

void HubWorld::say(PeerId peer, const ClientMessage &message)
{
    hub.peerMessage(peer, message);
    settle();
}

HubWorld::PeerId HubWorld::connect()
{
    const PeerId peer = ++m_lastPeer;
    hub.peerConnected(peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
    return peer;
}

Welcome HubWorld::hello(PeerId peer, const QString &name, std::optional<QByteArray> token)
{
    say(peer, Hello{1, QStringLiteral("test"), name, std::move(token)});
    return transport.last<Welcome>(peer).value_or(Welcome{});
}

RoomId HubWorld::firstRoom(PeerId peer)
{
    say(peer, RoomsList{1, {}});
    return transport.last<RoomsPage>(peer)->rooms.first().id;
}

HubWorld::PeerId HubWorld::another(PeerId device)
{
    const auto welcome = transport.last<Welcome>(device);
    if (!welcome)
        qFatal("nobody was welcomed there");
    const PeerId peer = connect();
    hello(peer, welcome->name, welcome->token);
    return peer;
}

HubWorld::PeerId HubWorld::join(const QString &name)
{
    const PeerId peer = connect();
    hello(peer, name);
    room = firstRoom(peer);
    say(peer, RoomJoin{2, room, {}, {}});
    return peer;
}

void HubWorld::fill(PeerId peer, const RoomId &in, int transactions)
{
    for (int i = 0; i < transactions; ++i) {
        BoardCommit commit{newId<OpId>(), in, {}};
        for (int k = 0; k < 500; ++k)
            commit.ops.append(dash(newId<ObjectId>(), i, k));
        say(peer, commit);
    }
}

BoardDoc HubWorld::readBoard(PeerId peer, const RoomId &in, qint64 req)
{
    BoardSnapshotReader reader;
    Seq seq = 0;
    for (int next = 0; !reader.isComplete();) {
        const int before = next;
        for (const BoardPart &part : transport.all<BoardPart>(peer))
            if (part.req == req && part.index == next && (next == 0 || part.seq == seq) && reader.add(part.data)) {
                seq = part.seq;
                ++next;
            }
        if (next == before)
            return {};
        if (!reader.isComplete())
            say(peer, BoardGet{req, in, seq, next});
    }
    return reader.take();
}

UserId HubWorld::userOf(PeerId peer) const
{
    return transport.last<Welcome>(peer).value_or(Welcome{}).user;
}

QString HubWorld::refusal(PeerId peer) const
{
    const auto failure = transport.last<Failure>(peer);
    return failure ? QString(failure->code % u'@' % failure->path.value_or(QString())) : QString();
}

HubWorld::~HubWorld() = default;

QString HubWorld::ask(PeerId peer, const ClientMessage &op)
{
    const auto before = transport.all<Failure>(peer).size();
    say(peer, op);
    return transport.all<Failure>(peer).size() == before ? QString() : refusal(peer);
}

} // namespace coterie::test
