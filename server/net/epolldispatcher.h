// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/timerqueue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <vector>

namespace coterie::server {

// The event loop of the host's thread on Linux: epoll, whose cost follows what happens and not how many connections are
// open, as poll()'s does. Owns one epoll descriptor and one eventfd. Lives in the thread it drives; only wakeUp() and
// interrupt() may come from elsewhere. Changes of interest in a descriptor are told to the kernel once per turn.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EpollDispatcher)
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    // What is wanted of one descriptor. The index of a notifier is its QSocketNotifier::Type.
    struct Watch {
        QSocketNotifier *notifiers[3] = {};
        quint32 known = 0;    // events the kernel was told
        bool dirty = false;   // `known` may differ from what the notifiers want
        bool pollable = true; // false: the kernel has nothing to wait for, as with a regular file
        quint8 pending = 0;   // types that wait in m_pending
    };
    struct Pending {
        int fd;
        quint8 type;
    };

    [[nodiscard]] static quint32 wantedEvents(const Watch &watch);
    void tellKernel(int fd, Watch &watch);
    void settleInterests();
    void waitForEvents(int timeoutMs);
    void waitForWakeUpOnly(int timeoutMs);
    void markReady(int fd, quint32 events);
    int activateNotifiers();
    int activateTimers();
    void drainWakeUp();
    [[nodiscard]] int timeout(bool wait, bool withTimers) const;

    int m_epoll = -1;
    int m_event = -1;
    std::vector<Watch> m_watches; // by descriptor
    std::vector<int> m_dirty;
    std::vector<int> m_alwaysReady;
    std::vector<Pending> m_pending; // notifiers whose event came and whose slot did not run yet
    std::size_t m_pendingAt = 0;
    TimerQueue m_timers;
    std::atomic<bool> m_awake = false;
    std::atomic<bool> m_interrupted = false;
};

} // namespace coterie::server
