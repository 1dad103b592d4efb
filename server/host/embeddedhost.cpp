// SPDX-License-Identifier: MIT
#include "server/host/embeddedhost.h"

#include "shared/util/logging.h"
#ifdef Q_OS_LINUX
#include "server/net/epolldispatcher.h"
#endif

#include <QFile>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace coterie::server {

namespace {

constexpr unsigned long longestGoodbyeMs = 4000;
constexpr int figuresEveryMs = 1000;

qint64 residentBytes()
{
#ifdef Q_OS_LINUX
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (statm.open(QIODevice::ReadOnly))
        return statm.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
#endif
    return 0;
}

} // namespace

// The far side: everything here happens in the host's thread. Speaks to the near side in posted calls.
class EmbeddedHost::Runner final : public QObject
{
public:
    Runner(EmbeddedHost &owner, const HostConfig &config)
        : m_owner(owner)
        , m_config(config)
    {
    }

    void begin()
    {
        m_host = std::make_unique<Host>(m_config);
        connect(m_host.get(), &Host::stopped, this, [this] { thread()->quit(); });
        connect(m_host.get(), &Host::storageTrouble, this,
                [this](const QString &sentence) { tell([this, sentence] { emit m_owner.storageTrouble(sentence); }); });
        if (const auto problem = m_host->start()) {
            tell([this, text = problem->text] { m_owner.m_failure = text; });
            thread()->quit();
            return;
        }
        m_uptime.start();
        m_pulse = std::make_unique<QTimer>();
        connect(m_pulse.get(), &QTimer::timeout, this, &Runner::pulse);
        m_pulse->start(figuresEveryMs);
        HostFacts facts;
        facts.name = m_host->name();
        facts.port = m_host->port();
        facts.file = m_config.file;
        if (m_config.listen != u"local")
            facts.addresses = rankAddresses(networkLinks());
        facts.invite = inviteLink(facts.addresses, facts.port, facts.name);
        tell([this, facts] { emit m_owner.started(facts); });
        pulse();
    }

    void goodbye(const QString &reason, qint64 retryMs)
    {
        if (m_host)
            m_host->stop(reason, retryMs);
    }

    // The last thing that happens in the thread.
    void end()
    {
        m_pulse.reset();
        m_host.reset();
    }

private:
    template <class F> void tell(F &&call) { QMetaObject::invokeMethod(&m_owner, std::forward<F>(call)); }

    void pulse()
    {
        const HubStats stats = m_host->stats();
        HostFigures figures;
        figures.people = stats.online;
        figures.connections = stats.peers;
        figures.rooms = stats.rooms;
        figures.messages = stats.messages;
        figures.uptimeMs = m_uptime.elapsed();
        figures.rssBytes = residentBytes();
        tell([this, figures] { emit m_owner.figuresChanged(figures); });
    }

    EmbeddedHost &m_owner; // outlives the thread
    HostConfig m_config;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<QTimer> m_pulse;
    QElapsedTimer m_uptime;
};

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
        emit failed(QStringLiteral("A session is hosted here already. End it first."));
        return;
    }
    m_failure.clear();
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("coterie-host"));
#ifdef Q_OS_LINUX
    m_thread->setEventDispatcher(new EpollDispatcher); // decisions/0104
#endif
    m_runner = std::make_unique<Runner>(*this, config);
    m_runner->moveToThread(m_thread.get());
    auto *runner = m_runner.get();
    connect(m_thread.get(), &QThread::started, runner, [runner] { runner->begin(); });
    connect(
        m_thread.get(), &QThread::finished, runner, [runner] { runner->end(); }, Qt::DirectConnection);
    connect(m_thread.get(), &QThread::finished, this, &EmbeddedHost::threadEnded);
    m_thread->start();
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
