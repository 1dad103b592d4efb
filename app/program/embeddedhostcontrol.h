// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"
#include "server/host/embeddedhost.h"

namespace coterie {

// The host of this very program, as the window may see it. Owns it; lives in the window's thread. Translates values
// and sentences, decides nothing.
class EmbeddedHostControl final : public HostControl
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmbeddedHostControl)
public:
    explicit EmbeddedHostControl(QObject *parent = nullptr);

    [[nodiscard]] bool isRunning() const override { return m_host.isRunning(); }
    void start(const HostRequest &request) override;
    void stop() override;

private:
    void tellStarted(const server::HostFacts &facts);
    void tellFigures(const server::HostFigures &figures);

    server::EmbeddedHost m_host;
};

} // namespace coterie
