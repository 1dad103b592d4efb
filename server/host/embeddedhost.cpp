// SPDX-License-Identifier: MIT
#include "server/host/embeddedhost.h"

#include "server/host/hostrunner.h"
#include "shared/util/logging.h"
#ifdef Q_OS_LINUX
#include "server/net/epolldispatcher.h"
#endif

namespace coterie::server {

namespace {

constexpr unsigned long longestGoodbyeMs = 4000;

} // namespace

EmbeddedHost::EmbeddedHost(QObject *parent)
    : QObject(parent)
{
}

EmbeddedHost::~EmbeddedHost()
{
    if (!m_thread)
        return;
    m_thread->disconnect(this);
    stop();
    if (!m_thread->wait(longestGoodbyeMs)) {
        // Stuck in the disk. What was acknowledged is safe; the thread is left to end with the program.
        logError(logHost(), "the host did not stop in time");
        (void)m_thread.release();
        (void)m_runner.release();
    }
}

void EmbeddedHost::start(const HostConfig &config)
{
    if (m_thread) {
        emit failed(tr("A session is hosted here already. End it first."));
        return;
    }
    m_failure.clear();
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("coterie-host"));
#ifdef Q_OS_LINUX
    m_thread->setEventDispatcher(new EpollDispatcher); // decisions/0104
#endif
    m_runner = std::make_unique<HostRunner>(config);
    m_runner->moveToThread(m_thread.get());
    auto *runner = m_runner.get();
    connect(runner, &HostRunner::started, this, &EmbeddedHost::started);
    connect(runner, &HostRunner::failed, this, [this](const QString &sentence) { m_failure = sentence; });
    connect(runner, &HostRunner::figuresChanged, this, &EmbeddedHost::figuresChanged);
    connect(runner, &HostRunner::storageTrouble, this, &EmbeddedHost::storageTrouble);
    connect(runner, &HostRunner::alarmed, this, &EmbeddedHost::alarmed);
    connect(m_thread.get(), &QThread::started, runner, [runner] { runner->begin(); });
    connect(
        m_thread.get(), &QThread::finished, runner, [runner] { runner->end(); }, Qt::DirectConnection);
    connect(m_thread.get(), &QThread::finished, this, &EmbeddedHost::threadEnded);
    m_thread->start();
}

void EmbeddedHost::own(const UserId &user)
{
    if (auto *runner = m_runner.get())
        QMetaObject::invokeMethod(runner, [runner, user] { runner->own(user); });
}

void EmbeddedHost::stop(const QString &reason, qint64 retryMs)
{
    if (auto *runner = m_runner.get())
        QMetaObject::invokeMethod(runner, [runner, reason, retryMs] { runner->goodbye(reason, retryMs); });
}

void EmbeddedHost::threadEnded()
{
    m_thread->wait();
    m_runner.reset();
    m_thread.reset();
    if (m_failure.isEmpty())
        emit stopped();
    else
        emit failed(m_failure);
}

} // namespace coterie::server
