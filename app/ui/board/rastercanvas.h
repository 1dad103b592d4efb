// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcanvas.h"
#include "app/ui/board/fillrasterizer.h"
#include "app/ui/board/inkrasterizer.h"

namespace coterie::ui {

// Paints into pixels. A pixel gets the same value whatever field or clip it is painted through, on every machine.
// Owns scratch memory only; one thread each.
class RasterCanvas final : public BoardCanvas
{
public:
    explicit RasterCanvas(CoverRow kernel = bestCoverRow())
        : m_lines(kernel)
    {
    }

    // What comes is painted into the field, inside the clip (device pixels of the board), until the next begin().
    // scale: device pixels per board unit.
    void begin(const PixelField &field, const QRect &clip, double scale);
    void paint(const Figure &figure, const BoardPaper &paper); // skips what lies outside

    void ink(const InkStroke &stroke, quint32 argb) override;
    void line(const QPainterPath &path, double width, quint32 argb) override;
    void fill(const QPainterPath &path, quint32 argb) override;
    void text(const LaidText &block, const QTransform &toBoard, quint32 argb) override;
    void picture(const PicturePtr &picture, const QTransform &toBoard) override;
    void beginGroup(double opacity, const QRectF &box) override;
    void endGroup() override;

    // The parts of `area` that the figure can change.
    [[nodiscard]] std::vector<QRect> touchedBlocks(const Figure &figure, double scale, const QRect &area);
    // Device pixels that can be changed by what has this box.
    [[nodiscard]] static QRect bounds(const QRectF &box, double scale) { return InkRasterizer::bounds(box, scale); }

private:
    void fillDevice(const std::vector<Polyline> &lines, const QTransform &toDevice, quint32 argb);

    struct Group {
        PixelField under;
        QRect underClip;
        int opacity = 255;
        std::vector<quint32> pixels;
    };
    InkRasterizer m_lines;
    FillRasterizer m_fills;
    PixelField m_field;
    QRect m_clip;
    double m_scale = 1;
    Group m_group;
};

} // namespace coterie::ui
