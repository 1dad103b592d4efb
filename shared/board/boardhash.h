// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>
#include <QUuid>

// What the state hash of a board is made of (B13): the same on every machine. Pure functions, any thread.
namespace coterie {

[[nodiscard]] constexpr quint64 mix(quint64 h, quint64 v)
{
    v *= 0x9e37'79b9'7f4a'7c15ull;
    v ^= v >> 32;
    h = (h ^ v) * 0xd6e8'feb8'6659'fd93ull;
    return h ^ (h >> 29);
}
[[nodiscard]] quint64 mix(quint64 h, const QUuid &id);

// As it stands on the wire: 8 bytes, the lowest first.
[[nodiscard]] QByteArray boardSum(quint64 hash);

[[nodiscard]] quint64 boardBytesHash(QByteArrayView bytes);
[[nodiscard]] quint64 boardTextHash(QStringView text);

} // namespace coterie
