// SPDX-License-Identifier: MIT
// What the actions of MainWindow do.
#include "app/session/markdown.h"
#include "app/session/settings.h"
#include "app/ui/actions.h"
#include "app/ui/connect/hostsheet.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/mainwindow.h"
#include "app/ui/rooms/roomsheets.h"
#include "app/ui/sessionpage.h"
#include "app/ui/shell/preferences.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/shortcutsheet.h"
#include "app/ui/shell/text.h"

#include <QApplication>
#include <QDesktopServices>
#include <QLineEdit>
#include <QPointer>
#include <QUrl>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr Act sessionActs[] = {Act::LeaveSession, Act::ConnectNow,    Act::Find,           Act::FindEverywhere,
                               Act::Jump,         Act::NewRoom,       Act::EditTopic,      Act::LeaveRoom,
                               Act::PreviousRoom, Act::NextRoom,      Act::PreviousUnread, Act::NextUnread,
                               Act::MarkRead,     Act::ShowChat,      Act::ShowBoard,      Act::ShowSplit,
                               Act::ToggleRooms,  Act::ToggleMembers, Act::NextRegion,     Act::PreviousRegion,
                               Act::ToNotice};

// Asks, with the name of the room in the title, and does it when the first answer is given. Nothing is asked about a
// room that is not there any more.
void askAboutRoom(SessionPage &page, const RoomId &room, Prompts &prompts, Question question,
                  void (Session::*deed)(const RoomId &room))
{
    const QModelIndex index = page.session().rooms()->indexOf(room);
    if (!index.isValid())
        return;
    question.title = question.title.arg(index.data(RoomListModel::NameRole).toString());
    prompts.ask(page.window(), question, [room, deed, there = QPointer(&page)](int answer) {
        if (answer == 0 && there)
            (there->session().*deed)(room);
    });
}

} // namespace

void MainWindow::enableActions()
{
    const Actions &act = *m_actions;
    for (const Act each : sessionActs)
        act[each]->setEnabled(m_page != nullptr);
    act[Act::HostSession]->setEnabled(!m_hosting);
    act[Act::HostPanel]->setEnabled(m_page && m_hosting);
    act[Act::EndSession]->setEnabled(m_hosting);
    act[Act::EndSession]->setVisible(m_hosting);
    act[Act::HostPanel]->setVisible(m_hosting);
    act[Act::LeaveSession]->setVisible(!m_hosting);
    if (m_page) {
        act[Act::ToggleRooms]->setChecked(m_settings.flag(Settings::Key::RoomPaneVisible));
        act[Act::ToggleMembers]->setChecked(m_page->isPeopleShown());
    }
}

void MainWindow::connectActions()
{
    const Actions &act = *m_actions;
    // A second sheet on top of the first would be in its way.
    const auto onSheet = [this](Act which, auto open) {
        connect((*m_actions)[which], &QAction::triggered, this, [this, open] {
            if (!Sheet::openIn(this))
                open();
        });
    };
    onSheet(Act::HostSession, [this] { askToLose(tr("Host and lose it", "answer"), [this] { openHostSheet(); }); });
    onSheet(Act::JoinSession, [this] { openJoinSheet(); });
    onSheet(Act::Preferences, [this] { showPreferences(this, m_settings, [this] { showKept(); }); });
    onSheet(Act::Shortcuts, [this] { showShortcuts(this, *m_actions, m_settings.flag(Settings::Key::LetterKeys)); });
    onSheet(Act::Jump,
            [this] { showQuickSwitcher(m_page, m_page->session(), [this](const RoomId &r) { m_page->openRoom(r); }); });
    onSheet(Act::NewRoom, [this] { showNewRoom(m_page, m_page->session()); });
    onSheet(Act::EditTopic, [this] { showTopic(m_page, m_page->session(), m_page->room()); });
    onSheet(Act::LeaveRoom, [this] { askToLeaveRoom(); });
    onSheet(Act::EndSession, [this] { askToEnd(false); });
    connect(act[Act::LeaveSession], &QAction::triggered, this, &MainWindow::askToLeave);
    for (const Act one : {Act::Quit, Act::FullScreen})
        Sheet::setWorksOverSheets(act[one]);
    connect(act[Act::Quit], &QAction::triggered, this, &QWidget::close);
    connect(act[Act::FullScreen], &QAction::triggered, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connectRoomActions();
    connectViewActions();
}

void MainWindow::connectRoomActions()
{
    const auto step = [this](Act which, int by, bool unreadOnly) {
        connect((*m_actions)[which], &QAction::triggered, this,
                [this, by, unreadOnly] { m_page->stepRoom(by, unreadOnly); });
    };
    for (const Act act : {Act::Find, Act::FindEverywhere})
        connect((*m_actions)[act], &QAction::triggered, this, [this, act] {
            if (!Sheet::openIn(this))
                m_page->openSearch(act == Act::FindEverywhere);
        });
    step(Act::PreviousRoom, -1, false);
    step(Act::NextRoom, 1, false);
    step(Act::PreviousUnread, -1, true);
    step(Act::NextUnread, 1, true);
    connect((*m_actions)[Act::MarkRead], &QAction::triggered, this, [this] { m_page->markAllRead(); });
}

void MainWindow::connectViewActions()
{
    const Actions &act = *m_actions;
    const auto show = [this](Act which, View view, const QString &name) {
        connect((*m_actions)[which], &QAction::triggered, this, [this, view, name] {
            m_page->setView(view);
            m_settings.setValue(Settings::Key::View, name);
            m_page->focusContent();
        });
    };
    show(Act::ShowChat, View::Chat, QStringLiteral("chat"));
    show(Act::ShowBoard, View::Board, QStringLiteral("board"));
    show(Act::ShowSplit, View::Split, QStringLiteral("split"));
    connect(act[Act::ToggleRooms], &QAction::triggered, this, [this](bool on) { m_page->setRoomsShown(on); });
    connect(act[Act::ToggleMembers], &QAction::triggered, this, [this](bool on) { m_page->setSideShown(on); });
    connect(act[Act::HostPanel], &QAction::triggered, this, [this](bool on) {
        if (m_page)
            m_page->setHostPanelShown(on);
    });
    connect(act[Act::NextRegion], &QAction::triggered, this, [this] { cycleRegions(1); });
    connect(act[Act::PreviousRegion], &QAction::triggered, this, [this] { cycleRegions(-1); });
    connect(act[Act::ToNotice], &QAction::triggered, this, [this] {
        if (Sheet::openIn(this))
            return;
        setAttribute(Qt::WA_KeyboardFocusChange);
        m_page->giveKeysToNotice();
    });
}

void MainWindow::openJoinSheet()
{
    if (!m_page) {
        m_welcome->focusFirst();
        return;
    }
    auto *sheet = new Sheet(tr("Join another session", "title of a sheet"), this);
    sheet->setTitleShown(false);
    auto *card = new JoinCard(sheet);
    sheet->column()->addWidget(card);
    connect(card, &JoinCard::joinRequested, this, [this, sheet](const Invite &invite) {
        sheet->dismiss();
        emit joinRequested(invite);
    });
    sheet->open(card->field());
}

void MainWindow::askToLeaveRoom()
{
    askAboutRoom(*m_page, m_page->room(), m_prompts,
                 {tr("Leave #%1?", "question; %1 is a room"),
                  tr("You get no more messages from it. You can join again at any time."),
                  {tr("Leave room", "answer"), tr("Stay", "answer")}},
                 &Session::leaveRoom);
}

void MainWindow::askToDiscardRoom(const RoomId &room)
{
    const QModelIndex row = m_page->session().rooms()->indexOf(room);
    const bool past = row.data(RoomListModel::PastRole).toBool();
    const bool isThere = !row.data(RoomListModel::JoinedRole).toBool(); // and one does not belong to it any more
    askAboutRoom(
        *m_page, room, m_prompts,
        {tr("Discard #%1?", "question; %1 is a room"),
         past      ? tr("The host lost these messages. They are deleted from this computer as well.")
         : isThere ? tr("What you wrote and drew there has reached nobody. It is deleted from this computer.")
                   : tr("The host has nothing of this room. What is here of it is deleted from this computer as well."),
         {tr("Discard", "answer"), tr("Keep", "answer: a room and what is in it")}},
        &Session::discardRoom);
}

void MainWindow::openLink(const QString &href)
{
    if (!isAllowedLink(href))
        return;
    const QUrl url(href, QUrl::StrictMode);
    if (url.scheme() == u"coterie") {
        if (const auto invite = Invite::parse(href))
            emit joinRequested(*invite);
        else
            say(tr("This invite link is damaged. Ask for it again."));
    } else if (!url.isValid() || !QDesktopServices::openUrl(url)) {
        say(tr("No program took this link. Copy it from the message's menu instead."));
    }
}

void MainWindow::cycleRegions(int step)
{
    const QList<QWidget *> regions = m_page->regions();
    if (regions.isEmpty() || Sheet::openIn(this))
        return;
    const QWidget *focus = QApplication::focusWidget();
    qsizetype now = -1;
    for (qsizetype i = 0; i < regions.size(); ++i) {
        if (regions[i] == focus || (focus && regions[i]->isAncestorOf(focus)))
            now = i;
    }
    const qsizetype count = regions.size();
    const qsizetype next = now < 0 ? (step > 0 ? 0 : count - 1) : (now + step + count) % count;
    setAttribute(Qt::WA_KeyboardFocusChange); // F6 shows where one is, as Tab does
    regions[next]->setFocus(Qt::TabFocusReason);
}

} // namespace coterie::ui
