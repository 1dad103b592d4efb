// SPDX-License-Identifier: MIT
#include "app/ui/board/rastercanvas.h"

#include "app/ui/board/blockmarker.h"

#include "app/ui/board/picturesampler.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double flatness = 0.1;   // pixels between a curve and its chords
constexpr double leastFont = 3;    // pixels; smaller text is a line of grey
constexpr double greyOfText = 0.4; // of a line's pixels that its letters ink, about

} // namespace

void RasterCanvas::begin(const PixelField &field, std::span<const QRect> clips, double scale)
{
    m_field = field;
    m_scale = scale;
    setClips(clips, field.rect());
}

void RasterCanvas::setClips(std::span<const QRect> clips, const QRect &within)
{
    m_clips.clear();
    m_around = {};
    for (const QRect &clip : clips)
        if (const QRect part = clip & within; !part.isEmpty()) {
            m_clips.push_back(part);
            m_around |= part;
        }
}

void RasterCanvas::paint(const Figure &figure, const BoardPaper &paper)
{
    const QRect box = bounds(figure.box, m_scale);
    if (box.intersects(m_around) &&
        std::any_of(m_clips.begin(), m_clips.end(), [&](const QRect &clip) { return clip.intersects(box); }))
        figure.paint(*this, paper);
}

void RasterCanvas::ink(const InkStroke &stroke, quint32 argb)
{
    m_lines.paint(m_field, m_clips, stroke, m_scale, argb);
}

void RasterCanvas::line(const QPainterPath &path, double width, quint32 argb)
{
    std::vector<Polyline> lines = flattened(path, flatness / m_scale);
    for (Polyline &line : lines)
        for (QPointF &p : line)
            p *= m_scale;
    m_lines.paint(m_field, m_clips, lines, width * m_scale, argb);
}

void RasterCanvas::fill(const QPainterPath &path, quint32 argb)
{
    // The box of a path is kept in it when it is asked for first, and other threads may paint it too.
    const std::vector<Polyline> lines = flattened(path, flatness / m_scale);
    QRectF box;
    for (const Polyline &line : lines)
        box |= boundsOf(line);
    fillLines(lines, QTransform::fromScale(m_scale, m_scale), bounds(box, m_scale), argb);
}

// reach: where the lines lie at most.
void RasterCanvas::fillLines(const std::vector<Polyline> &lines, const QTransform &toDevice, const QRect &reach,
                             quint32 argb)
{
    for (const QRect &clip : m_clips) {
        const QRect area = reach & clip;
        if (area.isEmpty())
            continue;
        m_fills.begin(area);
        for (const Polyline &line : lines)
            m_fills.add(line, toDevice);
        blend(m_field, m_fills.finish(), argb);
    }
}

void RasterCanvas::text(const LaidText &block, const QTransform &toBoard, quint32 argb)
{
    const QTransform toDevice = toBoard * QTransform::fromScale(m_scale, m_scale);
    const double unit = std::hypot(toDevice.m11(), toDevice.m12()); // pixels
    if (unit * textUnits < leastFont) {
        const auto grey = quint32(std::lround((argb >> 24) * greyOfText)) << 24 | (argb & 0xffffff);
        for (const QRectF &line : block.lines)
            fillLines({turnedRect(line, 0, {})}, toDevice, bounds(toDevice.mapRect(line), 1), grey);
        return;
    }
    for (const LaidText::Glyph &glyph : block.glyphs) {
        const QTransform here = QTransform::fromTranslate(glyph.at.x(), glyph.at.y()) * toDevice;
        const QRect reach = bounds(here.mapRect(glyph.outline->reach), 1);
        if (!reach.intersects(m_around))
            continue;
        if (glyph.outline->picture) {
            const QRectF &frame = glyph.outline->frame;
            picture(glyph.outline->picture, QTransform(frame.width(), 0, 0, frame.height(), frame.x() + glyph.at.x(),
                                                       frame.y() + glyph.at.y()) *
                                                toBoard);
        } else if (unit * textUnits / 150 < flatness) {
            fillLines(glyph.outline->coarse, here, reach, argb);
        } else if (unit * textUnits / 2000 < flatness) {
            fillLines(glyph.outline->fine, here, reach, argb);
        } else {
            fillLines(flattened(glyph.outline->path, flatness / unit), here, reach, argb);
        }
    }
}

void RasterCanvas::picture(const PicturePtr &picture, const QTransform &toBoard)
{
    const QTransform toDevice = toBoard * QTransform::fromScale(m_scale, m_scale);
    const Polyline quad = [&] {
        Polyline corners = turnedRect({0, 0, 1, 1}, 0, {});
        for (QPointF &p : corners)
            p = toDevice.map(p);
        return corners;
    }();
    const QRect reach = bounds(boundsOf(quad), 1);
    for (const QRect &clip : m_clips) {
        const QRect area = reach & clip;
        if (area.isEmpty())
            continue;
        m_fills.begin(area);
        m_fills.add(quad, QTransform());
        paintPicture(m_field, m_fills.finish(), *picture, toDevice);
    }
}

void RasterCanvas::beginGroup(double opacity, const QRectF &box)
{
    const QRect area = bounds(box, m_scale) & m_around;
    m_group.under = m_field;
    m_group.underClips = std::exchange(m_clips, {});
    m_group.opacity = int(std::lround(opacity * 255));
    m_group.pixels.assign(size_t(std::max(area.width(), 0)) * size_t(std::max(area.height(), 0)), 0);
    m_field = {m_group.pixels.data(), area.width(), area.size(), area.topLeft()};
    setClips(m_group.underClips, area);
}

void RasterCanvas::endGroup()
{
    for (const QRect &clip : m_clips)
        blend(m_group.under, m_field, clip, m_group.opacity);
    m_field = m_group.under;
    setClips(m_group.underClips, m_field.rect());
}

std::vector<QRect> RasterCanvas::touchedBlocks(std::span<const FigurePtr> figures, double scale, const QRect &area)
{
    BlockMarker marker(area);
    for (const FigurePtr &figure : figures) {
        if (!bounds(figure->box, scale).intersects(area))
            continue;
        if (figure->kind == BoardKind::Stroke)
            m_lines.mark(marker, static_cast<const InkStroke &>(*figure), scale);
        else
            marker.shape(static_cast<const ShapeFigure &>(*figure), scale);
    }
    return marker.marked();
}

} // namespace coterie::ui
