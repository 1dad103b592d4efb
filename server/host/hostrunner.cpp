// SPDX-License-Identifier: MIT
#include "server/host/hostrunner.h"

#include <QFile>
#include <QThread>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace coterie::server {

namespace {

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

HostRunner::HostRunner(const HostConfig &config)
    : m_config(config)
{
}

HostRunner::~HostRunner() = default;

void HostRunner::begin()
{
    m_host = std::make_unique<Host>(m_config);
    connect(m_host.get(), &Host::stopped, this, [this] { thread()->quit(); });
    connect(m_host.get(), &Host::storageTrouble, this, &HostRunner::storageTrouble);
    if (const auto problem = m_host->start()) {
        emit failed(problem->text);
        thread()->quit();
        return;
    }
    m_uptime.start();
    m_pulse = std::make_unique<QTimer>();
    connect(m_pulse.get(), &QTimer::timeout, this, &HostRunner::pulse);
    m_pulse->start(figuresEveryMs);
    HostFacts facts;
    facts.name = m_host->name();
    facts.port = m_host->port();
    facts.file = m_config.file;
    if (m_config.listen != u"local")
        facts.addresses = rankAddresses(networkLinks());
    facts.keyPin = m_host->keyPin();
    facts.invite = inviteLink(facts.addresses, facts.port, facts.name, facts.keyPin);
    emit started(facts);
    pulse();
}

void HostRunner::goodbye(const QString &reason, qint64 retryMs)
{
    if (m_host)
        m_host->stop(reason, retryMs);
}

void HostRunner::end()
{
    m_pulse.reset();
    m_host.reset();
}

void HostRunner::pulse()
{
    const HubStats stats = m_host->stats();
    HostFigures figures;
    figures.people = stats.online;
    figures.connections = stats.peers;
    figures.rooms = stats.rooms;
    figures.messages = stats.messages;
    figures.uptimeMs = m_uptime.elapsed();
    figures.rssBytes = residentBytes();
    emit figuresChanged(figures);
}

} // namespace coterie::server
