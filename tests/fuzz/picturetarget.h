// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/picturedecoder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <functional>

// What must hold for whatever somebody has put on a board as a picture: it is refused, or is an image within the stated
// limits, whose size is what its head says; the same each time; and no file is open when it has been read.
namespace coterie::fuzz {

// What reads a picture; the tests put worse ones in their place.
struct PictureReaders {
    std::function<ui::PictureState(const QByteArray &, int side)> decoded = [](const QByteArray &bytes, int side) {
        return ui::decodedPicture(bytes, QByteArray("asset"), side);
    };
    std::function<QSize(const QByteArray &)> size = ui::storedSize;
};

// Pixels that an input of this many bytes may say it has before it is left alone: the time of a fuzzer, not a limit of
// the program, is what ends there.
inline constexpr qint64 mostPixelsTried = 256 * 1024;
// Files that this process has open; -1 where that cannot be seen. What the kernel made for a thread that was started is
// none.
inline qsizetype openFiles()
{
    const QDir folder(QStringLiteral("/proc/self/fd"));
    if (!folder.exists())
        return -1;
    const auto open = folder.entryInfoList(QDir::System | QDir::AllEntries | QDir::NoDotAndDotDot);
    return std::count_if(open.begin(), open.end(), [](const QFileInfo &file) {
        return !file.symLinkTarget().contains(QStringLiteral("anon_inode:"));
    });
}

// Of what came out, by itself.
inline QString pictureLimitsFault(const ui::PictureState &state, QSize stored, int side)
{
    if (state.failed != !state.picture)
        return QStringLiteral("neither refused nor a picture");
    if (state.failed)
        return {};
    const ui::Picture &picture = *state.picture;
    if (picture.size != stored || picture.asset != "asset")
        return QStringLiteral("another picture than its head says");
    if (picture.levels.empty())
        return QStringLiteral("a picture of nothing");
    QSize size = picture.levels.front().size();
    if (size.isEmpty() || size.width() > side || size.height() > side)
        return QStringLiteral("%1 by %2 pixels of %3").arg(size.width()).arg(size.height()).arg(side);
    if (stored.width() <= side && stored.height() <= side && size != stored)
        return QStringLiteral("reduced without need");
    for (const QImage &level : picture.levels) {
        if (level.size() != size ||
            (level.format() != QImage::Format_ARGB32_Premultiplied && level.format() != QImage::Format_RGB32))
            return QStringLiteral("a level that is no half of the one before");
        size = QSize(std::max(1, size.width() / 2), std::max(1, size.height() / 2));
    }
    if (picture.levels.back().size() != QSize(1, 1))
        return QStringLiteral("halves that do not end");
    return picture.bytes() <= qint64(side) * side * 4 * 4 / 3 + 64 * 1024
               ? QString()
               : QStringLiteral("%1 bytes of memory").arg(picture.bytes());
}

// The first byte says how large it may be.
inline QString pictureFault(const QByteArray &input, const PictureReaders &read = {})
{
    constexpr int sides[] = {ui::mostPictureSide, 64, 16, 1};
    const int side = input.isEmpty() ? sides[0] : sides[quint8(input.front()) & 3];
    const QByteArray bytes = input.mid(1);
    const qsizetype files = openFiles();
    const QSize stored = read.size(bytes);
    if (read.size(bytes) != stored)
        return QStringLiteral("another size when it is read again");
    const bool isNone = ui::pictureFormatOf(bytes) == ui::PictureFormat::None;
    if (isNone && !stored.isEmpty())
        return QStringLiteral("a size of what is no picture");
    if (qint64(std::max(0, stored.width())) * std::max(0, stored.height()) > mostPixelsTried)
        return {};
    const ui::PictureState state = read.decoded(bytes, side);
    if (openFiles() != files)
        return QStringLiteral("a file was left open");
    if (isNone && !state.failed)
        return QStringLiteral("a picture of a format that boards do not keep");
    if (const QString fault = pictureLimitsFault(state, stored, side); !fault.isEmpty())
        return fault;
    const ui::PictureState again = read.decoded(bytes, side);
    if (again.failed != state.failed ||
        (state.picture && again.picture->levels.front() != state.picture->levels.front()))
        return QStringLiteral("another picture when it is read again");
    return {};
}

} // namespace coterie::fuzz
