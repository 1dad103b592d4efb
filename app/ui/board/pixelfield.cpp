// SPDX-License-Identifier: MIT
#include "app/ui/board/pixelfield.h"

#include <cstring>

namespace coterie::ui {

void blend(const PixelField &field, const CoverMask &mask, quint32 argb)
{
    const int alpha = int(argb >> 24);
    const int red = int(argb >> 16 & 0xff);
    const int green = int(argb >> 8 & 0xff);
    const int blue = int(argb & 0xff);
    const int width = mask.area.width();
    for (int y = mask.top; y <= mask.bottom; ++y) {
        const quint8 *cover = mask.cover + mask.stride * y;
        quint32 *out = field.row(mask.area.top() + y - field.origin.y()) + (mask.area.left() - field.origin.x());
        for (int x = 0; x < width; ++x) {
            if (!(x & 7)) {
                quint64 eight = 0;
                std::memcpy(&eight, cover + x, sizeof eight); // the slack makes the last ones readable
                if (!eight) {
                    x += 7;
                    continue;
                }
            }
            if (!cover[x])
                continue;
            const int a = (cover[x] * alpha + 127) / 255;
            if (a == 255) {
                out[x] = argb;
                continue;
            }
            const quint32 under = out[x];
            const int rest = 255 - a;
            const auto channel = [&](int ink, int shift) {
                return quint32(scaled255(ink, a) + scaled255(int(under >> shift & 0xff), rest)) << shift;
            };
            out[x] = channel(255, 24) | channel(red, 16) | channel(green, 8) | channel(blue, 0);
        }
    }
}

void blend(const PixelField &field, const PixelField &layer, const QRect &clip, int opacity)
{
    const QRect area = clip & field.rect() & layer.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        quint32 *out = field.row(y - field.origin.y()) - field.origin.x();
        const quint32 *in = layer.row(y - layer.origin.y()) - layer.origin.x();
        for (int x = area.left(); x <= area.right(); ++x) {
            const quint32 over = in[x];
            if (!over)
                continue;
            const int rest = 255 - scaled255(int(over >> 24), opacity);
            const quint32 under = out[x];
            const auto channel = [&](int shift) {
                const int sum =
                    scaled255(int(over >> shift & 0xff), opacity) + scaled255(int(under >> shift & 0xff), rest);
                return quint32(sum > 255 ? 255 : sum) << shift;
            };
            out[x] = channel(24) | channel(16) | channel(8) | channel(0);
        }
    }
}

} // namespace coterie::ui
