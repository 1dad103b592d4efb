// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/clearingsheet.h"
#include "app/ui/board/historysheet.h"
#include "app/ui/board/revertsheet.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>

// What a BoardPage asks about what has happened on its board.
namespace coterie::ui {

bool BoardPage::mayChangePast(const QString &otherwise)
{
    if (m_boards && m_boards->isModerator())
        return mayReadPast();
    notice(otherwise);
    return false;
}

bool BoardPage::mayReadPast()
{
    if (!m_controller || !m_boards)
        return false; // there is no board to be seen
    if (!m_controller->isOnline())
        notice(tr("What happened on the board is known to the host only, and you are offline"));
    else if (!Sheet::openIn(window()))
        return true;
    return false;
}

void BoardPage::openHistory()
{
    if (!mayReadPast())
        return;
    m_view->settle();
    const BoardId board = m_controller->board(); // which may be removed meanwhile, and the page show another one
    const QPointer<RoomBoards> boards(m_boards);
    const QPointer<BoardAssets> assets(m_controller->assets());
    HistorySheet::Making making;
    making.barrier = [boards] { return boards ? boards->whyNotAdding() : QString(); };
    making.make = [page = QPointer<BoardPage>(this), board, boards, assets](BoardDuplicate copy, qint64 timeMs) {
        copy.leaveOutLacking(assets);
        return boards && page ? page->makeOfPast(*boards, board, copy, timeMs) : tr("There is no board any more");
    };
    auto *sheet = new HistorySheet(m_controller, m_boards->past(board, nullptr), m_view->paper(), making, m_view);
    connect(m_boards, &RoomBoards::changed, sheet, &HistorySheet::followBarrier);
}

// The board goes on as it is; what there was then stands beside it.
QString BoardPage::makeOfPast(RoomBoards &boards, const BoardId &board, const BoardDuplicate &copy, qint64 timeMs)
{
    if (copy.creations.isEmpty()) // all of it were pictures that are not to be had
        return copy.differences().join(u'\n');
    const QString name = boards.nameOf(board);
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(timeMs), QLocale::ShortFormat);
    // Some languages write a date with signs that are not seen, and that no name may have.
    QString plain;
    for (const QChar sign : when)
        if (sign.category() != QChar::Other_Format)
            plain.append(sign);
    const BoardId made = boards.addCopy(board, u"%1 (" % plain.simplified() % u')', name, copy.creations);
    if (made.isNull()) {
        const QString why = boards.whyNotAdding();
        return why.isEmpty() ? tr("The board could not be made") : why;
    }
    boards.setCurrent(made);
    //: %1 is the name of a board, %2 a date and a time
    const QString first = tr("This is “%1” as it was at %2, with %Ln object(s)", nullptr, copy.objects).arg(name, when);
    notice((QStringList(first) + copy.differences()).join(u'\n'));
    return {};
}

void BoardPage::openClearings()
{
    if (!mayChangePast(tr("Only a moderator of the room can bring back what was cleared")))
        return;
    m_view->settle();
    auto *sheet =
        new ClearingSheet(m_controller, m_boards->past(m_controller->board(), nullptr), m_view->paper(), m_view);
    connect(sheet, &ClearingSheet::broughtBack, this,
            [this](int objects) { offerUndo(tr("Brought back %Ln object(s)", nullptr, objects)); });
}

void BoardPage::openRevert()
{
    if (!mayChangePast(tr("Only a moderator of the room can take back what somebody did")))
        return;
    m_view->settle();
    auto *sheet =
        new RevertSheet(m_controller, m_boards->past(m_controller->board(), nullptr), m_view->paper(), m_view);
    connect(sheet, &RevertSheet::reverted, this, [this](const QString &person, int objects) {
        //: %1 is a name
        offerUndo(tr("Took back what %1 did to %Ln object(s)", nullptr, objects).arg(person));
    });
}

} // namespace coterie::ui
