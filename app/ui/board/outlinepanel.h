// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardoutline.h"

#include <QObject>
#include <QTimer>

class QTreeView;

namespace coterie::ui {

class BoardCard;
class BoardView;
class TextLabel;

// The outline of a board beside it: what is on it in words, for those who do not see it or look for something.
// What is selected in the one is selected in the other, and what is current there is where the keys are on the board;
// Enter goes to it, F2 writes in it. Fills a card, which the owner shows and places; costs nothing while that is
// hidden.
class OutlinePanel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutlinePanel)
public:
    OutlinePanel(BoardView *view, BoardCard *card, QObject *parent = nullptr);

    void setNames(NameOf nameOf);
    void setShown(bool shown);
    [[nodiscard]] QSize leastSize() const; // of the card; what does not fit is scrolled
    void boardChanged();                   // as often as one likes
    void focusTree();
    [[nodiscard]] bool hasFocus() const;
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void closed();
    void deleteAsked();
    void menuAsked(const QPoint &global);

private:
    void take();
    void selectOnBoard(); // what is selected here
    void goOnBoard();     // to what is current here
    bool chooseCurrent(); // unless it is among what is selected; false: it is gone
    void followSelection();
    void followCurrent();
    void go(bool writing);
    void color();

    BoardView *m_view;
    BoardCard *m_card;
    BoardOutline m_outline;
    TextLabel *m_rest; // that something is left out
    QTreeView *m_tree;
    NameOf m_nameOf;
    QTimer m_due;
    bool m_following = false; // the selection of the board, not the person's hand in the tree
};

} // namespace coterie::ui
