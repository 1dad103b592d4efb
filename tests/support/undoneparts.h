// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

namespace coterie::test {

// Whether a part of one of this person's steps is undone and another is not, so that a press of redo brings back more
// than a press of undo took: they undid what they knew of a step, started anew from their outbox, or a program undid by
// the transaction.
inline bool hasStepUndoneInPart(const BoardDoc &doc, const UserId &user)
{
    const QList<OpId> there = doc.undoable(user);
    for (const OpId &undone : doc.redoable(user))
        for (const OpId &other : doc.stepOf(user, undone))
            if (there.contains(other))
                return true;
    return false;
}

} // namespace coterie::test
