// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

namespace coterie::ui {

// In rows from the top, and each row from the left.
[[nodiscard]] QList<ObjectId> inReadingOrder(QList<std::pair<ObjectId, QRectF>> all);

// What Tab goes through: everything that is chosen as one, in reading order. Inside a group only what is directly in
// it.
[[nodiscard]] QList<ObjectId> readingOrder(const BoardDoc &doc, const std::optional<ObjectId> &group = {});

} // namespace coterie::ui
