// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QToolButton>

namespace coterie::ui {

class BoardCard;
class TextLabel;

// The strip below the board: how near one looks, the grid, how much is there, and what waits. Fills a card; the actions
// do the work.
class BoardStatus final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardStatus)
public:
    struct Actions {
        QAction *zoomOut;
        QAction *zoomReset;
        QAction *zoomIn;
        QAction *fit;
        QAction *grid;
    };
    BoardStatus(BoardCard *card, const Actions &actions, QObject *parent = nullptr);

    void setZoom(double zoom);
    void setObjects(int count);
    // What cannot be seen otherwise; empty for nothing.
    void setState(const QString &sentence, bool attention);

private:
    QToolButton *m_zoom;
    TextLabel *m_objects;
    TextLabel *m_state;
};

} // namespace coterie::ui
