// SPDX-License-Identifier: MIT
#include "app/program/embeddedhostcontrol.h"

#include "app/session/invite.h"
#include "app/session/settings.h"

#include <QDir>
#include <QFileInfo>

namespace coterie {

EmbeddedHostControl::EmbeddedHostControl(QObject *parent)
    : HostControl(parent)
{
    connect(&m_host, &server::EmbeddedHost::started, this, &EmbeddedHostControl::tellStarted);
    connect(&m_host, &server::EmbeddedHost::failed, this, &HostControl::failed);
    connect(&m_host, &server::EmbeddedHost::stopped, this, &HostControl::stopped);
    connect(&m_host, &server::EmbeddedHost::storageTrouble, this, &HostControl::troubleChanged);
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
    m_host.start(config);
}

// Nobody knows when it comes back: clients look now and then (A6).
void EmbeddedHostControl::stop()
{
    m_host.stop(QStringLiteral("ended"), 0);
}

void EmbeddedHostControl::tellStarted(const server::HostFacts &facts)
{
    HostInfo info;
    info.name = facts.name;
    info.port = facts.port;
    info.file = facts.file == u":memory:" ? QString() : facts.file;
    info.local = HostAddress{QStringLiteral("127.0.0.1"), facts.port}.url();
    info.invite = facts.invite;
    info.pin = facts.keyPin;
    for (const auto &address : facts.addresses)
        info.addresses.append(HostAddress{address.address.toString(), facts.port}.url());
    emit started(info);
}

void EmbeddedHostControl::tellFigures(const server::HostFigures &figures)
{
    HostStats stats;
    stats.people = int(figures.people);
    stats.connections = int(figures.connections);
    stats.rssBytes = figures.rssBytes;
    stats.messages = qint64(figures.messages);
    stats.uptimeMs = figures.uptimeMs;
    emit statsChanged(stats);
}

} // namespace coterie
