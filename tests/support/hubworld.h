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

    explicit HubWorld(const server::HubConfig &hubConfig = {});
    ~HubWorld();

    void settle();
    void advance(qint64 ms);
    void say(PeerId peer, const ClientMessage &message);

    PeerId connect();
    Welcome hello(PeerId peer, const QString &name, std::optional<QByteArray> token = {});
    RoomId firstRoom(PeerId peer);
    // Connected, welcomed and listening to the first room.
    PeerId join(const QString &name);
    PeerId another(PeerId device); // device of the person who was welcomed there, welcomed too
    static ChatPost post(const RoomId &in, const QString &body) { return {newId<OpId>(), in, body, {}}; }

    // Transactions of 500 strokes each, drawn and acknowledged.
    void fill(PeerId peer, const RoomId &in, int transactions);
    // The board whose pieces answered this question.
    [[nodiscard]] BoardDoc readBoard(PeerId peer, const RoomId &in, qint64 req);

    [[nodiscard]] UserId userOf(PeerId peer) const;
    // Of the last refusal: "code@path".
    [[nodiscard]] QString refusal(PeerId peer) const;
    // Says it, and tells what was answered: nothing for an ack.
    QString ask(PeerId peer, const ClientMessage &op);

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
