// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

namespace coterie::ui {

// Pixels in memory, 32-bit premultiplied ARGB, and where they lie: `origin` is the device pixel of the first one,
// counted from the board's origin at the scale of the moment.
struct PixelField {
    quint32 *pixels = nullptr;
    qsizetype stride = 0; // in pixels
    QSize size;
    QPoint origin;

    [[nodiscard]] quint32 *row(int y) const { return pixels + stride * y; }
    [[nodiscard]] QRect rect() const { return {origin, size}; } // in device pixels of the board
};

// How much of each pixel of `area` is covered, 0 to 255; only the rows from top to bottom hold anything.
struct CoverMask {
    const quint8 *cover = nullptr; // readable for blendSlack entries behind each row
    qsizetype stride = 0;
    QRect area; // device pixels of the board
    int top = 0;
    int bottom = -1;
};

// Lays an even colour (0xAARRGGBB, not premultiplied) over the covered pixels. The mask's area lies in the field.
void blend(const PixelField &field, const CoverMask &mask, quint32 argb);
// Lays one field over another with an opacity of 0 to 255, where they overlap and in the clip.
void blend(const PixelField &field, const PixelField &layer, const QRect &clip, int opacity);

} // namespace coterie::ui
