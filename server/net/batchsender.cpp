// SPDX-License-Identifier: MIT
#include "server/net/batchsender.h"

#include "shared/util/logging.h"

#include <algorithm>

#ifdef COTERIE_HAS_IO_URING
#include <cerrno>
#include <liburing.h>
#include <sys/socket.h>
#endif

namespace coterie::server {

#ifdef COTERIE_HAS_IO_URING

// Requests that the kernel carries out while they are handed over: with MSG_DONTWAIT a send is done or refused at once.
class BatchSender::Ring
{
public:
    static constexpr std::size_t places = 512;

    // Nothing when the kernel has no ring of this kind or does not give us one.
    static std::unique_ptr<Ring> open(int *error)
    {
        auto ring = std::make_unique<Ring>();
        // Both flags are of Linux 6.1. Before it, what does not fit into a socket would be waited for.
        *error = -::io_uring_queue_init(places, &ring->m_ring, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
        ring->m_isOpen = *error == 0;
        return ring->m_isOpen ? std::move(ring) : nullptr;
    }
    Ring() = default;
    ~Ring()
    {
        if (m_isOpen)
            ::io_uring_queue_exit(&m_ring);
    }
    Q_DISABLE_COPY_MOVE(Ring)

    // At most `places` sockets. The error of the ring itself, or 0; then `results` has all of them, else the first
    // `answered` of them.
    int send(std::span<const qintptr> sockets, QByteArrayView bytes, descriptor::Sent *results)
    {
        for (std::size_t i = 0; i < sockets.size(); ++i) {
            io_uring_sqe *const entry = ::io_uring_get_sqe(&m_ring); // there is room: every batch is waited for
            ::io_uring_prep_send(entry, int(sockets[i]), bytes.data(), std::size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
            ::io_uring_sqe_set_data64(entry, i);
        }
        std::size_t answered = 0;
        while (answered < sockets.size()) {
            const int submitted = ::io_uring_submit_and_wait(&m_ring, unsigned(sockets.size() - answered));
            const std::size_t before = answered;
            unsigned head = 0;
            io_uring_cqe *answer = nullptr;
            io_uring_for_each_cqe(&m_ring, head, answer)
            {
                results[answer->user_data] = descriptor::resultOf(answer->res, -answer->res);
                ++answered;
            }
            ::io_uring_cq_advance(&m_ring, unsigned(answered - before));
            if (submitted < 0 && submitted != -EINTR && answered == before)
                return -submitted;
        }
        return 0;
    }
    // After an error: how many at the end of the batch the kernel never saw.
    [[nodiscard]] std::size_t unseen() const { return ::io_uring_sq_ready(&m_ring); }

private:
    io_uring m_ring{};
    bool m_isOpen = false;
};

#else

class BatchSender::Ring
{
public:
    static constexpr std::size_t places = 1;
    static std::unique_ptr<Ring> open(int *error)
    {
        *error = 0;
        return {};
    }
    int send(std::span<const qintptr>, QByteArrayView, descriptor::Sent *) { return 0; }
    [[nodiscard]] std::size_t unseen() const { return 0; }
};

#endif

BatchSender::BatchSender(Way way)
    : m_way(way)
{
}

BatchSender::~BatchSender() = default;

void BatchSender::openRing()
{
    int error = 0;
    m_ring = Ring::open(&error);
    if (!m_ring)
        m_way = Way::OneByOne;
    logDebug(logNet(), "batches").with("ring", m_ring != nullptr).with("error", error);
}

std::span<const descriptor::Sent> BatchSender::send(std::span<const qintptr> sockets, QByteArrayView bytes)
{
    m_results.resize(sockets.size());
    std::size_t next = 0;
    if (sockets.size() >= fewest && m_way == Way::Ring && !m_ring)
        openRing();
    while (m_ring && sockets.size() - next >= fewest) {
        const auto batch = sockets.subspan(next, std::min(sockets.size() - next, Ring::places));
        // What the kernel took and does not tell of may be half sent: such a connection is given up, and its client
        // comes back for what it missed.
        std::fill_n(m_results.begin() + std::ptrdiff_t(next), batch.size(), descriptor::Sent{0, descriptor::SendState::Broken});
        next += batch.size();
        if (const int error = m_ring->send(batch, bytes, m_results.data() + next - batch.size())) {
            logWarning(logNet(), "batch failed").with("error", error).with("unseen", qint64(m_ring->unseen()));
            next -= m_ring->unseen();
            m_ring.reset();
            m_way = Way::OneByOne;
        }
    }
    for (; next < sockets.size(); ++next)
        m_results[next] = descriptor::sendNow(sockets[next], bytes);
    return m_results;
}

} // namespace coterie::server
