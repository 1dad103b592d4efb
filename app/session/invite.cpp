// SPDX-License-Identifier: MIT
#include "app/session/invite.h"

#include "app/session/hostcontrol.h"
#include "shared/util/keypin.h"
#include "shared/util/text.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace coterie {

namespace {

constexpr qsizetype longestLink = 2048;
constexpr qsizetype mostAddresses = 16;

bool isHostName(const QString &host)
{
    static const QRegularExpression form(QStringLiteral("^(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)"
                                                        "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?$"));
    return form.match(host).hasMatch();
}

bool isIpV6(const QString &host)
{
    static const QRegularExpression interfaceName(QStringLiteral("^[A-Za-z0-9._-]+$"));
    static const QRegularExpression digits(QStringLiteral("^[0-9A-Fa-f:.]+\\z")); // Qt reads no further than a NUL
    if (!digits.match(host.section(u'%', 0, 0)).hasMatch())
        return false;
    if (host.contains(u'%') && !interfaceName.match(host.section(u'%', 1)).hasMatch())
        return false; // Qt takes the address, and no URL can be made of it
    QHostAddress address;
    return host.contains(u':') && address.setAddress(host) && address.protocol() == QAbstractSocket::IPv6Protocol;
}

std::optional<quint16> portOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[1-9][0-9]{0,4}$"));
    const int port = form.match(text).hasMatch() ? text.toInt() : 0;
    return port > 0 && port <= 65535 ? std::optional(quint16(port)) : std::nullopt;
}

// A name whose last label is a number can only be a dotted address, and then it has to be a right one.
bool isHost(const QString &host)
{
    static const QRegularExpression numeric(QStringLiteral("(^|\\.)[0-9]+\\.?$"));
    static const QRegularExpression dotted(QStringLiteral("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$"));
    if (numeric.match(host).hasMatch())
        return dotted.match(host).hasMatch() && !QHostAddress(host).isNull();
    return isHostName(host);
}

// A name in other letters is the one that the network knows (RFC 5890): each host has one form, which links can carry,
// and none that only looks like another.
std::optional<QString> hostFrom(const QString &typed)
{
    const bool isAscii = std::all_of(typed.begin(), typed.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QString host = isAscii ? typed : QString::fromLatin1(QUrl::toAce(typed)); // empty when it is no name
    return isHost(host) ? std::optional(host) : std::nullopt;
}

bool isKey(const QString &key)
{
    return std::all_of(key.begin(), key.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'-'; });
}

std::optional<HostAddress> parseHostPort(const QString &text)
{
    if (text.startsWith(u'[')) {
        const auto close = text.indexOf(u']');
        const QString host = text.mid(1, close - 1);
        if (close < 0 || !isIpV6(host))
            return {};
        const QString rest = text.mid(close + 1);
        if (rest.isEmpty())
            return HostAddress{host, defaultPort};
        const auto port = rest.startsWith(u':') ? portOf(rest.mid(1)) : std::nullopt;
        return port ? std::optional(HostAddress{host, *port}) : std::nullopt;
    }
    if (isIpV6(text))
        return HostAddress{text, defaultPort};
    const auto colon = text.indexOf(u':');
    const auto host = hostFrom(text.left(colon < 0 ? text.size() : colon));
    const auto port = colon < 0 ? std::optional(defaultPort) : portOf(text.mid(colon + 1));
    return port && host ? std::optional(HostAddress{*host, *port}) : std::nullopt;
}

} // namespace

QUrl HostAddress::url() const
{
    QUrl url;
    const bool here = host == u"localhost" || QHostAddress(host).isLoopback();
    const bool plain = wire == Wire::Plain || (wire == Wire::Usual && here);
    url.setScheme(plain ? QStringLiteral("ws") : QStringLiteral("wss"));
    url.setHost(host);
    url.setPort(port);
    url.setPath(QStringLiteral("/ws"));
    return url;
}

QString HostAddress::text() const
{
    return (host.contains(u':') ? QString(u'[' + host + u']') : host) + u':' + QString::number(port);
}

QString shownAuthority(const QUrl &url)
{
    return url.authority(QUrl::EncodeUnicode);
}

std::optional<Invite> Invite::parse(const QString &link)
{
    if (link.size() > longestLink)
        return {};
    const QUrl url(link, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"coterie" || url.host() != u"join" || url.port() >= 0 ||
        !url.userInfo().isEmpty() || url.path().size() > 1)
        return {};
    Invite invite;
    bool hasAddresses = false;
    bool hasName = false;
    bool plain = false;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        if (key == u"a") {
            if (std::exchange(hasAddresses, true))
                return {};
            const QStringList parts = value.split(u',');
            for (const QString &part : parts) {
                const auto address = parseHostPort(part);
                if (!address || invite.addresses.size() >= mostAddresses)
                    return {};
                if (!invite.addresses.contains(*address))
                    invite.addresses.append(*address);
            }
        } else if (key == u"n") {
            // A blank may have come as "+"; QUrlQuery leaves that alone, and a name may well hold one.
            const auto name = normalizedName(value);
            if (std::exchange(hasName, true) || !name)
                return {};
            invite.name = *name;
        } else if (key == u"fp") {
            const auto pin = keyPinFromText(value);
            if (!invite.pin.isEmpty() || !pin)
                return {};
            invite.pin = *pin;
        } else if (key == u"tls") {
            if (std::exchange(plain, true) || value != u"0")
                return {};
        } else if (!isKey(key)) {
            return {}; // a link that was mangled on its way, and may have lost what matters
        } // what a later program adds is skipped
    }
    if (plain && !invite.pin.isEmpty())
        return {};
    for (HostAddress &address : invite.addresses)
        address.wire = plain                  ? HostAddress::Wire::Plain
                       : invite.pin.isEmpty() ? HostAddress::Wire::Usual
                                              : HostAddress::Wire::Encrypted;
    return hasAddresses ? std::optional(invite) : std::nullopt;
}

QString Invite::link() const
{
    QStringList texts;
    for (const HostAddress &address : addresses)
        texts.append(address.text());
    QString out = QStringLiteral("coterie://join?a=") + texts.join(u',');
    if (!name.isEmpty())
        out += QStringLiteral("&n=") + QString::fromLatin1(QUrl::toPercentEncoding(name));
    if (!pin.isEmpty())
        out += QStringLiteral("&fp=") + keyPinText(pin);
    else if (!addresses.isEmpty() && addresses.first().wire == HostAddress::Wire::Plain)
        out += QStringLiteral("&tls=0");
    return out;
}

QList<QUrl> Invite::urls() const
{
    QList<QUrl> urls;
    for (const HostAddress &address : addresses)
        urls.append(address.url());
    return urls;
}

std::optional<HostAddress> parseAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (!trimmed.contains(QStringLiteral("://")))
        return parseHostPort(trimmed);
    const QUrl url(trimmed, QUrl::StrictMode);
    const bool encrypted = url.scheme() == u"wss";
    if (!url.isValid() || (!encrypted && url.scheme() != u"ws") || !url.userInfo().isEmpty())
        return {};
    const auto host = isIpV6(url.host()) ? std::optional(url.host()) : hostFrom(url.host());
    return host ? std::optional(HostAddress{*host, quint16(url.port(defaultPort)),
                                            encrypted ? HostAddress::Wire::Encrypted : HostAddress::Wire::Plain})
                : std::nullopt;
}

std::optional<Invite> parseInvitation(const QString &text)
{
    const QString trimmed = text.trimmed();
    // First, since a host may be called "coterie".
    if (const auto address = parseAddress(trimmed))
        return Invite{{*address}, {}};
    // A link as people pass it on: in a sentence, in brackets, or copied out of a page's source.
    static const QRegularExpression link(QStringLiteral("coterie:[^\\s<>\"']+"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto found = link.match(trimmed);
    if (!found.hasMatch())
        return {};
    QString bare = found.captured();
    while (QStringView(u".,;:!?)}").contains(bare.back()) || (bare.endsWith(u']') && !bare.contains(u'[')))
        bare.chop(1); // of the sentence: a link that we make has none of these at its end but an address' bracket
    return Invite::parse(bare.replace(QStringLiteral("&amp;"), QStringLiteral("&")));
}

} // namespace coterie
