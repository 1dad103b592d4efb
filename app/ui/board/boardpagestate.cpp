// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/cardplace.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/outlinepanel.h"
#include "app/ui/board/peoplebar.h"
#include "app/ui/board/templatechooser.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/toolpanel.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

// What a BoardPage says about the board, and where its cards lie.
namespace coterie::ui {

namespace {

constexpr int narrowestHint = 240;
constexpr int widestHint = 420;
constexpr int outlineWidth = 280;
constexpr int lowestOutline = 140;

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

// As their author thinks of them: an import is one change, whatever it takes to send it.
int stepsIn(const QList<BoardTransaction> &waiting)
{
    QSet<OpId> steps;
    for (const BoardTransaction &tx : waiting)
        steps.insert(tx.step.value_or(tx.id));
    return int(steps.size());
}

} // namespace

void BoardPage::showState()
{
    const int count = m_controller ? m_controller->doc().visibleCount() : 0;
    if (m_controller && m_controller->isOnline())
        m_opening.stop();
    const bool loaded = m_controller && (m_controller->isLoaded() || (isOffline() && !m_controller->isReading()));
    const bool draws = m_controller && !m_readOnly;
    m_tools->setHistory(draws && m_controller->canUndo(), m_controller ? m_controller->undoText() : QString(),
                        draws && m_controller->canRedo(), m_controller ? m_controller->redoText() : QString());
    m_tools->setCanDelete(draws && !m_view->selection().isEmpty());
    showStatus(count, loaded);
    if (m_undoOffered && m_undoOffered != lastStep()) {
        m_undoOffered.reset();
        m_notice->hide(); // it has been undone, or undo would take back something else
    }
    m_hint->setVisible(loaded && count == 0 && !m_readOnly && !m_controller->ownStroke() &&
                       m_controller->guests().strokes().isEmpty() && !m_view->isWriting());
    placeCards();
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
    const int waiting = m_controller ? stepsIn(m_controller->pending()) : 0;
    if (m_readOnly)
        m_status->setState(tr("View only"), false);
    else if (!m_controller)
        m_status->setState({}, false);
    else if (!loaded)
        m_status->setState(tr("Loading …"), false);
    else if (isOffline())
        m_status->setState(waiting ? tr("Offline: %Ln change(s) waiting", nullptr, waiting)
                                   : tr("Offline: you can go on drawing"),
                           true);
    else if (const QString room = describeRoom(count); !room.isEmpty())
        m_status->setState(room, true);
    else if (waiting > 3) // what is on its way for a moment is nobody's concern
        m_status->setState(tr("%Ln change(s) waiting", nullptr, waiting), false);
    else
        m_status->setState(limitWords(m_access->right()), false);
}

void BoardPage::notice(const QString &sentence, const QList<ObjectId> &kept)
{
    if (!kept.isEmpty())
        return offer(sentence, tr("Delete anyway"), [this, kept] {
            if (m_controller && !m_readOnly)
                m_controller->erase(kept);
        });
    offer(sentence, {}, {});
}

void BoardPage::offer(const QString &sentence, const QString &answer, const std::function<void()> &work)
{
    m_undoOffered.reset();
    m_notice->show(sentence, answer, work);
    placeCards();
}

// The cards keep their own size; where they lie depends on how much room there is. Nobody sees them on a hidden page,
// which has no size that counts either: showEvent() places them.
void BoardPage::placeCards()
{
    m_view->setGeometry(rect());
    m_followFrame->setGeometry(rect());
    if (!isVisible())
        return;
    const bool mirrored = isRightToLeft();
    const int gap = space::s;
    m_status->fitInto(width() - 2 * gap);
    const int strip = m_strip->sizeHint().height() + gap;
    const int top = placeUpperEdge();
    m_tools->fitInto(height() - strip - top - gap);
    put(m_toolCard, gap, std::max(top, (height() - m_toolCard->sizeHint().height()) / 2));
    put(m_strip, std::max(gap, width() - m_strip->sizeHint().width() - gap), height() - strip);
    m_map->resize(m_map->sizeHint());
    m_map->move(mirrored ? gap : width() - m_map->width() - gap, height() - strip - m_map->height() - space::xs);
    placeOutline(m_map->isHidden() ? height() - strip : m_map->y());
    const auto side = [](const QWidget *card, int extent) { return card->isHidden() ? 0 : extent; };
    const bool styleBeside = m_view->tool() != ToolId::Select; // else it goes with the selection
    const int tools = side(m_toolCard, gap + m_toolCard->width()) +
                      (styleBeside ? side(m_styleCard, 2 + m_styleCard->sizeHint().width()) : 0);
    const int outline = side(m_outlineCard, m_outlineCard->width() + gap);
    m_view->setCovered(QMargins(mirrored ? outline : tools, side(m_boardsCard, m_boardsCard->geometry().bottom() + 1),
                                mirrored ? tools : outline, side(m_strip, strip)));
    placeStyle();
    for (BoardCard *card : cards())
        settle(card);
}

QMargins BoardPage::covered() const
{
    return m_view->covered();
}

// To fit something into its room asks for its layout, and who asks for that has the cards placed: that went in circles
// (A63). What was asked for up to here is done.
void BoardPage::settle(QWidget *one)
{
    one->layout()->activate();
    QCoreApplication::removePostedEvents(one, QEvent::LayoutRequest);
}

// In its own size, so far from the side where reading begins.
void BoardPage::put(BoardCard *card, int x, int y)
{
    card->row()->activate(); // what was put into it, or taken out, counts
    card->adjustSize();
    card->move(isRightToLeft() ? width() - x - card->width() : x, y);
}

// Below the files, down to the map or what is at the lower edge.
void BoardPage::placeOutline(int bottom)
{
    if (m_outlineCard->isHidden())
        return;
    const int gap = space::s;
    const int top = m_belowRight + space::xs;
    const int wide = std::min(outlineWidth, width() - 2 * gap);
    m_outlineCard->setFixedSize(wide, std::max(lowestOutline, bottom - top - space::xs));
    put(m_outlineCard, width() - wide - gap, top);
}

void BoardPage::dropOutline()
{
    if (isPresenting())
        return notice(tr("The outline is put away while you present. Escape ends it"));
    if (m_outlineCard->isHidden())
        showOutline(true);
    else if (m_outline->hasFocus())
        return showOutline(false);
    m_outline->focusTree();
}

void BoardPage::showOutline(bool shown)
{
    const bool had = m_outlineCard->isAncestorOf(focusWidget());
    m_outline->setShown(shown && !isPresenting());
    placeCards();
    if (had && !shown)
        m_view->setFocus();
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

// Only the board is left, in the whole window; Page Down and Page Up go from frame to frame.
void BoardPage::present(bool presenting)
{
    if (presenting) {
        m_toolBefore = m_view->tool();
        m_middleBefore = m_view->visibleBoard().center();
        m_zoomBefore = m_view->zoom();
    }
    emit presentingChanged(presenting);
    m_view->setPresenting(presenting);
    m_toolCard->setVisible(!presenting && !m_closed);
    m_fileCard->setVisible(!presenting);
    if (presenting)
        showOutline(false);
    m_strip->setVisible(!presenting);
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

// In the middle, or in what the cards leave free, with the templates below where there is room for them; on a board
// that is too small for both the cards say enough.
void BoardPage::placeHint()
{
    fitHint();
    for (QWidget *one : std::initializer_list<QWidget *>{m_hint, m_templates})
        settle(one);
}

void BoardPage::fitHint()
{
    if (m_hint->isHidden()) {
        m_templates->hide();
        return;
    }
    const bool mirrored = isRightToLeft();
    int taken = 0;
    for (const QWidget *card : {static_cast<QWidget *>(m_toolCard), static_cast<QWidget *>(m_styleCard)}) {
        if (!card->isHidden())
            taken = std::max(taken, mirrored ? width() - card->x() : card->geometry().right() + 1);
    }
    taken += space::s;
    const QSize free(width() - taken - space::s, m_strip->y());
    const int wide = std::min(free.width(), widestHint);
    m_templates->fitInto(free.width());
    m_templates->adjustSize();
    m_hint->fitInto(wide);
    const int high = m_hint->sizeHint().height();
    const int both = high + space::m + m_templates->height();
    const bool hint = free.width() >= narrowestHint && free.height() >= high;
    const int above = m_boards ? m_boardsCard->geometry().bottom() : 0;
    const bool templates = hint && m_templates->width() <= free.width() && above + both < free.height();
    m_templates->setVisible(templates && !m_hint->isHidden());
    if (!hint) {
        m_hint->resize(0, 0);
        return;
    }
    const int block = std::max(wide, templates ? m_templates->width() : 0);
    const int left = std::max((width() - block) / 2, taken);
    const int middle = mirrored ? width() - left - block / 2 : left + block / 2;
    const int all = templates ? both : high;
    const int top = std::min((height() - all) / 2, free.height() - all);
    m_hint->setGeometry(middle - wide / 2, top, wide, high);
    m_templates->move(middle - m_templates->width() / 2, top + high + space::m);
}

// Beside the tools; of a selection beside it, where it hides nothing of it as long as there is such a place (T44).
void BoardPage::placeStyle()
{
    if (m_styleCard->isHidden()) {
        placeHint();
        return;
    }
    m_styleCard->adjustSize();
    const QSize size = m_styleCard->sizeHint();
    const bool mirrored = isRightToLeft();
    const int gap = space::s;
    const int tools = m_toolCard->sizeHint().width() + gap + 2;
    CardRoom where{QRect(mirrored ? gap : tools, gap, width() - tools - gap, height() - 2 * gap), {}};
    for (const QWidget *card : std::initializer_list<const QWidget *>{m_boardsCard, m_fileCard, m_peopleCard,
                                                                      m_accessCard, m_strip, m_map, m_outlineCard})
        if (!card->isHidden())
            where.others.append(card->geometry());
    const QRect selected = m_view->tool() == ToolId::Select ? m_view->selectionRect().toAlignedRect() : QRect();
    const QPoint beside(mirrored ? where.room.right() + 1 - size.width() : where.room.left(),
                        (height() - size.height()) / 2);
    m_styleCard->move(selected.isNull()
                          ? placeNear(beside, size, where)
                          : placeBeside(selected, size, where, mirrored ? CardSide::Left : CardSide::Right));
    placeHint();
}

} // namespace coterie::ui
