// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

class QSslCertificate;
class QSslError;

namespace coterie {

// By what a host is known again: its key (shared/util/keypin.h), or that its certificate is vouched for by an authority
// this computer trusts, and then the key may change with the certificate. Pure values, any thread.
struct HostKey {
    enum class Kind : quint8 { Unknown, Pinned, Certified };
    Kind kind = Kind::Unknown;
    QByteArray pin; // when Pinned; of a Certified host what it showed last, for people to compare

    [[nodiscard]] static HostKey pinned(const QByteArray &pin) { return {Kind::Pinned, pin}; }
    // As the index of hosts keeps it; what does not fit is Unknown.
    [[nodiscard]] QString text() const;
    [[nodiscard]] static HostKey fromText(const QString &text);
    [[nodiscard]] bool isSameAs(const HostKey &other) const;
};

enum class KeyVerdict : quint8 {
    Trusted,
    Changed, // it is not the host that is known
    Invalid, // nothing is known, and there is more wrong with the certificate than that nobody vouches for it
};

struct KeyJudgement {
    KeyVerdict verdict = KeyVerdict::Invalid;
    HostKey key; // by which it is known from now on, when Trusted
};

// `errors`: what TLS has against the certificate. A host that nothing is known of is trusted on first use, whoever
// signed its certificate; one that is known must show what it is known by, and nothing else counts.
[[nodiscard]] KeyJudgement judgeKey(const HostKey &known, const QSslCertificate &shown, const QList<QSslError> &errors);

} // namespace coterie
