// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QImage>

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

// Foreign bytes of any of the formats in picturedecoder.h; a moving picture gives its first. Any thread.
[[nodiscard]] ImportedImage importImage(const QByteArray &file);
[[nodiscard]] ImportedImage importImage(const QImage &image); // as large as its pixel ratio says

} // namespace coterie::ui
