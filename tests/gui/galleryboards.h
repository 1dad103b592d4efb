// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <memory>

namespace gallery {

enum class BoardsKind {
    Gallery,
    Frozen,
    FrozenByMe,
    FrozenNarrow,
    ViewOnly,
    Refused,
    Locked,
    Bring,
    Outline,
    NearlyFull,
    Duplicated
};

// A board page of a room with several boards, and what one may not do there.
[[nodiscard]] std::unique_ptr<QWidget> boardsPage(BoardsKind kind);

} // namespace gallery
