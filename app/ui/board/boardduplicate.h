// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QStringList>

namespace coterie {
class BoardAssets;
class BoardController;
class BoardDoc;
}

namespace coterie::ui {

// A board as another one can have it. Values only.
struct BoardDuplicate {
    QList<BoardOp> creations; // in painting order, with what is rubbed out and what is locked
    int objects = 0;          // that were copied, as the board counts them
    int newer = 0;            // left out: made by a newer version, so that nobody here knows all of them
    int unfit = 0;            // left out: beyond what a board can have
    int pictures = 0;         // left out: neither the host nor this computer has what they show
    int splitTexts = 0;       // longer than one object takes: each goes on in texts below it

    // Leaves out what shows a picture that is known not to be had. assets may be null: then nothing is known.
    void leaveOutLacking(BoardAssets *assets);
    // What is said of it to whoever asked, about the board of that name; and only what is not as it was there.
    [[nodiscard]] QStringList sentences(const QString &name) const;
    [[nodiscard]] QStringList differences() const;
};

// Of all that the board shows, whether its pictures are to be had or not. Any thread.
[[nodiscard]] BoardDuplicate duplicateOf(const BoardDoc &doc);
[[nodiscard]] BoardDuplicate duplicateOf(const BoardController &board); // without what lacks its picture

// Why a board cannot be duplicated at this moment, with "%1" for its name; empty: all of it is here.
[[nodiscard]] QString whyNotAllHere(const BoardController &board, bool isOnlyHere);

} // namespace coterie::ui
