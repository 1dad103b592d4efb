// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/descriptor.h"

#include <memory>
#include <span>
#include <vector>

namespace coterie::server {

// Sends the same bytes to many sockets. With Linux 6.1 and a build with liburing one system call does it for up to 512 of
// them (io_uring(7)); otherwise, and where the kernel forbids that (kernel.io_uring_disabled, seccomp), it is one send() each.
// Lives in one thread, the first that sends. Opens nothing before the first batch that is worth it.
class BatchSender final
{
public:
    enum class Way { Ring, OneByOne };
    // Fewer than this are sent one by one: then a ring has nothing to save.
    static constexpr std::size_t fewest = 8;

    explicit BatchSender(Way way = Way::Ring);
    ~BatchSender();
    Q_DISABLE_COPY_MOVE(BatchSender)

    // What became of each, in the order of `sockets`; stands until the next call. Never blocks, never raises a signal:
    // as descriptor::sendNow(). No socket may be in there twice.
    std::span<const descriptor::Sent> send(std::span<const qintptr> sockets, QByteArrayView bytes);
    // Whether the last batch that was worth it went through a ring.
    [[nodiscard]] bool hasRing() const { return m_ring != nullptr; }

private:
    class Ring;

    void openRing();

    Way m_way;
    std::unique_ptr<Ring> m_ring;
    std::vector<descriptor::Sent> m_results;
};

} // namespace coterie::server
