// SPDX-License-Identifier: MIT
#pragma once

#include "server/host/embeddedhost.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace coterie::test {

// A real host in a thread of its own, on a free port of this machine, that can be stopped and started on the same port.
class LoopHost final
{
public:
    explicit LoopHost(const QString &file, quint16 port = 0)
        : m_file(file)
        , m_port(port)
    {
    }
    ~LoopHost() { stop(); }
    Q_DISABLE_COPY_MOVE(LoopHost)

    server::HostTls tls; // before start()
    QString name = QStringLiteral("Hall");

    [[nodiscard]] bool start()
    {
        m_host = std::make_unique<server::EmbeddedHost>();
        QSignalSpy started(m_host.get(), &server::EmbeddedHost::started);
        server::HostConfig config;
        config.name = name;
        config.file = m_file;
        config.port = m_port;
        config.listen = QStringLiteral("local");
        config.tls = tls;
        m_host->start(config);
        if (started.isEmpty() && !started.wait(10000))
            return false;
        const auto facts = started.at(0).at(0).value<server::HostFacts>();
        m_port = facts.port;
        m_pin = facts.keyPin;
        return true;
    }
    void stop(qint64 retryMs = 50)
    {
        if (!m_host)
            return;
        QSignalSpy stopped(m_host.get(), &server::EmbeddedHost::stopped);
        m_host->stop(QStringLiteral("restart"), retryMs);
        if (stopped.isEmpty())
            stopped.wait(10000);
        m_host.reset();
    }
    void own(const UserId &user) { m_host->own(user); } // of the window that it runs in
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_port)); }
    [[nodiscard]] QUrl secureUrl() const { return QUrl(QStringLiteral("wss://127.0.0.1:%1/ws").arg(m_port)); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray pin() const { return m_pin; }

private:
    QString m_file;
    quint16 m_port = 0;
    QByteArray m_pin;
    std::unique_ptr<server::EmbeddedHost> m_host;
};

} // namespace coterie::test
