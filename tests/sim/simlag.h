// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <vector>

// Those of a simulated wire who read slower than their rooms write (G10, G11): each a place in the log, and one ring
// of events for all who lag in a room. It does by messages what server/net/laggards.cpp does by bytes, with a ring so
// small that the pages are needed, too.
namespace coterie::sim {

class Laggards
{
public:
    // What it asks of the wire.
    struct Side {
        std::function<bool(server::PeerId)> isClogged;
        std::function<void(server::PeerId, const ServerMessage &)> push;
        std::function<void(server::PeerId, server::GroupId, Seq from, Seq before)> fellBehind;
    };

    [[nodiscard]] bool isLagging(server::PeerId peer) const { return m_lags.contains(peer); }
    [[nodiscard]] bool isLagging(server::PeerId peer, server::GroupId group) const
    {
        const auto lags = m_lags.find(peer);
        return lags != m_lags.end() && std::any_of(lags->second.begin(), lags->second.end(),
                                                   [group](const Lag &lag) { return lag.group == group; });
    }
    // From this event on the peer does not get the group's events as they happen. True when it is so from now on.
    bool add(server::PeerId peer, server::GroupId group, Seq next)
    {
        if (isLagging(peer, group))
            return false;
        m_lags[peer].push_back({group, next});
        ++m_rings[group].laggards;
        return true;
    }
    void end(server::PeerId peer, server::GroupId group)
    {
        const auto lags = m_lags.find(peer);
        if (lags == m_lags.end() ||
            std::erase_if(lags->second, [group](const Lag &lag) { return lag.group == group; }) == 0)
            return;
        if (lags->second.empty())
            m_lags.erase(lags);
        if (--m_rings[group].laggards == 0)
            m_rings.erase(group);
    }
    void endAll(server::PeerId peer)
    {
        while (isLagging(peer))
            end(peer, m_lags[peer].front().group);
    }
    // At the end of a turn.
    void keep(server::GroupId group, Seq seq, const ServerMessage &message)
    {
        const auto ring = m_rings.find(group);
        if (ring == m_rings.end())
            return;
        ring->second.events.emplace_back(seq, message);
        if (ring->second.events.size() > mostEvents)
            ring->second.events.pop_front();
    }
    // A share of what the peer missed. True when it could take more at once.
    [[nodiscard]] bool catchUp(server::PeerId peer, const Side &side)
    {
        int share = 4;
        for (std::size_t i = 0; isLagging(peer) && i < m_lags[peer].size();) {
            if (side.isClogged(peer))
                return false;
            if (share <= 0)
                return true;
            Lag &lag = m_lags[peer][i];
            const auto &events = m_rings[lag.group].events;
            if (lag.asked) {
                ++i;
            } else if (lag.next > events.back().first) {
                end(peer, lag.group); // what is published from here on comes as it happens
            } else if (const auto *message = find(lag.group, lag.next)) {
                --share;
                ++lag.next;
                side.push(peer, *message);
            } else {
                lag.asked = true;
                side.fellBehind(peer, lag.group, lag.next, events.front().first);
                ++i;
            }
        }
        return false;
    }
    void continueFrom(server::PeerId peer, server::GroupId group, Seq next)
    {
        const auto lags = m_lags.find(peer);
        if (lags == m_lags.end())
            return; // it left the group meanwhile
        for (Lag &lag : lags->second)
            if (lag.group == group) {
                lag.asked = false;
                lag.next = std::max(lag.next, next);
            }
    }
    // What the ring has of the group: where it has it, pages end.
    [[nodiscard]] const ServerMessage *find(server::GroupId group, Seq seq) const
    {
        const auto ring = m_rings.find(group);
        if (ring != m_rings.end())
            for (const auto &[at, message] : ring->second.events)
                if (at == seq)
                    return &message;
        return nullptr;
    }

private:
    static constexpr std::size_t mostEvents = 3;
    struct Lag {
        server::GroupId group = 0;
        Seq next = 0;
        bool asked = false; // the ring has lost it, and the hub was told
    };
    struct Ring {
        int laggards = 0;
        std::deque<std::pair<Seq, ServerMessage>> events;
    };
    std::map<server::PeerId, std::vector<Lag>> m_lags;
    std::map<server::GroupId, Ring> m_rings;
};

} // namespace coterie::sim
