// SPDX-License-Identifier: MIT
#include "shared/protocol/ids.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <mutex>

namespace coterie {

QUuid uuidV7(qint64 unixMs, quint64 randomHigh, quint64 randomLow)
{
    const auto ms = quint64(unixMs) & 0xffff'ffff'ffffull;
    const auto d1 = uint(ms >> 16);
    const auto d2 = ushort(ms & 0xffff);
    const auto d3 = ushort(0x7000 | (randomHigh & 0x0fff));
    const quint64 tail = (randomLow & 0x3fff'ffff'ffff'ffffull) | 0x8000'0000'0000'0000ull;
    uchar b[8];
    for (int i = 0; i < 8; ++i)
        b[i] = uchar(tail >> (56 - 8 * i));
    return QUuid(d1, d2, d3, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]);
}

QUuid newUuidV7()
{
    // Method 1 of RFC 9562 §6.2: within one millisecond the 12 bits after the version count upwards, and a clock that
    // steps back keeps the last millisecond, so that ids made by one process sort in the order they were made.
    static std::mutex guard;
    static qint64 lastMs = 0;
    static quint64 counter = 0;
    auto *random = QRandomGenerator::system();
    const std::scoped_lock lock(guard);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now > lastMs) {
        lastMs = now;
        counter = random->generate() & 0x7ff;
    } else if (++counter > 0xfff) {
        ++lastMs;
        counter = 0;
    }
    return uuidV7(lastMs, counter, random->generate64());
}

} // namespace coterie
