// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/inkkernel.h"
#include "app/ui/board/inkstroke.h"

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

// Paints ink: coverage of each stroke as the largest of its capsules, then one blend, so that translucent ink is even
// where a stroke crosses itself. A pixel gets the same value whatever field or clip it is painted through, on every
// machine. Owns scratch memory only; one thread each.
class InkRasterizer final
{
public:
    explicit InkRasterizer(CoverRow kernel = bestCoverRow())
        : m_kernel(kernel)
    {
    }

    // Only inside clip (device pixels of the board). scale: device pixels per board unit.
    void paint(const PixelField &field, const QRect &clip, const InkStroke &ink, double scale, quint32 argb);

    // The parts of `area` that the stroke can change, as rectangles of whole blocks counted from area's corner.
    static constexpr int block = 64;
    void touchedBlocks(const InkStroke &ink, double scale, const QRect &area, std::vector<QRect> &out);

    // Device pixels that the stroke can change.
    [[nodiscard]] static QRect bounds(const QRectF &box, double scale);

private:
    struct Knot {
        float x, y, r;
    };
    void flatten(const InkStroke &ink, double scale);
    void pushKnot(float x, float y, float r, bool always);
    void coverSegment(const Knot &a, const Knot &b, const QRect &within);
    void blend(const PixelField &field, const QRect &within, quint32 argb) const;

    CoverRow m_kernel;
    std::vector<Knot> m_knots; // in pixels from (m_baseX, m_baseY)
    int m_baseX = 0;
    int m_baseY = 0;
    std::vector<quint8> m_mask;
    qsizetype m_maskStride = 0;
    int m_top = 0; // rows of the mask that hold anything
    int m_bottom = -1;
};

} // namespace coterie::ui
