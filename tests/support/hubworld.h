// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "tests/support/boardlog.h"
#include "tests/support/faketransport.h"

#include <QTest>

namespace coterie::test {

// A hub with its whole world: a store in memory, a transport that keeps lists, a clock that moves when told. The first
// person who joins owns the session.
class HubWorld final
{
public:
    using PeerId = server::PeerId;

    explicit HubWorld(const server::HubConfig &hubConfig = {})
        : config(hubConfig)
        , hub(transport, store, clock, random, config)
    {
        hub.load({});
        settle();
    }

    void settle()
    {
        while (store.deliver() > 0) {
        }
    }
    void advance(qint64 ms)
    {
        clock.advance(ms);
        hub.tick();
        settle();
    }
    void say(PeerId peer, const ClientMessage &message)
    {
        hub.peerMessage(peer, message);
        settle();
    }

    PeerId connect()
    {
        const PeerId peer = ++m_lastPeer;
        hub.peerConnected(peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true});
        return peer;
    }
    Welcome hello(PeerId peer, const QString &name, std::optional<QByteArray> token = {})
    {
        say(peer, Hello{1, QStringLiteral("test"), name, std::move(token)});
        return transport.last<Welcome>(peer).value_or(Welcome{});
    }
    RoomId firstRoom(PeerId peer)
    {
        say(peer, RoomsList{1, {}});
        return transport.last<RoomsPage>(peer)->rooms.first().id;
    }
    // Connected, welcomed and listening to the first room.
    PeerId join(const QString &name)
    {
        const PeerId peer = connect();
        hello(peer, name);
        room = firstRoom(peer);
        say(peer, RoomJoin{2, room, {}, {}});
        return peer;
    }
    static ChatPost post(const RoomId &in, const QString &body) { return {newId<OpId>(), in, body, {}}; }

    // Transactions of 500 strokes each, drawn and acknowledged.
    void fill(PeerId peer, const RoomId &in, int transactions)
    {
        for (int i = 0; i < transactions; ++i) {
            BoardCommit commit{newId<OpId>(), in, {}};
            for (int k = 0; k < 500; ++k)
                commit.ops.append(dash(newId<ObjectId>(), i, k));
            say(peer, commit);
        }
    }
    // The board whose pieces answered this question.
    [[nodiscard]] BoardDoc readBoard(PeerId peer, const RoomId &in, qint64 req)
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

    server::HubConfig config;
    FakeClock clock;
    SeededRandom random{1};
    FakeTransport transport;
    server::MemoryStore store;
    server::Hub hub;
    RoomId room; // that the last one joined

private:
    PeerId m_lastPeer = 0;
};

} // namespace coterie::test
