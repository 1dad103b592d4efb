// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/picture.h"

#include <QList>

class QImageReader;

namespace coterie::ui {

inline constexpr int mostPictureSide = 4096; // pixels of one that is kept

// What a board keeps of pictures: these formats and no other, whatever else the reader of images would take.
enum class PictureFormat { None, Png, Jpeg, WebP, Gif, Bmp };
// By its first bytes, never by a name.
[[nodiscard]] PictureFormat pictureFormatOf(const QByteArray &bytes);
[[nodiscard]] const char *readerName(PictureFormat format); // for QImageReader
// Those of them that there is a reader for: the one for WebP is installed by itself. What is offered and promised is
// made of these.
[[nodiscard]] QList<PictureFormat> readablePictures();
[[nodiscard]] QList<PictureFormat> readablePictures(const QList<QByteArray> &readers);
[[nodiscard]] QString namesOf(const QList<PictureFormat> &formats);    // "PNG, JPEG": for a sentence
[[nodiscard]] QString patternsOf(const QList<PictureFormat> &formats); // "*.png *.jpg": for a file dialog

// What was stored, ready to be painted: at most so many pixels a side, and reduced while it is read. Failed when it
// cannot be drawn. Foreign bytes; any thread.
[[nodiscard]] PictureState decodedPicture(const QByteArray &bytes, const QByteArray &asset,
                                          int mostSide = mostPictureSide);

// Of the picture as it is stored, in pixels; of a GIF, of its screen.
[[nodiscard]] QSize sizeOfPicture(const QImageReader &reader);
// What it reads. The pixels that a BMP leaves out are those of an empty picture: Qt's reader would leave there what
// this process had in its memory before, and a board hands pictures on to others.
[[nodiscard]] QImage readPicture(QImageReader &reader);

[[nodiscard]] QSize storedSize(const QByteArray &bytes); // in pixels, of what was stored, from its head alone

// Bytes that one of this size takes, decoded, when it may have so many pixels a side.
[[nodiscard]] qint64 decodedBytes(const QSize &stored, int mostSide);
inline constexpr qint64 mostDecodedTogether = qint64(512) * 1024 * 1024; // bytes, of a board's pictures

// The side that pictures of these sizes may have at most so that all of them, decoded, fit into half a gigabyte. The
// same number on every machine.
[[nodiscard]] int pictureSideFor(const QList<QSize> &stored);

} // namespace coterie::ui
