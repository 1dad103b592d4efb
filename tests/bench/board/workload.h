// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

// What several people do to one board at the same time: each draws strokes and, in between, moves and erases some of
// their own. The same seed makes the same work, for this program's server and, as lines of JSON, for others.
namespace coterie::bench {

using PersonsWork = QList<BoardOp>;
[[nodiscard]] QList<PersonsWork> makeWorkload(int people, int opsEach, quint64 seed = 20260727);
[[nodiscard]] QByteArray workloadAsJson(const QList<PersonsWork> &people); // a line for each person

} // namespace coterie::bench
