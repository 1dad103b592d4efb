// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QStringList>

#include <functional>

namespace coterie::ui {

// The text in pieces that one object takes each, cut behind lines or words; joined they are the text.
[[nodiscard]] QStringList boardTextPieces(const QString &text);

// What is written in an object of a file may be longer than one object takes (B19). The creation keeps the beginning of
// its text, and what is left comes as texts below it, in the same group or frame: these are answered. Nothing is lost.
// `newId` is asked with 1, 2, 3, ….
[[nodiscard]] QList<BoardOp> splitLongText(BoardOp &creation, const std::function<ObjectId(int)> &newId);
// The same of whatever is copied from a board, where undo can make a text that long (B19). split: of how many.
[[nodiscard]] QList<BoardOp> withTextsInPieces(const QList<BoardOp> &creations, int *split);

} // namespace coterie::ui
