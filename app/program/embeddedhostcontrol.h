// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"
#include "app/session/networkwatch.h"
#include "server/host/embeddedhost.h"

#include <functional>

namespace coterie {

// The host of this very program, as the window may see it. Owns it; lives in the window's thread. Translates values
// and sentences, decides nothing. Under which addresses it is reached is read anew when the network comes or goes,
// where the system can tell, and whenever somebody looks.
class EmbeddedHostControl final : public HostControl
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmbeddedHostControl)
public:
    using Links = std::function<QList<server::NetworkLink>()>;
    explicit EmbeddedHostControl(Links links = server::networkLinks, QObject *parent = nullptr);

    [[nodiscard]] bool isRunning() const override { return m_host.isRunning(); }
    void start(const HostRequest &request) override;
    void own(const UserId &me) override { m_host.own(me); }
    void lookForAddresses() override;
    void stop() override;

private:
    void tellStarted(const server::HostFacts &facts);
    [[nodiscard]] HostInfo info() const;
    void tellFigures(const server::HostFigures &figures);

    Links m_links;
    NetworkWatch m_network;
    server::EmbeddedHost m_host;
    server::HostFacts m_facts; // of the one that runs
    bool m_lan = true;
    quint16 m_wished = 0; // port; 0: any
};

} // namespace coterie
