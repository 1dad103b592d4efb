// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QString>

namespace coterie {

// What one person did on a board, in steps as they think of them: a drag, a piece of writing, a paste. A step has words
// and one transaction or more; undo takes back the whole step. Knows only what was done since the program began: what is
// older goes by the steps that the board keeps (B10), without words. Any one thread.
class BoardSteps final
{
public:
    struct Step {
        QString what; // "move 3 objects"
        QList<OpId> ids;
        QList<ObjectId> created;
    };

    void begin(const QString &what); // until end(), everything is one step
    void end() { m_open = false; }
    void add(const OpId &id, const QString &what, const QList<BoardOp> &ops);
    void drop(const OpId &id); // it was refused
    [[nodiscard]] const Step *stepOf(const OpId &id) const;

    // The operations with those that belong to the same step as the last of them; candidates as BoardDoc::undoable()
    // or redoable() lists them. `asKept`: the step that the board takes it for, where nobody here knows better.
    [[nodiscard]] QList<BoardOp> whole(QList<BoardOp> ops, const QList<OpId> &candidates,
                                       const QList<OpId> &asKept) const;

private:
    QList<Step> m_steps; // the latest last
    bool m_open = false;
};

} // namespace coterie
