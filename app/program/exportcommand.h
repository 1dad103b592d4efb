// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie {

// What --export was told.
struct ExportCommand {
    QString file;  // a session, or a board that was exported as JSON, SVG or by Excalidraw
    QString to;    // its suffix says the format
    QString room;  // empty: any
    QString board; // empty: the only one
    int scale = 2;
    bool transparent = false;
    bool grid = false;
    bool frames = false; // only these, each on a page of its own in a PDF
};

// Writes a board to a file without a window or a display, and says on the standard streams what is wrong. The same
// bytes as an export from the window. The exit code: 0, or 1 when nothing was written.
[[nodiscard]] int runExport(const ExportCommand &command);

} // namespace coterie
