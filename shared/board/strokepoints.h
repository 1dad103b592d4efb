// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

// The points of a stroke and their packed form on the wire, in the store and in memory: one byte of flags (1 = has
// pressure), one of exponent, the count, then x and y as zig-zag varint steps, then pressure in steps. A point is a
// whole number of quanta (2^-exponent board units) from the stroke's position and fits 16 bits. Values only, any
// thread.
namespace coterie {

inline constexpr int maxStrokePoints = 8192;
inline constexpr qsizetype maxStrokeBytes = 32 * 1024;
inline constexpr int minStrokeExponent = -6;
inline constexpr int maxStrokeExponent = 8;
inline constexpr int maxStrokeQuanta = 32767;

struct StrokePoint {
    qint16 x = 0;
    qint16 y = 0;
    friend bool operator==(const StrokePoint &, const StrokePoint &) = default;
};

struct StrokePoints {
    int exponent = 4;
    std::vector<StrokePoint> at;
    std::vector<quint8> pressure; // empty, or one per point
    friend bool operator==(const StrokePoints &, const StrokePoints &) = default;

    [[nodiscard]] QByteArray packed() const;
    [[nodiscard]] static std::optional<StrokePoints> unpack(QByteArrayView blob);
};

// What the packed form says without unpacking it, or nothing when it is not well formed.
struct StrokeExtent {
    int exponent = 4;
    int count = 0;
    bool hasPressure = false;
    qint16 left = 0, top = 0, right = 0, bottom = 0; // in quanta, inclusive
    friend bool operator==(const StrokeExtent &, const StrokeExtent &) = default;

    [[nodiscard]] static std::optional<StrokeExtent> of(QByteArrayView blob);
};

// Length of one quantum in board units: exact, because it is a power of two.
[[nodiscard]] constexpr double strokeQuantum(int exponent)
{
    return exponent >= 0 ? 1.0 / double(1 << exponent) : double(1 << -exponent);
}

// The exponent that keeps 1/16 of a screen pixel at the zoom a stroke is drawn with.
[[nodiscard]] int strokeExponentFor(double zoom);

} // namespace coterie
