// SPDX-License-Identifier: MIT
#include "server/host/hostrunner.h"

#include <QDir>
#include <QFile>
#include <QThread>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace coterie::server {

namespace {

constexpr int figuresEveryMs = 1000;
constexpr int reopenEveryMs = 5000;
constexpr qsizetype mostNames = 60; // as many as somebody reads
constexpr qint64 comeBackMs = 2000; // opening a file anew takes about that long

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
    , m_reopen(this) // goes to the other thread with it
{
    m_reopen.setSingleShot(true);
    connect(&m_reopen, &QTimer::timeout, this, &HostRunner::reopen);
}

HostRunner::~HostRunner() = default;

void HostRunner::begin()
{
    if (const auto problem = open()) {
        giveUp(problem->text);
        return;
    }
    m_uptime.start();
    m_pulse = std::make_unique<QTimer>();
    connect(m_pulse.get(), &QTimer::timeout, this, &HostRunner::pulse);
    m_pulse->start(figuresEveryMs);
    HostFacts facts;
    facts.name = m_host->name();
    facts.port = m_host->port();
    m_config.port = facts.port; // the link that others have names it
    m_config.nextFreePort = false;
    facts.file = m_config.file;
    if (m_config.listen != u"local")
        facts.addresses = rankAddresses(networkLinks());
    facts.keyPin = m_host->keyPin();
    facts.invite = inviteLink(facts.addresses, facts.port, facts.name, facts.keyPin);
    emit started(facts);
    tellAlarm();
    pulse();
}

void HostRunner::tellAlarm()
{
    if (!m_host->alarm().isEmpty())
        emit alarmed(m_host->alarm());
}

std::optional<HostProblem> HostRunner::open()
{
    m_host = std::make_unique<Host>(m_config);
    connect(m_host.get(), &Host::stopped, this, &HostRunner::hostStopped);
    connect(m_host.get(), &Host::storageTrouble, this, [this](const QString &sentence) {
        m_trouble = sentence;
        emit storageTrouble(sentence);
    });
    connect(m_host.get(), &Host::storageLost, this, &HostRunner::storageLost);
    connect(m_host.get(), &Host::alarmed, this, &HostRunner::alarmed);
    return m_host->start();
}

void HostRunner::giveUp(const QString &sentence)
{
    emit failed(sentence);
    thread()->quit();
}

// What was acknowledged is on the disk, and what was not is with its senders: they are told to come back soon.
void HostRunner::storageLost()
{
    m_reopening = true;
    m_host->stop(QStringLiteral("restart"), comeBackMs);
}

void HostRunner::hostStopped()
{
    if (m_reopening && !m_ending)
        m_reopen.start(0); // not from inside its own signal
    else
        thread()->quit();
}

// Never with an empty session in the place of the one that was there (S12).
void HostRunner::reopen()
{
    m_host.reset();
    if (!QFile::exists(m_config.file)) {
        giveUp(tr("The session has ended, for %1. What was not kept yet is with those who wrote it. Put the "
                  "file back to %2, or open it where it is.")
                   .arg(m_trouble, QDir::toNativeSeparators(m_config.file)));
        return;
    }
    if (const auto problem = open()) {
        m_host.reset();
        emit storageTrouble(problem->text);
        m_reopen.start(reopenEveryMs);
        return;
    }
    m_reopening = false;
    emit storageTrouble({});
    tellAlarm();
}

// While the file is opened anew nobody is there: whoever comes back is named again.
void HostRunner::own(const UserId &user)
{
    if (m_host)
        m_host->own(user);
}

void HostRunner::goodbye(const QString &reason, qint64 retryMs)
{
    m_ending = true;
    if (m_host)
        m_host->stop(reason, retryMs);
    else
        thread()->quit();
}

void HostRunner::end()
{
    m_reopen.stop();
    m_pulse.reset();
    m_host.reset();
}

void HostRunner::pulse()
{
    const HubStats stats = m_host ? m_host->stats() : HubStats{};
    HostFigures figures;
    figures.people = stats.online;
    figures.names = m_host ? m_host->namesPresent(mostNames) : QStringList();
    figures.connections = stats.peers;
    figures.rooms = stats.rooms;
    figures.messages = stats.messages;
    figures.uptimeMs = m_uptime.elapsed();
    figures.rssBytes = residentBytes();
    emit figuresChanged(figures);
}

} // namespace coterie::server
