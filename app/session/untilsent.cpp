// SPDX-License-Identifier: MIT
#include "app/session/untilsent.h"

#include "app/session/session.h"

#include <utility>

namespace coterie {

UntilSent::UntilSent(Session &session, Host host, std::chrono::milliseconds most, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_host(host)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(most);
    connect(&m_timer, &QTimer::timeout, this, [this] { finish(m_session.state().waiting); });
    connect(&session, &Session::stateChanged, this, &UntilSent::look);
    connect(&session, &QObject::destroyed, this, [this] { finish(0); });
    m_timer.start();
    // Whoever made this is still to listen.
    QMetaObject::invokeMethod(this, &UntilSent::look, Qt::QueuedConnection);
}

bool UntilSent::isReached(const Session &session)
{
    const auto state = session.state().state;
    return state == Session::State::Online || state == Session::State::CatchingUp;
}

void UntilSent::look()
{
    if (m_isDone) // perhaps for the session is gone
        return;
    const int waiting = m_session.state().waiting;
    if (waiting == 0 || (m_host == Host::Elsewhere && !isReached(m_session)))
        finish(waiting);
}

void UntilSent::finish(int left)
{
    if (std::exchange(m_isDone, true))
        return;
    m_timer.stop();
    // Not from inside what told it: whoever hears of it may end the session.
    QMetaObject::invokeMethod(
        this,
        [this, left] {
            emit done(left);
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace coterie
