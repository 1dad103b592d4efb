// SPDX-License-Identifier: MIT
#include "server/net/timerqueue.h"

#include <algorithm>
#include <limits>

namespace coterie::server {

namespace {

constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 nsPerSecond = 1'000'000'000;

// A coarse timer may be 5 % off, which lets timers of like intervals fire in one wake-up; a very coarse one keeps to
// whole seconds.
qint64 rounded(qint64 exact, qint64 intervalMs, Qt::TimerType type)
{
    qint64 grain = 1;
    if (type == Qt::VeryCoarseTimer) {
        grain = nsPerSecond;
    } else if (type == Qt::CoarseTimer && intervalMs >= 20) {
        grain = nsPerMs;
        while (grain * 2 <= std::min(intervalMs * nsPerMs / 20, nsPerSecond))
            grain *= 2;
    }
    return (exact + grain / 2) / grain * grain;
}

} // namespace

void TimerQueue::add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object, qint64 now)
{
    // A week of weeks is for ever, and keeps nanoseconds within 63 bits.
    intervalMs = std::clamp(intervalMs, qint64(0), std::numeric_limits<qint64>::max() / nsPerMs / 4);
    remove(id);
    Timer &timer = m_timers[id];
    timer.object = object;
    timer.interval = intervalMs;
    timer.type = type;
    arm(id, timer, now + intervalMs * nsPerMs, now);
}

void TimerQueue::arm(int id, Timer &timer, qint64 exact, qint64 now)
{
    timer.exact = exact;
    timer.due = std::max(rounded(exact, timer.interval, timer.type), now);
    timer.serial = ++m_serial;
    m_order.emplace(std::pair(timer.due, timer.serial), id);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_order.erase({found->second.due, found->second.serial});
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAll(const QObject *object)
{
    std::size_t removed = 0;
    for (auto it = m_timers.begin(); it != m_timers.end();) {
        if (it->second.object == object) {
            m_order.erase({it->second.due, it->second.serial});
            it = m_timers.erase(it);
            ++removed;
        } else {
            ++it;
        }
    }
    return removed > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> list;
    for (const auto &[id, timer] : m_timers)
        if (timer.object == object)
            list.append({id, int(std::min(timer.interval, qint64(std::numeric_limits<int>::max()))), timer.type});
    return list;
}

int TimerQueue::remaining(int id, qint64 now) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return -1;
    const qint64 left = std::max(found->second.due - now, qint64(0));
    return int(std::min((left + nsPerMs - 1) / nsPerMs, qint64(std::numeric_limits<int>::max())));
}

std::optional<qint64> TimerQueue::nextDue() const
{
    for (const auto &[key, id] : m_order)
        if (m_timers.at(id).running == 0)
            return key.first;
    return std::nullopt;
}

std::optional<TimerQueue::Due> TimerQueue::takeDue(qint64 now, quint64 pass)
{
    for (auto it = m_order.begin(); it != m_order.end() && it->first.first <= now; ++it) {
        Timer &timer = m_timers.at(it->second);
        if (timer.running > 0 || timer.serial > pass)
            continue;
        const int id = it->second;
        m_order.erase(it);
        // From when it was due, so that a steady timer does not drift; from now, when whole periods were missed.
        const qint64 next = timer.exact + timer.interval * nsPerMs;
        arm(id, timer, next > now ? next : now + timer.interval * nsPerMs, now);
        ++timer.running;
        return Due{id, timer.object};
    }
    return std::nullopt;
}

void TimerQueue::finished(int id)
{
    if (const auto found = m_timers.find(id); found != m_timers.end() && found->second.running > 0)
        --found->second.running;
}

} // namespace coterie::server
