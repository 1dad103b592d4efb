// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/crowd.h"

#include "tests/bench/loadgen/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace coterie::bench {

namespace {
constexpr int connectingAtOnce = 64;
constexpr std::size_t bufferSize = 1024 * 1024;
} // namespace

Crowd::Crowd(Dialect &dialect, int port)
    : m_dialect(dialect)
    , m_port(port)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_buffer(bufferSize)
{
}

Crowd::~Crowd()
{
    for (const Member &member : m_members)
        if (member.fd >= 0)
            ::close(member.fd);
    ::close(m_epoll);
}

bool Crowd::connectOne(int index)
{
    Member &member = m_members[std::size_t(index)];
    member.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (member.fd < 0) {
        m_fault = std::string("socket: ") + std::strerror(errno);
        return false;
    }
    const int on = 1;
    ::setsockopt(member.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::uint16_t(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(member.fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) < 0 &&
        errno != EINPROGRESS) {
        m_fault = std::string("connect: ") + std::strerror(errno);
        return false;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.u32 = std::uint32_t(index);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, member.fd, &event);
    ++m_alive;
    return true;
}

bool Crowd::join(int members, double seconds)
{
    m_members.resize(std::size_t(members));
    const std::uint64_t deadline = nowNs() + std::uint64_t(seconds * 1e9);
    int begun = 0;
    while (m_ready < members && m_fault.empty() && nowNs() < deadline) {
        // The first one alone: it learns the room for all.
        while (begun < members && begun - m_ready < (m_ready == 0 ? 1 : connectingAtOnce))
            if (!connectOne(begun++))
                return false;
        poll(100);
    }
    if (m_ready < members && m_fault.empty())
        m_fault = "only " + std::to_string(m_ready) + " of " + std::to_string(members) + " joined in time";
    return m_fault.empty();
}

void Crowd::settle(double quietSeconds, double mostSeconds)
{
    const std::uint64_t deadline = nowNs() + std::uint64_t(mostSeconds * 1e9);
    m_lastArrival = nowNs();
    while (m_fault.empty() && nowNs() < deadline && double(nowNs() - m_lastArrival) < quietSeconds * 1e9)
        poll(20);
    m_measuring = true;
    m_deliveries = m_acks = m_refusals = m_bytes = 0;
}

void Crowd::post(const QByteArray &text)
{
    const QByteArray frame = m_dialect.post(text);
    m_sent.push_back(nowNs());
    write(m_members.front(), frame);
}

bool Crowd::runUntil(const std::function<bool()> &done, std::uint64_t deadlineNs)
{
    while (!done()) {
        const std::uint64_t now = nowNs();
        if (now >= deadlineNs || !m_fault.empty())
            return false;
        poll(int(std::min<std::uint64_t>(100, (deadlineNs - now) / 1'000'000)));
    }
    return true;
}

bool Crowd::hold(double seconds)
{
    const int members = int(m_members.size());
    const std::uint64_t begin = nowNs();
    int asked = 0;
    while (m_fault.empty() && m_alive == members) {
        const double share = double(nowNs() - begin) / (seconds * 1e9);
        for (; asked < members && asked < int(share * members); ++asked) {
            const QByteArray sign = m_dialect.keepAlive();
            if (!sign.isEmpty())
                write(m_members[std::size_t(asked)], sign);
        }
        if (share >= 1.0)
            break;
        poll(20);
    }
    return m_fault.empty() && m_alive == members;
}

void Crowd::write(Member &member, const QByteArray &bytes)
{
    member.unsent.append(bytes);
    flush(member, int(&member - m_members.data()));
}

void Crowd::flush(Member &member, int index)
{
    while (!member.unsent.isEmpty()) {
        const ssize_t sent =
            ::send(member.fd, member.unsent.constData(), std::size_t(member.unsent.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) {
            lose(index, std::strerror(errno));
            return;
        }
        if (sent <= 0)
            break;
        member.unsent.remove(0, sent);
    }
    epoll_event event{};
    event.events = member.unsent.isEmpty() ? EPOLLIN : EPOLLIN | EPOLLOUT;
    event.data.u32 = std::uint32_t(index);
    if (!member.unsent.isEmpty() || member.stage != Member::Stage::Ready)
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, member.fd, &event);
}

void Crowd::lose(int index, const std::string &why)
{
    Member &member = m_members[std::size_t(index)];
    if (member.fd < 0)
        return;
    ::close(member.fd);
    member.fd = -1;
    --m_alive;
    if (m_fault.empty())
        m_fault = "member " + std::to_string(index) + " was lost: " + why;
}

void Crowd::receive(int index)
{
    Member &member = m_members[std::size_t(index)];
    if (!member.rest.empty())
        std::copy(member.rest.begin(), member.rest.end(), m_buffer.begin());
    std::size_t have = member.rest.size();
    const ssize_t got = ::recv(member.fd, m_buffer.data() + have, m_buffer.size() - have, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        lose(index, got == 0 ? "the server closed" : std::strerror(errno));
        return;
    }
    m_bytes += std::uint64_t(got);
    m_lastArrival = nowNs();
    have += std::size_t(got);
    const std::size_t used = consume(index, m_buffer.data(), have, m_lastArrival);
    member.rest.assign(m_buffer.begin() + std::ptrdiff_t(used), m_buffer.begin() + std::ptrdiff_t(have));
    if (have - used == m_buffer.size())
        lose(index, "a frame beyond every limit");
}

std::size_t Crowd::consume(int index, const char *data, std::size_t size, std::uint64_t now)
{
    Member &member = m_members[std::size_t(index)];
    std::size_t used = 0;
    if (member.stage == Member::Stage::Upgrading) {
        const QByteArrayView head(data, qsizetype(size));
        const qsizetype end = head.indexOf("\r\n\r\n");
        if (end < 0)
            return 0;
        if (!head.startsWith("HTTP/1.1 101")) {
            lose(index, "no 101: " + head.first(std::min<qsizetype>(end, 120)).toByteArray().toStdString());
            return size;
        }
        member.stage = Member::Stage::Entering;
        write(member, m_dialect.opening(index));
        used = std::size_t(end) + 4;
    }
    while (member.fd >= 0) {
        const auto view = frameAt(data + used, size - used);
        if (!view)
            break;
        used += view->consumed;
        frame(index, *view, now);
    }
    return used;
}

void Crowd::frame(int index, const FrameView &view, std::uint64_t now)
{
    Member &member = m_members[std::size_t(index)];
    if (!view.final || view.opcode == Opcode::Continuation) {
        lose(index, "a fragmented message");
    } else if (view.opcode == Opcode::Close) {
        lose(index,
             "closed: " + (view.size > 2 ? std::string(view.payload + 2, view.size - 2) : std::string("no reason")));
    } else if (view.opcode == Opcode::Ping) {
        write(member, maskedFrame(Opcode::Pong, QByteArray(view.payload, qsizetype(view.size))));
    } else if (view.opcode == Opcode::Pong) {
        return;
    } else if (member.stage == Member::Stage::Entering) {
        const Dialect::Step step = m_dialect.arrived(index, view);
        if (!step.fault.isEmpty())
            return lose(index, step.fault.toStdString());
        if (!step.send.isEmpty())
            write(member, step.send);
        if (step.ready) {
            member.stage = Member::Stage::Ready;
            ++m_ready;
        }
    } else {
        switch (m_dialect.kindOf(view)) {
        case Dialect::Kind::Delivery:
            if (m_measuring && member.delivered < m_sent.size()) {
                m_deliveryTimes.add(now - m_sent[member.delivered++]);
                ++m_deliveries;
            }
            break;
        case Dialect::Kind::Ack:
            if (m_measuring && m_acks < m_sent.size())
                m_ackTimes.add(now - m_sent[m_acks++]);
            break;
        case Dialect::Kind::Refusal:
            ++m_refusals;
            m_fault = "refused: " + std::string(view.payload, std::min<std::size_t>(view.size, 200));
            break;
        case Dialect::Kind::Other:
            if (const QByteArray answer = m_dialect.answer(view); !answer.isEmpty())
                write(member, answer);
            break;
        }
    }
}

void Crowd::poll(int timeoutMs)
{
    std::array<epoll_event, 512> events;
    const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), timeoutMs);
    for (int i = 0; i < count; ++i) {
        const int index = int(events[std::size_t(i)].data.u32);
        Member &member = m_members[std::size_t(index)];
        if (member.fd < 0)
            continue;
        if (member.stage == Member::Stage::Connecting) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(member.fd, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                lose(index, std::strerror(error));
                continue;
            }
            member.stage = Member::Stage::Upgrading;
            write(member, m_dialect.request(m_port));
            continue;
        }
        if (events[std::size_t(i)].events & EPOLLOUT)
            flush(member, index);
        if (member.fd >= 0 && (events[std::size_t(i)].events & ~std::uint32_t(EPOLLOUT)))
            receive(index);
    }
}

} // namespace coterie::bench
