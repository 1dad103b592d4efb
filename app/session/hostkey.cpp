// SPDX-License-Identifier: MIT
#include "app/session/hostkey.h"

#include "shared/util/keypin.h"

#include <QSslCertificate>
#include <QSslError>

#include <algorithm>

namespace coterie {

namespace {

const QString certifiedWord = QStringLiteral("certified");

// Nobody vouches for it, or for this name of it.
bool isOnlyUnknown(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::NoError:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::HostNameMismatch:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

} // namespace

QString HostKey::text() const
{
    switch (kind) {
    case Kind::Pinned:
        return keyPinText(pin);
    case Kind::Certified:
        return certifiedWord;
    case Kind::Unknown:
        break;
    }
    return {};
}

HostKey HostKey::fromText(const QString &text)
{
    if (text == certifiedWord)
        return {Kind::Certified, {}};
    const auto pin = keyPinFromText(text);
    return pin ? pinned(*pin) : HostKey{};
}

bool HostKey::isSameAs(const HostKey &other) const
{
    return kind == other.kind && (kind != Kind::Pinned || pin == other.pin);
}

KeyJudgement judgeKey(const HostKey &known, const QSslCertificate &shown, const QList<QSslError> &errors)
{
    const QByteArray pin = shown.isNull() ? QByteArray() : keyPinOf(shown.toDer());
    if (pin.isEmpty())
        return {known.kind == HostKey::Kind::Unknown ? KeyVerdict::Invalid : KeyVerdict::Changed, {}};
    switch (known.kind) {
    case HostKey::Kind::Pinned:
        return pin == known.pin ? KeyJudgement{KeyVerdict::Trusted, known} : KeyJudgement{KeyVerdict::Changed, {}};
    case HostKey::Kind::Certified:
        return errors.isEmpty() ? KeyJudgement{KeyVerdict::Trusted, {HostKey::Kind::Certified, pin}}
                                : KeyJudgement{KeyVerdict::Changed, {}};
    case HostKey::Kind::Unknown:
        break;
    }
    if (errors.isEmpty())
        return {KeyVerdict::Trusted, {HostKey::Kind::Certified, pin}};
    if (std::all_of(errors.cbegin(), errors.cend(), isOnlyUnknown))
        return {KeyVerdict::Trusted, HostKey::pinned(pin)};
    return {KeyVerdict::Invalid, {}};
}

} // namespace coterie
