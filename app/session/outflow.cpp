// SPDX-License-Identifier: MIT
#include "app/session/outflow.h"

#include <utility>

namespace coterie {

// What nobody misses: the next one says the same, or more.
std::optional<Outflow::Kind> Outflow::volatileKind(const ClientMessage &message)
{
    const std::size_t kind = message.index();
    if (const auto *live = std::get_if<BoardLive>(&message))
        return Kind{kind, live->room, live->board};
    if (const auto *cursor = std::get_if<BoardCursor>(&message))
        return Kind{kind, cursor->room, cursor->board};
    if (const auto *look = std::get_if<BoardLook>(&message))
        return Kind{kind, look->room, look->board};
    if (const auto *typing = std::get_if<TypingSet>(&message))
        return Kind{kind, typing->room, {}};
    return {};
}

bool Outflow::take(const ClientMessage &message, qint64 unsent)
{
    if (std::holds_alternative<BlobPut>(message)) {
        if (m_parts.empty() && unsent < partMost)
            return true;
        m_parts.push_back(message);
        return false;
    }
    const auto kind = volatileKind(message);
    if (!kind)
        return true;
    if (unsent > volatileMost) {
        m_newest.insert_or_assign(*kind, message);
        return false;
    }
    m_newest.erase(*kind);
    return true;
}

std::optional<ClientMessage> Outflow::next(qint64 unsent)
{
    if (unsent <= volatileMost && !m_newest.empty())
        return std::move(m_newest.extract(m_newest.begin()).mapped());
    if (unsent < partMost && !m_parts.empty()) {
        ClientMessage part = std::move(m_parts.front());
        m_parts.pop_front();
        return part;
    }
    return {};
}

void Outflow::clear()
{
    m_newest.clear();
    m_parts.clear();
}

} // namespace coterie
