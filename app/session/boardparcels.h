// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

namespace coterie {

// The operations in their order, cut where a transaction of them would have too many, or its message would be larger
// than a host takes.
[[nodiscard]] QList<QList<BoardOp>> boardParcels(const QList<BoardOp> &ops);

} // namespace coterie
