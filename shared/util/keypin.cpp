// SPDX-License-Identifier: MIT
#include "shared/util/keypin.h"

#include <QCryptographicHash>

namespace coterie {

namespace {

constexpr quint8 sequence = 0x30;
constexpr quint8 versionField = 0xa0;

// What is left to read of a DER structure.
struct Der {
    QByteArrayView left;

    struct Element {
        quint8 tag = 0;
        QByteArrayView whole, content;
    };
    std::optional<Element> take()
    {
        if (left.size() < 2)
            return {};
        qsizetype length = quint8(left[1]);
        qsizetype head = 2;
        if (length >= 0x80) {
            const qsizetype bytes = length & 0x7f;
            if (bytes < 1 || bytes > 3 || left.size() < 2 + bytes) // no certificate has 16 MiB
                return {};
            length = 0;
            for (qsizetype i = 0; i < bytes; ++i)
                length = length << 8 | quint8(left[2 + i]);
            head += bytes;
        }
        if (left.size() - head < length)
            return {};
        const Element element{quint8(left[0]), left.first(head + length), left.sliced(head, length)};
        left = left.sliced(head + length);
        return element;
    }
};

} // namespace

// Certificate ::= { { [0] version, serial, algorithm, issuer, validity, subject, subjectPublicKeyInfo, … }, … }
QByteArray keyPinOf(const QByteArray &certificate)
{
    Der outer{certificate};
    const auto signed_ = outer.take();
    if (!signed_ || signed_->tag != sequence)
        return {};
    Der parts{signed_->content};
    const auto body = parts.take();
    if (!body || body->tag != sequence)
        return {};
    Der fields{body->content};
    int before = 5; // serial to subject
    if (!fields.left.isEmpty() && quint8(fields.left[0]) == versionField)
        ++before;
    while (before-- > 0)
        if (!fields.take())
            return {};
    const auto key = fields.take();
    if (!key || key->tag != sequence)
        return {};
    return QCryptographicHash::hash(key->whole, QCryptographicHash::Sha256);
}

QString keyPinText(const QByteArray &pin)
{
    return QString::fromLatin1(pin.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<QByteArray> keyPinFromText(const QString &text)
{
    const auto result = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::Base64UrlEncoding |
                                                                            QByteArray::AbortOnBase64DecodingErrors);
    if (!result || result.decoded.size() != keyPinBytes || keyPinText(result.decoded) != text)
        return {};
    return result.decoded;
}

QString keyPinToRead(const QByteArray &pin)
{
    const QString digits = QString::fromLatin1(pin.left(16).toHex());
    QString text;
    for (qsizetype i = 0; i < digits.size(); i += 4)
        text += (i == 0 ? QString() : QStringLiteral(" ")) + digits.mid(i, 4);
    return text;
}

} // namespace coterie
