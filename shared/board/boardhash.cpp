// SPDX-License-Identifier: MIT
#include "shared/board/boardhash.h"

#include <QtEndian>

#include <utility>

namespace coterie {
namespace {

constexpr quint64 seed = 0x51ed'2701'6c4f'9b3dull;

} // namespace

quint64 mix(quint64 h, const QUuid &id)
{
    const QByteArray raw = id.toRfc4122();
    return mix(mix(h, qFromBigEndian<quint64>(raw.constData())), qFromBigEndian<quint64>(raw.constData() + 8));
}

QByteArray boardSum(quint64 hash)
{
    QByteArray sum(8, Qt::Uninitialized);
    qToLittleEndian(hash, sum.data());
    return sum;
}

quint64 boardBytesHash(QByteArrayView bytes)
{
    quint64 h = mix(seed, quint64(bytes.size()));
    qsizetype i = 0;
    for (; i + 8 <= bytes.size(); i += 8)
        h = mix(h, qFromLittleEndian<quint64>(bytes.data() + i));
    for (; i < bytes.size(); ++i)
        h = mix(h, quint8(bytes[i]));
    return h;
}

quint64 boardTextHash(QStringView text)
{
    quint64 h = mix(seed, quint64(text.size()));
    quint64 four = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        four = four << 16 | text[i].unicode();
        if (i % 4 == 3 || i == text.size() - 1)
            h = mix(h, std::exchange(four, 0));
    }
    return h;
}

} // namespace coterie
