// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

// The innermost loop of painting: an even colour laid over the pixels of one row. Two versions with the same result,
// bit for bit: all of it is whole numbers.
namespace coterie::ui {

// Lays argb (0xAARRGGBB, not premultiplied) over `width` pixels (premultiplied), each as far as it is covered, 0 to
// 255. `cover` is readable for blendSlack entries more; no pixel behind the last one is touched.
using BlendRow = void (*)(quint32 *out, const quint8 *cover, int width, quint32 argb);

void blendRowScalar(quint32 *out, const quint8 *cover, int width, quint32 argb);
[[nodiscard]] BlendRow vectorBlendRow(); // null when this processor has no AVX2
[[nodiscard]] BlendRow bestBlendRow();

inline constexpr int blendSlack = 8;

[[nodiscard]] constexpr int scaled255(int a, int b)
{
    const int t = a * b + 0x80;
    return (t + (t >> 8)) >> 8;
}

} // namespace coterie::ui
