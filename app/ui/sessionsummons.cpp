// SPDX-License-Identifier: MIT
// What a SessionPage does when somebody brings everyone to a place of a board.
#include "app/session/roomboards.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/summonsbar.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/sessionpage.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/toast.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"

#include <QApplication>
#include <QLineEdit>

namespace coterie::ui {

namespace {

constexpr int boardKnownMs = 8000; // a room that was not looked at has to tell its boards first

} // namespace

void SessionPage::makeSummons()
{
    m_goingEnds.setSingleShot(true);
    m_goingEnds.setInterval(boardKnownMs);
    connect(&m_goingEnds, &QTimer::timeout, this, [this] {
        if (const auto summons = std::exchange(m_goingTo, std::nullopt))
            say(tr("%1 is at a board that is not here. You stay where you are", "%1 is a name")
                    .arg(isolated(summons->name)));
    });
    connect(&m_session, &Session::summoned, this, &SessionPage::summoned);
    connect(m_summons, &SummonsBar::accepted, this, &SessionPage::goTo);
    connect(m_board, &BoardPage::said, this, &SessionPage::say);
    m_hostPanel->addDeed(m_board->actions()[BoardCommand::BringEveryone]);
}

void SessionPage::summoned(const BoardSummons &summons)
{
    const bool there = summons.room == m_room && m_boards && m_boards->current() == summons.board &&
                       m_board->isVisible() && m_board->followed() == summons.user;
    if (!there)
        m_summons->ask(summons);
}

// Nobody is taken away from what they are drawing, writing, presenting or deciding.
bool SessionPage::isBusy() const
{
    const BoardView *board = m_board->view();
    const ComposerEdit *composer = m_chat->composer()->edit();
    const auto *line = qobject_cast<const QLineEdit *>(QApplication::focusWidget()); // of a search, or a name
    if (line && line->window() == window() && !line->isReadOnly() && !line->text().isEmpty())
        return true;
    return (m_board->isVisible() && (board->isDragging() || board->isWriting())) || m_board->isPresenting() ||
           (composer->hasFocus() && !composer->freshText().isEmpty()) || Sheet::openIn(window()) ||
           QApplication::activePopupWidget() || QApplication::activeModalWidget();
}

void SessionPage::goTo(const BoardSummons &summons)
{
    m_stoodAt = {m_room, m_boards ? m_boards->current() : BoardId{}, m_view, m_board->view()->visibleBoard().center(),
                 m_board->view()->zoom()};
    m_goingTo = summons;
    m_goingEnds.start();
    openRoom(summons.room);
    goOn();
}

void SessionPage::goOn()
{
    if (!m_goingTo || m_goingTo->room != m_room || m_boards->model()->rowOf(m_goingTo->board) < 0)
        return;
    m_goingEnds.stop();
    const BoardSummons summons = *std::exchange(m_goingTo, std::nullopt);
    showBoard(summons.room, summons.board);
    m_board->bring(summons.user, summons.name, summons.view);
    m_toast->offer(tr("%1 has brought you here", "%1 is a name").arg(isolated(summons.name)),
                   tr("Go back", "button of a notice: to where one was"), [this, before = m_stoodAt] {
                       m_board->stopFollowing();
                       if (!before.room.isNull()) {
                           openRoom(before.room);
                           m_boards->setCurrent(before.board);
                       }
                       m_actions[before.view == View::Chat    ? Act::ShowChat
                                 : before.view == View::Board ? Act::ShowBoard
                                                              : Act::ShowSplit]
                           ->trigger();
                       m_board->view()->lookAt(before.middle, before.zoom);
                   });
}

} // namespace coterie::ui
