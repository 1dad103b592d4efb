// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/session/cachedvalues.h"
#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfiles.h"
#include "app/ui/board/boardfollow.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/presentbar.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/toolpanel.h"
#include "app/ui/board/wayback.h"
#include "app/ui/shell/emptystate.h"
#include "shared/protocol/errors.h"

#include <algorithm>
#include <utility>

// What a BoardPage says about the board, and how it presents it.
namespace coterie::ui {

namespace {

// What one may not do everything of; empty: one may.
QString limitWords(BoardRight right)
{
    switch (right) {
    case BoardRight::Draw:
        return BoardPage::tr("You can add to this board");
    case BoardRight::EditOwn:
        return BoardPage::tr("You can change your own");
    default:
        return {};
    }
}

} // namespace

void BoardPage::showState()
{
    const int count = m_controller ? m_controller->doc().visibleCount() : 0;
    if (m_controller && m_controller->isOnline())
        m_opening.stop();
    const bool loaded = isLoaded();
    const bool draws = m_controller && !m_readOnly;
    m_tools->setHistory(draws && m_controller->canUndo(), m_controller ? m_controller->undoText() : QString(),
                        draws && m_controller->canRedo(), m_controller ? m_controller->redoText() : QString());
    m_tools->setCanDelete(draws && !m_view->selection().isEmpty());
    showStatus(count, loaded);
    if (m_undoOffered && m_undoOffered != lastStep()) {
        m_undoOffered.reset();
        m_notice->hide(); // it has been undone, or undo would take back something else
    }
    m_hintWanted = loaded && count == 0 && !m_readOnly && !m_controller->ownStroke() &&
                   m_controller->guests().strokes().isEmpty() && !m_view->isWriting();
    writeHint();
    offerWayBack();
    showTurn();
    placeCards();
}

// What an empty board says: what is being read into it, else how to begin. It names no key that does nothing.
void BoardPage::writeHint()
{
    const BoardFiles::ReadingHere reading = m_files ? m_files->readingHere() : BoardFiles::ReadingHere();
    m_hintReads = !reading.words.isEmpty();
    const QString title = m_hintReads ? reading.words : tr("Nothing here yet");
    const QString text = reading.files > 1 ? tr("%L1 of %Ln file(s) read so far. What is in them comes to this board.",
                                                nullptr, reading.files)
                                                 .arg(reading.read)
                         : m_hintReads     ? tr("What is in it comes to this board.")
                         : m_hintNamesKeys ? tr("Draw with P, add a note with N, write with T, connect shapes with A. "
                                                "Everybody in the room sees it at once.")
                                           : tr("Draw, add notes, write, connect shapes with the tools. "
                                                "Everybody in the room sees it at once.");
    if (const QStringList words{title, text}; words != std::exchange(m_hintSaid, words))
        m_hint->setWords(title, text);
}

// Who presents or follows somebody is led, and who writes is where they want to be.
void BoardPage::offerWayBack()
{
    m_wayBack->setOffered(isLoaded() && !isPresenting() && !m_follow->user() && !m_view->isWriting());
}

bool BoardPage::isLoaded() const
{
    return m_controller && (m_controller->isLoaded() || (isOffline() && !m_controller->isReading()));
}

bool BoardPage::isOffline() const
{
    return m_controller && !m_controller->isOnline() && !m_opening.isActive();
}

void BoardPage::showStatus(int count, bool loaded)
{
    // A group is none that one could see.
    m_status->setObjects(count - std::min(count, m_view->index().groupCount()), int(m_view->selection().ids().size()),
                         loaded);
    const int waiting = m_controller ? changesIn(m_controller->pending()) : 0;
    m_undrawnSaid = undrawnSelected();
    if (!m_controller)
        m_status->setState({}, false);
    else if (!loaded && !m_closed)
        m_status->setState(tr("Loading …"), false);
    else if (isOffline() && !m_closed)
        m_status->setState(waiting      ? tr("Offline: %Ln change(s) waiting", nullptr, waiting)
                           : m_readOnly ? tr("Offline: you can look around")
                                        : tr("Offline: you can go on drawing"),
                           true);
    else if (m_readOnly)
        m_status->setState(tr("View only"), false);
    else if (const QString room = describeRoom(count, m_controller->logLeft(),
                                               !m_boards || m_boards->barrierToAdding() != errors::forbidden);
             !room.isEmpty())
        m_status->setState(room, true);
    else if (const QString loss = undrawnWords(m_undrawnSaid); !loss.isEmpty())
        m_status->setState(loss, true);
    else if (waiting > 3) // what is on its way for a moment is nobody's concern
        m_status->setState(tr("%Ln change(s) waiting", nullptr, waiting), false);
    else
        m_status->setState(limitWords(m_access->right()), false);
}

// Of what alone is selected.
Undrawn BoardPage::undrawnSelected() const
{
    const QList<ObjectId> &ids = m_view->selection().ids();
    const auto object = m_controller && ids.size() == 1 ? m_controller->doc().object(ids.first()) : std::nullopt;
    return object ? m_view->undrawn(*object) : Undrawn::No;
}

void BoardPage::notice(const QString &sentence, const QList<ObjectId> &kept)
{
    // What somebody has locked, or one may not erase, stays: that is not to be offered.
    const bool mayGo = m_controller && std::all_of(kept.cbegin(), kept.cend(), [this](const ObjectId &id) {
                           return m_view->mayErase(id) && !m_controller->doc().lockedBy(id);
                       });
    if (!kept.isEmpty() && mayGo)
        return offer(sentence, tr("Delete anyway"), [this, kept] {
            if (m_controller && !m_readOnly)
                m_controller->erase(kept);
        });
    offer(sentence, {}, {});
}

void BoardPage::offer(const QString &sentence, const QString &answer, const std::function<void()> &work)
{
    m_undoOffered.reset();
    QStringList words{sentence, std::exchange(m_remark, {})};
    words.removeAll(QString());
    m_notice->show(words.join(u'\n'), answer, work);
    placeCards();
}

void BoardPage::remark(const QString &sentence)
{
    m_remark = sentence;
    const auto alone = [this] {
        if (!m_remark.isEmpty())
            notice({});
    };
    QMetaObject::invokeMethod(this, alone, Qt::QueuedConnection);
}

void BoardPage::makePresenting()
{
    m_presentCard = new BoardCard(Qt::Horizontal, tr("Presenting"), this);
    m_presentBar = new PresentBar(m_presentCard, m_actions, this);
    connect(m_presentBar, &PresentBar::keysLost, this, &BoardPage::goToBoard);
    connect(m_view, &BoardView::cameraChanged, this, &BoardPage::showTurn);
}

void BoardPage::showTurn()
{
    if (!isPresenting())
        return;
    const auto [number, count] = m_view->frameTurn();
    m_presentBar->show(number, count);
}

bool BoardPage::isPresenting() const
{
    return m_actions[BoardCommand::Present]->isChecked();
}

void BoardPage::endPresenting()
{
    if (isPresenting())
        m_actions[BoardCommand::Present]->trigger();
}

// Only the board is left, in the whole window, and the card that goes from frame to frame, as Page Down and Page Up do.
void BoardPage::present(bool presenting)
{
    if (presenting) {
        m_toolBefore = m_view->tool();
        m_middleBefore = m_view->visibleBoard().center();
        m_zoomBefore = m_view->zoom();
        m_follow->stop(); // who presents goes before the others
    }
    emit presentingChanged(presenting);
    m_view->setPresenting(presenting);
    m_toolCard->setVisible(!presenting && !m_closed);
    m_fileCard->setVisible(!presenting);
    if (presenting)
        showOutline(false);
    m_strip->setVisible(!presenting);
    const bool hadKeys = m_presentCard->isAncestorOf(window()->focusWidget());
    m_presentCard->setVisible(presenting);
    if (hadKeys)
        goToBoard();
    showTurn();
    m_boardsCard->setVisible(!presenting && m_boards);
    showPeople();
    applySwitches(); // the map
    if (presenting) {
        m_view->setTool(ToolId::Laser);
        m_view->setFocus(); // the keys are for it
        const bool frames = !m_view->index().frames().isEmpty();
        if (frames)
            m_view->showFrame(true);
        notice(frames ? tr("Page Down and Page Up go through the frames, Escape ends it")
                      : tr("There are no frames yet, so you present the board as you see it. Escape ends it"));
    } else {
        m_notice->hide();
        m_view->setTool(m_toolBefore);
        m_view->lookAt(m_middleBefore, m_zoomBefore);
        settleTool(); // what one may do may be other than when it began
    }
    showTool();
}

} // namespace coterie::ui
