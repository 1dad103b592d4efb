// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/outlinepanel.h"
#include "app/ui/board/peoplebar.h"
#include "app/ui/board/stylebar.h"
#include "app/ui/board/templatechooser.h"
#include "app/ui/board/toolpanel.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

// Where the cards of a BoardPage lie: what each of them asks for, and what layOutCards() gives it.
namespace coterie::ui {
namespace {

constexpr int hintWidths[] = {420, 240};
constexpr int outlineWidths[] = {280, 220};
constexpr QSize usualPage(900, 600);
constexpr QPoint aside(-10'000, -10'000);

// To fit something into its room asks for its layout, and who asks for that has the cards placed: that went in circles
// (A63). What was asked for up to here is done.
void settleLayout(QWidget *one)
{
    one->layout()->activate();
    QCoreApplication::removePostedEvents(one, QEvent::LayoutRequest);
}

} // namespace

QList<std::pair<CardId, BoardCard *>> BoardPage::cards() const
{
    return {{CardId::WayBack, m_wayBackCard}, {CardId::Style, m_styleCard},   {CardId::Outline, m_outlineCard},
            {CardId::People, m_peopleCard},   {CardId::Files, m_fileCard},    {CardId::Boards, m_boardsCard},
            {CardId::Notice, m_noticeCard},   {CardId::Access, m_accessCard}, {CardId::Present, m_presentCard},
            {CardId::Strip, m_strip},         {CardId::Tools, m_toolCard}};
}

// Nobody sees them on a hidden page, which has no size that counts either: showEvent() places them.
void BoardPage::placeCards()
{
    m_view->setGeometry(rect());
    m_followFrame->setGeometry(rect());
    if (!isVisible() || m_placing)
        return;
    measureCards();
    arrangeCards();
}

// Something of them is another size, has come or has gone.
void BoardPage::placeCardsSoon()
{
    if (std::exchange(m_placeDue, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_placeDue = false;
            placeCards();
        },
        Qt::QueuedConnection);
}

void BoardPage::measureCards()
{
    const QScopedValueRollback placing(m_placing, true);
    const QSize lowest = minimumSizeHint();
    const bool laidOut = width() >= lowest.width() && height() >= lowest.height(); // it may be shown before it is
    m_wanted = {};
    m_wanted.page = laidOut ? size() : usualPage;
    const int widest = m_wanted.page.width() - 2 * space::s;
    m_wanted.mirrored = isRightToLeft();
    m_wanted.presenting = isPresenting();
    m_status->fitInto(widest);
    m_access->fitInto(widest);
    for (const auto &[id, card] : cards()) {
        if (!card->isWanted() || (m_wanted.presenting && id == CardId::Access)) // which says it again afterwards
            continue;
        card->row()->activate(); // what was put into it, or taken out, counts
        switch (id) {
        case CardId::Tools:
            m_wanted.of(id) = m_tools->forms();
            break;
        case CardId::Style:
            m_wanted.of(id) = m_style->forms();
            break;
        case CardId::Notice:
            m_wanted.of(id) = m_notice->forms(widest);
            break;
        case CardId::Outline: {
            const QSize least = m_outline->leastSize();
            for (const int wide : outlineWidths)
                m_wanted.of(id).append({std::max(wide, least.width()), least.height()});
            m_wanted.of(id).append(least);
            break;
        }
        default:
            m_wanted.of(id) = {card->sizeHint()};
        }
    }
    if (m_actions[BoardCommand::Map]->isChecked() && !isPresenting())
        m_wanted.of(CardId::Map) = {m_map->sizeHint()};
    if (m_hintWanted && !isPresenting())
        measureHint(widest);
}

// With the templates below where there is room for them, and nothing is on its way to the board; where there is too
// little for anything the cards say enough.
void BoardPage::measureHint(int widest)
{
    const QList<QSize> choosers = m_hintReads ? QList<QSize>() : m_templates->forms();
    m_hintForms.clear();
    const auto add = [&](int width, bool picture, std::optional<int> templates) {
        if (width > widest)
            return;
        QSize all(width, m_hint->heightFor(width, picture));
        m_hintForms.append({all, templates});
        if (templates) {
            const QSize below = choosers.at(*templates);
            all = {std::max(all.width(), below.width()), all.height() + space::m + below.height()};
        }
        m_wanted.of(CardId::Hint).append(all);
    };
    for (int form = 0; form < int(choosers.size()); ++form)
        for (const int width : hintWidths)
            add(width, true, form);
    for (const bool picture : {true, false})
        for (const int width : hintWidths)
            add(width, picture, {});
}

void BoardPage::arrangeCards()
{
    const QScopedValueRollback placing(m_placing, true);
    m_wanted.selected = m_view->tool() == ToolId::Select ? m_view->selectionRect().toAlignedRect() : QRect();
    const CardsPlaced placed = layOutCards(m_wanted);
    const QWidget *keys = window()->focusWidget();
    bool keysLost = false;
    for (const auto &[id, card] : cards()) {
        const bool has = placed.has(id);
        if (has) {
            if (id == CardId::Tools)
                m_tools->setForm(placed.formOf(id));
            else if (id == CardId::Style)
                m_style->setForm(placed.formOf(id));
            else if (id == CardId::Notice)
                m_notice->setForm(placed.formOf(id));
            card->setGeometry(placed.of(id));
        } else {
            keysLost |= card->isWanted() && card->isAncestorOf(keys);
            card->move(aside); // where nobody sees it, or has the pointer, until it has its place
        }
        card->setHasRoom(has || !card->isWanted());
        settleLayout(card);
    }
    keysLost |= !placed.has(CardId::Map) && keys == m_map;
    if (placed.has(CardId::Map))
        m_map->setGeometry(placed.of(CardId::Map));
    m_map->setVisible(placed.has(CardId::Map));
    arrangeHint(placed);
    tellCovered(placed);
    if (keysLost)
        goToBoard();
}

void BoardPage::arrangeHint(const CardsPlaced &placed)
{
    const bool shown = placed.has(CardId::Hint);
    const HintForm form = shown ? m_hintForms.at(placed.formOf(CardId::Hint)) : HintForm{};
    const QRect &block = placed.of(CardId::Hint);
    const auto centered = [&block](QSize size, int top) {
        return QRect(QPoint(block.left() + (block.width() - size.width()) / 2, top), size);
    };
    if (shown)
        m_hint->setGeometry(centered(form.size, block.top()));
    m_hint->setVisible(shown);
    if (form.templates) {
        m_templates->setForm(*form.templates);
        m_templates->setGeometry(
            centered(m_templates->forms().at(*form.templates), block.top() + form.size.height() + space::m));
    }
    m_templates->setVisible(form.templates.has_value());
    settleLayout(m_hint);
    settleLayout(m_templates);
}

// What is fitted into the view comes to lie beside them.
void BoardPage::tellCovered(const CardsPlaced &placed)
{
    const auto wide = [&](CardId id, int beside) { return placed.has(id) ? placed.of(id).width() + beside : 0; };
    const bool styleBeside = m_view->tool() != ToolId::Select && placed.formOf(CardId::Style) == 0;
    const int tools = wide(CardId::Tools, space::s) + (styleBeside ? wide(CardId::Style, 2) : 0);
    const int outline = wide(CardId::Outline, space::s);
    const int upper = placed.has(CardId::Boards) ? placed.of(CardId::Boards).bottom() + 1 : 0;
    int lower = placed.has(CardId::Strip) ? placed.of(CardId::Strip).height() + space::s : 0;
    if (placed.has(CardId::Present)) // it lies in the margin that a frame has anyway, which is made as high as it takes
        lower = std::max(0, placed.of(CardId::Present).height() + 2 * space::s - int(BoardCamera::fitMargin));
    m_view->setCovered(m_wanted.mirrored ? QMargins(outline, upper, tools, lower)
                                         : QMargins(tools, upper, outline, lower));
}

QMargins BoardPage::covered() const
{
    return m_view->covered();
}

// The style goes with what is selected.
void BoardPage::placeStyle()
{
    if (isVisible() && !m_placing && m_wanted.has(CardId::Style) && m_view->tool() == ToolId::Select)
        arrangeCards();
}

void BoardPage::showMap()
{
    applySwitches();
    if (isVisible() && m_wanted.has(CardId::Map) && !m_map->isVisible())
        notice(tr("There is no room for the map here. Make the window larger"));
}

void BoardPage::dropOutline()
{
    if (isPresenting())
        return notice(tr("The outline is put away while you present. Escape ends it"));
    if (!m_outlineCard->isWanted() || m_outlineCard->isHidden())
        showOutline(true);
    else if (m_outline->hasFocus())
        return showOutline(false);
    if (isVisible() && m_outlineCard->isHidden()) {
        showOutline(false);
        return notice(tr("There is no room for the outline here. Make the window larger"));
    }
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

} // namespace coterie::ui
