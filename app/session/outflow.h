// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <deque>
#include <map>
#include <optional>
#include <tuple>

namespace coterie {

// In what order things leave through one connection, so that on a slow way a message never waits for what somebody
// points at, nor for a picture (N8 of the host's side). Plain logic: told how much the socket has not got rid of, it
// says what goes now, and keeps the rest. Any one thread.
class Outflow final
{
public:
    static constexpr qint64 volatileMost = 16 * 1024; // unsent; beyond it only the newest of each kind is kept
    static constexpr qint64 partMost = blobPartBytes; // unsent; from there on parts of images wait

    // True: it goes now. False: it is kept, or the next one of its kind will do.
    [[nodiscard]] bool take(const ClientMessage &message, qint64 unsent);
    // What goes next, now that only so much is unsent.
    [[nodiscard]] std::optional<ClientMessage> next(qint64 unsent);
    void clear();

private:
    // A kind of message, its room, and its board if it is about one.
    using Kind = std::tuple<std::size_t, RoomId, std::optional<BoardId>>;
    [[nodiscard]] static std::optional<Kind> volatileKind(const ClientMessage &message);

    std::map<Kind, ClientMessage> m_newest;
    std::deque<ClientMessage> m_parts;
};

} // namespace coterie
