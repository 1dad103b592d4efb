// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httphead.h"

#include <QStringList>

namespace coterie::server {

// Under which names a request may reach this server, and which web pages may open a WebSocket to it. A browser sends
// both fields truthfully: Host stops a foreign name that was pointed at this machine (DNS rebinding), Origin stops a
// foreign page. Programs that are no browser send no Origin and are judged by what they say afterwards.
class FrontPolicy final
{
public:
    struct Settings {
        QStringList names;   // host names beside this machine's own; "*" means any, for programs but never for pages
        QStringList origins; // such as https://chat.example.org; scheme, name and port must agree
    };

    FrontPolicy();
    explicit FrontPolicy(const Settings &settings);

    // Nothing when the request may go on, else the refusal.
    [[nodiscard]] std::optional<HttpRefusal> judge(const HttpHead &head) const;

    // An address is always good: no name was looked up, so none can have been bent.
    [[nodiscard]] bool isOwnHost(QByteArrayView host) const;
    // A page served under the very name and port that the request was sent to, or one from the list.
    [[nodiscard]] bool isOwnOrigin(QByteArrayView origin, QByteArrayView host) const;

private:
    QList<QByteArray> m_names;
    QList<QByteArray> m_origins;
    bool m_anyName = false;
};

} // namespace coterie::server
