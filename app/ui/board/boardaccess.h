// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomboards.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QBoxLayout;

namespace coterie::ui {

class BoardCard;
class Button;
class TextLabel;

// The strip above a board that says why one may not draw, and keeps what a host would not take until the person has
// decided. Fills a card and shows or hides it; the owner places it.
class BoardAccess final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardAccess)
public:
    using NameOf = std::function<QString(const UserId &)>;
    BoardAccess(BoardCard *card, QObject *parent = nullptr);

    void setBoard(RoomBoards *boards, const BoardId &board, NameOf nameOf); // null: nothing to say
    void fitInto(int room); // no wider than this: the words go into lines
    // On the board that is shown, at this moment.
    [[nodiscard]] BoardRight right() const;
    [[nodiscard]] bool tells(const QString &sentence) const; // or its reason: it need not be said a second time

signals:
    void changed();
    void againAsked(); // what was refused is to be added to the board that is shown

private:
    [[nodiscard]] QString frozenWords() const;
    void show();
    void act();
    void discard();
    void saveAsBoard();

    BoardCard *m_card;
    TextLabel *m_icon;
    TextLabel *m_text;
    Button *m_again;
    Button *m_action;
    Button *m_discard;
    QBoxLayout *m_buttons;
    bool m_asking = false; // whether it is to be thrown away
    QPointer<RoomBoards> m_boards;
    BoardId m_board;
    NameOf m_nameOf;
};

} // namespace coterie::ui
