// SPDX-License-Identifier: MIT
#include "tests/bench/peers/raw/relayframes.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

// The least that a relay over WebSocket can do: no rooms, no checks, no store; each text frame goes to everybody, and
// what arrived in one turn leaves in one send(). The limit that the other servers are compared with.

namespace {

struct Peer {
    int fd = -1;
    std::size_t place = 0; // in the list of open ones
    bool open = false;     // after the handshake
    QByteArray in, waiting;
};

class Relay final
{
public:
    explicit Relay(int port);
    void run();

private:
    void acceptAll();
    void receive(Peer &peer);
    bool handshake(Peer &peer);
    void send(Peer &peer, const QByteArray &bytes);
    void arm(Peer &peer);
    void drop(Peer &peer);

    int m_epoll, m_listener;
    std::vector<Peer *> m_open;
    std::vector<Peer *> m_dropped;
    QByteArray m_turn; // frames for everybody
};

Relay::Relay(int port)
    : m_epoll(epoll_create1(0))
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0))
{
    const int on = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(m_listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(m_listener, 1024) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        std::perror("rawrelay");
        std::exit(1);
    }
    epoll_event event{};
    event.events = EPOLLIN;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
    std::printf("port %d\n", int(ntohs(address.sin_port)));
    std::fflush(stdout);
}

void Relay::run()
{
    std::array<epoll_event, 512> events;
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            auto *peer = static_cast<Peer *>(events[std::size_t(i)].data.ptr);
            if (!peer) {
                acceptAll();
                continue;
            }
            if (peer->fd >= 0 && (events[std::size_t(i)].events & EPOLLOUT))
                send(*peer, {});
            if (peer->fd >= 0 && (events[std::size_t(i)].events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
                receive(*peer);
        }
        if (!m_turn.isEmpty()) {
            for (std::size_t i = m_open.size(); i-- > 0;) // from behind: drop() moves the last one into a gap
                send(*m_open[i], m_turn);
            m_turn.clear();
        }
        for (Peer *peer : m_dropped)
            delete peer;
        m_dropped.clear();
    }
}

void Relay::acceptAll()
{
    for (;;) {
        const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK);
        if (fd < 0)
            return;
        auto *peer = new Peer;
        peer->fd = fd;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = peer;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

void Relay::receive(Peer &peer)
{
    static std::array<char, 65536> buffer;
    const ssize_t got = recv(peer.fd, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN)
            drop(peer);
        return;
    }
    peer.in.append(buffer.data(), got);
    if (!peer.open && !handshake(peer))
        return;
    const auto answers = coterie::bench::takeFrames(peer.in);
    m_turn.append(answers.everybodys);
    if (!answers.own.isEmpty())
        send(peer, answers.own);
    if (answers.over)
        drop(peer);
}

bool Relay::handshake(Peer &peer)
{
    const auto answer = coterie::bench::takeHandshake(peer.in);
    if (!answer)
        return false;
    send(peer, *answer);
    peer.open = true;
    peer.place = m_open.size();
    m_open.push_back(&peer);
    return true;
}

void Relay::send(Peer &peer, const QByteArray &bytes)
{
    const bool waited = !peer.waiting.isEmpty();
    if (waited)
        peer.waiting.append(bytes);
    const QByteArray &out = waited ? peer.waiting : bytes;
    const ssize_t sent = ::send(peer.fd, out.constData(), std::size_t(out.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN)
        return drop(peer);
    const qsizetype taken = std::max<ssize_t>(0, sent);
    if (waited)
        peer.waiting.remove(0, taken);
    else if (taken < bytes.size())
        peer.waiting = bytes.mid(taken);
    if (waited != !peer.waiting.isEmpty())
        arm(peer);
}

void Relay::arm(Peer &peer)
{
    epoll_event event{};
    event.events = peer.waiting.isEmpty() ? EPOLLIN : EPOLLIN | EPOLLOUT;
    event.data.ptr = &peer;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, peer.fd, &event);
}

void Relay::drop(Peer &peer)
{
    if (peer.fd < 0)
        return;
    ::close(peer.fd);
    peer.fd = -1;
    if (peer.open) {
        m_open[peer.place] = m_open.back();
        m_open[peer.place]->place = peer.place;
        m_open.pop_back();
    }
    m_dropped.push_back(&peer);
}

} // namespace

int main(int argc, char **argv)
{
    rlimit descriptors{};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    setrlimit(RLIMIT_NOFILE, &descriptors);
    Relay(argc > 1 ? std::atoi(argv[1]) : 0).run();
}
