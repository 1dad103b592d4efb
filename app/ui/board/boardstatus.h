// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

namespace coterie::ui {

class BoardActions;
class BoardCard;
class TextLabel;

// The strip below the board: how near one looks, the grid, how much is there, and what waits. Fills a card; the actions
// do the work.
class BoardStatus final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardStatus)
public:
    BoardStatus(BoardCard *card, const BoardActions &actions, QObject *parent = nullptr);

    void setZoom(double zoom);
    void setObjects(int count, int selected, bool known); // known: what is not here is not there
    // Leaves out what matters least until the card is no wider than this: the count, then the switches.
    void fitInto(int width);
    // What cannot be seen otherwise; empty for nothing.
    void setState(const QString &sentence, bool attention);

private:
    BoardCard *m_card;
    QList<QWidget *> m_switches; // grid, snap, guides, map; present
    QWidget *m_beforeCount;
    QToolButton *m_zoom;
    TextLabel *m_objects;
    TextLabel *m_state;
};

} // namespace coterie::ui
