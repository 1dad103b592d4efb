// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardduplicate.h"
#include "app/ui/board/pastsheet.h"

#include <QRectF>
#include <QSet>

#include <functional>

class QSlider;

namespace coterie::ui {

class IconButton;

// What a change of a board did, so that it can be told.
struct BoardDeed {
    QList<BoardOp> ops;
    int before = 0; // objects that were to be seen
    int after = 0;
};
// "Ana erased 3 objects". groups: of that board, which nobody sees.
[[nodiscard]] QString deedWords(const BoardDeed &deed, const QSet<ObjectId> &groups, const QString &who);

// A board as it was after each change of it, from the first to the last, along a slider; and a new board of what there
// was then (W-31). A change is a step of undo, unless somebody else's came between its parts. The board itself stays as
// it is.
class HistorySheet final : public PastSheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistorySheet)
public:
    struct Making {
        std::function<QString()> barrier; // why no board may be made at this moment, in words; empty: it may
        // timeMs: the host's, of the last change that is in it. Why it was not made, in words; empty: it was.
        std::function<QString(const BoardDuplicate &copy, qint64 timeMs)> make;
    };
    HistorySheet(BoardController *board, BoardPast *past, const BoardPaper &paper, const Making &making, QWidget *over);
    void followBarrier(); // it may be another one

protected:
    void listPast() override;
    void forgetPast() override;
    void compute() override;
    void confirm() override;

private:
    // What a moment comes to.
    struct Plan {
        QList<BoardOp> ops; // that a new board would be made by
        BoardDuplicate copy;
        BoardDoc doc; // as it was; gone as soon as it is painted
        QRectF area;  // of all that has ever been there, as far as it was looked at
        QSet<QByteArray> pictures;
        BoardDeed deed;
        int change = 0;    // counted from 1; 0: none
        qsizetype end = 0; // how many events there were by then
        UserId author;
        qint64 timeMs = 0; // the host's, of the last of them
    };
    void addControls();
    void findChanges();
    void enableSteps();
    void describe();

    const Making m_making;
    IconButton *m_back = nullptr;
    QSlider *m_slider = nullptr; // 1: after the first change; as far as there are changes in m_ends
    IconButton *m_on = nullptr;
    QList<qsizetype> m_ends; // of each change: how many events there were by then
    QSet<ObjectId> m_groups;
    qsizetype m_listed = 0;   // events that these are of
    qsizetype m_surveyed = 0; // events that m_shown.area is of
    Plan m_shown;
    QString m_barrier;
};

} // namespace coterie::ui
