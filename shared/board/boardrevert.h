// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

// How somebody with the right to it puts back what one person has done to a board since a time (B21). Pure functions.
namespace coterie {

// A transaction as the log has it.
struct BoardEvent {
    BoardTransaction tx;
    Seq seq = 0;
    qint64 timeMs = 0; // the host's, since the epoch
};

struct BoardRevert {
    // What would happen to one object.
    struct Item {
        ObjectId object;
        bool erased = false;      // it was made since then
        bool broughtBack = false; // it was erased or taken back
        bool putBack = false;     // places, colours and the like
        bool text = false;        // what was written goes, and what was taken out is there again
        bool parts = false;       // what was rubbed out

        [[nodiscard]] bool isEmpty() const { return !erased && !broughtBack && !putBack && !text && !parts; }
    };
    int transactions = 0; // of this person since then
    QList<Item> items;    // in the order of their creation
    QList<ObjectId> kept; // that stay as they are: others have worked on them, or locked them
    // To be committed in this order, as one step of whoever reverts; more than one transaction when they are many.
    QList<BoardOp> ops;
};

// Events: everything that happened to the board after `start`, in the log's order and up to the present. Start: the
// board before the first of them; an empty one when they are the whole log. Costs two replays of the events.
[[nodiscard]] BoardRevert revertPerson(const BoardDoc &start, const QList<BoardEvent> &events, UserId person,
                                       qint64 sinceMs);

} // namespace coterie
