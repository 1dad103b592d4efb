// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"
#include "app/session/invite.h"
#include "app/session/session.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace coterie {
class KeptSessions;
class Settings;
struct KeptSession;
struct SeenSession;
} // namespace coterie

namespace coterie::ui {

class Actions;
class HostSheet;
class NoticeBar;
class Prompts;
struct Question;
class SessionPage;
class WelcomePage;

// The window: the welcome page, or one session. Joins actions to pages and says by signal what people want; who hosts
// and who connects is the program's business. GUI thread.
class MainWindow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    MainWindow(Settings &settings, Prompts &prompts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showWelcome();
    void showSession(Session &session); // of the caller; must outlive the page: showWelcome() ends it
    [[nodiscard]] SessionPage *page() const { return m_page; }
    void settle(); // what is under way on the board is done, and waits to be sent
    [[nodiscard]] WelcomePage *welcome() const { return m_welcome; }
    [[nodiscard]] const Actions &actions() const { return *m_actions; }

    // How joining goes: on the first page, or on the one of the session that one is in until then.
    void showJoining(const QString &name);
    void showJoinProblem(const QString &name, const QString &sentence);
    void hideJoining();

    void openSessionFile(const QString &file); // asks how it is to be hosted
    void setHosting(const HostInfo &info);
    void setHostAddresses(const HostInfo &info); // on another network than before
    void setNotHosting();
    void setHostEnd(const QString &why); // while it ran: what is on this computer can be read on
    void setHostStats(const HostStats &stats);
    void setHostTrouble(const QString &words); // as HostControl tells it
    void setHostAlarm(const QString &words);
    void showHostProblem(const QString &sentence);

    void say(const QString &sentence);
    void askToEnd(bool andQuit);
    // Then goes on, unless something would be lost that is nowhere but in memory and the person wants to keep it.
    void askToLose(const QString &verb, std::function<void()> then);

signals:
    void hostRequested(const coterie::HostRequest &request);
    void joinRequested(const coterie::Invite &invite);
    void continueRequested(const coterie::SeenSession &session); // that was joined before
    void joinCancelled();
    void joinAgain();
    void leaveRequested();
    void otherRequested(); // the session that answers in the place of the one that is shown
    void endRequested();
    void hostAddressesWanted(); // as long as they are looked at
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectActions();
    void connectRoomActions();
    void connectViewActions();
    void enableActions();
    HostSheet *openHostSheet();
    void hostAgain(const SeenSession &session);
    void openJoinSheet();
    void showKept();
    void askToForget(const KeptSession &session);
    void askToLeaveRoom();
    void askToDiscardRoom(const RoomId &room);
    void openLink(const QString &href);
    void cycleRegions(int step);
    void restoreGeometryFrom(const QByteArray &saved);
    void titleChanged();
    void askToLeave();
    void askWhetherToEnd(Question question, bool andQuit, const std::function<void()> &then);
    void sendAndEnd(bool andQuit);
    void askToEndBefore(int waiting, bool andQuit); // some of what waits could not be sent
    void end(bool andQuit);
    [[nodiscard]] static QString unsavedWords();

    Settings &m_settings;
    Prompts &m_prompts;
    Actions *m_actions;
    QStackedWidget *m_pages;
    WelcomePage *m_welcome;
    NoticeBar *m_notice; // over the welcome page
    SessionPage *m_page = nullptr;
    QPointer<HostSheet> m_hostSheet;
    KeptSessions *m_kept;
    HostInfo m_host;
    HostStats m_stats;
    QString m_hostTrouble, m_hostAlarm;
    bool m_hosting = false;
    bool m_quitting = false;
    bool m_asksToEnd = false; // one question is enough
    bool m_asksToLose = false;
};

} // namespace coterie::ui
