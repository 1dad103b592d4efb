// SPDX-License-Identifier: MIT
#include "shared/util/clock.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace coterie {

QByteArray Random::bytes(qsizetype count)
{
    QByteArray out(count, '\0');
    for (qsizetype at = 0; at < count; at += 8) {
        const quint64 word = next();
        std::memcpy(out.data() + at, &word, std::size_t(std::min<qsizetype>(8, count - at)));
    }
    return out;
}

qint64 SystemClock::wallMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 SystemClock::monotonicMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace coterie
