// SPDX-License-Identifier: MIT
#include "app/program/embeddedhostcontrol.h"

#include "app/session/invite.h"
#include "app/session/settings.h"

#include <QDir>
#include <QFileInfo>

namespace coterie {

EmbeddedHostControl::EmbeddedHostControl(Links links, QObject *parent)
    : HostControl(parent)
    , m_links(std::move(links))
{
    connect(&m_network, &NetworkWatch::cameUp, this, &EmbeddedHostControl::lookForAddresses);
    connect(&m_network, &NetworkWatch::wentDown, this, &EmbeddedHostControl::lookForAddresses);
    connect(&m_host, &server::EmbeddedHost::started, this, &EmbeddedHostControl::tellStarted);
    connect(&m_host, &server::EmbeddedHost::failed, this, &HostControl::failed);
    connect(&m_host, &server::EmbeddedHost::stopped, this, &HostControl::stopped);
    connect(&m_host, &server::EmbeddedHost::storageTrouble, this, &HostControl::troubleChanged);
    connect(&m_host, &server::EmbeddedHost::alarmed, this, &HostControl::alarmed);
    connect(&m_host, &server::EmbeddedHost::figuresChanged, this, &EmbeddedHostControl::tellFigures);
}

void EmbeddedHostControl::start(const HostRequest &request)
{
    server::HostConfig config;
    config.name = request.name;
    config.hub.name = request.name;
    config.file = request.file.isEmpty() ? QStringLiteral(":memory:") : request.file;
    config.listen = request.lan ? QStringLiteral("any") : QStringLiteral("local");
    config.port = request.port;
    config.nextFreePort = true;
    // One key for all that is hosted here: others know this computer by it, whatever the session.
    config.tls.on = true;
    config.tls.own = QDir(Settings::cacheDir()).filePath(QStringLiteral("host-key.pem"));
    QDir().mkpath(Settings::cacheDir());
    if (!request.file.isEmpty())
        QDir().mkpath(QFileInfo(request.file).path());
    m_lan = request.lan;
    m_wished = request.port;
    m_facts = {};
    m_host.start(config);
}

// Nobody knows when it comes back: clients look now and then (A6).
void EmbeddedHostControl::stop()
{
    m_host.stop(QStringLiteral("ended"), 0);
}

void EmbeddedHostControl::tellStarted(const server::HostFacts &facts)
{
    m_facts = facts;
    if (m_lan)
        m_facts.addresses = server::rankAddresses(m_links());
    emit started(info());
}

HostInfo EmbeddedHostControl::info() const
{
    HostInfo info;
    info.name = m_facts.name;
    info.port = m_facts.port;
    info.taken = m_wished != 0 && m_wished != m_facts.port ? m_wished : quint16(0);
    info.file = m_facts.file == u":memory:" ? QString() : m_facts.file;
    info.local = HostAddress{QStringLiteral("127.0.0.1"), m_facts.port}.url();
    info.invite = server::inviteLink(m_facts.addresses, m_facts.port, m_facts.name, m_facts.keyPin);
    info.pin = m_facts.keyPin;
    info.lan = m_lan;
    for (const auto &address : m_facts.addresses)
        info.addresses.append(HostAddress{address.address.toString(), m_facts.port}.url());
    return info;
}

void EmbeddedHostControl::lookForAddresses()
{
    if (!m_host.isRunning() || m_facts.port == 0 || !m_lan)
        return;
    const QList<QUrl> before = info().addresses;
    m_facts.addresses = server::rankAddresses(m_links());
    if (const HostInfo now = info(); now.addresses != before)
        emit addressesChanged(now);
}

void EmbeddedHostControl::tellFigures(const server::HostFigures &figures)
{
    HostStats stats;
    stats.people = int(figures.people);
    stats.names = figures.names;
    stats.connections = int(figures.connections);
    stats.rssBytes = figures.rssBytes;
    stats.messages = qint64(figures.messages);
    stats.uptimeMs = figures.uptimeMs;
    emit statsChanged(stats);
}

} // namespace coterie
