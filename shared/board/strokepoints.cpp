// SPDX-License-Identifier: MIT
#include "shared/board/strokepoints.h"

#include "shared/board/bytes.h"
#include "shared/util/within.h"

#include <algorithm>
#include <cmath>

namespace coterie {
namespace {

constexpr quint8 pressureFlag = 1;

// Walks a packed stroke; false when it is not exactly one. Nothing is allocated on behalf of the blob's own claims.
template <class Begin, class Point, class Pressure>
bool walk(QByteArrayView blob, Begin begin, Point point, Pressure pressure)
{
    if (blob.size() > maxStrokeBytes)
        return false;
    ByteReader in(blob);
    const quint8 flags = in.byte();
    const auto exponent = int(qint8(in.byte()));
    const auto count = int(in.bounded(maxStrokePoints));
    if (!in.isOk() || (flags & ~pressureFlag) || exponent < minStrokeExponent || exponent > maxStrokeExponent ||
        count < 1 || count > in.left())
        return false;
    const bool hasPressure = flags & pressureFlag;
    begin(exponent, count, hasPressure);
    qint64 x = 0;
    qint64 y = 0;
    for (int i = 0; i < count; ++i) {
        const qint64 dx = in.zigzag();
        const qint64 dy = in.zigzag();
        if (!isWithin(dx, 2 * maxStrokeQuanta) || !isWithin(dy, 2 * maxStrokeQuanta))
            return false;
        x += dx;
        y += dy;
        if (!in.isOk() || !isWithin(x, maxStrokeQuanta) || !isWithin(y, maxStrokeQuanta))
            return false;
        point(qint16(x), qint16(y));
    }
    qint64 p = 0;
    for (int i = 0; hasPressure && i < count; ++i) {
        const qint64 step = in.zigzag();
        if (!isWithin(step, 255))
            return false;
        p += step;
        if (!in.isOk() || p < 0 || p > 255)
            return false;
        pressure(quint8(p));
    }
    return in.isOk() && in.isAtEnd();
}

} // namespace

QByteArray StrokePoints::packed() const
{
    QByteArray out;
    out.reserve(qsizetype(4 + at.size() * 3 + pressure.size()));
    ByteWriter writer(out);
    writer.byte(pressure.empty() ? 0 : pressureFlag);
    writer.byte(quint8(exponent));
    writer.varint(at.size());
    StrokePoint last;
    for (const StrokePoint &p : at) {
        writer.zigzag(p.x - last.x);
        writer.zigzag(p.y - last.y);
        last = p;
    }
    int lastPressure = 0;
    for (const quint8 p : pressure) {
        writer.zigzag(p - lastPressure);
        lastPressure = p;
    }
    return out;
}

std::optional<StrokePoints> StrokePoints::unpack(QByteArrayView blob)
{
    StrokePoints points;
    const bool ok = walk(
        blob,
        [&](int exponent, int count, bool hasPressure) {
            points.exponent = exponent;
            points.at.reserve(size_t(count));
            points.pressure.reserve(hasPressure ? size_t(count) : 0);
        },
        [&](qint16 x, qint16 y) {
            points.at.push_back({x, y});
        },
        [&](quint8 p) { points.pressure.push_back(p); });
    if (!ok)
        return {};
    return points;
}

std::optional<StrokeExtent> StrokeExtent::of(QByteArrayView blob)
{
    StrokeExtent extent{
        .left = maxStrokeQuanta, .top = maxStrokeQuanta, .right = -maxStrokeQuanta, .bottom = -maxStrokeQuanta};
    const bool ok = walk(
        blob,
        [&](int exponent, int count, bool hasPressure) {
            extent.exponent = exponent;
            extent.count = count;
            extent.hasPressure = hasPressure;
        },
        [&](qint16 x, qint16 y) {
            extent.left = std::min(extent.left, x);
            extent.right = std::max(extent.right, x);
            extent.top = std::min(extent.top, y);
            extent.bottom = std::max(extent.bottom, y);
        },
        [](quint8) {});
    if (!ok)
        return {};
    return extent;
}

int strokeExponentFor(double zoom)
{
    return std::clamp(4 + int(std::lround(std::log2(std::max(zoom, 1e-6)))), minStrokeExponent, maxStrokeExponent);
}

} // namespace coterie
