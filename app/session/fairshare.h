// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QHash>
#include <QList>

namespace coterie {

// Of a bounded list of what passes by from several people: which one goes so that one more of this person's has a
// place; -1: there is one. Nobody has more than `ofOne`, and where all places are taken whoever has most gives one up;
// what was heard of longest ago goes first. So nobody can keep the others out (B29). Items have a `user`.
template <class Item, class HeardMs>
[[nodiscard]] qsizetype placeToGiveUp(const QList<Item> &items, const UserId &user, int ofOne, int ofAll,
                                      HeardMs heardMs)
{
    QHash<UserId, int> shares;
    for (const Item &item : items)
        ++shares[item.user];
    const bool full = items.size() >= ofAll;
    if (shares.value(user) < ofOne && !full)
        return -1;
    int most = 0;
    for (const int share : std::as_const(shares))
        most = std::max(most, share);
    const bool ownGoes = shares.value(user) >= ofOne;
    qsizetype oldest = -1;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Item &item = items.at(i);
        const bool mayGo = ownGoes ? item.user == user : shares.value(item.user) == most;
        if (mayGo && (oldest < 0 || heardMs(item) < heardMs(items.at(oldest))))
            oldest = i;
    }
    return oldest;
}

} // namespace coterie
