// SPDX-License-Identifier: MIT
#include "server/program/servicenotice.h"

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace coterie::server {

void notifyService(const QByteArray &state)
{
    const QByteArray path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address = {};
    if (path.isEmpty() || std::size_t(path.size()) >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@'))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    if (path[0] == '@') // the abstract name space
        address.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + std::size_t(path.size()));
    [[maybe_unused]] const auto sent = ::sendto(socket, state.constData(), std::size_t(state.size()), MSG_NOSIGNAL,
                                                reinterpret_cast<const sockaddr *>(&address), length);
    ::close(socket);
}

int watchdogIntervalMs()
{
    const auto microseconds = qgetenv("WATCHDOG_USEC").toLongLong();
    return microseconds > 0 ? int(microseconds / 2000)
                            : 0; // twice as often as asked, as sd_watchdog_enabled(3) advises
}

} // namespace coterie::server
