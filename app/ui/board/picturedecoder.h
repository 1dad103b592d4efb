// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/picture.h"

namespace coterie::ui {

inline constexpr int mostPictureSide = 4096; // pixels of one that is kept

// What a board keeps of pictures: these formats and no other, whatever else the reader of images would take.
enum class PictureFormat { None, Png, Jpeg, WebP, Gif, Bmp };
// By its first bytes, never by a name.
[[nodiscard]] PictureFormat pictureFormatOf(const QByteArray &bytes);
[[nodiscard]] const char *readerName(PictureFormat format); // for QImageReader

// What was stored, ready to be painted: at most so many pixels a side, and reduced while it is read. Failed when it
// cannot be drawn. Foreign bytes; any thread.
[[nodiscard]] PictureState decodedPicture(const QByteArray &bytes, const QByteArray &asset,
                                          int mostSide = mostPictureSide);

// The side that so many pictures may have so that all of them fit into what painting may hold of them. The same number
// on every machine.
[[nodiscard]] int pictureSideFor(qsizetype count);

} // namespace coterie::ui
