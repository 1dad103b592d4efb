// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"
#include "shared/util/clock.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <span>

// The outside world of a Hub in a test: frames become lists, time moves when told, chance is counted.
namespace coterie::test {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] qint64 wallMs() const override { return wall; }
    [[nodiscard]] qint64 monotonicMs() const override { return mono; }
    void advance(qint64 ms)
    {
        wall += ms;
        mono += ms;
    }
    qint64 wall = 1'780'000'000'000;
    qint64 mono = 1'000'000;
};

// splitmix64 (Steele, Lea, Flood 2014): the same sequence for the same seed, everywhere.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(quint64 seed)
        : m_state(seed)
    {
    }
    quint64 next() override
    {
        quint64 z = (m_state += 0x9e37'79b9'7f4a'7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11ebull;
        return z ^ (z >> 31);
    }

private:
    quint64 m_state;
};

class FakeTransport final : public server::Transport
{
public:
    using PeerId = server::PeerId;
    using GroupId = server::GroupId;

    FakeTransport();
    ~FakeTransport(); // here and in the source: what copies whole messages takes seconds to compile
    void send(PeerId peer, const ServerMessage &message, server::Delivery) override;
    void publish(GroupId group, const ServerMessage &message, server::Delivery) override;
    void publishEvent(GroupId group, Seq seq, const ServerMessage &message) override;
    void publishNewest(GroupId group, Seq stamp, const ServerMessage &message) override;
    void continueFrom(PeerId peer, GroupId group, Seq next) override;
    bool isBehind(PeerId peer) override;
    void subscribe(GroupId group, PeerId peer) override;
    void unsubscribe(GroupId group, PeerId peer) override;
    void close(PeerId peer, CloseCode code, const QString &reason) override;

    // All messages of one kind that this peer got so far.
    template <class M> [[nodiscard]] QList<M> all(PeerId peer) const
    {
        QList<M> out;
        for (const ServerMessage &message : received(peer))
            if (const auto *m = std::get_if<M>(&message))
                out.append(*m);
        return out;
    }
    template <class M> [[nodiscard]] std::optional<M> last(PeerId peer) const
    {
        const auto messages = received(peer);
        for (auto at = messages.rbegin(); at != messages.rend(); ++at)
            if (const auto *m = std::get_if<M>(&*at))
                return *m;
        return {};
    }
    [[nodiscard]] std::span<const ServerMessage> received(PeerId peer) const;
    void forget();

    QHash<PeerId, QList<ServerMessage>> inbox;
    QHash<GroupId, QSet<PeerId>> groups;
    QHash<PeerId, CloseCode> closed;
    QList<std::tuple<PeerId, GroupId, Seq>> continued;
    QSet<PeerId> behind;
    QSet<PeerId> full;         // have no room for what is newest ...
    QHash<PeerId, Seq> missed; // ... and the first of that which they missed
};

} // namespace coterie::test
