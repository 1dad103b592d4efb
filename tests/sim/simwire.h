// SPDX-License-Identifier: MIT
#pragma once

#include "tests/sim/simworld.h"

#include <algorithm>
#include <set>

// What a hub says, on its way to the links of a world, with the faults that are planted there.
namespace coterie::sim {

class SimWorld::Wire final : public server::Transport
{
public:
    explicit Wire(SimWorld &world)
        : m_world(world)
    {
    }
    void send(server::PeerId peer, const ServerMessage &message, server::Delivery) override { put(peer, message); }
    void publish(server::GroupId group, const ServerMessage &message, server::Delivery delivery) override
    {
        putAll(group, message, delivery);
    }
    void publishEvent(server::GroupId group, Seq, const ServerMessage &message) override { putAll(group, message); }
    void publishNewest(server::GroupId group, Seq stamp, const ServerMessage &message) override
    {
        putAll(group, message, server::Delivery::Newest, stamp);
    }
    void continueFrom(server::PeerId, server::GroupId, Seq) override {}
    bool isBehind(server::PeerId) override { return false; }
    void subscribe(server::GroupId group, server::PeerId peer) override { m_groups[group].insert(peer); }
    // Who leaves a group has heard what was published until then, ahead of what is sent to them from here on.
    void unsubscribe(server::GroupId group, server::PeerId peer) override
    {
        if (m_world.m_config.plant == Plant::Leaky)
            return;
        m_groups[group].erase(peer);
        for (Published &published : m_turn)
            if (published.group == group && published.peers.erase(peer) > 0)
                put(peer, published.message);
    }
    void close(server::PeerId peer, CloseCode, const QString &) override { m_closing.append(peer); }

    // Of what is planted: a message that the hub never sent, and a refusal of an operation.
    void invent(server::PeerId peer, const ServerMessage &message) { put(peer, message); }
    void refuse(server::PeerId peer, const OpId &id, QLatin1String code)
    {
        Failure failure;
        failure.code = code;
        failure.id = id;
        put(peer, failure);
    }

    // The end of a turn: what was published leaves after what was sent.
    void endTurn()
    {
        for (const Published &published : std::exchange(m_turn, {}))
            for (const server::PeerId peer : published.peers)
                if (hasRoom(peer, published))
                    tell(peer, published.message);
        for (const server::PeerId peer : std::exchange(m_closing, {}))
            if (const auto at = m_world.m_links.find(peer); at != m_world.m_links.end() && !at->second.cut)
                m_world.cutPeer(peer);
    }

private:
    struct Published {
        server::GroupId group = 0;
        std::set<server::PeerId> peers; // in order: what is planted draws for each
        ServerMessage message;
        server::Delivery delivery;
        Seq stamp;
    };
    // Who is in the group at this moment hears it.
    void putAll(server::GroupId group, const ServerMessage &message,
                server::Delivery delivery = server::Delivery::Durable, Seq stamp = 0)
    {
        if (const auto peers = m_groups.value(group); !peers.empty())
            m_turn.append({group, peers, message, delivery, stamp});
    }
    // Somebody who reads slowly has none for what is volatile (G11).
    bool hasRoom(server::PeerId peer, const Published &published)
    {
        const auto at = m_world.m_links.find(peer);
        if (published.delivery == server::Delivery::Durable || at == m_world.m_links.end() || !at->second.isFull())
            return true;
        ++m_world.m_tally.dropped;
        Seq &missed = at->second.missedFrom;
        if (published.delivery == server::Delivery::Newest)
            missed = missed == 0 ? published.stamp : std::min(missed, published.stamp);
        return false;
    }
    [[nodiscard]] bool isDeaf(int client, const ServerMessage &message) const
    {
        const auto *changed = std::get_if<PresenceChanged>(&message);
        if (m_world.m_config.plant != Plant::DeafDevices || !changed || client < 0)
            return false;
        SimClient &one = *m_world.m_clients[std::size_t(client)];
        return changed->person.id == one.user() && one.first() != &one && !one.people().isUntold();
    }
    // What is published reaches one of those who hear it.
    void tell(server::PeerId peer, const ServerMessage &message)
    {
        const auto *posted = std::get_if<EventPosted>(&message);
        const Plant plant = m_world.m_config.plant;
        if (posted && plant == Plant::LostLive && m_entered.erase({peer, posted->room}) > 0 && m_world.pick(2) == 0)
            return;
        const auto times = [&]() -> int {
            if (!posted || (plant != Plant::Drops && plant != Plant::Doubles) || m_world.pick(8) != 0)
                return 1;
            return plant == Plant::Drops ? 0 : 2;
        }();
        if (posted && plant == Plant::Swaps && !m_late.contains(peer) && m_world.pick(8) == 0) {
            m_late.emplace(peer, message);
            return;
        }
        for (int n = 0; n < times; ++n)
            put(peer, message);
        if (const auto late = m_late.extract(peer))
            put(peer, late.mapped());
    }
    void put(server::PeerId peer, const ServerMessage &message)
    {
        const auto at = m_world.m_links.find(peer);
        if (at == m_world.m_links.end() || at->second.cut || isDeaf(at->second.client, message))
            return;
        const Plant plant = m_world.m_config.plant;
        if (const auto *ack = std::get_if<Ack>(&message);
            ack && plant == Plant::LyingAcks && m_world.pick(8) == 0) { // a host that acknowledges what it never stored
            auto lie = *ack;
            lie.seq += 1000;
            at->second.toClient.push_back(encode(lie, Framing::Cbor));
            return;
        }
        if (const auto *ack = std::get_if<Ack>(&message);
            ack && ((plant == Plant::StoredAfterAll && !ack->dup && ack->seq > 0 && m_world.pick(8) == 0) ||
                    (plant == Plant::RefusesAgain && ack->dup))) {
            refuse(peer, ack->id, plant == Plant::RefusesAgain ? errors::forbidden : errors::rate);
            return;
        }
        if (const auto *failure = std::get_if<Failure>(&message);
            failure && plant == Plant::SwallowedEdits && failure->code == errors::idReused)
            if (const auto first = m_world.findStored(*failure->id)) {
                at->second.toClient.push_back(
                    encode(Ack{*failure->id, first->first, first->second, 0, true}, Framing::Cbor));
                return;
            }
        if (const auto *joined = std::get_if<RoomJoined>(&message); joined && plant == Plant::LostLive)
            m_entered.insert({peer, joined->room.id});
        if (const auto *page = std::get_if<HistoryPage>(&message);
            page && plant == Plant::SkipsInPages && page->events.size() > 1 && m_world.pick(4) == 0) {
            auto shorter = *page;
            shorter.events.removeFirst();
            at->second.toClient.push_back(encode(shorter, Framing::Cbor));
            return;
        }
        at->second.toClient.push_back(encode(message, Framing::Cbor));
    }
    SimWorld &m_world;
    QHash<server::GroupId, std::set<server::PeerId>> m_groups;
    QList<Published> m_turn;
    QList<server::PeerId> m_closing;
    std::map<server::PeerId, ServerMessage> m_late; // until something else was told
    std::set<std::pair<server::PeerId, RoomId>> m_entered;
};

} // namespace coterie::sim
