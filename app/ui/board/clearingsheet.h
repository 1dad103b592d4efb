// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/pastsheet.h"
#include "shared/board/boardclearings.h"

#include <QStandardItemModel>

class QListView;

namespace coterie::ui {

// Lists when a board was cleared, by whom and of how much, and brings back what one of these took out of sight (B25,
// B26).
class ClearingSheet final : public PastSheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClearingSheet)
public:
    enum Role { ClearingRole = Qt::UserRole + 1, WhenRole, WhatRole };

    ClearingSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over);

signals:
    void broughtBack(int objects);

protected:
    void listPast() override { compute(); }
    void compute() override;
    void confirm() override;

private:
    struct Plan {
        QList<BoardClearing> all;
        BoardClearing chosen;
        QList<BoardOp> ops;
    };
    void describe(const Plan &plan);
    void fill(const QList<BoardClearing> &clearings, const OpId &chosen);
    [[nodiscard]] OpId chosen() const; // null: none

    QStandardItemModel m_model;
    QListView *m_list;
};

} // namespace coterie::ui
