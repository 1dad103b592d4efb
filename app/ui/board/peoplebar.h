// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"

#include <QWidget>

#include <utility>

class QAction;
class QMenu;
class QToolButton;

namespace coterie::ui {

class BoardActions;
class BoardCard;
class IconButton;
class TextLabel;

// Who else is at the board: a press follows one of them, another one stops. Of many the first are
// shown, the rest in a list. While somebody is followed it says whom. Whoever stays keeps their button, and the keys
// that are in it, whoever comes or goes. Fills a card and shows or hides it; the owner places it and does the
// following.
class PeopleBar final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeopleBar)
public:
    PeopleBar(BoardCard *card, const BoardActions &actions, QObject *parent = nullptr);

    void setMayBring(bool may); // everyone to where one is
    void show(const QList<BoardPerson> &people, const std::optional<UserId> &followed, const QString &name);

signals:
    void chosen(const coterie::UserId &user, const QString &name);
    void stopped();
    void changed(); // another size

private:
    struct Seat {
        BoardPerson person;
        bool followed = false;
        QToolButton *button = nullptr;
    };
    void seat(const QList<BoardPerson> &people);
    void leave(const QList<BoardPerson> &people); // whoever is not among them
    QToolButton *makeButton();
    void show(Seat &seat, const BoardPerson &person);
    void list(const QList<BoardPerson> &people);
    void orderKeys() const;

    BoardCard *m_card;
    QList<Seat> m_seats;
    QToolButton *m_more;
    QMenu *m_menu; // of the others, in their order
    QList<std::pair<BoardPerson, QAction *>> m_listed;
    TextLabel *m_label;
    IconButton *m_stop;
    IconButton *m_bring;
    QList<BoardPerson> m_shown;
    std::optional<UserId> m_followed;
};

// The line around the board while somebody is followed, in their colour.
class FollowFrame final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FollowFrame)
public:
    explicit FollowFrame(QWidget *parent = nullptr);
    void setColor(const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QColor m_color;
};

} // namespace coterie::ui
