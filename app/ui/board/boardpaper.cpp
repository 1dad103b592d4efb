// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpaper.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double dotRadius = 1.05; // screen pixels

// Integers only, so that the same ink is the same everywhere: relative luminance in 1/65536, gamma taken as 2.
int paperLuminance(quint32 rgb)
{
    const auto square = [](quint32 v) { return qint64(v) * v; };
    return int((13933 * square(rgb >> 16 & 0xff) + 46871 * square(rgb >> 8 & 0xff) + 4732 * square(rgb & 0xff)) /
               (255 * 255));
}

double contrastOf(quint32 a, quint32 b)
{
    const int high = std::max(paperLuminance(a), paperLuminance(b));
    const int low = std::min(paperLuminance(a), paperLuminance(b));
    return double(high + 3277) / double(low + 3277);
}

// The same hue with the lightness of HSL mirrored.
quint32 mirrored(quint32 argb)
{
    const int r = int(argb >> 16 & 0xff);
    const int g = int(argb >> 8 & 0xff);
    const int b = int(argb & 0xff);
    const int shift = 255 - std::max({r, g, b}) - std::min({r, g, b});
    const auto channel = [&](int v) { return quint32(std::clamp(v + shift, 0, 255)); };
    return (argb & 0xff000000) | channel(r) << 16 | channel(g) << 8 | channel(b);
}

// The same hue, stronger, as a note looks in a dark room: what is white of it goes, and its brightest channel is no
// more than dimmedTo.
quint32 dimmed(quint32 argb)
{
    constexpr int dimmedTo = 76; // dark enough for inkOn() to turn what is written on it
    const int r = int(argb >> 16 & 0xff);
    const int g = int(argb >> 8 & 0xff);
    const int b = int(argb & 0xff);
    const int white = std::min({r, g, b}) * 5 / 8;
    const int most = std::max(dimmedTo, std::max({r, g, b}) - white);
    const auto channel = [&](int v) { return quint32((v - white) * dimmedTo / most); };
    return (argb & 0xff000000) | channel(r) << 16 | channel(g) << 8 | channel(b);
}

void paintDots(RasterCanvas &canvas, const QRect &area, quint32 argb, double scale, double pixelRatio)
{
    InkStroke dot;
    dot.points.own().at = {{0, 0}};
    dot.width = float(2 * dotRadius * pixelRatio / scale);
    const double radius = double(dot.width) / 2;
    const double step = gridStepAt(scale / pixelRatio);
    const auto first = [&](int edge) { return std::floor((edge - 2 - radius * scale) / (step * scale)); };
    const auto last = [&](int edge) { return std::ceil((edge + 2 + radius * scale) / (step * scale)); };
    for (double j = first(area.top()); j <= last(area.bottom()); ++j)
        for (double i = first(area.left()); i <= last(area.right()); ++i) {
            dot.x = i * step;
            dot.y = j * step;
            dot.box = QRectF(dot.x - radius, dot.y - radius, 2 * radius, 2 * radius);
            canvas.ink(dot, argb);
        }
}

} // namespace

quint32 BoardPaper::inkOn(quint32 argb) const
{
    // On a light ground a pale colour is meant to be pale; on a dark one, dark ink was meant for paper.
    const double least = paperLuminance(ground) > 16384 ? 1.1 : 2.2;
    if (!ground || contrastOf(argb, ground) >= least)
        return argb;
    const quint32 other = mirrored(argb);
    return contrastOf(other, ground) >= least ? other : argb;
}

quint32 BoardPaper::fillOn(quint32 argb) const
{
    const bool isDark = ground && paperLuminance(ground) <= 16384;
    return isDark && argb >> 24 >= 0x80 && paperLuminance(argb) > 32768 ? dimmed(argb) : argb;
}

double gridStepAt(double zoom)
{
    double step = boardGridStep;
    while (step * zoom < 14)
        step *= 2;
    while (step * zoom > 48)
        step /= 2;
    return step;
}

void renderBoard(RasterCanvas &canvas, const PixelField &field, std::span<const QRect> clips,
                 const std::vector<FigurePtr> &figures, const BoardPaper &paper, double scale, double pixelRatio)
{
    for (const QRect &clip : clips) {
        const QRect area = clip & field.rect();
        for (int y = area.top(); y <= area.bottom(); ++y) {
            quint32 *row = field.row(y - field.origin.y()) - field.origin.x();
            std::fill(row + area.left(), row + area.right() + 1, paper.ground);
        }
        if (paper.grid && !area.isEmpty()) {
            canvas.begin(field, area, scale);
            paintDots(canvas, area, paper.dot, scale, pixelRatio);
        }
    }
    canvas.begin(field, clips, scale);
    for (const FigurePtr &figure : figures)
        canvas.paint(*figure, paper);
}

} // namespace coterie::ui
