// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/clock.h"
#include "tests/sim/checker.h"

#include <deque>
#include <functional>

// A client as the protocol's rules want it: an outbox that keeps its ids, resume by (epoch, seq), gaps fetched. Plain
// state, no sockets: frames go out through a function and come in through receive().
namespace coterie::sim {

class SimClient
{
public:
    using Send = std::function<void(const ClientMessage &)>;

    SimClient(int number, Random &random, Checker &checker)
        : m_number(number)
        , m_random(random)
        , m_checker(checker)
    {
    }

    // The person acts: the message is in the outbox from here on, whatever happens.
    void write(const QString &body);
    void connected(const Send &send);
    void disconnected();
    // Keeps the outbox and the token, forgets everything else: the program was killed and started again.
    void restart();
    void receive(const ServerMessage &message);
    // Time passed: try again what was refused for a while.
    void poll();
    // What is under way is sent once more, as an impatient outbox does.
    bool sendTwice();

    [[nodiscard]] bool isSettled(Seq head) const { return m_outbox.empty() && m_live && m_seq == head; }
    [[nodiscard]] bool isConnected() const { return bool(m_send); }
    [[nodiscard]] const QList<RoomEvent> &events() const { return m_events; }
    [[nodiscard]] RoomId room() const { return m_room; }
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] const std::optional<QByteArray> &token() const { return m_token; }

private:
    void on(const Welcome &welcome);
    void on(const RoomsPage &page);
    void on(const RoomJoined &joined);
    void on(const HistoryPage &page);
    void on(const EventPosted &posted);
    void on(const Ack &ack);
    void on(const Failure &failure);
    void on(const auto &) {}
    void take(const RoomEvent &event);
    void fetch();
    void flush();

    int m_number;
    Random &m_random;
    Checker &m_checker;
    Send m_send;
    std::optional<QByteArray> m_token;
    RoomId m_room;
    std::optional<EpochId> m_epoch;
    Seq m_seq = 0;
    Seq m_target = 0;
    bool m_live = false, m_fetching = false;
    std::deque<ChatPost> m_outbox;
    bool m_sending = false; // one at a time keeps the order across refusals
    QList<RoomEvent> m_early;
    QList<RoomEvent> m_events;
};

} // namespace coterie::sim
