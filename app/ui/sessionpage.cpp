// SPDX-License-Identifier: MIT
#include "app/ui/sessionpage.h"

#include "app/session/invite.h"
#include "app/session/roomboards.h"
#include "app/session/settings.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/summonsbar.h"
#include "app/ui/connect/connectionpopover.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/invitecard.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/people/statusmenu.h"
#include "app/ui/rooms/roomheader.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roompanel.h"
#include "app/ui/rooms/roomsheets.h"
#include "app/ui/search/searchpanel.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/sidepanel.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/toast.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"

#include <QDateTime>
#include <QSplitter>
#include <QVBoxLayout>

namespace coterie::ui {

SessionPage::SessionPage(Session &session, Settings &settings, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_settings(settings)
    , m_actions(actions)
    , m_top(new TopBar(actions))
    , m_joining(new NoticeBar)
    , m_older(new NoticeBar)
    , m_banner(new NoticeBar)
    , m_popover(new ConnectionPopover(this))
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_rooms(new RoomPanel(session, actions))
    , m_content(new QStackedWidget)
    , m_noRoom(new EmptyState(u"chat"))
    , m_header(new RoomHeader(actions))
    , m_notice(new NoticeBar)
    , m_split(new QSplitter(Qt::Horizontal))
    , m_board(new BoardPage(&settings))
    , m_chat(new ChatPane(session, settings))
    , m_side(new SidePanel)
    , m_people(new PeoplePanel)
    , m_hostPanel(new HostPanel(actions))
    , m_search(new SearchPanel(*session.search()))
    , m_toast(new Toast(this, [this] { return toastArea(); }))
    , m_summonsStrip(new NoticeBar)
    , m_summons(new SummonsBar(m_summonsStrip, this, [this] { return isBusy(); }))
{
    setAccessibleName(tr("Session", "name of the page for screen readers"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_joining);
    column->addWidget(m_older);
    column->addWidget(m_banner);
    column->addWidget(m_summonsStrip);
    column->addWidget(m_columns, 1);

    auto *room = new QWidget;
    auto *roomColumn = new QVBoxLayout(room);
    roomColumn->setContentsMargins(0, 0, 0, 0);
    roomColumn->setSpacing(0);
    roomColumn->addWidget(m_header);
    roomColumn->addWidget(m_notice);
    roomColumn->addWidget(m_split, 1);
    m_split->addWidget(m_board);
    m_split->addWidget(m_chat);
    m_split->setChildrenCollapsible(false);
    m_noRoom->setAutoFillBackground(true);
    m_noRoom->setBackgroundRole(QPalette::Base);
    m_noRoom->setWords(tr("No room is open"), tr("Choose a room on the left, or make one."));
    connect(m_noRoom->addButton(actions[Act::NewRoom]->text(), true), &QPushButton::clicked, actions[Act::NewRoom],
            &QAction::trigger);
    m_content->addWidget(m_noRoom);
    m_content->addWidget(room);
    m_side->addWidget(m_people);
    m_side->addWidget(m_hostPanel);
    m_side->addWidget(m_search);
    m_columns->addWidget(m_rooms);
    m_columns->addWidget(m_content);
    m_columns->addWidget(m_side);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setStretchFactor(2, 0);
    m_content->setMinimumWidth(320);
    m_rooms->setMinimumWidth(180);
    m_side->setMinimumWidth(220);
    m_columns->setSizes({m_wideRooms, 700, 260});
    m_columns->restoreState(settings.splitterState());
    m_split->restoreState(settings.bytes(Settings::Key::BoardSplitterState));
    m_side->setVisible(settings.isPaneVisible());
    m_rooms->setVisible(settings.flag(Settings::Key::RoomPaneVisible));
    for (QWidget *over : {static_cast<QWidget *>(m_content), static_cast<QWidget *>(m_chat)})
        over->installEventFilter(m_toast); // a banner above it, or a column beside it, moves what it lies over
    session.stay();
    makeNotices();
    makeOlder();
    makeSummons();
    connectParts(actions);
    setView(View::Chat);
    showHeader();
    showState();
    chooseFirstRoom();
}

SessionPage::~SessionPage() = default;

void SessionPage::makeNotices()
{
    m_joinAgain =
        m_joining->addButton(tr("Try again", "button: joining another session failed"), Button::Kind::Secondary);
    m_joinCancel = m_joining->addButton({}, Button::Kind::Ghost);
    connect(m_joinAgain, &QPushButton::clicked, this, &SessionPage::joinAgain);
    connect(m_joinCancel, &QPushButton::clicked, this, &SessionPage::joinCancelled);

    m_connectNow = m_banner->addButton(tr("Connect now", "button of the connection banner"), Button::Kind::Secondary);
    m_details = m_banner->addButton(tr("Details", "button of the connection banner"), Button::Kind::Ghost);
    m_goToOther =
        m_banner->addButton(tr("Go to the other session", "button of the connection banner"), Button::Kind::Ghost);
    m_backToStart = m_banner->addButton(tr("Back to start", "button of the connection banner"), Button::Kind::Ghost);
    m_closeAlarm = m_banner->addButton(tr("Close", "button of a notice"), Button::Kind::Secondary);
    connect(m_closeAlarm, &QPushButton::clicked, this, [this] { setHostAlarm({}); });
    connect(m_connectNow, &QPushButton::clicked, &m_session, &Session::retryNow);
    connect(m_details, &QPushButton::clicked, m_top->strip(), &QPushButton::click);
    connect(m_goToOther, &QPushButton::clicked, this, &SessionPage::otherRequested);
    connect(m_backToStart, &QPushButton::clicked, this, &SessionPage::leaveRequested);

    m_makeRoom = m_notice->addButton(tr("Make the room…", "button of the notice over a room that the host has not got"),
                                     Button::Kind::Secondary);
    m_joinRoom = m_notice->addButton(tr("Join and send", "button of the notice over a room in which something waits"),
                                     Button::Kind::Secondary);
    Button *discard = m_notice->addButton(tr("Discard…", "button of the notice over a room that the host has not got"),
                                          Button::Kind::Ghost);
    connect(m_makeRoom, &QPushButton::clicked, this, [this] { showMakeRoom(this, m_session, m_room); });
    connect(m_joinRoom, &QPushButton::clicked, this, [this] { m_session.joinRoom(m_room); });
    connect(discard, &QPushButton::clicked, this, [this] { emit discardRoomRequested(m_room); });
}

void SessionPage::connectParts(const Actions &actions)
{
    connect(m_rooms->list(), &RoomListView::roomChosen, this, &SessionPage::openRoom);
    connect(m_top->strip(), &ConnectionStrip::clicked, this, [this] {
        m_popover->openUnder(*m_top->strip());
        showState();
    });
    connect(m_popover, &ConnectionPopover::retryClicked, &m_session, &Session::retryNow);
    connect(actions[Act::ConnectNow], &QAction::triggered, this, [this] { m_session.retryNow(); });
    connect(m_search, &SearchPanel::messageChosen, this, &SessionPage::showMessage);
    connect(m_hostPanel, &HostPanel::addressesWanted, this, &SessionPage::hostAddressesWanted);
    connect(m_people->invite(), &InviteCard::addressesWanted, this, &SessionPage::hostAddressesWanted);
    connect(m_hostPanel, &HostPanel::closeRequested, this, [this] {
        setHostPanelShown(false);
        focusContent();
    });
    connect(m_search, &SearchPanel::closeRequested, this, &SessionPage::closeSearch);
    connect(m_chat, &ChatPane::discarded, this, [this](const QString &sentence, const std::function<void()> &undo) {
        m_toast->offer(sentence, tr("Undo", "button of a notice: types the message again"), undo);
    });
    connect(m_chat, &ChatPane::failed, this, &SessionPage::say);
    connect(m_chat, &ChatPane::told, this, &SessionPage::say);
    connect(m_chat, &ChatPane::linkActivated, this, &SessionPage::linkActivated);
    connect(m_board, &BoardPage::presentingChanged, this, &SessionPage::setPresenting);
    connect(&m_session, &Session::stateChanged, this, &SessionPage::showState);
    connect(&m_session, &Session::welcomed, this, [this] {
        m_hostEnd.clear(); // somebody hosts it again
        showState();
    });
    connect(&m_session, &Session::roomCreated, this, &SessionPage::openRoom);
    connect(&m_session, &Session::roomLeft, this, [this](const RoomId &room) {
        if (room == m_room)
            m_room = {};
        roomsChanged();
    });
    connect(&m_session, &Session::requestFailed, this, [this](const QString &what, const QString &sentence) {
        if (what != u"create-room" || !findChild<QWidget *>(QStringLiteral("newRoom")))
            say(sentence);
    });
    connect(&m_session, &Session::drawingRefused, this, &SessionPage::tellRefusedDrawing);
    if (const QStringList unheard = m_session.takeUnheard(); !unheard.isEmpty())
        say(unheard.join(u' '));
    const RoomListModel *rooms = m_session.rooms();
    connect(rooms, &QAbstractItemModel::rowsInserted, this, &SessionPage::roomsChanged, Qt::QueuedConnection);
    connect(rooms, &QAbstractItemModel::rowsRemoved, this, &SessionPage::roomsChanged, Qt::QueuedConnection);
    connect(rooms, &QAbstractItemModel::modelReset, this, &SessionPage::roomsChanged, Qt::QueuedConnection);
    connect(rooms, &QAbstractItemModel::dataChanged, this, [this] {
        if (m_room.isNull())
            roomsChanged(); // one of them may be one's own by now
        else
            showHeader();
    });
    m_stateTimer.setInterval(1000); // "20 seconds ago" goes on
    connect(&m_stateTimer, &QTimer::timeout, this, &SessionPage::showState);
}

// ------------------------------------------------------------------------------------------------------------ rooms

void SessionPage::openRoom(const RoomId &room)
{
    if (room.isNull())
        return;
    const bool already = room == m_room;
    m_room = room;
    if (!already) {
        m_session.openRoom(room);
        m_chat->setRoom(room);
        followBoards(room);
        m_people->setModel(m_session.members(room));
    }
    m_content->setCurrentIndex(1);
    showHeader();
    focusContent();
}

// The board that this person chose in the room, now and when they choose another one.
void SessionPage::followBoards(const RoomId &room)
{
    RoomBoards *boards = m_session.boards(room);
    if (m_boards)
        m_boards->disconnect(this);
    m_boards = boards;
    const auto show = [this, room] { m_board->comeTo(m_session.board(room, m_boards->current())); };
    connect(boards, &RoomBoards::currentChanged, this, show);
    connect(boards, &RoomBoards::changed, this, &SessionPage::goOn);
    const auto nameOf = [this, room](const UserId &user) {
        return m_session.members(room)->indexOf(user).data(MemberModel::NameRole).toString();
    };
    // Who made a note is known by name as soon as its maker is.
    const MemberModel *members = m_session.members(room);
    connect(members, &MemberModel::rowsInserted, m_board, &BoardPage::namesChanged, Qt::UniqueConnection);
    connect(members, &MemberModel::dataChanged, m_board, &BoardPage::namesChanged, Qt::UniqueConnection);
    connect(members, &MemberModel::modelReset, m_board, &BoardPage::namesChanged, Qt::UniqueConnection);
    m_board->setBoards(boards, nameOf, [this, room](const BoardId &board) { return m_session.board(room, board); });
    m_people->setBoards(boards);
    show();
}

// On the board that is in front of somebody, the board itself says it.
void SessionPage::tellRefusedDrawing(const RoomId &room, const BoardId &board, const QString &sentence, bool isKept)
{
    const RoomBoards *boards = m_session.boards(room);
    const BoardId home = boards->homeOf(board);
    if (room == m_room && m_boards && m_boards->current() == home && m_board->isVisible())
        return;
    const QString where = isolated(m_session.rooms()->indexOf(room).data().toString());
    const QString kept = isolated(boards->nameOf(home));
    QString words;
    if (boards->isGone(board) && !isKept) // which the host never had: it has no name here
        words = tr("A board that you drew on in #%1 is not there", "%1 is a room").arg(where);
    else if (boards->isGone(board))
        //: %1 is a room, %2 a board
        words = tr("A board that you drew on in #%1 is not there. What you did on it is kept on “%2”").arg(where, kept);
    else if (boards->isRemoved(board) && !isKept) // nothing that can be kept: something erased, say
        //: %1 is a board, %2 a room
        words = tr("The board “%1” in #%2 was removed, and what you did on it last with it")
                    .arg(isolated(boards->nameOf(board)), where);
    else if (boards->isRemoved(board))
        //: %1 and %3 are boards, %2 is a room
        words = tr("The board “%1” in #%2 was removed. What you did on it last is kept on “%3”")
                    .arg(isolated(boards->nameOf(board)), where, kept);
    else
        //: %1 is a board, %2 a room, %3 a sentence that says why
        words = tr("Something you did on the board “%1” in #%2 was refused. %3")
                    .arg(isolated(boards->nameOf(board)), where, sentence);
    if (m_toast->text() == words)
        return; // many at once are told once
    m_toast->offer(
        words, tr("Show the board", "button of a notice"), [this, room, board] { showBoard(room, board); }, true);
}

void SessionPage::showBoard(const RoomId &room, const BoardId &board)
{
    openRoom(room);
    m_boards->setCurrent(m_boards->homeOf(board));
    if (m_view == View::Chat)
        m_actions[Act::ShowBoard]->trigger();
    m_board->setFocus();
}

void SessionPage::chooseFirstRoom()
{
    // To open another one is to join it, which nobody asked for.
    const RoomListModel *rooms = m_session.rooms();
    const RoomId last = m_session.lastOpenRoom();
    if (rooms->indexOf(last).data(RoomListModel::JoinedRole).toBool())
        return openRoom(last);
    for (int row = 0; row < rooms->rowCount(); ++row)
        if (rooms->index(row).data(RoomListModel::JoinedRole).toBool())
            return openRoom(rooms->roomAt(row));
    // Nothing of the last one is left beside the empty place.
    m_room = {};
    m_session.openRoom({});
    m_people->setModel(nullptr);
    m_people->setBoards(nullptr);
    m_content->setCurrentIndex(0);
}

void SessionPage::roomsChanged()
{
    if (m_room.isNull() || !m_session.rooms()->indexOf(m_room).isValid()) {
        m_room = {};
        chooseFirstRoom();
    }
    showHeader();
}

void SessionPage::stepRoom(int step, bool unreadOnly)
{
    m_rooms->list()->openRow(m_rooms->list()->rowFromActive(step, unreadOnly));
}

void SessionPage::markAllRead()
{
    const RoomListModel *rooms = m_session.rooms();
    for (int row = 0; row < rooms->rowCount(); ++row) {
        if (rooms->index(row).data(RoomListModel::UnreadRole).toInt() > 0)
            m_session.markRead(rooms->roomAt(row), maxSeq);
    }
}

void SessionPage::showHeader()
{
    const QModelIndex index = m_session.rooms()->indexOf(m_room);
    const QString name = index.data(RoomListModel::NameRole).toString();
    const bool joined = index.data(RoomListModel::JoinedRole).toBool();
    if (index.isValid()) {
        m_header->setRoom(name, index.data(RoomListModel::TopicRole).toString());
        m_makeRoom->setVisible(!isPast() && joined);
        m_joinRoom->setVisible(!joined);
        m_notice->present(Mood::Warning, index.data(RoomListModel::TroubleRole).toString());
        m_chat->setRoomName(name);
        m_chat->setPast(isPast());
        m_board->setReadOnly(isPast() || m_session.state().state == Session::State::Refused);
        m_search->setRoom(m_room, name);
    } else {
        m_header->setEmpty();
        m_notice->present(Mood::Warning, {});
    }
    for (const Act act : {Act::EditTopic, Act::LeaveRoom})
        m_actions[act]->setEnabled(joined && !isPast());
}

bool SessionPage::isPast() const
{
    return m_session.rooms()->indexOf(m_room).data(RoomListModel::PastRole).toBool();
}

// ------------------------------------------------------------------------------------------------------- connection

void SessionPage::showState()
{
    const Session::StateInfo info = m_session.state();
    const QString host = m_session.hostName().isEmpty() ? shownAuthority(m_session.url()) : m_session.hostName();
    ConnectionWords words = connectionWords(info, host, QDateTime::currentMSecsSinceEpoch(), m_session.hostPin());
    m_top->setSessionName(host);
    m_top->strip()->present(words);
    if (m_popover->isVisible())
        m_popover->present(info, m_session.linkQuality(), words.strip);
    if (!m_hostEnd.isEmpty())
        words.showHostEnd(m_hostEnd);
    else if (m_hosting && !m_hostTrouble.isEmpty())
        words.showHostTrouble(m_hostTrouble);
    else if (m_hosting && !m_hostAlarm.isEmpty() && words.banner.isEmpty())
        words.showHostAlarm(m_hostAlarm);
    m_closeAlarm->setVisible(words.offersClose);
    m_connectNow->setVisible(words.offersRetry);
    m_details->setVisible(words.offersDetails);
    m_goToOther->setVisible(words.offersOther);
    m_backToStart->setVisible(words.offersLeave);
    m_banner->present(words.mood, words.banner);
    const bool connected = info.state == Session::State::Online || info.state == Session::State::CatchingUp;
    m_people->setAsOf(connected ? QDateTime() : QDateTime::fromMSecsSinceEpoch(info.sinceMs));
    m_board->setReadOnly(isPast() || info.state == Session::State::Refused);
    const bool moving = info.state == Session::State::Reconnecting || info.state == Session::State::HostAway;
    if ((moving || m_popover->isVisible()) && !m_stateTimer.isActive())
        m_stateTimer.start();
    else if (!moving && !m_popover->isVisible())
        m_stateTimer.stop();
}

void SessionPage::showJoining(const QString &name)
{
    m_joinAgain->hide();
    m_joinCancel->setText(tr("Cancel", "button while connecting"));
    m_joining->present(Mood::Busy, tr("Connecting to %1… You stay in %2 until it answers.", "%1 and %2 are sessions")
                                       .arg(isolated(name), isolated(m_session.hostName())));
}

void SessionPage::showJoinProblem(const QString &name, const QString &sentence)
{
    m_joinAgain->show();
    m_joinCancel->setText(tr("Close", "button of a notice"));
    m_joining->present(Mood::Bad, tr("You could not get into %1, and are still in %2. %3",
                                     "%1 and %2 are sessions, %3 is a sentence that says why")
                                      .arg(isolated(name), isolated(m_session.hostName()), sentence));
}

void SessionPage::hideJoining()
{
    m_joining->present(Mood::Busy, {});
}

void SessionPage::say(const QString &sentence)
{
    m_toast->say(sentence);
}

// ------------------------------------------------------------------------------------------------------------- host

void SessionPage::setHosting(bool on)
{
    m_hosting = on;
    m_top->setHosting(on);
    m_actions[Act::HostPanel]->setVisible(on);
    m_actions[Act::EndSession]->setVisible(on);
    m_actions[Act::LeaveSession]->setVisible(!on);
    if (!on) {
        setHostPanelShown(false);
        m_people->invite()->setInfo({});
        setHostTrouble({});
        setHostAlarm({});
    }
}

void SessionPage::setHostInfo(const HostInfo &info)
{
    m_hostPanel->setInfo(info);
    m_people->invite()->setInfo(info);
    if (info.taken != 0)
        say(portWords(info)); // the panel says it for as long as it is so
}

void SessionPage::setHostAddresses(const HostInfo &info)
{
    m_hostPanel->setAddresses(info);
    m_people->invite()->setInfo(info);
}

void SessionPage::setHostStats(const HostStats &stats)
{
    m_hostPanel->setStats(stats);
    m_people->invite()->setAlone(stats.people <= 1);
}

void SessionPage::setHostTrouble(const QString &words)
{
    m_hostTrouble = words;
    m_hostPanel->setTrouble(words);
    showState();
}

void SessionPage::setHostEnd(const QString &why)
{
    m_hostEnd = why;
    showState();
}

void SessionPage::setHostAlarm(const QString &words)
{
    m_hostAlarm = words;
    showState();
}

void SessionPage::setHostPanelShown(bool on)
{
    m_actions[Act::HostPanel]->setEnabled(m_hosting);
    if (on)
        showSide(m_hostPanel);
    else if (isHostPanelShown())
        showSide(restingSide());
}

bool SessionPage::isHostPanelShown() const
{
    return isSideShown() && m_side->currentWidget() == m_hostPanel;
}

} // namespace coterie::ui
