// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "tests/sim/simclient.h"
#include "tests/support/faketransport.h"

#include <deque>
#include <map>
#include <memory>

namespace coterie::sim {

// One host and its clients under a scheduler that a seed decides: what is delivered next, what is cut, when the host
// loses power, when its disk refuses. Frames travel encoded. Connections keep their order, as TCP does; a cut one may
// still deliver to the host what was under way, later than the client's next connection.
class SimWorld
{
public:
    struct Config {
        int clients = 5;
        int steps = 600;
        bool faults = true;
        bool plantLostAck = false; // controls: the checker must find each of these
        bool plantPhantom = false;
    };
    SimWorld(quint64 seed, const Config &config);
    ~SimWorld();

    // Runs, heals, and judges. Empty: everything held.
    [[nodiscard]] QStringList run();
    [[nodiscard]] qsizetype acks() const { return m_checker.acks(); }
    [[nodiscard]] int crashes() const { return m_crashes; }
    [[nodiscard]] int cuts() const { return m_cuts; }

private:
    class Wire; // the Transport of one life of the host
    struct Link {
        int client = 0;
        bool cut = false;
        std::deque<QByteArray> toHost, toClient;
    };
    void step();
    void crash();
    void connect(int client);
    void cut(int client);
    void deliverToHost(server::PeerId peer);
    void deliverToClient(server::PeerId peer);
    void deliverStore(qsizetype most);
    [[nodiscard]] std::optional<server::PeerId> linkOf(int client) const;
    [[nodiscard]] quint64 pick(quint64 bound) { return m_random.next() % bound; }
    void heal();
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] QList<RoomEvent> storedEvents();

    Config m_config;
    test::SeededRandom m_random;
    test::FakeClock m_clock;
    Checker m_checker;
    std::unique_ptr<server::MemoryStore> m_store;
    std::unique_ptr<Wire> m_wire;
    std::unique_ptr<server::Hub> m_hub;
    std::vector<std::unique_ptr<SimClient>> m_clients;
    std::map<server::PeerId, Link> m_links;
    server::PeerId m_lastPeer = 0;
    int m_written = 0, m_crashes = 0, m_cuts = 0;
};

} // namespace coterie::sim
