// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/invite.h"
#include "shared/util/keypin.h"
#include "shared/util/text.h"

#include <QHostAddress>

#include <algorithm>
#include <functional>

// What must hold for whatever somebody types, clicks or pastes to join: it is refused, or it is a few hosts that can be
// asked for and nothing else, and the link that is made of it leads to the same.
namespace coterie::fuzz {

// What reads it; the tests put worse ones in its place.
struct InviteReaders {
    std::function<std::optional<Invite>(const QString &)> link = &Invite::parse;
    std::function<std::optional<Invite>(const QString &)> typed = &parseInvitation;
    std::function<std::optional<HostAddress>(const QString &)> address = &parseAddress;
};

// An address by a second, plainer reading: a name or numbers, with nothing that could lead elsewhere.
inline QString addressFault(const HostAddress &address)
{
    const bool isV6 = address.host.contains(u':');
    if (address.host.isEmpty() || address.host.size() > 254)
        return QStringLiteral("a host of %1 units").arg(address.host.size());
    const QString without = address.host.section(u'%', 0, 0); // the interface, of an address on this link
    const bool isPlain = std::all_of(without.begin(), without.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringView(u".-_:").contains(c));
    });
    if (!isPlain || (isV6 && QHostAddress(address.host).isNull()))
        return QStringLiteral("a host that is none: ") + address.host;
    const QUrl url = address.url();
    const QHostAddress numbers(address.host);
    const bool isThere = numbers.isNull()
                             ? url.host(QUrl::EncodeUnicode).compare(address.host, Qt::CaseInsensitive) == 0
                             : QHostAddress(url.host()) == numbers;
    if (!url.isValid() || !isThere || url.port() != address.port || url.path() != u"/ws" || !url.userInfo().isEmpty() ||
        url.hasQuery() || url.hasFragment())
        return QStringLiteral("another place is asked: ") + url.toString();
    if (url.scheme() != u"wss" && (url.scheme() != u"ws" || address.wire == HostAddress::Wire::Encrypted))
        return QStringLiteral("it would be asked in the clear: ") + url.toString();
    return {};
}

inline QString inviteFault(const Invite &invite, const InviteReaders &readers)
{
    if (invite.addresses.isEmpty() || invite.addresses.size() > 16)
        return QStringLiteral("an invitation to %1 addresses").arg(invite.addresses.size());
    for (const HostAddress &address : invite.addresses) {
        if (const QString fault = addressFault(address); !fault.isEmpty())
            return fault;
        if (invite.addresses.count(address) != 1)
            return QStringLiteral("an address that stands there twice");
        if (!invite.pin.isEmpty() && address.wire != HostAddress::Wire::Encrypted)
            return QStringLiteral("a host with a key may be asked in the clear");
    }
    if (!invite.pin.isEmpty() && invite.pin.size() != keyPinBytes)
        return QStringLiteral("a key of %1 bytes").arg(invite.pin.size());
    if (!invite.name.isEmpty() && normalizedName(invite.name) != invite.name)
        return QStringLiteral("a name that is no session's");
    if (readers.link(invite.link()) != invite)
        return QStringLiteral("another invitation when its link is read: ") + invite.link();
    return {};
}

inline QString joinFault(const QByteArray &bytes, const InviteReaders &readers = {})
{
    // As it comes from a file or another program, and as it may stand in a field: with surrogates that stand alone.
    const QString decoded = QString::fromUtf8(bytes);
    const QString raw(reinterpret_cast<const QChar *>(bytes.constData()), bytes.size() / 2);
    for (const QString &text : {decoded, raw}) {
        const auto linked = readers.link(text);
        if (linked) {
            if (!text.startsWith(QStringLiteral("coterie:"), Qt::CaseInsensitive))
                return QStringLiteral("no link of ours is taken for one");
            if (const QString fault = inviteFault(*linked, readers); !fault.isEmpty())
                return fault;
        }
        const auto typed = readers.typed(text);
        if (!typed)
            continue;
        if (readers.typed(QString(u"  " + text + u'\n')) != typed)
            return QStringLiteral("white space around it leads elsewhere");
        // An address alone carries no key and no name, and its link cannot say how it is to be asked.
        const bool isAddress = readers.address(text.trimmed()).has_value();
        const QString fault = isAddress ? addressFault(typed->addresses.value(0)) : inviteFault(*typed, readers);
        if (!fault.isEmpty())
            return fault;
        if (isAddress && (typed->addresses.size() != 1 || !typed->name.isEmpty() || !typed->pin.isEmpty()))
            return QStringLiteral("an address that is more than one");
        if (isAddress && typed->addresses.first().wire == HostAddress::Wire::Usual &&
            readers.typed(typed->addresses.first().text()) != typed)
            return QStringLiteral("another address when it is typed as it is shown: ") +
                   typed->addresses.first().text();
    }
    return {};
}

} // namespace coterie::fuzz
