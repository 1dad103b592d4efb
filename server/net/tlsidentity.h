// SPDX-License-Identifier: MIT
#pragma once

#include <QSslConfiguration>

#include <variant>

namespace coterie::server {

// Who this host is to those who connect encrypted: its certificate, the key of it, and the fingerprint by which it is
// known. Values; the files are read when asked for, in the thread that asks.
struct TlsIdentity {
    QSslConfiguration configuration; // for a QSslSocket on the host's side: TLS 1.2 and newer
    QByteArray pin;                  // shared/util/keypin.h
};
// Or a sentence that says what is wrong with which file.
using TlsIdentityOr = std::variant<TlsIdentity, QString>;

// A certificate (with the chain behind it, if any) and its private key, both PEM, EC or RSA. `keyPath` empty: the key
// is in the certificate's file.
[[nodiscard]] TlsIdentityOr readTlsIdentity(const QString &certificatePath, const QString &keyPath);

// The host's own one: a P-256 key and a certificate for ten years that it signed itself, in one file of mode 0600 that
// is made when it is not there. A file that is no identity is never replaced: others know the host by its key. An empty
// path makes one that ends with the process.
[[nodiscard]] TlsIdentityOr ownTlsIdentity(const QString &path);

} // namespace coterie::server
