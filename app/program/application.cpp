// SPDX-License-Identifier: MIT
#include "app/program/application.h"

#include "app/program/firstframe.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/mainwindow.h"
#include "app/ui/shell/text.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QApplication>
#include <QDir>
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
        invite.addresses = {{session.url.host(QUrl::EncodeUnicode), quint16(session.url.port(80)),
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

} // namespace coterie
