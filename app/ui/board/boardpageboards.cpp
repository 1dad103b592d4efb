// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardswitcher.h"
#include "app/ui/board/boardthumbnail.h"
#include "app/ui/shell/theme.h"

#include <algorithm>

// What a BoardPage has to do with the other boards of its room, and with what one may do there.
namespace coterie::ui {

void BoardPage::makeBoardCards()
{
    m_boardsCard = new BoardCard(Qt::Horizontal, tr("Boards"), this);
    const auto picture = [this](const BoardId &id, const QSize &pixels, double ratio) {
        const BoardController *board = m_boardOf ? m_boardOf(id) : nullptr;
        return board ? boardThumbnail(*board, pixels, ratio, m_view->paper()) : QPixmap();
    };
    m_switcher = new BoardSwitcher(m_boardsCard, picture, this);
    connect(m_switcher, &BoardSwitcher::changed, this, &BoardPage::placeCards);
    connect(m_switcher, &BoardSwitcher::said, this, [this](const QString &sentence) { notice(sentence); });
    connect(m_actions[BoardCommand::Boards], &QAction::triggered, m_switcher, &BoardSwitcher::drop);
    connect(m_actions[BoardCommand::PreviousBoard], &QAction::triggered, m_switcher, [this] { m_switcher->step(-1); });
    connect(m_actions[BoardCommand::NextBoard], &QAction::triggered, m_switcher, [this] { m_switcher->step(1); });
    m_accessCard = new BoardCard(Qt::Horizontal, tr("What you may do here"), this);
    m_access = new BoardAccess(m_accessCard, this);
    connect(m_access, &BoardAccess::changed, this, &BoardPage::followRights);
}

void BoardPage::setBoards(RoomBoards *boards, std::function<QString(const UserId &)> nameOf,
                          std::function<BoardController *(const BoardId &)> boardOf)
{
    m_boards = boards;
    m_nameOf = std::move(nameOf);
    m_boardOf = std::move(boardOf);
    m_switcher->setBoards(boards);
    followBoard();
    placeCards();
}

void BoardPage::followBoard()
{
    m_access->setBoard(m_boards, m_controller ? m_controller->board() : BoardId{}, m_nameOf);
}

bool BoardPage::mayClear() const
{
    return !m_boards || m_boards->isModerator();
}

// Whoever may only look has no tools at all; they have the hand and their pointer.
void BoardPage::followRights()
{
    const bool readOnly = m_closed || m_access->right() == BoardRight::View;
    if (readOnly != m_readOnly) {
        m_readOnly = readOnly;
        m_view->setReadOnly(readOnly);
        m_toolCard->setVisible(!readOnly);
        showTool();
    }
    showState();
}

// The boards in the corner; the strip in the middle of the upper edge, unless the boards are in the way, and what is
// said for a moment below it. Where the tools may begin.
int BoardPage::placeUpperEdge()
{
    const bool mirrored = isRightToLeft();
    const auto put = [&](BoardCard *card, int x, int y) {
        card->adjustSize();
        card->move(mirrored ? width() - x - card->width() : x, y);
    };
    const int gap = space::s;
    put(m_boardsCard, gap, gap);
    put(m_peopleCard, width() - gap - m_peopleCard->sizeHint().width(), gap);
    const int below = m_boards ? gap + m_boardsCard->height() : gap;
    const auto putOnTop = [&](BoardCard *card, int y) {
        const int x = (width() - card->sizeHint().width()) / 2;
        const bool meets = m_boards && y < below && x < gap + m_boardsCard->width();
        put(card, std::max(gap, x), meets ? below : y);
        return card->isHidden() ? y : card->y() + card->height();
    };
    putOnTop(m_noticeCard, putOnTop(m_accessCard, gap));
    return below;
}

} // namespace coterie::ui
