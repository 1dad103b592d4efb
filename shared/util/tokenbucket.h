// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace coterie {

// A rate limit that can say when to come back. Times are monotonic milliseconds, given by the caller. Starts full.
class TokenBucket
{
public:
    TokenBucket(double perSecond, double burst)
        : m_perMs(perSecond / 1000.0)
        , m_burst(burst)
        , m_level(burst)
    {
    }

    // 0: taken. Else nothing was taken, and this many milliseconds later it will succeed. What is more than fits costs
    // all that fits: else it would never succeed.
    qint64 take(qint64 nowMs, double amount = 1)
    {
        amount = std::min(amount, m_burst);
        m_level = std::min(m_burst, m_level + double(std::max<qint64>(0, nowMs - m_at)) * m_perMs);
        m_at = nowMs;
        if (m_level >= amount) {
            m_level -= amount;
            return 0;
        }
        return std::max<qint64>(1, qint64((amount - m_level) / m_perMs + 0.999));
    }

    void giveBack(double amount) { m_level = std::min(m_burst, m_level + amount); }

private:
    double m_perMs, m_burst, m_level;
    qint64 m_at = 0;
};

} // namespace coterie
