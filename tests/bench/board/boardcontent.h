// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QHash>
#include <QSizeF>

// A board as a class leaves it behind: mostly handwriting, some of it marked and some rubbed out in part, and between
// it shapes, turned or pale some of them, arrows bound to them, lines, notes, texts, groups, frames with something in
// them and pictures. The same seed makes the same board on every machine.
namespace coterie::bench {

inline constexpr int strokesAScreen = 650; // of 1920 × 1080 units: a densely written page

struct BoardContent {
    QList<BoardOp> ops;                   // in the order they are done
    QHash<QByteArray, QByteArray> assets; // SHA-256, and the PNG it stands for
    QSizeF size;                          // what they are strewn over
    int strokes = 0;
    qint64 points = 0;
    qint64 strokeBytes = 0; // of the packed points
};

enum class BoardMix { StrokesOnly, Everything }; // everything: another tenth as many objects of the other kinds
[[nodiscard]] BoardContent makeBoardContent(int strokes, BoardMix mix, quint64 seed = 20260726);

} // namespace coterie::bench
