// SPDX-License-Identifier: MIT
#include "app/ui/mainwindow.h"

#include "app/session/keptsessions.h"
#include "app/session/settings.h"
#include "app/session/untilsent.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/hostsheet.h"
#include "app/ui/connect/keptsheet.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/sessionpage.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/text.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr QSize smallest{900, 560};
constexpr QSize first{1180, 760};

} // namespace

MainWindow::MainWindow(Settings &settings, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_prompts(prompts)
    , m_actions(new Actions(this))
    , m_pages(new QStackedWidget(this))
    , m_welcome(new WelcomePage(settings, *m_actions))
    , m_notice(new NoticeBar(this))
    , m_kept(new KeptSessions(Settings::cacheDir(), this))
{
    setObjectName(QStringLiteral("mainWindow"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    auto *dismiss = m_notice->addButton(tr("Dismiss", "button of a notice"), Button::Kind::Ghost);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        m_notice->present(Mood::Warning, {});
        m_welcome->focusFirst();
    });
    m_pages->addWidget(m_welcome);
    setMinimumSize(smallest);
    restoreGeometryFrom(settings.windowGeometry());
    connect(m_welcome, &WelcomePage::joinRequested, this, &MainWindow::joinRequested);
    connect(m_welcome, &WelcomePage::continueRequested, this, &MainWindow::continueRequested);
    connect(m_welcome, &WelcomePage::hostAgainRequested, this, &MainWindow::hostAgain);
    connect(m_welcome, &WelcomePage::cancelled, this, &MainWindow::joinCancelled);
    connect(m_kept, &KeptSessions::forgotten, this, [this](const QString &folder, bool done) {
        if (done)
            m_settings.forgetFolder(QDir(folder).dirName());
        else
            say(tr(
                "What is kept of that session could not be removed: another window has it open, or the disk refuses. "
                "Close the other window and try again."));
    });
    connectActions();
    enableActions();
    titleChanged();
    m_welcome->focusFirst();
}

MainWindow::~MainWindow() = default;

void MainWindow::restoreGeometryFrom(const QByteArray &saved)
{
    if (!saved.isEmpty() && restoreGeometry(saved))
        return;
    const QSize room = screen()->availableSize() - QSize(40, 60);
    resize(first.boundedTo(room).expandedTo(smallest));
}

void MainWindow::titleChanged()
{
    const QString name = m_page ? m_page->session().hostName() : QString();
    const int unread = m_page ? m_page->session().rooms()->unreadTotal() : 0;
    QString title = name.isEmpty() ? QStringLiteral("Coterie")
                                   : tr("%1 - Coterie", "title of the window; %1 is a session").arg(name);
    if (unread > 0)
        title = tr("(%1) %2", "title of the window; %1 unread messages").arg(locale().toString(unread), title);
    setWindowTitle(title);
}

// ------------------------------------------------------------------------------------------------------------ pages

void MainWindow::showWelcome()
{
    if (m_page) {
        m_page->saveLayout();
        m_pages->removeWidget(m_page);
        delete m_page;
        m_page = nullptr;
    }
    m_pages->setCurrentWidget(m_welcome);
    m_welcome->joinCard()->showIdle();
    enableActions();
    titleChanged();
    m_welcome->focusFirst();
}

void MainWindow::showSession(Session &session)
{
    if (m_page)
        showWelcome();
    m_welcome->joinCard()->showIdle();
    m_notice->present(Mood::Warning, {});
    m_page = new SessionPage(session, m_settings, *m_actions);
    // Later: who leaves ends the page, and this comes from a button on it.
    connect(m_page, &SessionPage::leaveRequested, this, &MainWindow::askToLeave, Qt::QueuedConnection);
    connect(m_page, &SessionPage::otherRequested, this, &MainWindow::otherRequested, Qt::QueuedConnection);
    connect(m_page, &SessionPage::joinCancelled, this, &MainWindow::joinCancelled);
    connect(m_page, &SessionPage::joinAgain, this, &MainWindow::joinAgain);
    connect(m_page, &SessionPage::hostAddressesWanted, this, &MainWindow::hostAddressesWanted);
    connect(m_page, &SessionPage::linkActivated, this, &MainWindow::openLink);
    connect(m_page, &SessionPage::discardRoomRequested, this, &MainWindow::askToDiscardRoom);
    connect(&session, &Session::welcomed, m_page, [this] { titleChanged(); });
    connect(session.rooms(), &RoomListModel::unreadTotalChanged, m_page, [this] { titleChanged(); });
    m_pages->addWidget(m_page);
    m_pages->setCurrentWidget(m_page);
    m_page->setHosting(m_hosting);
    if (m_hosting) {
        m_page->setHostInfo(m_host);
        m_page->setHostStats(m_stats);
        m_page->setHostTrouble(m_hostTrouble);
        m_page->setHostAlarm(m_hostAlarm);
    }
    const QString view = m_settings.text(Settings::Key::View);
    m_page->setView(view == u"board" ? View::Board : view == u"split" ? View::Split : View::Chat);
    enableActions();
    titleChanged();
    m_page->focusContent();
}

void MainWindow::showJoining(const QString &name)
{
    if (m_page) {
        m_page->showJoining(name);
        return;
    }
    m_notice->present(Mood::Warning, {});
    m_welcome->joinCard()->showBusy(name);
}

void MainWindow::showJoinProblem(const QString &name, const QString &sentence)
{
    if (m_page)
        m_page->showJoinProblem(name, sentence);
    else
        m_welcome->joinCard()->showProblem(sentence);
}

void MainWindow::hideJoining()
{
    if (m_page)
        m_page->hideJoining();
    else
        m_welcome->joinCard()->showIdle();
}

void MainWindow::say(const QString &sentence)
{
    if (m_page)
        m_page->say(sentence);
    else
        m_notice->present(Mood::Warning, sentence);
}

// ------------------------------------------------------------------------------------------------------------- host

HostSheet *MainWindow::openHostSheet()
{
    m_welcome->takeName(); // the session is called after it
    auto *sheet = new HostSheet(this, m_settings, m_prompts);
    m_hostSheet = sheet;
    connect(sheet, &HostSheet::confirmed, this, [this, sheet](const HostRequest &request) {
        sheet->showBusy();
        emit hostRequested(request);
    });
    sheet->openFirst();
    return sheet;
}

// Its file, whatever else was hosted since. One that is gone is not begun anew under its name: nobody means that.
void MainWindow::hostAgain(const SeenSession &session)
{
    if (Sheet::openIn(this))
        return;
    if (QFileInfo(session.file).isFile()) {
        openHostSheet()->setSession(session.name, session.file);
        return;
    }
    Question question;
    question.title = tr("The session file is not there", "question");
    question.text =
        tr("%1 is kept in %2. The file was moved or removed, or its disk is not connected. Look for it in the "
           "folder, or in the trash.",
           "%1 is a session, %2 a file")
            .arg(isolated(session.name), isolated(QDir::toNativeSeparators(session.file)));
    question.answers = {tr("Forget the session", "answer: one whose file is gone"),
                        tr("Keep it in the list", "answer: a session whose file is gone")};
    question.dangerous = -1;
    m_prompts.ask(this, question, [this, session](int answer) {
        if (answer == 0)
            m_settings.forgetSession(session);
    });
}

void MainWindow::openSessionFile(const QString &file)
{
    if (auto *sheet = Sheet::openIn(this))
        sheet->dismiss();
    openHostSheet()->setSession(m_settings.nameOfFile(file), file);
}

void MainWindow::setHosting(const HostInfo &info)
{
    m_hosting = true;
    m_host = info;
    m_stats = {};
    m_hostTrouble.clear();
    m_hostAlarm.clear();
    if (m_hostSheet)
        m_hostSheet->dismiss();
    if (m_page) {
        m_page->setHosting(true);
        m_page->setHostInfo(info);
    }
    enableActions();
}

void MainWindow::setHostAddresses(const HostInfo &info)
{
    m_host = info;
    if (m_page)
        m_page->setHostAddresses(info);
}

void MainWindow::setNotHosting()
{
    m_hosting = false;
    if (m_page)
        m_page->setHosting(false);
    enableActions();
}

void MainWindow::setHostEnd(const QString &why)
{
    setNotHosting();
    if (m_page)
        m_page->setHostEnd(why);
    else
        say(why);
}

void MainWindow::setHostStats(const HostStats &stats)
{
    m_stats = stats;
    if (m_page)
        m_page->setHostStats(stats);
}

void MainWindow::setHostTrouble(const QString &words)
{
    m_hostTrouble = words;
    if (m_page)
        m_page->setHostTrouble(words);
}

void MainWindow::setHostAlarm(const QString &words)
{
    m_hostAlarm = words;
    if (m_page)
        m_page->setHostAlarm(words);
}

void MainWindow::showHostProblem(const QString &sentence)
{
    if (m_hostSheet)
        m_hostSheet->showProblem(sentence);
    else
        say(sentence);
}

void MainWindow::askToEnd(bool andQuit)
{
    if (std::exchange(m_asksToEnd, true))
        return;
    const int others = m_stats.people - 1;
    Question question;
    question.title = tr("End the session?", "question");
    question.text =
        others > 0
            ? tr("%Ln other people are in %1. They lose the connection.", nullptr, others).arg(isolated(m_host.name))
            : tr("Nobody else is in %1 at the moment.").arg(isolated(m_host.name));
    question.text +=
        u'\n' % (m_host.file.isEmpty() ? tr("It is not kept in a file: all that was said and drawn is gone.")
                                       : tr("What was said and drawn stays in the file."));
    if (const int waiting = m_page ? m_page->session().state().waiting : 0; waiting > 0)
        question.text +=
            u'\n' % tr("%Ln change(s) of yours are not in it yet. They are sent first, which takes a few seconds at "
                       "most.",
                       "before a session ends", waiting);
    askWhetherToEnd(question, andQuit, [this, andQuit] { sendAndEnd(andQuit); });
}

void MainWindow::askWhetherToEnd(Question question, bool andQuit, const std::function<void()> &then)
{
    if (m_page && m_page->session().isUnsaved())
        question.text += u'\n' % unsavedWords();
    question.answers = {andQuit ? tr("End session and quit", "answer") : tr("End session", "answer"),
                        tr("Keep hosting", "answer")};
    m_prompts.ask(this, question, [this, then](int answer) {
        if (answer == 0)
            then();
        else
            m_asksToEnd = false;
    });
}

void MainWindow::settle()
{
    if (m_page)
        m_page->board()->view()->finish();
}

// The host takes what its own person has still waiting before it says goodbye, but nobody waits for that for long.
void MainWindow::sendAndEnd(bool andQuit)
{
    settle();
    if (!m_page || m_page->session().state().waiting == 0) {
        end(andQuit);
        return;
    }
    say(tr("Your last changes are sent, then the session ends."));
    auto *sent = new UntilSent(m_page->session(), UntilSent::Host::Here, UntilSent::ofAGoodbye, this);
    connect(sent, &UntilSent::done, this, [this, andQuit](int left) {
        if (left == 0 || m_host.file.isEmpty() || !m_hosting)
            end(andQuit);
        else
            askToEndBefore(left, andQuit);
    });
}

void MainWindow::askToEndBefore(int waiting, bool andQuit)
{
    Question question;
    question.title = tr("End before all is sent?", "question");
    question.text = tr("%Ln change(s) of yours could not be sent in time and are not in the session's file. They stay "
                       "on this computer, and go when you host it here again; nobody else has them until then.",
                       "before a session ends", waiting);
    askWhetherToEnd(question, andQuit, [this, andQuit] { end(andQuit); });
}

void MainWindow::end(bool andQuit)
{
    m_asksToEnd = false;
    if (andQuit) {
        m_quitting = true;
        // Queued: the answer may come while a close event is still being handled.
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    } else if (m_hosting) {
        emit endRequested();
    }
}

QString MainWindow::unsavedWords()
{
    return tr("This computer's disk takes nothing, and the host has not got it yet: it is only in memory, and lost "
              "then. Make some room on the disk, or wait until it is sent.");
}

void MainWindow::askToLose(const QString &verb, std::function<void()> then)
{
    if (!m_page || !m_page->session().isUnsaved()) {
        then();
        return;
    }
    if (std::exchange(m_asksToLose, true))
        return;
    Question question;
    question.title = tr("Lose what you wrote?", "question");
    question.text =
        tr("Something you wrote or drew in %1 is not kept anywhere.").arg(isolated(m_page->session().hostName())) %
        u'\n' % unsavedWords();
    question.answers = {verb, tr("Stay", "answer: in a session")};
    m_prompts.ask(this, question, [this, then = std::move(then)](int answer) {
        m_asksToLose = false;
        if (answer == 0)
            then();
    });
}

void MainWindow::showKept()
{
    auto *sheet = new KeptSheet(this, *m_kept);
    connect(sheet, &KeptSheet::forgetRequested, this, [this, sheet](const KeptSession &session) {
        sheet->dismiss();
        askToForget(session);
    });
    sheet->openFirst();
}

void MainWindow::askToForget(const KeptSession &session)
{
    const QString name = session.name.isEmpty() ? QDir(session.folder).dirName() : session.name;
    Question question;
    question.title = tr("Forget what is kept of %1?", "question; %1 is a session").arg(isolated(name));
    question.text =
        tr("What this computer keeps of it (%1) is deleted. If you join the session again, you are somebody new "
           "to it. Nothing at its host is lost.",
           "%1 is a size")
            .arg(locale().formattedDataSize(session.bytes, 0));
    if (!session.isReadable)
        question.text +=
            u'\n' % tr("It cannot be read at the moment: something may be in it that its host has not got.");
    else if (session.onlyHere)
        question.text += u'\n' % tr("Something you wrote or drew there has not reached its host: it is lost then.");
    question.answers = {tr("Forget it", "answer: what is kept of a session"),
                        tr("Keep it", "answer: what is kept of a session")};
    m_prompts.ask(this, question, [this, folder = session.folder](int answer) {
        if (answer == 0)
            m_kept->forget(folder);
        // Later: this may come from a sheet that is just being closed.
        QMetaObject::invokeMethod(this, &MainWindow::showKept, Qt::QueuedConnection);
    });
}

void MainWindow::askToLeave()
{
    askToLose(tr("Leave", "answer: a session, in spite of what is lost"), [this] { emit leaveRequested(); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_hosting && !m_quitting) {
        event->ignore();
        if (!m_asksToEnd)
            askToEnd(true);
        return;
    }
    if (m_page && m_page->session().isUnsaved() && !m_quitting) {
        event->ignore();
        askToLose(tr("Quit", "answer: in spite of what is lost"), [this] {
            m_quitting = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    m_settings.setWindowGeometry(saveGeometry());
    if (m_page)
        m_page->saveLayout();
    event->accept();
    emit quitRequested();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        titleChanged();
    }
}

} // namespace coterie::ui
