// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/cpuclock.h"

#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace coterie::bench {

using test::threadMs;

// What one thing cost each time it was done, in milliseconds.
class Samples final
{
public:
    void add(double ms) { m_ms.push_back(ms); }
    template <class Deed> void time(Deed &&deed)
    {
        const double before = threadMs();
        deed();
        add(threadMs() - before);
    }
    [[nodiscard]] bool isEmpty() const { return m_ms.empty(); }
    [[nodiscard]] double quantile(double q) const
    {
        if (m_ms.empty())
            return 0;
        std::vector<double> sorted = m_ms;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(sorted.size() - 1, size_t(q * double(sorted.size())))];
    }
    [[nodiscard]] QJsonObject toJson() const
    {
        return {{QStringLiteral("count"), int(m_ms.size())},
                {QStringLiteral("p50"), quantile(0.5)},
                {QStringLiteral("p95"), quantile(0.95)},
                {QStringLiteral("max"), quantile(1)}};
    }

private:
    std::vector<double> m_ms;
};

} // namespace coterie::bench
