// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

// The innermost loop of ink: how much of each pixel a capsule covers. Two versions with the same result, bit for bit;
// that holds because no compiler may fuse multiplications into additions here (-ffp-contract=off).
namespace coterie::ui {

// A line between two discs whose radius changes evenly. Pixels are counted from the stroke's own origin.
struct Capsule {
    float x = 0, y = 0;       // the first end
    float dx = 0, dy = 0;     // to the other end
    float inverseLength2 = 0; // 0 when both ends are one
    float radius = 0;         // at the first end
    float growth = 0;         // to the other end
};

// Bytes in rows, and which of them are looked at, both ends included. Row and column 0 are the pixel (left, top),
// counted as the capsule is.
struct CoverRows {
    quint8 *bytes = nullptr;
    qsizetype stride = 0;
    int left = 0, top = 0;
    int fromColumn = 0, toColumn = 0;
    int fromRow = 0, toRow = 0;
};

// Raises the bytes (0 to 255) of the pixels that the capsule covers. Writes up to seven entries behind the last column,
// with what is right for them.
using CoverCapsule = void (*)(const CoverRows &rows, const Capsule &capsule);

void coverCapsuleScalar(const CoverRows &rows, const Capsule &capsule);
[[nodiscard]] CoverCapsule vectorCoverCapsule(); // null when this processor has no AVX2
[[nodiscard]] CoverCapsule bestCoverCapsule();

inline constexpr int coverRowSlack = 8; // entries that must be writable behind a row

} // namespace coterie::ui
