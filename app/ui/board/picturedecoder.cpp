// SPDX-License-Identifier: MIT
#include "app/ui/board/picturedecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace coterie::ui {
namespace {

constexpr qint64 mostBytesTogether = 512LL * 1024 * 1024;
constexpr int leastSide = 16;
constexpr PictureFormat pictureFormats[] = {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::WebP,
                                            PictureFormat::Gif, PictureFormat::Bmp};

// The one that the first bytes name: no other reader gets to see foreign bytes.
class NamedReader
{
public:
    explicit NamedReader(const QByteArray &bytes)
    {
        m_buffer.setData(bytes);
        m_buffer.open(QIODevice::ReadOnly);
        m_reader.setDevice(&m_buffer);
        m_reader.setFormat(readerName(pictureFormatOf(bytes)));
        m_reader.setDecideFormatFromContent(false);
    }
    QImageReader *operator->() { return &m_reader; }
    QImageReader &operator*() { return m_reader; }

private:
    QBuffer m_buffer;
    QImageReader m_reader;
};

QSize sizeWithin(const QSize &size, int side)
{
    return std::max(size.width(), size.height()) > side
               ? size.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1})
               : size;
}

// With its halves (Picture).
qint64 bytesDecoded(const QSize &size)
{
    constexpr qint64 bytesOfPixel = 4;
    return qint64(size.width()) * size.height() * bytesOfPixel * 4 / 3;
}

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

QList<PictureFormat> readablePictures()
{
    return readablePictures(QImageReader::supportedImageFormats());
}

QList<PictureFormat> readablePictures(const QList<QByteArray> &readers)
{
    QList<PictureFormat> readable;
    for (const PictureFormat format : pictureFormats)
        if (readers.contains(readerName(format)))
            readable.append(format);
    return readable;
}

QString namesOf(const QList<PictureFormat> &formats)
{
    constexpr const char *names[] = {"", "PNG", "JPEG", "WebP", "GIF", "BMP"};
    QStringList all;
    for (const PictureFormat format : formats)
        all.append(QLatin1String(names[int(format)]));
    return all.join(QStringLiteral(", "));
}

QString patternsOf(const QList<PictureFormat> &formats)
{
    constexpr const char *patterns[] = {"", "*.png", "*.jpg *.jpeg", "*.webp", "*.gif", "*.bmp"};
    QStringList all;
    for (const PictureFormat format : formats)
        all.append(QLatin1String(patterns[int(format)]));
    return all.join(u' ');
}

QSize sizeOfPicture(const QImageReader &reader)
{
    const QSize size = reader.size();
    const qint64 height = std::abs(qint64(size.height())); // a BMP whose first line is its top has a negative one
    return {size.width(), int(std::min<qint64>(height, std::numeric_limits<int>::max()))};
}

QImage readPicture(QImageReader &reader)
{
    if (reader.format() != readerName(PictureFormat::Bmp))
        return reader.read();
    // Scaled afterwards: what has been scaled does not say into which image it was read.
    const QSize scaled = reader.scaledSize();
    reader.setScaledSize({});
    const QSize size = sizeOfPicture(reader);
    const QImage::Format format = reader.imageFormat();
    const qint64 bits = format == QImage::Format_Invalid ? 32 : QImage::toPixelFormat(format).bitsPerPixel();
    const qint64 most = QImageReader::allocationLimit() * 1024LL * 1024;
    if (size.isEmpty() || (most > 0 && qint64(size.width()) * size.height() * bits / 8 > most))
        return {};
    const auto readOver = [&reader](const QSize &pixels, QImage::Format kind) {
        QImage image(pixels, kind);
        image.fill(0);
        return reader.read(&image) ? image : QImage();
    };
    QImage image = readOver(size, format);
    if (!image.isNull() && (image.size() != size || image.format() != format)) {
        // Its reader wanted another one, and made it of what was in memory.
        if (!reader.device()->seek(0))
            return {};
        reader.setDevice(reader.device());
        image = readOver(image.size(), image.format());
    }
    return scaled.isEmpty() || image.isNull() ? image
                                              : image.scaled(scaled, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

PictureState decodedPicture(const QByteArray &bytes, const QByteArray &asset, int mostSide)
{
    const PictureState failed{{}, -1, true};
    if (pictureFormatOf(bytes) == PictureFormat::None)
        return failed;
    NamedReader reader(bytes);
    const QSize stored = reader->size();
    if (stored.isEmpty())
        return failed;
    if (const QSize wanted = sizeWithin(stored, mostSide); wanted != stored)
        reader->setScaledSize(wanted);
    const QImage image = readPicture(*reader);
    return image.isNull() ? failed : PictureState{Picture::of(image, stored, asset), 1, false};
}

QSize storedSize(const QByteArray &bytes)
{
    return pictureFormatOf(bytes) == PictureFormat::None ? QSize() : NamedReader(bytes)->size();
}

int pictureSideFor(const QList<QSize> &stored)
{
    const auto fits = [&](int side) {
        qint64 bytes = 0;
        for (const QSize &size : stored)
            bytes += size.isEmpty() ? 0 : bytesDecoded(sizeWithin(size, side));
        return bytes <= mostBytesTogether;
    };
    if (fits(mostPictureSide))
        return mostPictureSide;
    int side = leastSide;
    for (int tooLarge = mostPictureSide; tooLarge - side > 1;) {
        const int middle = (side + tooLarge) / 2;
        (fits(middle) ? side : tooLarge) = middle;
    }
    return side;
}

} // namespace coterie::ui
