// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace coterie::ui {

class BoardActions;
class BoardCard;
class IconButton;
class TextLabel;

// What whoever presents has at hand without a keyboard (T147): the frame before, which one of how many is shown, the
// next one, and the end. Fills a card; the actions do the work.
class PresentBar final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresentBar)
public:
    PresentBar(BoardCard *card, const BoardActions &actions, QObject *parent = nullptr);

    // Of the frame; no number: one has gone to none yet; no count: there are none to go through.
    void show(int number, int count);

signals:
    void keysLost(); // the button that has them goes away

private:
    BoardCard *m_card;
    IconButton *m_before;
    TextLabel *m_number;
    IconButton *m_next;
    QWidget *m_line;
    IconButton *m_end;
};

} // namespace coterie::ui
