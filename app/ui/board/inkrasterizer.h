// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/inkkernel.h"
#include "app/ui/board/inkstroke.h"
#include "app/ui/board/pixelfield.h"

#include <span>

namespace coterie::ui {

class BlockMarker;

// Paints ink: coverage of each stroke as the largest of its capsules, then one blend, so that translucent ink is even
// where a stroke crosses itself. A pixel gets the same value whatever field or clip it is painted through, on every
// machine. Owns scratch memory only; one thread each.
class InkRasterizer final
{
    Q_DISABLE_COPY_MOVE(InkRasterizer)
public:
    // A place on the centre line, in pixels from the stroke's whole pixel (the floor of its origin).
    struct Knot {
        float x, y, r;
        bool begins = false; // nothing joins it to the one before
    };

    explicit InkRasterizer(CoverCapsule kernel = bestCoverCapsule())
        : m_kernel(kernel)
    {
    }

    // Only inside the clips (device pixels of the board, none over another). scale: device pixels per board unit.
    void paint(const PixelField &field, std::span<const QRect> clips, const InkStroke &ink, double scale, quint32 argb);

    // The same for lines of an even width in device pixels, each cut by itself, however long it is.
    void paint(const PixelField &field, std::span<const QRect> clips, const std::vector<Polyline> &lines, double width,
               quint32 argb);

    // Marks what the stroke can change.
    void mark(BlockMarker &marker, const InkStroke &ink, double scale);

    // The centre line as it is painted at that scale, without what is rubbed out.
    [[nodiscard]] static std::vector<std::vector<Knot>> runs(const InkStroke &ink, double scale);

    // Device pixels that the stroke can change.
    [[nodiscard]] static QRect bounds(const QRectF &box, double scale);

private:
    void flatten(const InkStroke &ink, double scale);
    void cutGaps(std::span<const Knot> whole, const std::vector<std::pair<float, float>> &gaps);
    void coverSegment(const Knot &a, const Knot &b, const QRect &within);
    void coverLine(const QPointF &a, const QPointF &b, double radius, const QRect &area);
    void beginMask(const QRect &area);
    [[nodiscard]] CoverMask mask(const QRect &area) const
    {
        return {m_mask.data(), m_maskStride, area, m_top, m_bottom};
    }

    CoverCapsule m_kernel;
    // The line of this moment, in pixels from (m_baseX, m_baseY). It lies at the front of m_room, or is m_cut.
    std::span<const Knot> m_knots;
    std::vector<Knot> m_room;
    std::vector<float> m_along; // of each knot in m_room: where it is along the points; of lines with gaps only
    std::vector<Knot> m_cut;
    int m_baseX = 0;
    int m_baseY = 0;
    std::vector<quint8> m_mask;
    qsizetype m_maskStride = 0;
    int m_top = 0; // rows of the mask that hold anything
    int m_bottom = -1;
};

} // namespace coterie::ui
