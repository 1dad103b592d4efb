// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/imageimport.h"

#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/picturedecoder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

#include <algorithm>

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

} // namespace

ImportedImage importImage(const QByteArray &file)
{
    const PictureFormat format = pictureFormatOf(file);
    if (format == PictureFormat::None)
        return {{}, {}, ImageWords::tr("This is no picture that a board can show. PNG, JPEG, WebP, GIF and BMP are.")};
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, readerName(format));
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (std::max(size.width(), size.height()) > mostPictureSide) // so that only what is needed of it is decoded
        reader.setScaledSize(size.scaled(mostPictureSide, mostPictureSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (image.isNull())
        return {{},
                {},
                size.isValid() && qint64(size.width()) * size.height() * 4 > QImageReader::allocationLimit() * 1048576LL
                    ? ImageWords::tr("The picture is too large: %1 × %2 pixels. Make it smaller first.")
                          .arg(size.width())
                          .arg(size.height())
                    : ImageWords::tr("The picture cannot be read: %1.").arg(reader.errorString())};
    return kept(image, format == PictureFormat::Jpeg);
}

ImportedImage importImage(const QImage &image)
{
    if (image.isNull())
        return {{}, {}, ImageWords::tr("There is no picture in it.")};
    return kept(image, false);
}

} // namespace coterie::ui
