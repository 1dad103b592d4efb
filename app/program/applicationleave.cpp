// SPDX-License-Identifier: MIT
#include "app/program/application.h"

#include "app/session/untilsent.h"
#include "app/ui/mainwindow.h"
#include "app/ui/shell/text.h"

namespace coterie {

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

void Application::closeSession()
{
    cancelJoining();
    if (m_window->page())
        m_window->showWelcome();
    if (!m_session)
        return;
    m_session->close();
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
    if (!isSending || m_leaving) { // asked for once more
        goNow();
        return;
    }
    m_leaving = session;
    m_window->say(tr("Your last changes are sent, then you leave."));
    const auto *sent = new UntilSent(*session, UntilSent::Host::Elsewhere, UntilSent::ofAGoodbye, m_window.get());
    connect(sent, &UntilSent::done, session, [this, goNow] {
        if (m_leaving) // nothing else has been wanted since
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
