// SPDX-License-Identifier: MIT
#include "app/ui/board/pixelfield.h"

#include "app/ui/board/blendkernel.h"
#include "app/ui/board/inkkernel.h"

namespace coterie::ui {

static_assert(coverRowSlack >= blendSlack); // what is behind a row of a mask is read

void blend(const PixelField &field, const CoverMask &mask, quint32 argb)
{
    const BlendRow row = bestBlendRow();
    for (int y = mask.top; y <= mask.bottom; ++y)
        row(field.row(mask.area.top() + y - field.origin.y()) + (mask.area.left() - field.origin.x()),
            mask.cover + mask.stride * y, mask.area.width(), argb);
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
