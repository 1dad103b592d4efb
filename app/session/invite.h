// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace coterie {

// Where a host may be reached. A name, an IPv4 or an IPv6 address (without brackets), and a port.
struct HostAddress {
    // Usual: encrypted, unless it is this computer itself.
    enum class Wire : quint8 { Usual, Encrypted, Plain };
    QString host;
    quint16 port = 0;
    Wire wire = Wire::Usual;

    [[nodiscard]] QUrl url() const;     // wss://host:port/ws or ws://…
    [[nodiscard]] QString text() const; // host:port, [v6]:port
    friend bool operator==(const HostAddress &, const HostAddress &) = default;
};

// What a coterie:// link carries: coterie://join?a=192.168.1.23:47600,10.0.0.5:47600&n=Class%207b&fp=…, or tls=0 in the
// place of fp= for a host that does not encrypt.
// Pure values. Whatever does not fit the form is refused as a whole: a link comes from anywhere.
struct Invite {
    QList<HostAddress> addresses; // 1 to 16, tried side by side in this order
    QString name;                 // of the session, may be empty; shown as plain text only
    QByteArray pin = {};          // of the host's key (shared/util/keypin.h), may be empty

    [[nodiscard]] static std::optional<Invite> parse(const QString &link);
    [[nodiscard]] QString link() const;
    [[nodiscard]] QList<QUrl> urls() const;
    friend bool operator==(const Invite &, const Invite &) = default;
};

// host:port of an address that is dialed, as it is shown: a name in other letters stands in the letters of its form in
// the DNS (RFC 5890), so that no name looks like another.
[[nodiscard]] QString shownAuthority(const QUrl &url);

// What a person may type to join: host, host:port, [::1]:47600, 2001:db8::1, ws:// or wss://host:port/ws, or a whole
// link.
[[nodiscard]] std::optional<HostAddress> parseAddress(const QString &text);
[[nodiscard]] std::optional<Invite> parseInvitation(const QString &text);

} // namespace coterie
