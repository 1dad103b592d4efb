// SPDX-License-Identifier: MIT
#pragma once

#include <QFlags>
#include <QString>

class QSqlDatabase;

namespace coterie {

// What of the things that only this computer has could not be read in a damaged cache.
enum class Loss {
    Identity = 1, // the token: the host will take one for somebody new
    Outbox = 2,   // what waited to be sent
    Drafts = 4,
    Drawings = 8, // what a host would not take
    Images = 16,  // that the host has not got yet
    Past = 32,    // messages that the host lost
    Newest = 64,  // of any of these, what was written last: it was in a damaged journal
};
Q_DECLARE_FLAGS(Losses, Loss)
Q_DECLARE_OPERATORS_FOR_FLAGS(Losses)

// Copies out of a damaged cache what only this computer has, row by row and past what cannot be read, into an empty one
// of this program's schema. What the host has too is left out: it is fetched again. `to` is in a transaction. False:
// `to` does not take it.
[[nodiscard]] bool salvageCache(QSqlDatabase &from, QSqlDatabase &to, Losses &lost);

} // namespace coterie
