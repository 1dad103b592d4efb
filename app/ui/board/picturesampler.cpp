// SPDX-License-Identifier: MIT
#include "app/ui/board/picturesampler.h"

#include "app/ui/board/blendkernel.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int fraction = 24; // bits of a position behind the point

// Two channels at a time: each has 16 bits of its own, and none is carried over.
quint32 mixed(quint32 a, quint32 b, quint32 weight) // 0 to 255 of b, in 256
{
    constexpr quint32 two = 0x00ff00ff;
    constexpr quint32 half = 0x00800080;
    const quint32 even = ((a & two) * (256 - weight) + (b & two) * weight + half) >> 8 & two;
    const quint32 odd = ((a >> 8 & two) * (256 - weight) + (b >> 8 & two) * weight + half) & ~two;
    return even | odd;
}

// Where between two pixels of a row, or two rows, a place lies.
struct Between {
    int low, high;
    quint32 weight;

    Between(qint64 place, int extent)
    {
        const qint64 moved =
            std::clamp<qint64>(place - (qint64(1) << (fraction - 1)), 0, (qint64(extent) - 1) << fraction);
        low = int(moved >> fraction);
        high = std::min(low + 1, extent - 1);
        weight = quint32(moved >> (fraction - 8) & 0xff);
    }
};

struct Sampler {
    explicit Sampler(const QImage &image)
        : bits(image.constBits())
        , stride(image.bytesPerLine())
        , width(image.width())
        , height(image.height())
    {
    }
    [[nodiscard]] const quint32 *row(int y) const { return reinterpret_cast<const quint32 *>(bits + stride * y); }
    [[nodiscard]] quint32 at(const Between &x, const Between &y) const
    {
        const quint32 *upper = row(y.low);
        if (!x.weight && !y.weight)
            return upper[x.low];
        const quint32 *lower = row(y.high);
        return mixed(mixed(upper[x.low], upper[x.high], x.weight), mixed(lower[x.low], lower[x.high], x.weight),
                     y.weight);
    }

    const uchar *bits;
    qsizetype stride;
    int width;
    int height;
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
    const double width = sampler.width;
    const double height = sampler.height;

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
        Between rows(v, sampler.height);
        for (int x = 0; x < mask.area.width(); ++x, u += ux, v += vx) {
            if (!cover[x])
                continue;
            if (vx != 0) // one that stands upright has the same all along
                rows = Between(v, sampler.height);
            const quint32 in = sampler.at(Between(u, sampler.width), rows);
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
