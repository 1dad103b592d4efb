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
    explicit RasterCanvas(CoverCapsule kernel = bestCoverCapsule())
        : m_lines(kernel)
    {
    }

    // What comes is painted into the field, inside the clips (device pixels of the board, none over another), until the
    // next begin(). Many are cheaper at once: what does not depend on them is worked out once. scale: device pixels per
    // board unit.
    void begin(const PixelField &field, const QRect &clip, double scale) { begin(field, {&clip, 1}, scale); }
    void begin(const PixelField &field, std::span<const QRect> clips, double scale);
    void paint(const Figure &figure, const BoardPaper &paper); // skips what lies outside

    void ink(const InkStroke &stroke, quint32 argb) override;
    void line(const QPainterPath &path, double width, quint32 argb) override;
    void fill(const QPainterPath &path, quint32 argb) override;
    void text(const LaidText &block, const QTransform &toBoard, quint32 argb) override;
    void picture(const PicturePtr &picture, const QTransform &toBoard) override;
    void beginGroup(double opacity, const QRectF &box) override;
    void endGroup() override;

    // The parts of `area` that the figures can change.
    [[nodiscard]] std::vector<QRect> touchedBlocks(std::span<const FigurePtr> figures, double scale, const QRect &area);
    // Device pixels that can be changed by what has this box.
    [[nodiscard]] static QRect bounds(const QRectF &box, double scale) { return InkRasterizer::bounds(box, scale); }

private:
    void setClips(std::span<const QRect> clips, const QRect &within);
    void fillLines(const std::vector<Polyline> &lines, const QTransform &toDevice, const QRect &reach, quint32 argb);

    struct Group {
        PixelField under;
        std::vector<QRect> underClips;
        int opacity = 255;
        std::vector<quint32> pixels;
    };
    InkRasterizer m_lines;
    FillRasterizer m_fills;
    PixelField m_field;
    std::vector<QRect> m_clips; // none is empty, all lie in the field
    QRect m_around;             // all of them
    double m_scale = 1;
    Group m_group;
};

} // namespace coterie::ui
