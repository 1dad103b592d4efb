// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardscene.h"
#include "app/ui/board/exchange/boardjson.h"

#include <QIODevice>
#include <QSet>

namespace coterie::ui {

// What is exported and how.
enum class ExportFormat { Png, Svg, Pdf, Json };
enum class ExportWhat { Board, Selection, Frames };

struct ExportOptions {
    ExportFormat format = ExportFormat::Png;
    double scale = 2; // PNG: pixels per board unit
    int mostSide = 0; // PNG: pixels of its longer side, for which the scale becomes smaller; 0: the scale counts
    bool transparent = false; // without a ground: PNG and SVG
    bool grid = false;
    bool embed = true; // SVG: with the board in it, so that it can be opened again
    quint32 ground = 0xffffffff;
    quint32 dot = 0xffd5d9e0;
    qint64 mostReadable = mostImportBytes; // what is larger cannot be opened again
};

// A board, or what of it is to be exported. Values only.
struct ExportSource {
    QString name;               // of the board
    QList<BoardObject> objects; // in painting order, with everything they are in
    QList<QRectF> pages;        // empty: one around all objects. Pages cut what leaves them
    std::function<PictureState(const QByteArray &asset)> picture;
    std::function<QByteArray(const QByteArray &asset)> bytes; // as stored; empty when it is not there
};

// The objects meant, with all that is in them, and the pages: one for each frame, from top to bottom and left to right.
// How many things there are to be seen: a group is none.
[[nodiscard]] qsizetype countOf(const QList<BoardObject> &objects);
[[nodiscard]] ExportSource exportSource(const QList<BoardObject> &board, ExportWhat what,
                                        const QList<ObjectId> &chosen);

inline constexpr double exportMargin = 16;       // board units around what has no frame
inline constexpr qint64 mostExportSide = 65'000; // pixels

// Writes the export. Same objects, options and version of the program: same bytes. Empty when it went well, else what
// went wrong in words. Any thread; progress (0 to 1) is called in it, last when all is written, and answers false to
// stop. opensAgain: whether Coterie could open the file as a board, when it should; a drawing that is too large for it
// goes without its board.
[[nodiscard]] QString exportBoard(const ExportSource &source, const ExportOptions &options, QIODevice &out,
                                  const std::function<bool(double)> &progress = {}, bool *opensAgain = nullptr);
[[nodiscard]] QString exportStopped(); // what it says when it was stopped

// What an export would look like, as pixels whose longer side is limited.
struct ExportPreview {
    QImage image; // null: there is nothing to export
    QSizeF size;  // of all of it, board units
    qsizetype pages = 0;
};
[[nodiscard]] ExportPreview exportPreview(const ExportSource &source, const ExportOptions &options, int mostSide);

// The pictures that the objects show.
[[nodiscard]] QSet<QByteArray> assetsOf(const QList<BoardObject> &objects);
// Lets the source take its pictures from these stored bytes; what is not among them is shown as not to be had. Decodes
// when asked, no larger than all of them fit into memory. The source belongs to one thread at a time from then on.
// Returns how many of its pictures are not among them.
int setStoredPictures(ExportSource &source, const QHash<QByteArray, QByteArray> &stored);

[[nodiscard]] QString exportSuffix(ExportFormat format);

} // namespace coterie::ui
