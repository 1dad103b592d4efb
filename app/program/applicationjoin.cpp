// SPDX-License-Identifier: MIT
#include "app/program/application.h"

#include "app/session/login.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/mainwindow.h"
#include "app/ui/shell/text.h"

namespace coterie {

namespace {

constexpr int guessAfterMs = 1500; // whoever answers in a network has done so by then

} // namespace

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

void Application::enter()
{
    m_window->settle(); // what is still being written waits, too
    QString words = wordsOfWaiting();
    if (words.isEmpty())
        words = std::exchange(m_lastWords, {});
    const std::unique_ptr<Session> before = std::exchange(m_session, std::move(m_joining));
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

} // namespace coterie
