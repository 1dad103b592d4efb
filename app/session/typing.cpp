// SPDX-License-Identifier: MIT
#include "app/session/typing.h"

#include <algorithm>

namespace coterie {

namespace {
constexpr qint64 fadeMs = 6000;
constexpr qint64 repeatMs = 4000;
} // namespace

TypingTracker::TypingTracker(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TypingTracker::expire);
}

QStringList TypingTracker::names() const
{
    QStringList names;
    for (const auto &writer : m_writers)
        names.append(writer.name);
    return names;
}

bool TypingTracker::isTyping(const UserId &user) const
{
    return std::any_of(m_writers.cbegin(), m_writers.cend(), [&](const Writer &w) { return w.user == user; });
}

void TypingTracker::note(const UserId &user, const QString &name, bool on)
{
    const auto at =
        std::find_if(m_writers.begin(), m_writers.end(), [&](const Writer &writer) { return writer.user == user; });
    const qint64 until = m_clock.monotonicMs() + fadeMs;
    const bool was = at != m_writers.end();
    if (!on && !was)
        return;
    const bool renamed = was && at->name != name;
    if (!on)
        m_writers.erase(at);
    else if (was)
        *at = {user, name, until};
    else
        m_writers.append({user, name, until});
    arm();
    if (on != was)
        emit userChanged(user, on);
    if (on != was || renamed)
        emit changed(names());
}

void TypingTracker::clear()
{
    m_timer.stop();
    if (m_writers.isEmpty())
        return;
    const QList<Writer> gone = std::exchange(m_writers, {});
    for (const Writer &writer : gone)
        emit userChanged(writer.user, false);
    emit changed({});
}

void TypingTracker::expire()
{
    const qint64 now = m_clock.monotonicMs();
    QList<UserId> gone;
    m_writers.removeIf([&](const Writer &writer) {
        if (writer.until > now)
            return false;
        gone.append(writer.user);
        return true;
    });
    arm();
    if (gone.isEmpty())
        return;
    for (const UserId &user : std::as_const(gone))
        emit userChanged(user, false);
    emit changed(names());
}

void TypingTracker::arm()
{
    if (m_writers.isEmpty()) {
        m_timer.stop();
        return;
    }
    const auto first = std::min_element(m_writers.cbegin(), m_writers.cend(),
                                        [](const Writer &a, const Writer &b) { return a.until < b.until; });
    m_timer.start(int(std::max<qint64>(1, first->until - m_clock.monotonicMs())));
}

std::optional<bool> TypingThrottle::note(bool on, qint64 nowMs)
{
    if (on == m_on && (!on || nowMs - m_said < repeatMs))
        return {};
    m_on = on;
    m_said = nowMs;
    return on;
}

} // namespace coterie
