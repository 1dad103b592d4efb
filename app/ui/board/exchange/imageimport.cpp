// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/imageimport.h"

#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/picturedecoder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int jpegQuality = 90;
constexpr qsizetype largePng = 2 * 1024 * 1024; // a drawing is smaller, a photograph better off as a JPEG

struct ImageWords {
    Q_DECLARE_TR_FUNCTIONS(ImageImport)
};

QByteArray jpegOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.convertToFormat(QImage::Format_RGB888).save(&buffer, "JPEG", jpegQuality) ? bytes : QByteArray();
}

bool isOpaque(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return true;
    for (int y = 0; y < image.height(); ++y) {
        const auto *row = reinterpret_cast<const quint32 *>(image.constScanLine(y));
        if (!std::all_of(row, row + image.width(), [](quint32 p) { return p >> 24 == 0xff; }))
            return false;
    }
    return true;
}

ImportedImage kept(QImage image, bool photograph)
{
    image = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (std::max(image.width(), image.height()) > mostPictureSide)
        image = image.scaled(mostPictureSide, mostPictureSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const bool opaque = isOpaque(image);
    if (opaque)
        image = image.convertToFormat(QImage::Format_RGB32);
    for (;;) {
        QByteArray bytes = photograph && opaque ? jpegOf(image) : pngOf(image);
        if (opaque && bytes.size() > largePng)
            if (const QByteArray smaller = jpegOf(image); !smaller.isEmpty() && smaller.size() < bytes.size())
                bytes = smaller;
        if (!bytes.isEmpty() && bytes.size() <= mostImageBytes)
            return {bytes, image.size(), {}};
        if (bytes.isEmpty() || std::max(image.width(), image.height()) < 64)
            return {{}, {}, ImageWords::tr("The picture could not be made ready for a board.")};
        image =
            image.scaled(image.width() * 3 / 4, image.height() * 3 / 4, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
}

// How many pixels of a PNG are one unit: what it says of its density, when that is more than a screen's. Less is what
// programs write that know nothing better; a picture is not made larger for that.
double pixelsPerUnit(const QByteArray &png)
{
    constexpr qsizetype headBytes = 8; // of a chunk: its length, and its type
    constexpr qsizetype sumBytes = 4;
    constexpr double metresPerInch = 0.0254;
    constexpr double unitsPerInch = 96;
    constexpr double most = 16;
    for (qsizetype at = 8; at + headBytes <= png.size();) { // behind the signature
        const auto length = qFromBigEndian<quint32>(png.constData() + at);
        const QByteArrayView type = QByteArrayView(png).sliced(at + 4, 4);
        if (type == "IDAT" || length > png.size() - at - headBytes)
            break;
        const char *data = png.constData() + at + headBytes;
        if (type == "pHYs" && length == 9 && data[8] == 1 &&
            qFromBigEndian<quint32>(data) == qFromBigEndian<quint32>(data + 4)) {
            // It is told in whole pixels a metre.
            const double ratio = std::round(qFromBigEndian<quint32>(data) * metresPerInch / unitsPerInch * 100) / 100;
            return ratio <= most ? std::max(1.0, ratio) : 1;
        }
        at += headBytes + qsizetype(length) + sumBytes;
    }
    return 1;
}

// Whether a JPEG goes on to its end. Its reader makes up what is missing, and says nothing of it.
bool isWholeJpeg(const QByteArray &file)
{
    const auto byte = [&file](qsizetype at) { return quint8(file.at(at)); };
    for (qsizetype at = 2; at + 1 < file.size();) {
        const quint8 marker = byte(at + 1);
        // Within a scan: no marker, a stuffed byte, filling, or where to begin anew after a fault.
        if (byte(at) != 0xff || marker == 0 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd7)) {
            ++at;
            continue;
        }
        if (marker == 0xd9)
            return true;
        if (at + 4 > file.size())
            return false;
        at += 2 + qFromBigEndian<quint16>(file.constData() + at + 2); // a segment, with its length
    }
    return false;
}

// Whether the rows of a bitmap are there. Its reader leaves those that are not as they were in memory.
bool isWholeBitmap(const QByteArray &file)
{
    constexpr qsizetype oldHeader = 26; // with that of the file
    constexpr qsizetype header = 54;
    const auto number = [&file](qsizetype at) { return qFromLittleEndian<quint32>(file.constData() + at); };
    const auto half = [&file](qsizetype at) { return qFromLittleEndian<quint16>(file.constData() + at); };
    if (file.size() < oldHeader)
        return false;
    const qint64 begin = number(10);
    if (number(14) == 12) // of OS/2
        return begin + (qint64(half(18)) * half(24) + 31) / 32 * 4 * half(20) <= file.size();
    if (file.size() < header)
        return false;
    constexpr quint32 plain = 0;
    constexpr quint32 masked = 3;
    if (const quint32 packing = number(30); packing != plain && packing != masked)
        return begin + number(34) <= file.size(); // what it says of its size
    const qint64 height = std::abs(qint64(qint32(number(22))));
    const qint64 row = (qint64(number(18)) * half(28) + 31) / 32 * 4;
    return height == 0 || row <= (file.size() - begin) / height;
}

// Whether the first picture of a GIF is there. Its reader paints black what is not.
bool isWholeGif(const QByteArray &file)
{
    const auto byte = [&file](qsizetype at) { return at < file.size() ? quint8(file.at(at)) : quint8(0); };
    const auto colours = [&byte](qsizetype at) { return byte(at) & 0x80 ? qsizetype(3) << ((byte(at) & 7) + 1) : 0; };
    // Behind the blocks that begin there, each with its length, the last one empty.
    const auto behind = [&](qsizetype at) {
        while (at < file.size() && byte(at) > 0)
            at += 1 + byte(at);
        return at + 1;
    };
    for (qsizetype at = 13 + colours(10); at < file.size();) {
        if (byte(at) == 0x2c)
            return behind(at + 11 + colours(at + 9)) <= file.size();
        if (byte(at) != 0x21)
            return false;
        at = behind(at + 2);
    }
    return false;
}

bool isWhole(const QByteArray &file, PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return isWholeJpeg(file);
    case PictureFormat::Bmp:
        return isWholeBitmap(file);
    case PictureFormat::Gif:
        return isWholeGif(file);
    default:
        return true; // their readers say it
    }
}

// However much smaller it was made to be kept.
ImportedImage shownAs(ImportedImage image, const QSize &pixels, double ratio)
{
    image.shown = ratio > 1 ? QSizeF(pixels) / ratio : QSizeF(image.size);
    return image;
}

} // namespace

QRect PictureCut::pixelsOf(const QSize &picture) const
{
    const auto cutAt = [](double share, int size) { return std::clamp(int(std::lround(share * size)), 0, size); };
    const int left = std::min(cutAt(part.left(), picture.width()), picture.width() - 1);
    const int top = std::min(cutAt(part.top(), picture.height()), picture.height() - 1);
    return {left, top, std::max(cutAt(part.right(), picture.width()) - left, 1),
            std::max(cutAt(part.bottom(), picture.height()) - top, 1)};
}

DecodedImage decodedImage(const QByteArray &file)
{
    const auto failed = [](const QString &error) {
        DecodedImage none;
        none.error = error;
        return none;
    };
    const PictureFormat format = pictureFormatOf(file);
    if (format == PictureFormat::None)
        //: %1 is a list of formats, such as "PNG, JPEG, GIF"
        return failed(ImageWords::tr("This is no picture that a board can show. It can show these: %1.")
                          .arg(namesOf(readablePictures())));
    if (!readablePictures().contains(format))
        //: %1 is a format, such as "WebP"
        return failed(ImageWords::tr("This computer cannot read %1 pictures: a part of Qt is not installed (on Debian "
                                     "the package qt6-image-formats-plugins). Install it, or save the picture as PNG "
                                     "or JPEG.")
                          .arg(namesOf({format})));
    if (!isWhole(file, format))
        return failed(ImageWords::tr("The picture is cut off: the file ends before it does."));
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, readerName(format));
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = sizeOfPicture(reader);
    if (std::max(size.width(), size.height()) > mostPictureSide) // so that only what is needed of it is decoded
        reader.setScaledSize(size.scaled(mostPictureSide, mostPictureSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = readPicture(reader);
    if (image.isNull())
        return failed(size.isValid() &&
                              qint64(size.width()) * size.height() * 4 > QImageReader::allocationLimit() * 1048576LL
                          ? ImageWords::tr("The picture is too large: %1 × %2 pixels. Make it smaller first.")
                                .arg(size.width())
                                .arg(size.height())
                          : ImageWords::tr("The picture cannot be read: %1.").arg(reader.errorString()));
    const bool turned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    return {image, turned ? size.transposed() : size, format == PictureFormat::Jpeg,
            format == PictureFormat::Png ? pixelsPerUnit(file) : 1};
}

ImportedImage importImage(const DecodedImage &picture, const PictureCut &cut)
{
    if (!picture.error.isEmpty())
        return {{}, {}, picture.error};
    if (cut.isNothing())
        return shownAs(kept(picture.image, picture.isPhotograph), picture.size, picture.pixelsPerUnit);
    const QImage part = picture.image.copy(cut.pixelsOf(picture.image.size())).mirrored(cut.mirrored, cut.upsideDown);
    return shownAs(kept(part, picture.isPhotograph), part.size(), picture.pixelsPerUnit);
}

ImportedImage importImage(const QByteArray &file)
{
    return importImage(decodedImage(file), {});
}

ImportedImage importImage(const QImage &image)
{
    if (image.isNull())
        return {{}, {}, ImageWords::tr("There is no picture in it.")};
    return shownAs(kept(image, false), image.size(), image.devicePixelRatio());
}

} // namespace coterie::ui
