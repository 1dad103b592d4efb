// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

// A host is known by its key, not by its address: by the SHA-256 of the public key (SubjectPublicKeyInfo, DER) in its
// certificate, as RFC 7469 pins keys. It stays the same when the certificate is made anew from the same key. Pure, any
// thread.
namespace coterie {

inline constexpr qsizetype keyPinBytes = 32;

// Of a certificate in DER; empty when it is none. Every kind of key.
[[nodiscard]] QByteArray keyPinOf(const QByteArray &certificate);

// As it stands in a link: 43 characters of base64url.
[[nodiscard]] QString keyPinText(const QByteArray &pin);
[[nodiscard]] std::optional<QByteArray> keyPinFromText(const QString &text);

// For two people to compare: its first 128 bits, "1f2e 3d4c …".
[[nodiscard]] QString keyPinToRead(const QByteArray &pin);

} // namespace coterie
