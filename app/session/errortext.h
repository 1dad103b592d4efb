// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/session.h"

#include <QString>

// Words for what can go wrong: what happened, what still works, what to do, in this order. Every code of
// shared/protocol/errors.h and every close code has a sentence; codes themselves are never shown. Pure, any thread.
namespace coterie {

struct BoardRefusal;

// Said by this side: it is an object on a board that somebody has locked.
inline constexpr QLatin1String lockedCode{"locked"};
inline constexpr QLatin1String removedCode{"board-removed"};
inline constexpr QLatin1String lookOnlyCode{"look-only"}; // one's right on the board was no more than that

[[nodiscard]] QString errorSentence(const QString &code, qint64 retryMs = 0);
[[nodiscard]] inline QString errorSentence(const Failure &failure)
{
    return errorSentence(failure.code, failure.retryMs.value_or(0));
}
[[nodiscard]] bool isWorthRetrying(const QString &code); // the same request can succeed later
// Why a connection ended for good; empty for a code after which the client comes back by itself.
[[nodiscard]] QString closeSentence(int closeCode);
// Why no board takes something (shared/board), for the middle of a sentence: without a capital and a point.
[[nodiscard]] QString boardFault(const BoardRefusal &refusal);

} // namespace coterie
