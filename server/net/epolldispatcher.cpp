// SPDX-License-Identifier: MIT
#include "server/net/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace coterie::server {

namespace {

constexpr std::array<quint32, 3> eventsOfType{EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr int eventsPerTurn = 512;

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = m_event;
    if (m_epoll < 0 || m_event < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_event, &event) != 0)
        qFatal("EpollDispatcher: no descriptor is left for the event loop");
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_event);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false, std::memory_order_relaxed);
    Q_EMIT awake();
    // Whatever is posted from here on sets the flag again, so it is delivered below or keeps the loop from sleeping.
    m_awake.store(false, std::memory_order_seq_cst);
    QCoreApplication::sendPostedEvents();

    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool withNotifiers = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const auto mayWait = [&] {
        return flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted.load() && !m_awake.load();
    };
    if (mayWait())
        Q_EMIT aboutToBlock();
    if (m_interrupted.load())
        return false;

    int handled = 0;
    if (withNotifiers) {
        settleInterests();
        waitForEvents(timeout(mayWait() && m_alwaysReady.empty(), withTimers));
        handled += activateNotifiers();
    } else {
        waitForWakeUpOnly(timeout(mayWait(), withTimers));
    }
    if (withTimers)
        handled += activateTimers();
    return handled > 0;
}

int EpollDispatcher::timeout(bool wait, bool withTimers) const
{
    if (!wait)
        return 0;
    const auto due = withTimers ? m_timers.nextDue() : std::nullopt;
    if (!due)
        return -1;
    const qint64 left = std::max(*due - nowNs(), qint64(0));
    return int(std::min((left + 999'999) / 1'000'000, qint64(std::numeric_limits<int>::max())));
}

void EpollDispatcher::waitForEvents(int timeoutMs)
{
    std::array<epoll_event, eventsPerTurn> events; // filled by the kernel
    const int count = ::epoll_wait(m_epoll, events.data(), eventsPerTurn, timeoutMs);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[std::size_t(i)];
        if (event.data.fd == m_event)
            drainWakeUp();
        else
            markReady(event.data.fd, event.events);
    }
    for (const int fd : m_alwaysReady)
        markReady(fd, EPOLLIN | EPOLLOUT);
}

void EpollDispatcher::waitForWakeUpOnly(int timeoutMs)
{
    pollfd wakeUpOnly{m_event, POLLIN, 0};
    if (::poll(&wakeUpOnly, 1, timeoutMs) > 0)
        drainWakeUp();
}

void EpollDispatcher::markReady(int fd, quint32 events)
{
    Watch &watch = m_watches[std::size_t(fd)];
    const bool ended = (events & (EPOLLHUP | EPOLLERR)) != 0; // every kind of notifier wants to hear of it
    for (quint8 type = 0; type < 3; ++type) {
        const quint8 bit = quint8(1 << type);
        if (watch.notifiers[type] && (ended || (events & eventsOfType[type])) && !(watch.pending & bit)) {
            watch.pending |= bit;
            m_pending.push_back({fd, type});
        }
    }
}

// A slot may disable or delete any notifier, or run an event loop of its own: the list is shared by all levels, and a
// notifier that went away took its bit with it.
int EpollDispatcher::activateNotifiers()
{
    int activated = 0;
    while (m_pendingAt < m_pending.size()) {
        const Pending next = m_pending[m_pendingAt++];
        Watch &watch = m_watches[std::size_t(next.fd)];
        const quint8 bit = quint8(1 << next.type);
        if (!(watch.pending & bit))
            continue;
        watch.pending = quint8(watch.pending & ~bit);
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(watch.notifiers[next.type], &event);
        ++activated;
    }
    m_pending.clear();
    m_pendingAt = 0;
    return activated;
}

int EpollDispatcher::activateTimers()
{
    const qint64 now = nowNs();
    const quint64 pass = m_timers.beginPass();
    int activated = 0;
    while (const auto due = m_timers.takeDue(now, pass)) {
        QTimerEvent event(due->id);
        QCoreApplication::sendEvent(due->object, &event);
        m_timers.finished(due->id);
        ++activated;
    }
    return activated;
}

quint32 EpollDispatcher::wantedEvents(const Watch &watch)
{
    quint32 events = 0;
    for (std::size_t type = 0; type < 3; ++type)
        if (watch.notifiers[type])
            events |= eventsOfType[type];
    return events;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    const auto type = std::size_t(notifier->type());
    if (std::size_t(fd) >= m_watches.size())
        m_watches.resize(std::size_t(fd) + 64);
    Watch &watch = m_watches[std::size_t(fd)];
    if (watch.notifiers[type] && watch.notifiers[type] != notifier)
        qWarning("EpollDispatcher: two notifiers of one type for descriptor %d; the later one is served", fd);
    watch.notifiers[type] = notifier;
    if (!watch.dirty) {
        watch.dirty = true;
        m_dirty.push_back(fd);
    }
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    const auto type = std::size_t(notifier->type());
    if (fd < 0 || std::size_t(fd) >= m_watches.size() || m_watches[std::size_t(fd)].notifiers[type] != notifier)
        return;
    Watch &watch = m_watches[std::size_t(fd)];
    watch.notifiers[type] = nullptr;
    watch.pending = quint8(watch.pending & ~(1 << type));
    if (wantedEvents(watch) == 0) {
        // At once: the number may be closed and mean another file before this turn ends.
        if (watch.known != 0)
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr);
        watch.known = 0;
        watch.pollable = true;
        std::erase(m_alwaysReady, fd);
    } else if (!watch.dirty) {
        watch.dirty = true;
        m_dirty.push_back(fd);
    }
}

void EpollDispatcher::settleInterests()
{
    for (const int fd : m_dirty) {
        Watch &watch = m_watches[std::size_t(fd)];
        watch.dirty = false;
        tellKernel(fd, watch);
    }
    m_dirty.clear();
}

void EpollDispatcher::tellKernel(int fd, Watch &watch)
{
    const quint32 wanted = wantedEvents(watch);
    if (wanted == watch.known || wanted == 0 || !watch.pollable)
        return;
    epoll_event event{};
    event.events = wanted;
    event.data.fd = fd;
    int result = ::epoll_ctl(m_epoll, watch.known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    if (result != 0 && errno == ENOENT)
        result = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    else if (result != 0 && errno == EEXIST)
        result = ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, fd, &event);
    if (result == 0) {
        watch.known = wanted;
    } else if (errno == EPERM) {
        watch.pollable = false; // a regular file is always ready
        m_alwaysReady.push_back(fd);
    } else {
        qWarning("EpollDispatcher: descriptor %d cannot be watched: %s", fd, qPrintable(qt_error_string(errno)));
    }
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.add(timerId, interval, timerType, object, nowNs());
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    return m_timers.remaining(timerId, nowNs());
}

void EpollDispatcher::wakeUp()
{
    // This thread looks at the flag before it sleeps; only another one must ring.
    if (!m_awake.exchange(true) && QThread::currentThread() != thread())
        ::eventfd_write(m_event, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true);
    wakeUp();
}

void EpollDispatcher::drainWakeUp()
{
    eventfd_t count = 0;
    ::eventfd_read(m_event, &count);
}

} // namespace coterie::server
