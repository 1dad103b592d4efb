// SPDX-License-Identifier: MIT
#include "app/ui/board/picturesampler.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int fraction = 24; // bits of a position behind the point

quint32 mixed(quint32 a, quint32 b, int weight) // 0 to 256 of b
{
    quint32 out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const int x = int(a >> shift & 0xff);
        const int y = int(b >> shift & 0xff);
        out |= quint32((x * (256 - weight) + y * weight + 128) >> 8) << shift;
    }
    return out;
}

struct Sampler {
    const QImage &image;

    [[nodiscard]] quint32 at(qint64 u, qint64 v) const
    {
        const auto place = [](qint64 w, int extent, int &low, int &high, int &weight) {
            const qint64 moved =
                std::clamp<qint64>(w - (qint64(1) << (fraction - 1)), 0, (qint64(extent) - 1) << fraction);
            low = int(moved >> fraction);
            high = std::min(low + 1, extent - 1);
            weight = int(moved >> (fraction - 8) & 0xff);
        };
        int x0 = 0;
        int x1 = 0;
        int wx = 0;
        int y0 = 0;
        int y1 = 0;
        int wy = 0;
        place(u, image.width(), x0, x1, wx);
        place(v, image.height(), y0, y1, wy);
        const auto *upper = reinterpret_cast<const quint32 *>(image.constScanLine(y0));
        if (!wx && !wy)
            return upper[x0];
        const auto *lower = reinterpret_cast<const quint32 *>(image.constScanLine(y1));
        return mixed(mixed(upper[x0], upper[x1], wx), mixed(lower[x0], lower[x1], wx), wy);
    }
};

} // namespace

void paintPicture(const PixelField &field, const CoverMask &mask, const Picture &picture, const QTransform &toDevice)
{
    bool invertible = false;
    const QTransform back = toDevice.inverted(&invertible);
    if (!invertible || picture.levels.empty())
        return;
    // Pixels of the first level for one of the device, along the denser axis of the two the least.
    const double across = std::hypot(back.m11(), back.m21()) * picture.levels.front().width();
    const double down = std::hypot(back.m12(), back.m22()) * picture.levels.front().height();
    size_t level = 0;
    for (double density = std::max(across, down); density >= 1.999 && level + 1 < picture.levels.size(); density /= 2)
        ++level;
    const Sampler sampler{picture.levels[level]};
    const double width = sampler.image.width();
    const double height = sampler.image.height();

    const auto fixed = [](double v) { return qint64(std::llround(std::clamp(v, -1e9, 1e9) * (1 << fraction))); };
    const QPoint base(int(std::floor(toDevice.dx())), int(std::floor(toDevice.dy())));
    const QPointF first = back.map(QPointF(base) + QPointF(0.5, 0.5));
    const qint64 u0 = fixed(first.x() * width);
    const qint64 v0 = fixed(first.y() * height);
    const qint64 ux = fixed(back.m11() * width);
    const qint64 uy = fixed(back.m21() * width);
    const qint64 vx = fixed(back.m12() * height);
    const qint64 vy = fixed(back.m22() * height);
    for (int y = mask.top; y <= mask.bottom; ++y) {
        const quint8 *cover = mask.cover + mask.stride * y;
        const int row = mask.area.top() + y;
        quint32 *out = field.row(row - field.origin.y()) + (mask.area.left() - field.origin.x());
        const qint64 dy = row - base.y();
        const qint64 dx = mask.area.left() - base.x();
        qint64 u = u0 + dx * ux + dy * uy;
        qint64 v = v0 + dx * vx + dy * vy;
        for (int x = 0; x < mask.area.width(); ++x, u += ux, v += vx) {
            if (!cover[x])
                continue;
            const quint32 in = sampler.at(u, v);
            const int a = scaled255(int(in >> 24), cover[x]);
            if (a == 255) {
                out[x] = in;
                continue;
            }
            const quint32 under = out[x];
            const auto channel = [&](int shift) {
                const int sum =
                    scaled255(int(in >> shift & 0xff), cover[x]) + scaled255(int(under >> shift & 0xff), 255 - a);
                return quint32(std::min(sum, 255)) << shift;
            };
            out[x] = channel(24) | channel(16) | channel(8) | channel(0);
        }
    }
}

} // namespace coterie::ui
