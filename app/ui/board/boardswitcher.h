// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardgallery.h"

#include <QPointer>
#include <QWidget>

class QToolButton;

namespace coterie::ui {

class BoardCard;
class IconButton;

// The name of the board one looks at, and the way to the others: a click drops the gallery. Fills a card.
class BoardSwitcher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardSwitcher)
public:
    BoardSwitcher(BoardCard *card, BoardGalleryDelegate::Picture picture, QObject *parent = nullptr);

    void setBoards(RoomBoards *boards); // null: the card is hidden
    void step(int by);                  // to the next or the one before, round and round
    void drop();                        // the gallery
    void addBoard();
    void refresh(const BoardId &board); // its small picture is another one

signals:
    void closed(); // the gallery
    void said(const QString &sentence);
    void clearAsked(); // the board that is shown
    void duplicateAsked(const coterie::BoardId &board);
    void changed();    // the card may have another size

private:
    void show();
    [[nodiscard]] int refusedElsewhere() const; // boards on which something of one's own was refused

    BoardCard *m_card;
    QToolButton *m_button;
    IconButton *m_freeze; // one click; only for those who may
    BoardGalleryDelegate::Picture m_picture;
    QPointer<RoomBoards> m_boards;
    QPointer<BoardGallery> m_gallery;
};

} // namespace coterie::ui
