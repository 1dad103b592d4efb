// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QAction;

namespace coterie::ui {

class BoardCard;
class BoardView;

// The way back of whoever has moved to where nothing is: a button, in a card that is there as long as nothing of a
// board is in sight that has something on it (T140). Whoever owns the card places it.
class WayBack final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WayBack)
public:
    // everything: what the button does.
    WayBack(BoardView *view, BoardCard *card, QAction *everything, QObject *parent = nullptr);

    // Whether it is of use at all: the board has been read, and nobody presents, follows somebody or writes. To be said
    // when something on the board has changed, too.
    void setOffered(bool offered);
    void look(); // again: the view is another size

private:
    BoardView *m_view;
    BoardCard *m_card;
    bool m_offered = false;
};

} // namespace coterie::ui
