// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <memory>

namespace gallery {

// Taking back what one person did, as a moderator sees it. With a real host: only its log knows what happened.
[[nodiscard]] std::unique_ptr<QWidget> revertSheet();
// Bringing back what was cleared, likewise.
[[nodiscard]] std::unique_ptr<QWidget> clearingSheet();
// A board as it was after one of its changes, likewise.
[[nodiscard]] std::unique_ptr<QWidget> historySheet();

} // namespace gallery
