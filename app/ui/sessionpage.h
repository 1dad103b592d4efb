// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"
#include "app/session/session.h"

#include <QPointF>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace coterie {
class Settings;
}

namespace coterie::ui {

class Actions;
class BoardPage;
class ChatPane;
class Button;
class ConnectionPopover;
class EmptyState;
class HostPanel;
class NoticeBar;
class PeoplePanel;
class RoomHeader;
class RoomPanel;
class SearchPanel;
class SidePanel;
class SummonsBar;
class Toast;
class TopBar;

enum class View { Chat, Board, Split };

// A session on the screen: rooms, content, side column. Arranges, and tells the parts which room is open; the parts
// talk to the session themselves. On a narrow window the side column floats and the rooms shrink to a strip.
class SessionPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionPage)

public:
    SessionPage(Session &session, Settings &settings, const Actions &actions, QWidget *parent = nullptr);
    ~SessionPage() override;

    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] RoomId room() const { return m_room; }
    void openRoom(const RoomId &room);
    void stepRoom(int step, bool unreadOnly);
    void markAllRead();

    [[nodiscard]] View view() const { return m_view; }
    void setView(View view);
    void setSideShown(bool on);
    void setRoomsShown(bool on);
    [[nodiscard]] bool isSideShown() const;
    [[nodiscard]] bool isPeopleShown() const;
    [[nodiscard]] bool isSideFloating() const { return m_sideFloats; }

    void setHosting(bool on);
    void setHostInfo(const HostInfo &info);
    void setHostAddresses(const HostInfo &info);
    void setHostStats(const HostStats &stats);
    void setHostTrouble(const QString &words); // of the disk; empty: none
    void setHostEnd(const QString &why);       // the host in this window had to end
    void setHostAlarm(const QString &words);   // what the host lost; shown until it is closed
    void setHostPanelShown(bool on);
    [[nodiscard]] bool isHostPanelShown() const;

    void openSearch(bool everywhere);
    void closeSearch();
    [[nodiscard]] bool isSearchShown() const;

    // How it goes with another session that one wants to be in; this one stays meanwhile, and when it fails.
    void showJoining(const QString &name);
    void showJoinProblem(const QString &name, const QString &sentence);
    void hideJoining();

    void say(const QString &sentence);
    void saveLayout();
    // The parts that F6 goes through.
    [[nodiscard]] QList<QWidget *> regions() const;
    void focusContent();
    void giveKeysToNotice(); // to what is said for a moment

    [[nodiscard]] RoomPanel *roomPanel() const { return m_rooms; }
    [[nodiscard]] ChatPane *chat() const { return m_chat; }
    [[nodiscard]] BoardPage *board() const { return m_board; }
    [[nodiscard]] PeoplePanel *people() const { return m_people; }
    [[nodiscard]] HostPanel *hostPanel() const { return m_hostPanel; }
    [[nodiscard]] SearchPanel *searchPanel() const { return m_search; }
    [[nodiscard]] TopBar *topBar() const { return m_top; }
    [[nodiscard]] ConnectionPopover *connectionPopover() const { return m_popover; }
    [[nodiscard]] NoticeBar *banner() const { return m_banner; }
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }
    [[nodiscard]] NoticeBar *joining() const { return m_joining; }
    [[nodiscard]] NoticeBar *older() const { return m_older; }
    [[nodiscard]] SummonsBar *summons() const { return m_summons; }

signals:
    void leaveRequested();
    void otherRequested(); // the session that answers in the place of this one
    void joinCancelled();
    void joinAgain();
    void linkActivated(const QString &href);
    void hostAddressesWanted();                             // as long as they are looked at
    void discardRoomRequested(const coterie::RoomId &room); // asks first, whoever hears it

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeNotices();
    void connectParts(const Actions &actions);
    void chooseFirstRoom();
    void followBoards(const RoomId &room);
    void roomsChanged();
    void showHeader();
    [[nodiscard]] bool isPast() const; // the room is one that the host lost
    void showState();
    void arrange();
    void placeFloating();
    [[nodiscard]] QRect toastArea() const;
    void setPresenting(bool on); // only the board is left
    void showSide(QWidget *panel);
    [[nodiscard]] QWidget *restingSide() const;
    void orientContent();
    void showMessage(const RoomId &room, Seq seq);
    void tellRefusedDrawing(const RoomId &room, const BoardId &board, const QString &sentence, bool isKept);
    void showBoard(const RoomId &room, const BoardId &board);
    // sessionolder.cpp: something waits in the folder of an earlier host
    void makeOlder();
    void showOlder();
    // sessionsummons.cpp: somebody brings everyone to a place of a board
    void makeSummons();
    void summoned(const BoardSummons &summons);
    [[nodiscard]] bool isBusy() const;
    void goTo(const BoardSummons &summons);
    void goOn(); // when the board is known here

    Session &m_session;
    Settings &m_settings;
    const Actions &m_actions;
    RoomId m_room;
    QPointer<RoomBoards> m_boards; // of that room
    View m_view = View::Chat;
    TopBar *m_top;
    NoticeBar *m_joining;
    Button *m_joinAgain;
    Button *m_joinCancel;
    NoticeBar *m_older;
    NoticeBar *m_banner;
    Button *m_connectNow;
    Button *m_goToOther;
    Button *m_details;
    Button *m_closeAlarm = nullptr;
    Button *m_backToStart;
    ConnectionPopover *m_popover;
    QSplitter *m_columns;
    RoomPanel *m_rooms;
    QStackedWidget *m_content;
    EmptyState *m_noRoom;
    RoomHeader *m_header;
    NoticeBar *m_notice;
    Button *m_makeRoom = nullptr;
    Button *m_joinRoom = nullptr;
    QSplitter *m_split;
    BoardPage *m_board;
    ChatPane *m_chat;
    SidePanel *m_side;
    PeoplePanel *m_people;
    HostPanel *m_hostPanel;
    SearchPanel *m_search;
    Toast *m_toast;
    // Where somebody was before they were brought elsewhere.
    struct Stand {
        RoomId room;
        BoardId board;
        View view = View::Chat;
        QPointF middle; // of the board, and how near
        double zoom = 1;
    };
    NoticeBar *m_summonsStrip;
    SummonsBar *m_summons;
    std::optional<BoardSummons> m_goingTo; // not there yet
    Stand m_stoodAt;
    QTimer m_goingEnds;
    QTimer m_stateTimer;
    int m_wideRooms = 240;
    bool m_sideFloats = false;
    bool m_presenting = false;
    bool m_sideBeforePresenting = false;
    QWidget *m_sideBefore = nullptr; // what the side column showed before the search; null: it was hidden
    bool m_hosting = false;
    QString m_hostTrouble, m_hostAlarm;
    QString m_hostEnd;
};

} // namespace coterie::ui
