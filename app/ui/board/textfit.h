// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

// How large a text on the board is. A text is as wide as its longest line, until somebody gives it a width by its
// handles; then its lines are broken there. Nothing of a document says which of the two: the width itself does
// (decisions/0220). Pure functions; need a QGuiApplication. Board units.
namespace coterie::ui {

inline constexpr double widestText = 600; // then it goes on in the next line

// Whether its width is another than its letters need.
[[nodiscard]] bool hasOwnWidth(const BoardObject &text);
// The text with the size that fits what is written in it. What it is aligned at, its left side, its middle or its right
// side, and its upper edge stay where they are, turned or not.
[[nodiscard]] BoardObject fittedText(BoardObject text, bool keepWidth);

} // namespace coterie::ui
