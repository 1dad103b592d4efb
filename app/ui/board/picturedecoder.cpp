// SPDX-License-Identifier: MIT
#include "app/ui/board/picturedecoder.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr qint64 mostPixelsTogether = 128LL * 1024 * 1024; // half a gigabyte
constexpr int leastSide = 512;

} // namespace

PictureFormat pictureFormatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return PictureFormat::Png;
    if (bytes.startsWith("\xff\xd8\xff"))
        return PictureFormat::Jpeg;
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return PictureFormat::WebP;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return PictureFormat::Gif;
    if (bytes.startsWith("BM"))
        return PictureFormat::Bmp;
    return PictureFormat::None;
}

const char *readerName(PictureFormat format)
{
    constexpr const char *names[] = {"", "png", "jpeg", "webp", "gif", "bmp"};
    return names[int(format)];
}

PictureState decodedPicture(const QByteArray &bytes, const QByteArray &asset, int mostSide)
{
    const PictureState failed{{}, -1, true};
    const PictureFormat format = pictureFormatOf(bytes);
    if (format == PictureFormat::None)
        return failed;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, readerName(format)); // no other reader gets to see foreign bytes
    reader.setDecideFormatFromContent(false);
    const QSize stored = reader.size();
    if (stored.isEmpty())
        return failed;
    if (std::max(stored.width(), stored.height()) > mostSide)
        reader.setScaledSize(stored.scaled(mostSide, mostSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    return image.isNull() ? failed : PictureState{Picture::of(image, stored, asset), 1, false};
}

int pictureSideFor(qsizetype count)
{
    int side = mostPictureSide;
    while (side > leastSide && qint64(side) * side * count > mostPixelsTogether)
        side /= 2;
    return side;
}

} // namespace coterie::ui
