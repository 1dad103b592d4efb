// SPDX-License-Identifier: MIT
#include "server/core/rates.h"

#include <algorithm>

namespace coterie::server {

Rates::Rates(const Limits &limits)
{
    // A host that allows one connection more than this allows all together as much.
    const auto add = [this](const char *name, double perSecond, double burst, double allPerSecond, double allBurst) {
        m_classes.push_back(
            {name, perSecond, burst,
             std::make_shared<TokenBucket>(std::max(perSecond, allPerSecond), std::max(burst, allBurst))});
    };
    // In the order of RateClass. For all together: what a small machine writes and reads with time to spare, and at
    // once what a thousand people do who come back at the same moment.
    add("chat", limits.chatPerSecond, limits.chatBurst, 2'000, 8'000);
    add("board", limits.boardPerSecond, limits.boardBurst, 4'000, 16'000);
    add("board-bytes", 256 * 1024, 1024 * 1024, 16 * 1024 * 1024, 64 * 1024 * 1024);
    add("live", 90, 180, 20'000, 40'000);
    add("typing", 1, 5, 1'000, 5'000);
    add("presence", 0.5, 5, 500, 5'000);
    // Pages, of 100 as a rule: all devices of a person that come back to a long log, and one that follows a busy room.
    add("history", 60, 240, 2'000, 20'000);
    add("request", 10, 60, 2'000, 20'000);
    add("ping", 5, 20, 10'000, 40'000);
    add("blob-bytes", 4 * 1024 * 1024, 2 * 1024 * 1024, 32 * 1024 * 1024, 64 * 1024 * 1024);
    add("look", 12, 30, 4'000, 8'000);
    // Pieces of boards: the largest one at once, and then on as a good line carries.
    add("part-bytes", 4 * 1024 * 1024, 64 * 1024 * 1024, 64 * 1024 * 1024, 1024 * 1024 * 1024);
    add("summon", 0.2, 3, 20, 100);
}

SharedBucket Rates::share(RateClass what) const
{
    const Class &one = m_classes.at(std::size_t(what));
    return {TokenBucket(one.perSecond, one.burst), one.everybody};
}

Allowance::Allowance(const Rates &rates)
    : chat(rates.share(RateClass::Chat))
    , board(rates.share(RateClass::Board))
    , boardBytes(rates.share(RateClass::BoardBytes))
    , live(rates.share(RateClass::Live))
    , typing(rates.share(RateClass::Typing))
    , presence(rates.share(RateClass::Presence))
    , history(rates.share(RateClass::History))
    , request(rates.share(RateClass::Request))
    , ping(rates.share(RateClass::Ping))
    , blobBytes(rates.share(RateClass::BlobBytes))
    , look(rates.share(RateClass::Look))
    , partBytes(rates.share(RateClass::PartBytes))
    , summon(rates.share(RateClass::Summon))
{
}

QList<Rate> Rates::told() const
{
    QList<Rate> rates;
    for (const Class &one : m_classes)
        rates.append({QString::fromLatin1(one.name), int(std::min(one.perSecond * 60, double(countRange.max))),
                      int(std::min(one.burst, double(countRange.max)))});
    return rates;
}

} // namespace coterie::server
