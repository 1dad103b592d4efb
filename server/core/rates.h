// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/session.h"
#include "shared/util/tokenbucket.h"

#include <memory>
#include <vector>

namespace coterie::server {

// What one person may do how often; `welcome` tells it under these names.
enum class RateClass {
    Chat,
    Board,
    BoardBytes,
    Live,
    Typing,
    Presence,
    History,
    Request,
    Ping,
    BlobBytes,
    Look,
    PartBytes,
    Summon
};

// One person's share of a class, within what all of them may have together. Refuses like a TokenBucket; what is
// refused took nothing from either.
class SharedBucket final
{
public:
    SharedBucket(const TokenBucket &own, std::shared_ptr<TokenBucket> everybody)
        : m_own(own)
        , m_everybody(std::move(everybody))
    {
    }
    qint64 take(qint64 nowMs, double amount = 1)
    {
        qint64 wait = m_own.take(nowMs, amount);
        if (wait == 0) {
            wait = m_everybody->take(nowMs, amount);
            if (wait > 0)
                m_own.giveBack(amount);
        }
        return wait;
    }

private:
    TokenBucket m_own;
    std::shared_ptr<TokenBucket> m_everybody;
};

// The token buckets of a host, by class (G12, G13). Host's thread.
class Rates final
{
public:
    explicit Rates(const Limits &limits);
    [[nodiscard]] SharedBucket share(RateClass what) const;
    [[nodiscard]] QList<Rate> told() const;

private:
    struct Class {
        const char *name;
        double perSecond, burst; // of one person
        std::shared_ptr<TokenBucket> everybody;
    };
    std::vector<Class> m_classes; // by RateClass
};

// What one person may, on all their devices together and however often they come back (P40); before a connection has
// said whose it is, what that connection may.
struct Allowance {
    explicit Allowance(const Rates &rates);

    SharedBucket chat, board, boardBytes, live, typing, presence, history, request, ping, blobBytes, look, partBytes,
        summon;
    TokenBucket hellos{5, 60}; // each writes to the disk, and may make everybody hear of a name
    TokenBucket faults{1, 20}, excess{30, 300};
    TokenBucket dropped{200, 2'000}; // volatile messages over their limits, which nobody is told of
    // After this long without anybody to use them all of these are full again.
    static constexpr qint64 fullAfterMs = 60'000;
    qint64 usedUntil = 0; // monotonic ms, when the last device went
};

} // namespace coterie::server
