// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>

#include <memory>
#include <vector>

namespace coterie::ui {

// A decoded picture and its halves down to one pixel, so that it can be painted small without looking at all of it.
// Never changed once others hold it.
struct Picture {
    QSize size;                 // of the stored picture; the first level may be smaller
    std::vector<QImage> levels; // ARGB32_Premultiplied or RGB32, each half as large as the one before
    QByteArray asset;           // where it came from; empty for what the program made

    [[nodiscard]] static std::shared_ptr<const Picture> of(const QImage &image, QSize stored = {},
                                                           QByteArray asset = {});
    [[nodiscard]] qsizetype bytes() const;
};

using PicturePtr = std::shared_ptr<const Picture>;

// What there is of a picture that a board shows.
struct PictureState {
    PicturePtr picture;   // null: not there yet, or not to be had
    double progress = -1; // of its arrival, 0 to 1; below 0 when nothing is known
    bool failed = false;  // it cannot be shown
};

} // namespace coterie::ui
