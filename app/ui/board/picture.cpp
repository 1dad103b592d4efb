// SPDX-License-Identifier: MIT
#include "app/ui/board/picture.h"

#include <algorithm>

namespace coterie::ui {
namespace {

// The mean of each two by two pixels, in whole numbers, so that it is the same everywhere.
QImage halved(const QImage &image)
{
    const int width = std::max(1, image.width() / 2);
    const int height = std::max(1, image.height() / 2);
    QImage half(width, height, image.format());
    for (int y = 0; y < height; ++y) {
        const auto *upper = reinterpret_cast<const quint32 *>(image.constScanLine(std::min(2 * y, image.height() - 1)));
        const auto *lower =
            reinterpret_cast<const quint32 *>(image.constScanLine(std::min(2 * y + 1, image.height() - 1)));
        auto *out = reinterpret_cast<quint32 *>(half.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const int left = std::min(2 * x, image.width() - 1);
            const int right = std::min(2 * x + 1, image.width() - 1);
            quint32 mean = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                const auto channel = [shift](quint32 p) { return p >> shift & 0xff; };
                mean |=
                    (channel(upper[left]) + channel(upper[right]) + channel(lower[left]) + channel(lower[right]) + 2) /
                        4
                    << shift;
            }
            out[x] = mean;
        }
    }
    return half;
}

} // namespace

PicturePtr Picture::of(const QImage &image, QSize stored, QByteArray asset)
{
    if (image.isNull())
        return {};
    auto picture = std::make_shared<Picture>();
    picture->size = stored.isEmpty() ? image.size() : stored;
    picture->asset = std::move(asset);
    picture->levels.push_back(
        image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32));
    while (picture->levels.back().width() > 1 || picture->levels.back().height() > 1)
        picture->levels.push_back(halved(picture->levels.back()));
    return picture;
}

qsizetype Picture::bytes() const
{
    qsizetype sum = 0;
    for (const QImage &level : levels)
        sum += level.sizeInBytes();
    return sum;
}

} // namespace coterie::ui
