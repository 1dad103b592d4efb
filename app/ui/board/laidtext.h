// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/geometry.h"
#include "shared/board/boardobject.h"

#include <QString>

#include <memory>

class QFont;

namespace coterie::ui {

struct Picture;

// One glyph as lines, in units of which its font's size has textUnits. Never changed once others hold it.
struct GlyphOutline {
    QPainterPath path;
    std::vector<Polyline> fine;   // the path, good to 1/2000 of the size
    std::vector<Polyline> coarse; // and to 1/150
    QRectF box;
    QRectF reach;                           // the box, and wherever the path may bend at the finest
    std::shared_ptr<const Picture> picture; // of a glyph that is coloured instead
    QRectF frame;                           // of the picture
};

inline constexpr double textUnits = 64;
inline constexpr double boardLineHeight = 1.25 * textUnits;

// A laid out text, the same on every machine that has the program's font: plain text only, each line by its own
// direction, no hinting, so that it looks the same at any scale. Values, any thread.
struct LaidText {
    struct Glyph {
        std::shared_ptr<const GlyphOutline> outline;
        QPointF at;
    };
    std::vector<Glyph> glyphs;
    std::vector<QRectF> lines; // of those that have glyphs: between base line and the height of an x
    std::vector<QString> seen; // what stands in each of these, from left to right whatever it is written from
    QString words;             // that were laid out, for who cannot see them
    double width = 0;          // of the longest line
    double height = 0;
    QRectF box;         // all ink
    bool isCut = false; // there was no room for all
    bool hasBrokenWord = false;
};

struct TextShape {
    QString text;
    BoardAlign align = BoardAlign::Left;
    double width = 0;     // lines are broken at this; 0 for none
    double height = 0;    // lines that do not fit are left out; 0 for none
    bool oneLine = false; // what does not fit the width is left out, with "…"
    friend bool operator==(const TextShape &, const TextShape &) = default;
};

using TextPtr = std::shared_ptr<const LaidText>;

// Lays text out, or knows it from before. Needs a QGuiApplication. Any thread.
[[nodiscard]] TextPtr layoutText(const TextShape &shape);

// The font of boards, from the program itself where it was built with one; for editors that lie above a board.
[[nodiscard]] QFont boardFont(double size); // size in pixels

// What a text takes in board units, for a frame that fits it. width: where lines are broken; 0 for none.
[[nodiscard]] QSizeF boardTextSize(const QString &text, double fontSize, double width = 0);

} // namespace coterie::ui
