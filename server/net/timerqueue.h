// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractEventDispatcher>

#include <map>
#include <optional>
#include <unordered_map>

namespace coterie::server {

// The timers of one thread in the order in which they are due. Knows no event loop and reads no clock: times come in,
// in nanoseconds of a clock that never goes back.
class TimerQueue final
{
public:
    void add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object, qint64 now);
    bool remove(int id);
    bool removeAll(const QObject *object);
    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfo> timersOf(const QObject *object) const;
    // Milliseconds until the timer fires, 0 when it is due, -1 when there is none.
    [[nodiscard]] int remaining(int id, qint64 now) const;
    // When the next timer that is not just running its slot is due.
    [[nodiscard]] std::optional<qint64> nextDue() const;

    struct Due {
        int id;
        QObject *object;
    };
    // The next timer that is due at `now` and was armed before this pass. It is rearmed, and does not fire again before
    // finished() even if its slot runs an event loop.
    std::optional<Due> takeDue(qint64 now, quint64 pass);
    void finished(int id);
    [[nodiscard]] quint64 beginPass() { return ++m_serial; }

private:
    struct Timer {
        QObject *object = nullptr;
        qint64 interval = 0; // ms
        qint64 exact = 0;    // ns; when it would be due were it precise, so that rounding does not add up
        qint64 due = 0;      // ns
        quint64 serial = 0;  // second half of the key in m_order; also tells in which pass it was armed
        Qt::TimerType type = Qt::CoarseTimer;
        int running = 0;
    };
    using Order = std::map<std::pair<qint64, quint64>, int>;

    void arm(int id, Timer &timer, qint64 exact, qint64 now);

    Order m_order;
    std::unordered_map<int, Timer> m_timers;
    quint64 m_serial = 0;
};

} // namespace coterie::server
