// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardtext.h"

namespace coterie::ui {

// The changes that make the one text of the other, each where it is: what stays between two of them stays, with
// whatever caret is in it. E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). For texts that have
// little in common it is one replacement (boardDelta()). Lengths in UTF-16 units; any thread.
[[nodiscard]] BoardDelta textDiff(const QString &before, const QString &after);

} // namespace coterie::ui
