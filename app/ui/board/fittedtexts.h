// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace coterie::ui {

class BoardView;

// The texts of a board that this window has given the size of their letters. Two people write in one at once, or one of
// them takes back their words: the letters come together, and of the sizes one counts, which fits neither. Whoever's
// counts gives the text the right one, as part of what they wrote. The window's thread.
class FittedTexts final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FittedTexts)
public:
    explicit FittedTexts(BoardView &view);

    void note(const BoardObject &text); // it has this size from here
    // Whether its size is the one from here, whatever has become of its letters.
    [[nodiscard]] bool isGiven(const BoardObject &text) const;
    void takeChanges(const QList<BoardObjectChange> &changes);
    void boardReset(); // every one may have been rewritten
    void goOn();       // what kept it from mending may be over

private:
    void mend();

    BoardView &m_view;
    QHash<ObjectId, QSizeF> m_given;
    QSet<ObjectId> m_rewritten; // since they were given it
    QTimer m_soon;              // when all that has come is taken in
};

} // namespace coterie::ui
