// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

namespace coterie::ui {

// What Tab goes through: everything that is chosen as one, in rows from the top and each row from the left. Inside a
// group only what is directly in it.
[[nodiscard]] QList<ObjectId> readingOrder(const BoardDoc &doc, const std::optional<ObjectId> &group = {});

} // namespace coterie::ui
