// SPDX-License-Identifier: MIT
#include "server/net/frontpolicy.h"

#include <QHostAddress>
#include <QHostInfo>

namespace coterie::server {

namespace {

struct Origin {
    QByteArray scheme;
    HostAndPort place;
};

// scheme://host[:port] with nothing behind it, the port always filled in.
std::optional<Origin> parseOrigin(QByteArrayView text)
{
    Origin origin;
    quint16 usual = 0;
    if (text.startsWith("http://")) {
        origin.scheme = QByteArrayLiteral("http");
        usual = 80;
    } else if (text.startsWith("https://")) {
        origin.scheme = QByteArrayLiteral("https");
        usual = 443;
    } else {
        return std::nullopt;
    }
    const auto place = parseHost(text.sliced(origin.scheme.size() + 3));
    if (!place)
        return std::nullopt;
    origin.place = *place;
    if (origin.place.port == 0)
        origin.place.port = usual;
    return origin;
}

bool isAddress(const QByteArray &host)
{
    // QHostAddress also reads "1" and "0x7f.1"; a browser turns those into four numbers before it sends them.
    const bool v6 = host.contains(':');
    return (v6 || host.count('.') == 3) && !QHostAddress(QString::fromLatin1(host)).isNull();
}

} // namespace

FrontPolicy::FrontPolicy()
    : FrontPolicy(Settings{})
{
}

FrontPolicy::FrontPolicy(const Settings &settings)
{
    const QByteArray own = QHostInfo::localHostName().toLatin1().toLower();
    m_names = {QByteArrayLiteral("localhost")};
    if (!own.isEmpty())
        m_names += {own, own + ".local"};
    if (const QByteArray domain = QHostInfo::localDomainName().toLatin1().toLower();
        !own.isEmpty() && !domain.isEmpty())
        m_names += own + '.' + domain;
    for (const QString &name : settings.names) {
        m_anyName = m_anyName || name == QLatin1String("*");
        if (const auto place = parseHost(name.toLatin1()))
            m_names += place->host;
    }
    for (const QString &origin : settings.origins)
        m_origins += origin.toLatin1().toLower();
}

std::optional<HttpRefusal> FrontPolicy::judge(const HttpHead &head) const
{
    const QByteArray host = head.value("host");
    if (!host.isNull() && !m_anyName && !isOwnHost(host))
        return HttpRefusal{403, "This server does not go by the name in the Host header"};
    const QByteArray origin = head.value("origin");
    if (!origin.isNull() && !isOwnOrigin(origin, host))
        return HttpRefusal{403, "Web pages of this Origin may not connect here"};
    return std::nullopt;
}

bool FrontPolicy::isOwnHost(QByteArrayView host) const
{
    const auto place = parseHost(host);
    if (!place)
        return false;
    return isAddress(place->host) || place->host.endsWith(".localhost") || m_names.contains(place->host);
}

bool FrontPolicy::isOwnOrigin(QByteArrayView origin, QByteArrayView host) const
{
    if (m_origins.contains(origin.toByteArray().toLower()))
        return true;
    const auto from = parseOrigin(origin);
    const auto to = parseHost(host);
    if (!from || !to || !isOwnHost(host))
        return false;
    // A Host without port means the scheme's own, which behind TLS or a proxy is not the port we listen on.
    const quint16 usual = from->scheme == "https" ? 443 : 80;
    return from->place.host == to->host && from->place.port == (to->port != 0 ? to->port : usual);
}

} // namespace coterie::server
