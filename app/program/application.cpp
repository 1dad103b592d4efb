// SPDX-License-Identifier: MIT
#include "app/program/application.h"

#include "app/program/firstframe.h"
#include "app/session/login.h"
#include "app/session/untilsent.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/mainwindow.h"
#include "app/ui/sessionpage.h"
#include "app/ui/shell/text.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>

namespace coterie {

namespace {

constexpr int longestGoodbyeMs = 5000;
constexpr int guessAfterMs = 1500; // whoever answers in a network has done so by then

ui::ThemeChoice themeOf(const QString &name)
{
    return name == u"dark"    ? ui::ThemeChoice::Dark
           : name == u"light" ? ui::ThemeChoice::Light
                              : ui::ThemeChoice::System;
}

} // namespace

Application::Application(QApplication &qt, std::unique_ptr<HostControl> host, QObject *parent)
    : QObject(parent)
    , m_theme(qt)
    , m_host(std::move(host))
{
    QApplication::setQuitOnLastWindowClosed(false);
    applySettings();
    connect(&m_settings, &Settings::changed, this, [this](Settings::Key key) {
        if (key == Settings::Key::DisplayName)
            m_person.clear(); // another one was chosen
        applySettings();
    });
    m_window = std::make_unique<ui::MainWindow>(m_settings, m_prompts);
    m_quitTimer.setSingleShot(true);
    m_quitTimer.setInterval(longestGoodbyeMs);
    connect(&m_quitTimer, &QTimer::timeout, this, &Application::ended);
    connectWindow();
    connectHost();
}

Application::~Application()
{
    m_window.reset();
    m_joining.reset();
    m_session.reset();
}

void Application::connectWindow()
{
    using ui::MainWindow;
    MainWindow *window = m_window.get();
    connect(window, &MainWindow::hostRequested, this, &Application::hostChosen);
    connect(window, &MainWindow::joinRequested, this, [this](const Invite &invite) { join(invite); });
    connect(window, &MainWindow::continueRequested, this, [this](const SeenSession &session) {
        Invite invite;
        invite.name = session.name;
        invite.addresses = {{session.url.host(), quint16(session.url.port(80)),
                             session.url.scheme() == u"ws" ? HostAddress::Wire::Plain : HostAddress::Wire::Encrypted}};
        join(invite, session.folder);
    });
    connect(window, &MainWindow::otherRequested, this, &Application::goToOther);
    connect(window, &MainWindow::joinCancelled, this, [this] {
        if (m_session) {
            cancelJoining();
            m_window->hideJoining(); // also the word of a try that had failed
        } else {
            leave();
        }
    });
    connect(
        window, &MainWindow::joinAgain, this, [this] { dial(m_wanted); }, Qt::QueuedConnection);
    connect(window, &MainWindow::leaveRequested, this, &Application::leaveSoon);
    connect(window, &MainWindow::hostAddressesWanted, this, [this] { m_host->lookForAddresses(); });
    connect(window, &MainWindow::endRequested, this, [this] { m_host->stop(); });
    connect(window, &MainWindow::quitRequested, this, [this] {
        if (m_hosting && beginToQuit()) // has waited for what is still to be sent, or does not want to
            endAll();
        else
            quit();
    });
}

void Application::connectHost()
{
    connect(m_host.get(), &HostControl::started, this, &Application::hostStarted);
    connect(m_host.get(), &HostControl::failed, this, [this](const QString &sentence) {
        if (m_quitting) {
            emit ended();
            return;
        }
        if (std::exchange(m_hosting, false))
            m_window->setHostEnd(sentence);
        else
            m_window->showHostProblem(sentence);
    });
    connect(m_host.get(), &HostControl::addressesChanged, this,
            [this](const HostInfo &info) { m_window->setHostAddresses(info); });
    connect(m_host.get(), &HostControl::troubleChanged, this,
            [this](const QString &words) { m_window->setHostTrouble(words); });
    connect(m_host.get(), &HostControl::alarmed, this, [this](const QString &words) { m_window->setHostAlarm(words); });
    connect(m_host.get(), &HostControl::statsChanged, this,
            [this](const HostStats &stats) { m_window->setHostStats(stats); });
    connect(m_host.get(), &HostControl::stopped, this, [this] {
        m_hosting = false;
        m_window->setNotHosting();
        if (m_quitting)
            emit ended();
        else
            leave();
    });
}

void Application::applySettings()
{
    m_theme.setChoice(themeOf(m_settings.theme()));
    m_theme.setFontScale(m_settings.fontScale());
    if (const QString name = person(); !name.isEmpty())
        for (const auto *session : {&m_session, &m_joining})
            if (*session)
                (*session)->rename(name);
    // Not from inside the page that is being told of the name.
    if (m_whenNamed && !person().isEmpty())
        QTimer::singleShot(0, this, [this, where = *std::exchange(m_whenNamed, {})] { connectTo(where); });
    if (!m_fileWhenNamed.isEmpty() && !person().isEmpty())
        QTimer::singleShot(0, this, [this, file = std::exchange(m_fileWhenNamed, {})] { openFile(file); });
}

QString Application::person() const
{
    return m_person.isEmpty() ? m_settings.displayName() : m_person;
}

void Application::start(const StartOptions &options)
{
    if (m_settings.displayName().isEmpty() && !options.person.isEmpty())
        m_settings.setDisplayName(options.person); // who has no name yet keeps this one
    else
        m_person = options.person;
    m_window->winId(); // there is a window to watch
    FirstFrame::watch(*m_window->windowHandle());
    m_window->show();
    m_kept.dropEmpty();
    if (options.host)
        host(*options.host);
    else if (!options.open.isEmpty())
        openFile(options.open);
    else if (!options.join.isEmpty())
        called(options.join);
}

void Application::called(const QString &what)
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (what.isEmpty())
        return;
    if (QFileInfo(what).isAbsolute())
        openFile(what);
    else if (const auto invite = parseInvitation(what)) {
        m_window->welcome()->joinCard()->setText(what); // to be mended there when nobody answers
        join(*invite);
    } else
        m_window->say(tr("This invite link is damaged. Ask for it again."));
}

// ------------------------------------------------------------------------------------------------------------- host

void Application::hostChosen(const HostRequest &request)
{
    host(request);
    m_chosen = true;
}

void Application::host(const HostRequest &request)
{
    m_chosen = false;
    // It may come from the settings of an earlier version, which took others. Empty: the file knows it.
    const auto name = normalizedName(request.name);
    if (!request.name.isEmpty() && !name) {
        m_window->showHostProblem(tr("A session cannot be called %1. Choose a name of 1 to %2 visible characters.")
                                      .arg(ui::isolated(request.name.left(int(nameLength.max))))
                                      .arg(nameLength.max));
        return;
    }
    m_request = request;
    m_request.name = name.value_or(QString());
    m_host->start(m_request);
}

void Application::openFile(const QString &file)
{
    if (m_hosting) {
        m_window->say(tr("You are hosting a session. End it first, then open the other one."));
        return;
    }
    if (!QFileInfo(file).isFile()) {
        m_window->say(tr("The session file %1 is not there any more. Look for it in the folder, or in the trash.")
                          .arg(ui::isolated(QDir::toNativeSeparators(file))));
        return;
    }
    if (person().isEmpty()) {   // who nobody knows yet says so first, as they do before they join
        m_fileWhenNamed = file; // and nothing that was to come before
        m_whenNamed = {};
        m_window->welcome()->askNameFor(m_settings.nameOfFile(file), ui::WelcomePage::Next::Open);
        return;
    }
    // Not hosted before somebody has said so: it opens this computer to the network.
    m_window->askToLose(tr("Open and lose it", "answer"), [this, file] { m_window->openSessionFile(file); });
}

void Application::hostStarted(const HostInfo &info)
{
    m_window->settle();
    m_lastWords = wordsOfWaiting();
    closeSession(); // of another host: one's own is there
    m_hosting = true;
    if (m_chosen) {
        m_settings.setValue(Settings::Key::HostName, info.name);
        m_settings.setValue(Settings::Key::HostFile, m_request.file);
        m_settings.setValue(Settings::Key::HostPort, int(m_request.port));
        m_settings.setValue(Settings::Key::HostLan, m_request.lan);
    }
    if (!m_request.file.isEmpty())
        m_settings.rememberHosted(info.name, m_request.file);
    m_window->setHosting(info);
    connectTo({{info.local}, info.name, {}, info.pin});
}

// ------------------------------------------------------------------------------------------------------------- join

void Application::join(const Invite &invite, const QString &folder)
{
    m_leaving = nullptr; // it is this that is wanted now
    const Destination where{invite.urls(),
                            invite.name.isEmpty() ? invite.addresses.constFirst().text() : invite.name,
                            invite.pin,
                            {},
                            folder,
                            {},
                            !invite.name.isEmpty()};
    // Two of one session would be two people.
    if (m_session && m_session->isAt(where.urls, where.pin, invite.name)) {
        cancelJoining();
        m_window->hideJoining(); // also the word of a try that had failed
        const auto other = m_session->other();
        // By its name, or whatever answers there.
        const bool isItsName = invite.name.isEmpty()
                                   ? m_session->state().isOtherThere
                                   : other && other->name == invite.name && other->name != m_session->hostName();
        const bool isOther =
            other && isItsName && (where.pin.isEmpty() || where.pin == other->pin) && where.urls.contains(other->url);
        if (isOther) { // it has been met there, in the place of this one
            goToOther();
            return;
        }
        m_session->comeTo(where.urls, where.pin);
        const bool there = m_session->state().state == Session::State::Online;
        const bool isMeant = invite.name.isEmpty() || invite.name == m_session->hostName();
        m_window->say((there ? tr("You are in %1 already.", "%1 is a session")
                       : isMeant
                           ? tr("This is %1, which is here already. It is looked for there now.", "%1 is a session")
                           : tr("You are still in %1, which was at this address. What answers there now is "
                                "said in a moment.",
                                "%1 is a session"))
                          .arg(ui::isolated(m_session->hostName())));
        return;
    }
    if (m_hosting) {
        m_window->say(tr("You are hosting a session. End it first, then join the other one."));
        return;
    }
    m_window->askToLose(tr("Join and lose it", "answer"), [this, where] { connectTo(where); });
}

// Not behind anybody's back (A322): by a button.
void Application::goToOther()
{
    if (!m_session || !m_session->other())
        return; // its own host is back
    const OtherSession other = *m_session->other();
    const Destination where{{other.url}, other.name, other.pin, {}, {}, other.token};
    m_window->askToLose(tr("Join and lose it", "answer"), [this, where] { connectTo(where); });
}

void Application::connectTo(const Destination &where)
{
    // A link that is opened on the first start, say. The first page asks for a name; nobody is let in without one.
    if (person().isEmpty()) {
        closeSession();
        m_whenNamed = where;
        m_fileWhenNamed.clear();
        m_window->showWelcome();
        m_window->welcome()->askNameFor(where.name);
        return;
    }
    m_wanted = where;
    dial(where);
}

// The session that one is in stays as it is until the other one has let one in.
void Application::dial(const Destination &where)
{
    m_leaving = nullptr;
    cancelJoining();
    SessionSettings settings;
    settings.url = where.urls.constFirst();
    settings.otherUrls = where.urls.mid(1);
    settings.displayName = person();
    settings.cacheDir = Settings::cacheDir();
    settings.sessionName = where.name;
    settings.pin = where.pin;
    settings.ownPin = where.ownPin;
    settings.folder = where.folder;
    settings.token = where.token;
    if (m_hosting && m_request.file.isEmpty()) {
        m_passing = std::make_unique<QTemporaryDir>();
        if (m_passing->isValid())
            settings.cacheDir = m_passing->path();
    }
    m_joining = std::make_unique<Session>(settings);
    Session *session = m_joining.get();
    // Seen before: what is on this computer can be read at once if it is sure to be what is meant. Of an address, and
    // of a name that several have, only whoever answers knows: that is waited for, but not for long.
    connect(session, &Session::opened, this, [this, session, where] {
        if (!where.folder.isEmpty() && session->folder() == where.folder)
            showBefore(session);
        else
            QTimer::singleShot(guessAfterMs, session, [this, session] { showBefore(session); });
    });
    connect(session, &Session::welcomed, this, [this, session] {
        if (session == m_joining.get())
            enter();
        if (m_hosting)
            m_host->own(session->me());
        else
            m_settings.rememberSession(session->hostName(), session->url(), QDateTime::currentDateTimeUtc(),
                                       session->folder());
    });
    connect(session, &Session::stateChanged, this,
            [this, session](const Session::StateInfo &info) { joiningStateChanged(session, info); });
    m_window->showJoining(where.name);
    session->open();
}

void Application::joiningStateChanged(const Session *session, const Session::StateInfo &info)
{
    using State = Session::State;
    const bool failed = info.state == State::Refused || info.state == State::HostAway ||
                        (info.state == State::Offline && !info.reason.isEmpty());
    if (!failed || session != m_joining.get())
        return;
    if (m_hosting && info.state != State::Refused)
        return; // one's own host is there, and is asked until it answers
    // The session is the one that speaks: it ends after it has finished its sentence.
    QMetaObject::invokeMethod(
        this,
        [this, sentence = info.cause, speaker = QPointer(session)] {
            if (!speaker || speaker != m_joining.get())
                return;
            // Nobody answers: then it is what is here of the one that did last.
            if (speaker->state().state != Session::State::Refused)
                showBefore(speaker);
            if (speaker != m_joining.get())
                return;
            m_joining.reset();
            if (m_hosting) { // and nobody could end it from a page that is not there
                m_lastWords = QStringList{std::exchange(m_lastWords, {}), sentence}.join(u' ').trimmed();
                m_host->stop();
            } else {
                m_window->showJoinProblem(m_wanted.name, sentence);
            }
        },
        Qt::QueuedConnection);
}

// One's own host answers, however slow its disk is; and who has said which session they mean is shown no other one.
void Application::showBefore(const Session *session)
{
    if (m_hosting || m_session || session != m_joining.get() || session->isLoading() ||
        session->rooms()->rowCount() == 0)
        return;
    const bool isMeant = m_wanted.folder.isEmpty() ? !m_wanted.isNamed || session->hostName() == m_wanted.name
                                                   : session->folder() == m_wanted.folder;
    if (isMeant)
        enter();
}

QString Application::wordsOfWaiting() const
{
    const int waiting = m_session && !m_session->isUnsaved() ? m_session->state().waiting : 0;
    if (waiting == 0)
        return {};
    return tr("%Ln change(s) of yours in %1 did not reach its host. They are kept on this computer, and sent when you "
              "are in that session again and its host is there.",
              "%1 is a session that one has left", waiting)
        .arg(ui::isolated(m_session->hostName()));
}

void Application::enter()
{
    m_window->settle(); // what is still being written waits, too
    QString words = wordsOfWaiting();
    if (words.isEmpty())
        words = std::exchange(m_lastWords, {});
    const std::unique_ptr<Session> before = std::exchange(m_session, std::move(m_joining));
    m_leaving = nullptr;
    m_window->showSession(*m_session); // the page of the one before ends first
    if (before)
        before->close();
    if (!words.isEmpty())
        m_window->say(words);
}

void Application::cancelJoining()
{
    if (!m_joining)
        return;
    m_joining->close();
    m_joining.reset();
    m_window->hideJoining();
}

void Application::closeSession()
{
    cancelJoining();
    if (m_window->page())
        m_window->showWelcome();
    if (!m_session)
        return;
    m_session->close();
    m_leaving = nullptr;
    m_session.reset();
    m_passing.reset();
}

// Its host takes what waits for it first, where it can be reached.
void Application::leaveSoon()
{
    m_window->settle();
    Session *session = m_session.get();
    const auto goNow = [this] {
        m_lastWords = wordsOfWaiting();
        leave();
    };
    const bool isSending = session && session->state().waiting > 0 && UntilSent::isReached(*session);
    if (!isSending || std::exchange(m_leaving, session) == session) { // asked for once more
        goNow();
        return;
    }
    m_window->say(tr("Your last changes are sent, then you leave."));
    const auto *sent = new UntilSent(*session, UntilSent::Host::Elsewhere, UntilSent::ofAGoodbye, m_window.get());
    connect(sent, &UntilSent::done, this, [this, session, goNow] {
        if (std::exchange(m_leaving, nullptr) == session && m_session.get() == session)
            goNow();
    });
}

void Application::leave()
{
    m_whenNamed = {};
    m_fileWhenNamed.clear();
    closeSession();
    m_window->showWelcome();
    if (!m_lastWords.isEmpty())
        m_window->say(std::exchange(m_lastWords, {}));
}

// The host takes what waits for it first, one's own or another that can be reached.
void Application::quit()
{
    if (!beginToQuit())
        return;
    const bool isLive = m_session && (m_hosting || UntilSent::isReached(*m_session));
    if (!isLive || m_session->state().waiting == 0) {
        endAll();
        return;
    }
    const auto host = m_hosting ? UntilSent::Host::Here : UntilSent::Host::Elsewhere;
    const auto *sent = new UntilSent(*m_session, host, UntilSent::ofAGoodbye, m_window.get());
    connect(sent, &UntilSent::done, this, &Application::endAll);
}

bool Application::beginToQuit()
{
    if (std::exchange(m_quitting, true))
        return false;
    emit ending();
    m_window->settle(); // what a board or the keys have under way is to be sent, too
    m_settings.setWindowGeometry(m_window->saveGeometry()); // a signal asks no window
    m_window->hide();
    return true;
}

// The host tells everybody and finishes what it took; nobody waits longer than a few seconds for that.
void Application::endAll()
{
    closeSession();
    if (m_host->isRunning()) {
        m_quitTimer.start();
        m_host->stop();
    } else {
        emit ended();
    }
}

} // namespace coterie
