// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/session.h"
#include "shared/util/tokenbucket.h"

#include <memory>
#include <vector>

namespace coterie::server {

// What a connection may do how often; `welcome` tells it under these names.
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
    PartBytes
};

// One connection's share of a class, within what all of them may have together. Refuses like a TokenBucket; what is
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
        double perSecond, burst; // of one connection
        std::shared_ptr<TokenBucket> everybody;
    };
    std::vector<Class> m_classes; // by RateClass
};

} // namespace coterie::server
