// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

// The innermost loop of ink: how much of each pixel of one row a capsule covers. Two versions with the same result, bit
// for bit; that holds because no compiler may fuse multiplications into additions here (-ffp-contract=off).
namespace coterie::ui {

// A line between two discs whose radius changes evenly. Pixels are counted from the stroke's own origin.
struct Capsule {
    float x = 0, y = 0;       // the first end
    float dx = 0, dy = 0;     // to the other end
    float inverseLength2 = 0; // 0 when both ends are one
    float radius = 0;         // at the first end
    float growth = 0;         // to the other end
};

// Raises row[i] (0 to 255) for the pixels first + i, i from `from` to `to`, at the height y of the row's centre. The
// vector version may touch up to seven entries more, with what is right for them.
using CoverRow = void (*)(quint8 *row, int from, int to, int first, float y, const Capsule &capsule);

void coverRowScalar(quint8 *row, int from, int to, int first, float y, const Capsule &capsule);
[[nodiscard]] CoverRow vectorCoverRow(); // null when this processor has no AVX2
[[nodiscard]] CoverRow bestCoverRow();

inline constexpr int coverRowSlack = 8; // entries that must be writable behind a row

} // namespace coterie::ui
