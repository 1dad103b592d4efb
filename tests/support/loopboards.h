// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"

namespace coterie::test {

// A stroke as a person at this board draws it.
inline void drawStroke(BoardController &board, double x, double y, int points = 12)
{
    board.beginStroke(0xff1e66f5, 3, 1, false, {x, y});
    for (int i = 1; i < points; ++i)
        board.extendStroke({x + i * 5.0, y + i * i % 7});
    board.endStroke();
}

// Nothing of either waits for the host, and both show the same.
[[nodiscard]] inline bool agree(const BoardController &a, const BoardController &b, int visible)
{
    return a.pendingCount() + b.pendingCount() == 0 && a.doc().visibleCount() == visible &&
           a.doc().hash() == b.doc().hash();
}

} // namespace coterie::test
