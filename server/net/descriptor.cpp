// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"

#include <QTcpSocket>

#include <algorithm>
#include <limits>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 // systems without it do not raise the signal for sockets of Qt
#endif

namespace coterie::server::descriptor {

#ifdef Q_OS_UNIX

Sent resultOf(qint64 sent, int error)
{
    if (sent >= 0)
        return {sent, SendState::Open};
    const bool full = error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS || error == EINTR || error == ENOMEM;
    return {0, full ? SendState::Open : SendState::Broken};
}

qint64 raiseLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    const rlim_t wanted = std::min(limit.rlim_max, rlim_t(1) << 20);
    if (limit.rlim_cur < wanted) {
        const rlimit raised{wanted, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return qint64(std::min(limit.rlim_cur, rlim_t(std::numeric_limits<int>::max())));
}

qint64 ceiling(qint64 spare)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::numeric_limits<int>::max();
    return qint64(std::min(limit.rlim_cur, rlim_t(std::numeric_limits<int>::max()))) - spare;
}

bool isOneFree()
{
    const int probe = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (probe < 0)
        return errno != EMFILE && errno != ENFILE;
    ::close(probe);
    return true;
}

void setNoDelay(qintptr socket)
{
    const int on = 1;
    ::setsockopt(int(socket), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void shutdownWriting(qintptr socket)
{
    ::shutdown(int(socket), SHUT_WR);
}

void refuse(qintptr socket, QByteArrayView answer)
{
    sendNow(socket, answer);
    ::shutdown(int(socket), SHUT_WR);
    // What was read does not turn the close into a reset, which could overtake the answer.
    std::array<char, 4096> heard; // filled by the kernel
    ssize_t count = 0;
    int rounds = 4;
    do {
        count = ::recv(int(socket), heard.data(), heard.size(), MSG_DONTWAIT);
    } while (count > 0 && --rounds > 0);
    ::close(int(socket));
}

Sent sendNow(qintptr socket, QByteArrayView bytes)
{
    const ssize_t sent = ::send(int(socket), bytes.data(), std::size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    return resultOf(sent, errno);
}

Sent sendNow(qintptr socket, std::span<const QByteArrayView> parts)
{
    std::array<iovec, maxParts> vectors;
    const std::size_t count = std::min(parts.size(), maxParts);
    for (std::size_t i = 0; i < count; ++i)
        vectors[i] = {const_cast<char *>(parts[i].data()), std::size_t(parts[i].size())};
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = decltype(message.msg_iovlen)(count);
    const ssize_t sent = ::sendmsg(int(socket), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    return resultOf(sent, errno);
}

#else

qint64 raiseLimit()
{
    return std::numeric_limits<int>::max();
}

qint64 ceiling(qint64)
{
    return std::numeric_limits<qint64>::max(); // handles are no small numbers here
}

bool isOneFree()
{
    return true;
}

void setNoDelay(qintptr) {}
void shutdownWriting(qintptr) {}

void refuse(qintptr socket, QByteArrayView answer)
{
    QTcpSocket leaving;
    if (leaving.setSocketDescriptor(socket)) {
        leaving.write(answer.data(), answer.size());
        leaving.flush();
        leaving.disconnectFromHost();
    }
}

Sent resultOf(qint64 sent, int)
{
    return {std::max<qint64>(sent, 0), sent < 0 ? SendState::Broken : SendState::Open};
}

Sent sendNow(qintptr, QByteArrayView)
{
    return {};
}

Sent sendNow(qintptr, std::span<const QByteArrayView>)
{
    return {};
}

#endif

} // namespace coterie::server::descriptor
