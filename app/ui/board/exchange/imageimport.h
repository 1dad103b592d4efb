// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QImage>
#include <QRectF>

namespace coterie::ui {

inline constexpr qint64 mostImageBytes = 10 * 1024 * 1024; // of one that is kept

// A picture as boards keep it: PNG or JPEG, upright, at most mostPictureSide pixels a side and mostImageBytes large.
// Only its pixels: what else the file told, such as where it was taken, stays behind.
struct ImportedImage {
    QByteArray bytes;
    QSize size;        // pixels
    QString error;     // why there is none, in words
    QSizeF shown = {}; // board units: less than its pixels when it says that several of them are one
};

// What of a picture is shown, in shares of its width and height, and how.
struct PictureCut {
    QRectF part = {0, 0, 1, 1};
    bool mirrored = false; // left and right changed
    bool upsideDown = false;

    [[nodiscard]] bool isNothing() const { return part == QRectF(0, 0, 1, 1) && !mirrored && !upsideDown; }
    [[nodiscard]] QRect pixelsOf(const QSize &picture) const; // at least one
};

// Foreign bytes as they are to be seen: upright, and not larger than a picture that is kept.
struct DecodedImage {
    QImage image;
    QSize size;                // pixels in the file
    bool isPhotograph = false; // better off as a JPEG
    double pixelsPerUnit = 1;
    QString error = {};
};
[[nodiscard]] DecodedImage decodedImage(const QByteArray &file); // any thread

// Foreign bytes of any of the formats in picturedecoder.h; a moving picture gives its first. Any thread.
[[nodiscard]] ImportedImage importImage(const QByteArray &file);
[[nodiscard]] ImportedImage importImage(const DecodedImage &picture, const PictureCut &cut);
[[nodiscard]] ImportedImage importImage(const QImage &image); // as large as its pixel ratio says

} // namespace coterie::ui
