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
    void setObjects(int count, int selected);
    // What cannot be seen otherwise; empty for nothing.
    void setState(const QString &sentence, bool attention);

private:
    QToolButton *m_zoom;
    TextLabel *m_objects;
    TextLabel *m_state;
};

} // namespace coterie::ui
