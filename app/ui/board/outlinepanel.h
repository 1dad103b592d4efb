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
// What is current in the one is selected in the other; Enter goes to it on the board, F2 writes in it. Fills a card,
// which the owner shows and places; costs nothing while that is hidden.
class OutlinePanel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutlinePanel)
public:
    OutlinePanel(BoardView *view, BoardCard *card, QObject *parent = nullptr);

    void setNames(NameOf nameOf);
    void setShown(bool shown);
    void boardChanged(); // as often as one likes
    void focusTree();
    [[nodiscard]] bool hasFocus() const;
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void closed();
    void deleteAsked();

private:
    void take();
    bool chosen(const QModelIndex &index); // false: it is gone, or the choice only follows the board
    void followSelection();
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
