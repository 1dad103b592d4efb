// SPDX-License-Identifier: MIT
#pragma once

#include "tests/sim/simlag.h"
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
    void publishEvent(server::GroupId group, Seq seq, const ServerMessage &message) override
    {
        putAll(group, message, server::Delivery::Logged, seq);
    }
    void publishNewest(server::GroupId group, Seq stamp, const ServerMessage &message) override
    {
        putAll(group, message, server::Delivery::Newest, stamp);
    }
    void continueFrom(server::PeerId peer, server::GroupId group, Seq next) override
    {
        if (!find(peer))
            return;
        const bool skips = m_world.m_config.plant == Plant::SkipsAtChange && m_laggards.find(group, next);
        m_laggards.continueFrom(peer, group, skips ? next + 1 : next);
        catchUpSoon(peer);
    }
    bool isBehind(server::PeerId peer) override
    {
        Link *const link = find(peer);
        if (!link || !link->isBehind())
            return false;
        m_world.m_tally.waited += link->wasBehind ? 0 : 1;
        link->wasBehind = true;
        return true;
    }
    void subscribe(server::GroupId group, server::PeerId peer) override { m_groups[group].insert(peer); }
    // Who leaves a group has heard what was published until then, ahead of what is sent to them from here on.
    void unsubscribe(server::GroupId group, server::PeerId peer) override
    {
        if (m_world.m_config.plant == Plant::Leaky)
            return;
        m_groups[group].erase(peer);
        const bool lagged = m_laggards.isLagging(peer, group); // it stands further back
        m_laggards.end(peer, group);
        for (Published &published : m_turn)
            if (published.group == group && published.peers.erase(peer) > 0 && !lagged)
                put(peer, published.message);
    }
    void close(server::PeerId peer, CloseCode code, const QString &) override
    {
        (code == CloseCode::Restart ? m_leaving : m_closing).append(peer);
    }

    // Of what is planted: a message that the hub never sent, and a refusal of an operation.
    void invent(server::PeerId peer, const ServerMessage &message) { put(peer, message); }
    void refuse(server::PeerId peer, const OpId &id, QLatin1String code, const QString &path = {})
    {
        Failure failure;
        failure.code = code;
        failure.id = id;
        if (!path.isEmpty())
            failure.path = path;
        failure.text = QStringLiteral("planted");
        put(peer, failure);
    }

    // The end of a turn: what was published leaves after what was sent.
    void endTurn()
    {
        const auto turn = std::exchange(m_turn, {});
        for (const Published &published : turn)
            for (const server::PeerId peer : published.peers)
                if (hasRoom(peer, published))
                    tell(peer, published.message);
        for (const Published &published : turn)
            if (published.delivery == server::Delivery::Logged)
                m_laggards.keep(published.group, published.stamp, published.message);
        for (const server::PeerId peer : std::exchange(m_closing, {}))
            if (const auto at = m_world.m_links.find(peer); at != m_world.m_links.end() && !at->second.cut)
                m_world.cutPeer(peer);
        // What was sent to them goes out still, and nothing that they say is heard.
        const auto leaving = std::exchange(m_leaving, {});
        for (const server::PeerId peer : leaving)
            if (Link *const link = find(peer)) {
                link->leaving = true;
                link->toHost.clear();
                m_world.m_hub->peerDisconnected(peer, server::Parting::Lost);
            }
        if (!leaving.isEmpty())
            endTurn();
    }

    // Nothing waits for it in the host any more.
    void drained(server::PeerId peer)
    {
        Link *const link = find(peer);
        if (!link)
            return;
        if (m_laggards.isLagging(peer))
            catchUpSoon(peer);
        if (!std::exchange(link->wasBehind, false))
            return;
        m_world.m_hub->peerDrained(peer);
        endTurn();
    }
    // Those who lag and can take more, each by a share (G12).
    void catchUp()
    {
        const Laggards::Side side{[this](server::PeerId peer) { return find(peer)->isClogged(); },
                                  [this](server::PeerId peer, const ServerMessage &message) {
                                      ++m_world.m_tally.fromRing;
                                      put(peer, message);
                                  },
                                  [this](server::PeerId peer, server::GroupId group, Seq from, Seq before) {
                                      ++m_world.m_tally.fromPages;
                                      m_world.m_hub->eventsWanted(peer, group, from, before);
                                  }};
        for (const server::PeerId peer : std::exchange(m_catchingUp, {})) {
            if (find(peer) && m_world.m_config.plant == Plant::LostCursors)
                m_laggards.endAll(peer);
            else if (find(peer) && m_laggards.catchUp(peer, side))
                catchUpSoon(peer);
        }
        endTurn();
    }

private:
    struct Published {
        server::GroupId group = 0;
        std::set<server::PeerId> peers; // in order: what is planted draws for each
        ServerMessage message;
        server::Delivery delivery;
        Seq stamp; // or an event's place
    };
    // The link, while the host holds it open.
    [[nodiscard]] Link *find(server::PeerId peer) const
    {
        const auto at = m_world.m_links.find(peer);
        return at == m_world.m_links.end() || at->second.cut || at->second.leaving ? nullptr : &at->second;
    }
    void catchUpSoon(server::PeerId peer) { m_catchingUp.insert(peer); }
    // Who is in the group at this moment hears it.
    void putAll(server::GroupId group, const ServerMessage &message,
                server::Delivery delivery = server::Delivery::Durable, Seq stamp = 0)
    {
        if (const auto peers = m_groups.value(group); !peers.empty())
            m_turn.append({group, peers, message, delivery, stamp});
    }
    // Somebody who reads slowly has none for what is volatile, nor then for events, which it hears of later (G11).
    bool hasRoom(server::PeerId peer, const Published &published)
    {
        const auto at = m_world.m_links.find(peer);
        if (published.delivery == server::Delivery::Durable || at == m_world.m_links.end())
            return true;
        if (published.delivery == server::Delivery::Logged) {
            if (!find(peer) || (!at->second.isBehind() && !m_laggards.isLagging(peer, published.group)))
                return true;
            m_world.m_tally.lagged += m_laggards.add(peer, published.group, published.stamp) ? 1 : 0;
            return false;
        }
        if (!at->second.isFull())
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
        if (at == m_world.m_links.end() || at->second.cut || at->second.leaving || isDeaf(at->second.client, message))
            return;
        const Plant plant = m_world.m_config.plant;
        if (!noteAnswer(at->second, message))
            return;
        if (const auto *failure = std::get_if<Failure>(&message); failure && m_world.isStoredAllTheSame(peer, *failure))
            return;
        if (at->second.overflows()) {
            m_world.m_tally.overflows += m_closing.contains(peer) ? 0 : 1;
            m_closing.append(peer); // with Slow: it resumes
            return;
        }
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
        if (const auto *ack = std::get_if<Ack>(&message);
            ack && plant == Plant::RefusedStored && !ack->dup && isDrawing(*ack) && m_world.pick(4) == 0) {
            refuse(peer, ack->id, errors::forbidden, QStringLiteral("board"));
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
    [[nodiscard]] bool isDrawing(const Ack &ack) const
    {
        const auto events = m_world.m_store->events(ack.room);
        return ack.seq > 0 && ack.seq <= events.size() && events.at(ack.seq - 1).board;
    }
    // What the host took is answered before it says bye (G15).
    bool noteAnswer(Link &link, const ServerMessage &message)
    {
        if (const auto *ack = std::get_if<Ack>(&message))
            link.asked.remove(ack->id);
        else if (const auto *failure = std::get_if<Failure>(&message); failure && failure->id)
            link.asked.remove(*failure->id);
        if (!std::holds_alternative<Bye>(message))
            return true;
        if (!link.asked.isEmpty() && !m_world.m_stop->isForced)
            m_world.m_checker.endedBadly(link.client, QStringLiteral("was not answered before the host said bye"));
        link.saidBye = m_world.m_config.plant != Plant::NoBye;
        return link.saidBye;
    }
    SimWorld &m_world;
    QHash<server::GroupId, std::set<server::PeerId>> m_groups;
    QList<Published> m_turn;
    QList<server::PeerId> m_closing, m_leaving;
    Laggards m_laggards;
    std::set<server::PeerId> m_catchingUp;          // lag, and can take more
    std::map<server::PeerId, ServerMessage> m_late; // until something else was told
    std::set<std::pair<server::PeerId, RoomId>> m_entered;
};

} // namespace coterie::sim
