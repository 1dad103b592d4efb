// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPromise>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <utility>

namespace coterie::ui {

// Threads of our own: what waits in one for a share that is gone must not take those that Qt's painting deals its work
// out to and waits for. They end before the application does.
inline QThreadPool &backgroundThreads()
{
    static QThreadPool pool;
    [[maybe_unused]] static const bool ends = [] {
        pool.setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
        qAddPostRoutine([] { pool.waitForDone(); });
        return true;
    }();
    return pool;
}

// Does the work in a thread of its own and hands what it returns to `done` in the context's thread, by a later turn of
// its event loop. When the context dies first, nothing is called; the work goes on to its end and must hold values
// only.
template <class Work, class Done> void inBackground(QObject *context, Work work, Done done)
{
    using Result = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Result>>();
    auto *watcher = new QFutureWatcher<Result>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->future().takeResult());
    });
    watcher->setFuture(promise->future());
    backgroundThreads().start([promise, work = std::move(work)]() mutable {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}

// For work that is asked for more often than it can be done: one at a time, and of all that is asked meanwhile the
// last.
class LatestOnly final
{
public:
    // False: it is being done; end() will say that it is to be done again.
    [[nodiscard]] bool begin()
    {
        m_again = m_running;
        return !std::exchange(m_running, true);
    }
    // False: what was done is out of date, begin again.
    [[nodiscard]] bool end()
    {
        m_running = false;
        return !std::exchange(m_again, false);
    }

private:
    bool m_running = false;
    bool m_again = false;
};

} // namespace coterie::ui
