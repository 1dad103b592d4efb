// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardexport.h"

namespace coterie::ui {

// What was chosen for an export, as it is kept for the next one.
struct ExportChoice {
    ExportWhat what = ExportWhat::Board;
    ExportFormat format = ExportFormat::Png;
    int scale = 2; // of PNG: 1, 2 or 4
    bool transparent = false;
    bool grid = false;
    bool embed = true;
    QString folder; // empty: that of pictures

    friend bool operator==(const ExportChoice &, const ExportChoice &) = default;
};

[[nodiscard]] QByteArray stored(const ExportChoice &choice);
// What does not fit is as in a choice that nobody has made.
[[nodiscard]] ExportChoice exportChoiceFrom(const QByteArray &stored);
// A name for a file, from what a person called the board: nothing that a file system would take amiss.
[[nodiscard]] QString exportFileName(const QString &board, ExportFormat format);

} // namespace coterie::ui
