// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/session/boardcopy.h"
#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardduplicate.h"
#include "app/ui/board/boardfiles.h"
#include "app/ui/board/boardswitcher.h"
#include "app/ui/board/boardthumbnail.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/outlinepanel.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/button.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

// What a BoardPage has to do with the other boards of its room, and with what one may do there.
namespace coterie::ui {

namespace {
constexpr int manyObjects = 5'000; // about a tenth of a second to duplicate
}

void BoardPage::makeBoardCards()
{
    m_boardsCard = new BoardCard(Qt::Horizontal, tr("Boards"), this);
    auto *thumbnails = new BoardThumbnails(this);
    const auto picture = [this, thumbnails](const BoardId &id, const QSize &pixels, double ratio) {
        const BoardController *board = m_boardOf ? m_boardOf(id) : nullptr;
        BoardGalleryDelegate::Look look;
        if (!board)
            return look;
        look.picture = thumbnails->of(*board, pixels, ratio, m_view->paper());
        if (look.picture.isNull())
            look.instead =
                board->isOnline() || board->isReading() || board->isLoaded() || board->doc().visibleCount() > 0
                    ? tr("Loading …")
                    : tr("Not on this computer", "in the place of a picture");
        return look;
    };
    m_switcher = new BoardSwitcher(m_boardsCard, picture, this);
    connect(thumbnails, &BoardThumbnails::changed, m_switcher, &BoardSwitcher::refresh);
    connect(m_switcher, &BoardSwitcher::closed, thumbnails, &BoardThumbnails::release);
    connect(m_switcher, &BoardSwitcher::changed, this, &BoardPage::placeCards);
    connect(m_switcher, &BoardSwitcher::said, this, [this](const QString &sentence) {
        if (m_comesTo && m_there.isEmpty())
            m_there = sentence; // "You are on …"
        else
            notice(sentence);
    });
    connect(m_switcher, &BoardSwitcher::clearAsked, m_actions[BoardCommand::Clear], &QAction::trigger);
    connect(m_switcher, &BoardSwitcher::duplicateAsked, this, &BoardPage::duplicateBoard);
    connect(m_actions[BoardCommand::Boards], &QAction::triggered, m_switcher, &BoardSwitcher::drop);
    connect(m_actions[BoardCommand::PreviousBoard], &QAction::triggered, m_switcher, [this] { m_switcher->step(-1); });
    connect(m_actions[BoardCommand::NextBoard], &QAction::triggered, m_switcher, [this] { m_switcher->step(1); });
    m_accessCard = new BoardCard(Qt::Horizontal, tr("What you may do here"), this);
    m_access = new BoardAccess(m_accessCard, this);
    connect(m_access, &BoardAccess::changed, this, &BoardPage::followRights);
    connect(m_access, &BoardAccess::againAsked, this, &BoardPage::addKeptAgain);
}

// Under new ids: what it was a copy of may be there still, as others have left it.
void BoardPage::addKeptAgain()
{
    if (!m_controller || !m_boards)
        return;
    m_view->settle();
    const BoardId board = m_controller->board();
    const int objects = m_boards->conflictObjects(board);
    const QList<BoardOp> again = detached(m_boards->conflict(board));
    if (!m_controller->commit(again, tr("add what was refused", "undo …")))
        return; // it has said why, and what is kept stays
    m_boards->dropConflict(board);
    QRectF box;
    for (const BoardOp &op : again)
        box |= m_controller->doc().box(*op.object);
    m_view->reveal(box);
    offerUndo(tr("Added %Ln object(s)", nullptr, objects));
}

// What is to be seen there goes on with a log of its own, which holds nothing else: also where a board takes no more
// (K8).
void BoardPage::duplicateBoard(const BoardId &id)
{
    m_view->settle();
    const BoardController *board = m_boards && m_boardOf ? m_boardOf(id) : nullptr;
    if (!board)
        return;
    if (const QString barrier = m_boards->whyNotAdding(); !barrier.isEmpty())
        return notice(barrier);
    const QString name = m_boards->nameOf(id);
    if (const QString missing = whyNotAllHere(*board, m_boards->isOnlyHere(id)); !missing.isEmpty())
        return notice(missing.arg(name));
    if (board->doc().visibleCount() > manyObjects) { // the window stands still meanwhile
        notice(tr("Duplicating “%1” …").arg(name));
        m_noticeCard->repaint();
    }
    const BoardDuplicate all = duplicateOf(*board);
    //: a new board with all that is on the board %1
    const BoardId copy = m_boards->addCopy(id, tr("%1 (copy)"), name, all.creations);
    if (copy.isNull())
        return; // why has been said
    m_boards->setCurrent(copy);
    notice(all.sentences(name).join(u'\n'));
}

void BoardPage::offerUndo(const QString &sentence)
{
    offer(sentence, tr("Undo"), [this] { m_actions[BoardCommand::Undo]->trigger(); });
    m_undoOffered = lastStep();
}

std::optional<OpId> BoardPage::lastStep() const
{
    const OpId step = m_controller ? m_controller->doc().nextUndo(m_controller->self()) : OpId();
    return step.isNull() ? std::nullopt : std::optional(step);
}

void BoardPage::makeFileCard()
{
    m_files = new BoardFiles(m_view, m_actions, m_settings, this);
    connect(m_files, &BoardFiles::noticed, this, [this](const QString &sentence) { notice(sentence); });
    connect(m_files, &BoardFiles::offered, this, &BoardPage::offer);
    connect(m_files, &BoardFiles::reading, this, [this](const QString &sentence) {
        m_undoOffered.reset();
        m_notice->keep(sentence);
        placeCards();
    });
    connect(m_files, &BoardFiles::wasRead, m_notice, &NoticeCard::take);
    connect(m_files, &BoardFiles::readingChanged, this, [this] {
        writeHint();
        placeCards();
    });
    connect(&m_view->pictures(), &BoardPictures::changed, this, [this] {
        if (undrawnSelected() != m_undrawnSaid)
            showState();
        describeSelection();
        m_outline->boardChanged(); // also when it has come after all
    });
    connect(m_actions[BoardCommand::LookBack], &QAction::triggered, this, &BoardPage::openHistory);
    connect(m_actions[BoardCommand::RevertPerson], &QAction::triggered, this, &BoardPage::openRevert);
    connect(m_actions[BoardCommand::BringBack], &QAction::triggered, this, &BoardPage::openClearings);
    m_fileCard = new BoardCard(Qt::Horizontal, tr("Files"), this);
    for (const BoardCommand command : {BoardCommand::InsertImage, BoardCommand::Import, BoardCommand::Export,
                                       BoardCommand::LookBack, BoardCommand::RevertPerson, BoardCommand::BringBack}) {
        auto *button = new IconButton(m_actions[command], m_fileCard);
        button->setFocusPolicy(Qt::TabFocus);
        m_fileCard->row()->addWidget(button);
        m_fileButtons.insert(command, button);
    }
    for (const BoardCommand command : {BoardCommand::RevertPerson, BoardCommand::BringBack})
        m_fileButtons.value(command)->hide();
}

void BoardPage::setBoards(RoomBoards *boards, std::function<QString(const UserId &)> nameOf,
                          std::function<BoardController *(const BoardId &)> boardOf)
{
    endPresenting(); // it was about the boards of another room
    if (m_boards)
        m_boards->disconnect(this);
    m_boards = boards;
    if (boards)
        connect(boards, &RoomBoards::chosen, this, [this](const BoardId &board) {
            if (m_comesTo)
                m_view->writing().close();                      // whoever chooses does not go on writing
            if (m_boards->homeOf(board) == m_boards->current()) // which nothing else leads to
                come();
        });
    m_nameOf = std::move(nameOf);
    m_boardOf = std::move(boardOf);
    m_view->setNames(m_nameOf);
    m_outline->setNames(m_nameOf);
    m_switcher->setBoards(boards);
    followBoard();
    placeCards();
}

void BoardPage::comeTo(BoardController *controller)
{
    const bool isRemoved = m_controller && m_boards && m_boards->isRemoved(m_controller->board());
    if (isRemoved && m_view->isWriting()) {
        if (m_comesTo != controller)
            m_there.clear(); // it names the other one
        m_comesTo = controller;
    } else
        setController(controller);
}

// It may have died, or somebody may have chosen another one since, or have begun to write again.
void BoardPage::come()
{
    if (m_comesTo && !m_view->isWriting())
        setController(m_comesTo);
}

void BoardPage::followBoard()
{
    m_access->setBoard(m_boards, m_controller ? m_controller->board() : BoardId{}, m_nameOf);
}

bool BoardPage::mayClear() const
{
    return !m_boards || m_boards->isModerator();
}

// Whoever may only look has Select, the hand and the laser; the rest is dimmed. Where nobody else is, there is nobody
// to point for: no tools at all.
void BoardPage::followRights()
{
    m_readOnly = m_closed || m_access->right() == BoardRight::View;
    const bool readOnly = m_readOnly;
    m_view->setReadOnly(readOnly, readOnly && !m_closed);
    m_toolCard->setVisible(!m_closed && !isPresenting());
    for (const ToolSpec &spec : toolSpecs())
        m_actions[spec.id]->setEnabled(!readOnly || changesNothing(spec.id));
    m_actions[BoardCommand::KeepTool]->setEnabled(!readOnly);
    settleTool();
    for (const BoardCommand command : {BoardCommand::InsertImage, BoardCommand::Import})
        m_fileButtons.value(command)->setVisible(!readOnly);
    for (const BoardCommand command : {BoardCommand::RevertPerson, BoardCommand::BringBack})
        m_fileButtons.value(command)->setVisible(m_boards && m_boards->isModerator());
    m_view->writing().rightsChanged();
    m_view->update(); // who locked something may be a moderator by now, or not any more
    showPeople();
    showState();
}

void BoardPage::namesChanged()
{
    m_view->namesChanged();
    m_outline->boardChanged();
}

// A tool that cannot be used gives way to the hand, and comes back when it can. What is being written is not ended by
// that (T56).
void BoardPage::settleTool()
{
    if (m_view->isWriting() || isPresenting())
        return;
    const ToolId tool = m_view->tool();
    if (!m_readOnly) {
        if (const auto before = std::exchange(m_toolWhenFree, std::nullopt); before && tool == ToolId::Hand)
            m_view->setTool(*before);
    } else if (!changesNothing(tool)) {
        m_toolWhenFree = tool;
        m_view->setTool(ToolId::Hand);
    }
    showTool();
}

// Whether the key is that of a tool that is dimmed at this moment.
bool BoardPage::isDimmedTool(const QKeyEvent &key) const
{
    if (!m_readOnly || m_closed)
        return false;
    const QKeySequence keys(key.keyCombination());
    const auto specs = toolSpecs();
    return std::any_of(specs.begin(), specs.end(), [&](const ToolSpec &spec) {
        return !m_actions[spec.id]->isEnabled() && m_actions[spec.id]->shortcuts().contains(keys);
    });
}

} // namespace coterie::ui
