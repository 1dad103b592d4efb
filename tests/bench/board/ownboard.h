// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/board/boardfile.h"

#include <QJsonObject>

namespace coterie::bench {

// How often each thing is done.
struct BoardRounds {
    int strokes = 12; // of 75 points
    int pans = 240;
    int zooms = 60;
    int repaints = 60;
    int erasures = 120;
    int hits = 2000;
    int areas = 60;
    int moves = 60;
    int inputs = 300;
};

// The product's own board, 1920 × 1080, with real events: what each thing costs the window's thread. emptyMb: what this
// process took before it had a board, or the file of one. A run that did not do what it measures has a "fault".
[[nodiscard]] QJsonObject measureOwnBoard(BoardFile &&file, const BoardRounds &rounds, double emptyMb);

// The same things with a QGraphicsView, its strokes as QGraphicsPathItem.
[[nodiscard]] QJsonObject measureGraphicsView(BoardFile &&file, const BoardRounds &rounds, double emptyMb);

} // namespace coterie::bench
