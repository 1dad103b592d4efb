// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"

#include <map>
#include <optional>
#include <variant>

namespace coterie::server {

// A board of a room.
struct BoardKey {
    RoomId room;
    BoardId board;
    friend bool operator==(const BoardKey &, const BoardKey &) = default;
    friend size_t qHash(const BoardKey &key, size_t seed = 0) noexcept { return qHashMulti(seed, key.room, key.board); }
};

struct HelloDue {
    PeerId peer;
};
struct TypingFades {
    RoomId room;
    UserId user;
};
struct GraceEnds {
    UserId user;
};
struct AllowanceFades {
    UserId user;
};
struct CrowdNotice {
    RoomId room;
};
struct BoardWriting {
    BoardKey board;
};
struct BoardIdle {
    BoardKey board;
};
struct LookDue {
    BoardKey board;
    UserId user;
};
struct LookTakenUp {
    BoardKey board;
    UserId user;
};
struct MissedDue {
    PeerId peer;
};
struct UnheardFades {
    DeviceId device;
    UserId user;
};
struct BlobsFade {
};
struct UploaderAway {
    UserId user;
};
struct KeepDue {
};
struct OwnerDue {
};
using Deadline =
    std::variant<HelloDue, TypingFades, GraceEnds, AllowanceFades, CrowdNotice, BoardWriting, BoardIdle, LookDue,
                 LookTakenUp, MissedDue, UnheardFades, BlobsFade, UploaderAway, KeepDue, OwnerDue>;

// What the core has to do later, in order of time and then of asking, so that a replay does the same. Whoever takes a
// deadline checks that it still applies: nothing is ever removed early.
class Deadlines
{
public:
    void add(qint64 dueMs, const Deadline &what) { m_due.emplace(std::pair(dueMs, m_count++), what); }
    [[nodiscard]] std::optional<qint64> next() const
    {
        return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first.first);
    }
    [[nodiscard]] std::optional<Deadline> takeDue(qint64 nowMs)
    {
        if (m_due.empty() || m_due.begin()->first.first > nowMs)
            return {};
        const Deadline what = m_due.begin()->second;
        m_due.erase(m_due.begin());
        return what;
    }

private:
    std::map<std::pair<qint64, quint64>, Deadline> m_due;
    quint64 m_count = 0;
};

} // namespace coterie::server
