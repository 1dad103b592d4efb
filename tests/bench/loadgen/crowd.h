// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/loadgen/dialect.h"
#include "tests/bench/loadgen/histogram.h"

#include <functional>
#include <string>
#include <vector>

// Members in one room, over real sockets and one epoll. The first member is the one that posts. Owns its sockets; one
// thread; every wait ends by itself.
namespace coterie::bench {

class Crowd final
{
public:
    Crowd(Dialect &dialect, int port);
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    // False with fault() when not all could join in the time.
    bool join(int members, double seconds);
    // Reads until nothing came for so long, so that what joining set off is over.
    void settle(double quietSeconds, double mostSeconds);
    void post(const QByteArray &text);
    // Handles what arrives until done() or the deadline; true when done.
    bool runUntil(const std::function<bool()> &done, std::uint64_t deadlineNs);
    // Every member says that it lives, a few at a time, over the given time; false when one was lost.
    bool hold(double seconds);

    [[nodiscard]] std::uint64_t deliveries() const { return m_deliveries; }
    [[nodiscard]] std::uint64_t acks() const { return m_acks; }
    [[nodiscard]] std::uint64_t refusals() const { return m_refusals; }
    [[nodiscard]] int alive() const { return m_alive; }
    [[nodiscard]] const std::string &fault() const { return m_fault; }
    [[nodiscard]] const Histogram &deliveryTimes() const { return m_deliveryTimes; }
    [[nodiscard]] const Histogram &ackTimes() const { return m_ackTimes; }
    [[nodiscard]] std::uint64_t receivedBytes() const { return m_bytes; }

private:
    struct Member {
        int fd = -1;
        enum class Stage : std::uint8_t { Connecting, Upgrading, Entering, Ready } stage = Stage::Connecting;
        std::uint32_t delivered = 0; // messages of the run; m_sent tells when each left
        std::vector<char> rest;      // an incomplete frame
        QByteArray unsent;
    };
    bool connectOne(int index);
    void write(Member &member, const QByteArray &bytes);
    void flush(Member &member, int index);
    void receive(int index);
    std::size_t consume(int index, const char *data, std::size_t size, std::uint64_t now);
    void frame(int index, const FrameView &view, std::uint64_t now);
    void lose(int index, const std::string &why);
    void poll(int timeoutMs);

    Dialect &m_dialect;
    int m_port;
    int m_epoll;
    std::vector<Member> m_members;
    std::vector<char> m_buffer;
    std::vector<std::uint64_t> m_sent; // when each message of the run left
    int m_ready = 0, m_alive = 0;
    bool m_measuring = false;
    std::uint64_t m_deliveries = 0, m_acks = 0, m_refusals = 0, m_bytes = 0, m_lastArrival = 0;
    std::string m_fault;
    Histogram m_deliveryTimes, m_ackTimes;
};

} // namespace coterie::bench
