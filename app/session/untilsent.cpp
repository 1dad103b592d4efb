// SPDX-License-Identifier: MIT
#include "app/session/untilsent.h"

#include "app/session/session.h"

#include <utility>

namespace coterie {

UntilSent::UntilSent(Session &session, std::chrono::milliseconds most, QObject *parent)
    : QObject(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(most);
    connect(&m_timer, &QTimer::timeout, this, [this, &session] { finish(session.state().waiting); });
    connect(&session, &Session::stateChanged, this, [this](const Session::StateInfo &info) {
        if (info.waiting == 0)
            finish(0);
    });
    connect(&session, &QObject::destroyed, this, [this] { finish(0); });
    m_timer.start();
    // Whoever made this is still to listen.
    QMetaObject::invokeMethod(
        this,
        [this, &session] {
            if (!m_isDone && session.state().waiting == 0)
                finish(0);
        },
        Qt::QueuedConnection);
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
