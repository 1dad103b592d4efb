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

// One host and its clients under a scheduler that a seed decides: what is delivered next, what is held up, sent twice
// or cut, when the host loses power (in the middle of writing, too), when its disk refuses or forgets. Frames travel
// encoded. Connections keep their order, as TCP does; a cut one may still deliver to the host what was under way, later
// than the client's next connection.
class SimWorld
{
public:
    struct Config {
        int clients = 5;
        bool faults = true;
        bool plantLostAck = false; // controls: the checker must find each of these
        bool plantPhantom = false;
        bool plantForgetful = false; // a disk that forgets, and a start that does not notice
    };
    // How often each fault happened.
    struct Tally {
        int crashes = 0, torn = 0, forgotten = 0, cuts = 0, late = 0, stalls = 0, twice = 0, refusals = 0, clocks = 0,
            strangers = 0;
        Tally &operator+=(const Tally &other);
    };
    SimWorld(quint64 seed, const Config &config);
    ~SimWorld();

    void step();
    // Somebody knocks with what another host gave them.
    void stranger(const QByteArray &token);
    // Heals, and judges. Empty: everything held.
    [[nodiscard]] QStringList finish();
    [[nodiscard]] qsizetype acks() const { return m_checker.acks(); }
    [[nodiscard]] const Tally &tally() const { return m_tally; }
    [[nodiscard]] std::optional<QByteArray> anyToken();

private:
    class Wire; // the Transport of one life of the host
    struct Link {
        int client = 0; // below 0: a stranger
        bool cut = false;
        qint64 heldUntil = 0; // nothing gets through before
        std::deque<QByteArray> toHost, toClient;
    };
    void crash();
    void forget();
    void connect(int client);
    void cut(int client);
    void cutPeer(server::PeerId peer);
    [[nodiscard]] bool isHeld(const Link &link) const { return link.heldUntil > m_clock.mono; }
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
    int m_written = 0;
    Tally m_tally;
};

} // namespace coterie::sim
