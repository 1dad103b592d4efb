// SPDX-License-Identifier: MIT
#include "app/ui/board/picturedecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace coterie::ui {
namespace {

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

// A GIF is as large as its screen (GIF89a, 18); where that says nothing, as its reader makes it.
QSize sizeOfGif(const QImageReader &reader)
{
    const QSize made = reader.size();
    QIODevice *file = reader.device();
    const qint64 before = file->pos();
    const QByteArray sides = file->seek(6) ? file->peek(4) : QByteArray();
    file->seek(before);
    if (made.isEmpty() || sides.size() < 4)
        return made;
    const int width = qFromLittleEndian<quint16>(sides.constData());
    const int height = qFromLittleEndian<quint16>(sides.constData() + 2);
    return {width > 0 ? width : made.width(), height > 0 ? height : made.height()};
}

// As Qt's readers ask it of the memory that they take.
bool mayBeMade(const QSize &size, QImage::Format format)
{
    const qint64 bits = format == QImage::Format_Invalid ? 32 : QImage::toPixelFormat(format).bitsPerPixel();
    const qint64 most = QImageReader::allocationLimit() * 1024LL * 1024;
    return most <= 0 || qint64(size.width()) * size.height() * bits / 8 <= most;
}

// The pixels that the file leaves out are those of an empty picture.
QImage readBmp(QImageReader &reader, const QSize &size)
{
    const auto readOver = [&reader](const QSize &pixels, QImage::Format kind) {
        QImage image(pixels, kind);
        image.fill(0);
        return reader.read(&image) ? image : QImage();
    };
    const QImage::Format format = reader.imageFormat();
    QImage image = readOver(size, format);
    if (!image.isNull() && (image.size() != size || image.format() != format)) {
        // Its reader wanted another one, and made it of what was in memory.
        if (!reader.device()->seek(0))
            return {};
        reader.setDevice(reader.device());
        image = readOver(image.size(), image.format());
    }
    return image;
}

// Its reader does not believe in a screen that is much larger than what is on it, nor always in what it said itself.
QImage readGif(QImageReader &reader, const QSize &screen)
{
    const QImage image = reader.read();
    if (image.isNull() || image.size() == screen)
        return image;
    QImage whole(screen, QImage::Format_ARGB32_Premultiplied);
    if (whole.isNull())
        return whole;
    whole.fill(Qt::transparent);
    QPainter(&whole).drawImage(0, 0, image);
    return whole;
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
    if (reader.format() == readerName(PictureFormat::Gif))
        return sizeOfGif(reader);
    const QSize size = reader.size();
    const qint64 height = std::abs(qint64(size.height())); // a BMP whose first line is its top has a negative one
    return {size.width(), int(std::min<qint64>(height, std::numeric_limits<int>::max()))};
}

QImage readPicture(QImageReader &reader)
{
    const bool isBmp = reader.format() == readerName(PictureFormat::Bmp);
    if (!isBmp && reader.format() != readerName(PictureFormat::Gif))
        return reader.read();
    // Scaled afterwards: what has been scaled does not say into which image it was read.
    const QSize scaled = reader.scaledSize();
    reader.setScaledSize({});
    const QSize size = sizeOfPicture(reader);
    if (size.isEmpty() || !mayBeMade(size, reader.imageFormat()))
        return {};
    const QImage image = isBmp ? readBmp(reader, size) : readGif(reader, size);
    return scaled.isEmpty() || image.isNull() ? image
                                              : image.scaled(scaled, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

PictureState decodedPicture(const QByteArray &bytes, const QByteArray &asset, int mostSide)
{
    const PictureState failed{{}, -1, true};
    if (pictureFormatOf(bytes) == PictureFormat::None)
        return failed;
    NamedReader reader(bytes);
    const QSize stored = sizeOfPicture(*reader);
    if (stored.isEmpty())
        return failed;
    if (const QSize wanted = sizeWithin(stored, mostSide); wanted != stored)
        reader->setScaledSize(wanted);
    const QImage image = readPicture(*reader);
    return image.isNull() ? failed : PictureState{Picture::of(image, stored, asset), 1, false};
}

QSize storedSize(const QByteArray &bytes)
{
    return pictureFormatOf(bytes) == PictureFormat::None ? QSize() : sizeOfPicture(*NamedReader(bytes));
}

qint64 decodedBytes(const QSize &stored, int mostSide)
{
    return stored.isEmpty() ? 0 : bytesDecoded(sizeWithin(stored, mostSide));
}

int pictureSideFor(const QList<QSize> &stored)
{
    const auto fits = [&](int side) {
        qint64 bytes = 0;
        for (const QSize &size : stored)
            bytes += decodedBytes(size, side);
        return bytes <= mostDecodedTogether;
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
