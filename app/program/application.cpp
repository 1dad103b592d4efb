// SPDX-License-Identifier: MIT
#include "app/program/application.h"

#include "app/program/firstframe.h"
#include "app/ui/mainwindow.h"
#include "app/ui/sessionpage.h"

#include <QApplication>
#include <QFileInfo>

namespace coterie {

namespace {

constexpr int longestGoodbyeMs = 5000;

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
    connect(&m_settings, &Settings::changed, this, &Application::applySettings);
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
    m_session.reset();
}

void Application::connectWindow()
{
    using ui::MainWindow;
    MainWindow *window = m_window.get();
    connect(window, &MainWindow::hostRequested, this, &Application::host);
    connect(window, &MainWindow::joinRequested, this, &Application::join);
    connect(window, &MainWindow::joinCancelled, this, &Application::leave);
    connect(window, &MainWindow::leaveRequested, this, &Application::leave);
    connect(window, &MainWindow::endRequested, this, [this] { m_host->stop(); });
    connect(window, &MainWindow::quitRequested, this, &Application::quit);
}

void Application::connectHost()
{
    connect(m_host.get(), &HostControl::started, this, &Application::hostStarted);
    connect(m_host.get(), &HostControl::failed, this, [this](const QString &sentence) {
        if (m_quitting) {
            emit ended();
            return;
        }
        if (std::exchange(m_hosting, false)) // while it ran; what is on this computer can be read on
            m_window->setNotHosting();
        m_window->showHostProblem(sentence);
    });
    connect(m_host.get(), &HostControl::troubleChanged, this,
            [this](const QString &words) { m_window->setHostTrouble(words); });
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
    if (m_session && !m_settings.displayName().isEmpty())
        m_session->rename(m_settings.displayName());
    // Not from inside the page that is being told of the name.
    if (m_whenNamed && !m_settings.displayName().isEmpty())
        QTimer::singleShot(0, this, [this, where = *std::exchange(m_whenNamed, {})] { connectTo(where); });
}

void Application::start(const StartOptions &options)
{
    if (!options.person.isEmpty())
        m_settings.setDisplayName(options.person);
    m_window->winId(); // there is a window to watch
    FirstFrame::watch(*m_window->windowHandle());
    m_window->show();
    if (options.host)
        host(*options.host);
    else if (!options.open.isEmpty())
        openFile(options.open);
    else if (const auto invite = parseInvitation(options.join))
        join(*invite);
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
    else if (const auto invite = parseInvitation(what))
        join(*invite);
    else
        m_window->say(tr("This invite link is damaged. Ask for it again."));
}

// ------------------------------------------------------------------------------------------------------------- host

void Application::host(const HostRequest &request)
{
    m_request = request;
    m_host->start(request);
}

void Application::openFile(const QString &file)
{
    if (m_hosting) {
        m_window->say(tr("You are hosting a session. End it first, then open the other one."));
        return;
    }
    HostRequest request; // the file knows the name
    request.file = file;
    request.port = quint16(m_settings.integer(Settings::Key::HostPort));
    request.lan = m_settings.flag(Settings::Key::HostLan);
    host(request);
}

void Application::hostStarted(const HostInfo &info)
{
    m_hosting = true;
    m_settings.setValue(Settings::Key::HostName, info.name);
    m_settings.setValue(Settings::Key::HostFile, m_request.file);
    m_settings.setValue(Settings::Key::HostPort, int(m_request.port));
    m_settings.setValue(Settings::Key::HostLan, m_request.lan);
    m_window->setHosting(info);
    connectTo({{info.local}, info.name, {}});
}

// ------------------------------------------------------------------------------------------------------------- join

void Application::join(const Invite &invite)
{
    if (m_hosting) {
        m_window->say(tr("You are hosting a session. End it first, then join the other one."));
        return;
    }
    connectTo({invite.urls(), invite.name.isEmpty() ? invite.addresses.constFirst().text() : invite.name, invite.pin});
}

void Application::connectTo(const Destination &where)
{
    closeSession();
    // A link that is opened on the first start, say. The first page asks for a name; nobody is let in without one.
    if (m_settings.displayName().isEmpty()) {
        m_whenNamed = where;
        m_window->showWelcome();
        return;
    }
    m_joinName = where.name;
    SessionSettings settings;
    settings.url = where.urls.constFirst();
    settings.otherUrls = where.urls.mid(1);
    settings.displayName = m_settings.displayName();
    settings.cacheDir = Settings::cacheDir();
    settings.sessionName = where.name;
    settings.pin = where.pin;
    m_session = std::make_unique<Session>(settings);
    connect(m_session.get(), &Session::opened, this, [this] {
        if (m_session->rooms()->rowCount() > 0)
            showSession(); // seen before: what is on this computer can be read at once
    });
    connect(m_session.get(), &Session::welcomed, this, [this] {
        showSession();
        remember();
    });
    connect(m_session.get(), &Session::stateChanged, this, &Application::sessionStateChanged);
    m_window->showJoining(where.name);
    m_session->open();
}

// While there is no page yet, the welcome page tells how it goes.
void Application::sessionStateChanged(const Session::StateInfo &info)
{
    using State = Session::State;
    const bool failed = info.state == State::Refused || info.state == State::HostAway ||
                        (info.state == State::Offline && !info.reason.isEmpty());
    if (!failed || m_window->page())
        return;
    const QString sentence = info.reason;
    // The session is the one that speaks: it ends after it has finished its sentence.
    QTimer::singleShot(0, m_session.get(), [this, sentence] {
        closeSession();
        m_window->showJoinProblem(sentence);
    });
}

void Application::showSession()
{
    if (!m_window->page())
        m_window->showSession(*m_session);
}

void Application::remember()
{
    if (!m_hosting)
        m_settings.rememberSession(m_session->hostName(), m_session->url());
}

void Application::closeSession()
{
    if (m_window->page())
        m_window->showWelcome();
    if (!m_session)
        return;
    m_session->close();
    m_session.reset();
}

void Application::leave()
{
    m_whenNamed = {};
    closeSession();
    m_window->showWelcome();
}

// The host tells everybody and finishes what it took; nobody waits longer than a few seconds for that.
void Application::quit()
{
    if (m_quitting)
        return;
    m_quitting = true;
    m_window->hide();
    closeSession();
    if (m_host->isRunning()) {
        m_quitTimer.start();
        m_host->stop();
    } else {
        emit ended();
    }
}

} // namespace coterie
