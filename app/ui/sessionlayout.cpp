// SPDX-License-Identifier: MIT
// How SessionPage divides its space: views, columns, and what gives way on a narrow window.
#include "app/session/settings.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/rooms/roomheader.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roompanel.h"
#include "app/ui/search/searchlist.h"
#include "app/ui/search/searchpanel.h"
#include "app/ui/sessionpage.h"
#include "app/ui/shell/sidepanel.h"
#include "app/ui/shell/theme.h"
#include "app/ui/shell/toast.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"

#include <QKeyEvent>
#include <QLayout>
#include <QSplitter>
#include <QStyle>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int floatBelow = 1000;
constexpr int stripBelow = 760;
constexpr int besideFrom = 860; // of the content: board and chat side by side, else one above the other
constexpr int floatingWidth = 300;

} // namespace

void SessionPage::setView(View view)
{
    m_board->endPresenting();
    m_view = view;
    // First show, then focus, then hide: the focus of something hidden would fall to anything.
    QWidget *shown = view == View::Board ? static_cast<QWidget *>(m_board) : m_chat;
    QWidget *other = view == View::Board ? static_cast<QWidget *>(m_chat) : m_board;
    shown->setVisible(true);
    if (other->isAncestorOf(focusWidget()) && view != View::Split)
        focusContent();
    other->setVisible(view == View::Split);
    m_actions[Act::ShowChat]->setChecked(view == View::Chat);
    m_actions[Act::ShowBoard]->setChecked(view == View::Board);
    m_actions[Act::ShowSplit]->setChecked(view == View::Split);
    orientContent();
    if (m_toast->isVisible())
        m_toast->arrange();
}

void SessionPage::setPresenting(bool on)
{
    if (m_presenting == on)
        return;
    if (on)
        m_sideBeforePresenting = isSideShown();
    m_presenting = on;
    m_top->setVisible(!on);
    m_header->setVisible(!on);
    m_rooms->setVisible(!on && m_actions[Act::ToggleRooms]->isChecked());
    m_side->setVisible(!on && m_sideBeforePresenting);
    m_chat->setVisible(!on && m_view != View::Board);
    // At once, so that the first frame is fitted into the room that there will be.
    layout()->activate();
    m_columns->refresh();
    m_header->parentWidget()->layout()->activate();
    m_split->refresh();
    placeFloating();
}

void SessionPage::orientContent()
{
    const Qt::Orientation wanted = m_split->width() >= besideFrom ? Qt::Horizontal : Qt::Vertical;
    if (m_split->orientation() != wanted)
        m_split->setOrientation(wanted);
    const QList<int> sizes = m_split->sizes();
    const int all = sizes.value(0) + sizes.value(1);
    if (m_view == View::Split && all > 0 && (sizes.value(0) == 0 || sizes.value(1) == 0))
        m_split->setSizes({all * 3 / 5, all - all * 3 / 5});
}

bool SessionPage::isSideShown() const
{
    return !m_side->isHidden();
}

bool SessionPage::isPeopleShown() const
{
    return isSideShown() && m_side->currentWidget() == m_people;
}

// The side column shows this panel; nothing hides it.
void SessionPage::showSide(QWidget *panel)
{
    const bool had = m_side->isAncestorOf(focusWidget());
    if (panel)
        m_side->setCurrentWidget(panel);
    m_side->setVisible(panel != nullptr);
    m_actions[Act::ToggleMembers]->setChecked(panel == m_people);
    m_actions[Act::HostPanel]->setChecked(panel == m_hostPanel);
    placeFloating();
    if (had && !panel)
        focusContent();
}

// What it goes back to: the people, if this person wants to see them and there is room.
QWidget *SessionPage::restingSide() const
{
    return !m_sideFloats && m_settings.isPaneVisible() ? m_people : nullptr;
}

void SessionPage::setSideShown(bool on)
{
    showSide(on ? m_people : nullptr);
    if (!m_sideFloats)
        m_settings.setPaneVisible(on);
}

// The search takes the side column and gives it back; what the person had chosen for it stays as it was.
void SessionPage::openSearch(bool everywhere)
{
    if (!isSearchShown())
        m_sideBefore = isSideShown() ? m_side->currentWidget() : nullptr;
    showSide(m_search);
    m_search->begin(everywhere);
}

void SessionPage::closeSearch()
{
    if (!isSearchShown())
        return;
    const bool had = m_search->isAncestorOf(focusWidget());
    showSide(m_sideBefore);
    m_sideBefore = nullptr;
    if (had)
        focusContent();
}

bool SessionPage::isSearchShown() const
{
    return !m_side->isHidden() && m_side->currentWidget() == m_search;
}

// The results stay where they are, so that one can go on to the next; a column that floats over the content gives way.
void SessionPage::showMessage(const RoomId &room, Seq seq)
{
    QWidget *focus = focusWidget();
    if (m_view == View::Board)
        setView(View::Chat);
    openRoom(room);
    m_chat->showMessage(seq);
    if (m_sideFloats)
        closeSearch();
    else if (focus && isSearchShown() && m_search->isAncestorOf(focus))
        focus->setFocus();
}

void SessionPage::setRoomsShown(bool on)
{
    m_rooms->setVisible(on);
    m_actions[Act::ToggleRooms]->setChecked(on);
    m_settings.setValue(Settings::Key::RoomPaneVisible, on);
}

void SessionPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SessionPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_sideFloats && isSideShown())
        showSide(nullptr);
    else
        QWidget::keyPressEvent(event);
}

void SessionPage::arrange()
{
    const bool floats = width() < floatBelow;
    if (floats != m_sideFloats) {
        m_sideFloats = floats;
        if (floats) {
            m_side->setParent(this);
            m_side->hide(); // a narrow window starts with its content
        } else {
            m_columns->addWidget(m_side);
            m_side->setVisible(m_settings.isPaneVisible() && !m_presenting);
        }
        m_side->setFloating(floats);
        m_actions[Act::ToggleMembers]->setChecked(isPeopleShown());
        m_actions[Act::HostPanel]->setChecked(isHostPanelShown());
    }
    const bool strip = width() < stripBelow;
    if (strip != m_rooms->isCompact()) {
        if (strip)
            m_wideRooms = std::max(180, m_rooms->width());
        m_rooms->setCompact(strip);
        m_rooms->setMinimumWidth(strip ? RoomPanel::compactWidth : 180);
        m_rooms->setMaximumWidth(strip ? RoomPanel::compactWidth : QWIDGETSIZE_MAX);
        if (!strip)
            m_columns->setSizes({m_wideRooms, std::max(320, width() - m_wideRooms), m_side->width()});
    }
    placeFloating();
    orientContent();
}

void SessionPage::placeFloating()
{
    if (!m_sideFloats || m_side->isHidden())
        return;
    // The room's head stays free: what opened the column closes it.
    const int top = m_columns->y() + m_header->height();
    const int wide = std::min(floatingWidth + SidePanel::shadowWidth, width() - space::xl);
    const QRect place(width() - wide, top, wide, height() - top);
    m_side->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    m_side->raise();
}

// Where one reads or draws, below what the board has at its head.
QRect SessionPage::toastArea() const
{
    const QWidget *over = m_content;
    if (m_content->currentIndex() != 0)
        over = m_view == View::Board ? static_cast<QWidget *>(m_board) : m_chat;
    const QRect area(over->mapTo(this, QPoint()), over->size());
    return over == m_board ? area.marginsRemoved(m_board->covered()) : area;
}

void SessionPage::saveLayout()
{
    if (!m_sideFloats)
        m_settings.setSplitterState(m_columns->saveState());
    if (m_view == View::Split)
        m_settings.setValue(Settings::Key::BoardSplitterState, m_split->saveState());
}

QList<QWidget *> SessionPage::regions() const
{
    QList<QWidget *> all{m_rooms->list(), m_chat->view(), m_chat->composer()->edit()};
    all += m_board->regions();
    all += {m_people->list(), m_search->list(), m_hostPanel};
    all.removeIf([](const QWidget *region) { return !region->isVisible() || !region->isEnabled(); });
    return all;
}

void SessionPage::giveKeysToNotice()
{
    if (!m_toast->takeKeys() && !m_board->giveKeysToNotice())
        say(tr("Nothing that was said waits for an answer"));
}

void SessionPage::focusContent()
{
    if (m_view == View::Board)
        m_board->view()->setFocus();
    else
        m_chat->composer()->setFocus();
}

} // namespace coterie::ui
