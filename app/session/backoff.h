// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/clock.h"

#include <algorithm>
#include <optional>

namespace coterie {

// How long to wait when a host says so. What is longer is a mistake or malice, and nobody should wait a month for
// either.
inline constexpr qint64 mostHostPauseMs = 300'000;
[[nodiscard]] inline qint64 hostPause(std::optional<qint64> wanted)
{
    return std::clamp<qint64>(wanted.value_or(0), 0, mostHostPauseMs);
}

// And for a host that ended its session without saying when the next one begins: seldom, and not all in one instant.
inline constexpr qint64 endedPauseMs = 30'000;
[[nodiscard]] inline qint64 endedPause(Random &random)
{
    return endedPauseMs + qint64(random.next() % quint64(endedPauseMs + 1));
}

// How long to wait before the next try: 0.25 s, doubling to 5 s, and to 30 s after about two minutes, when a host that
// was only started anew would be back; each time a random part of it (P18), so that a room full of clients does not
// come back in one instant. Never less than 50 ms: a try costs the other side a handshake.
class Backoff
{
public:
    static constexpr qint64 firstMs = 250;
    static constexpr qint64 soonMs = 5'000;
    static constexpr int soonTries = 50; // 2.5 s each, as it goes
    static constexpr qint64 mostMs = 30'000;
    static constexpr qint64 leastMs = 50;

    [[nodiscard]] qint64 next(Random &random)
    {
        const int late = std::clamp(m_tries - soonTries, 0, 10);
        const qint64 ceiling =
            late > 0 ? std::min(mostMs, soonMs << late) : std::min(soonMs, firstMs << std::min(m_tries, 10));
        ++m_tries;
        return std::max(leastMs, qint64(random.next() % quint64(ceiling + 1)));
    }
    [[nodiscard]] int tries() const { return m_tries; }
    void reset() { m_tries = 0; }

private:
    int m_tries = 0;
};

} // namespace coterie
