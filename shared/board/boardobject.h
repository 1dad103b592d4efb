// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardorder.h"
#include "shared/board/boardparts.h"
#include "shared/schema/field.h"

#include <QList>
#include <QRectF>

#include <optional>
#include <utility>

// An object of a board as everybody sees it now. Values only, any thread.
namespace coterie {

enum class BoardKind { Stroke, Rectangle, Ellipse, Diamond, Line, Arrow, Text, Sticky, Image, Frame, Group };
enum class BoardDash { Solid, Dashed, Dotted };
enum class BoardAlign { Left, Center, Right };
inline constexpr int boardKindCount = 11;

// A kind above these is a newer host's: a box that can be moved, erased and written in, but not be drawn (B23).
[[nodiscard]] constexpr bool isKnownBoardKind(BoardKind kind)
{
    return int(kind) < boardKindCount;
}

[[nodiscard]] constexpr bool isBoardLine(BoardKind kind)
{
    return kind == BoardKind::Line || kind == BoardKind::Arrow;
}
// What can be written in: a frame has its title, a line its label.
[[nodiscard]] constexpr bool hasBoardText(BoardKind kind)
{
    return kind != BoardKind::Stroke && kind != BoardKind::Image && kind != BoardKind::Group;
}
// What other objects can be in.
[[nodiscard]] constexpr bool isBoardContainer(BoardKind kind)
{
    return kind == BoardKind::Frame || kind == BoardKind::Group;
}

inline constexpr int maxBoardOps = 512;
inline constexpr double maxBoardCoordinate = 8e6; // so that 1/256 of a unit fits 32 bits
inline constexpr double minBoardWidth = 1.0 / 32;
inline constexpr double maxBoardWidth = 512;
inline constexpr double maxBoardScale = 1000; // of a stroke
inline constexpr double minBoardFont = 1;
inline constexpr double maxBoardFont = 1024;
inline constexpr qsizetype boardAssetBytes = 32; // SHA-256
inline constexpr double boardFontDefault = 20;
inline constexpr double boardWidthDefault = 2;
inline constexpr quint32 boardColorDefault = 0xff1e1e1e;

// How long the head of an arrow of this width is, in board units.
[[nodiscard]] constexpr double boardArrowHead(double width)
{
    return 8 + 3 * width;
}

// Where an end of a line is bound: a fraction of that object's unrotated box.
struct BoardAnchor {
    ObjectId object;
    double x = 0.5;
    double y = 0.5;
    friend bool operator==(const BoardAnchor &, const BoardAnchor &) = default;

    static consteval auto schema()
    {
        using namespace wire;
        return record("boardAnchor", "Where an end of a line is bound.",
                      field<&BoardAnchor::object>(1, "object", Exact{}, "The object it is bound to."),
                      field<&BoardAnchor::x>(2, "x", Real{0, 1}, "Fraction of its unrotated box, from the left."),
                      field<&BoardAnchor::y>(3, "y", Real{0, 1}, "Fraction of its unrotated box, from the top."));
    }
};

struct BoardObject {
    ObjectId id;
    UserId author;
    BoardKind kind = BoardKind::Stroke;
    Seq created = 0;     // place of its creation; above maxSeq while it is pending
    QByteArray points;   // strokes only, immutable
    StrokeExtent extent; // of points
    // Strokes: origin of the points. Lines and arrows: their first end. Others: corner of the unrotated box.
    double x = 0;
    double y = 0;
    // Strokes: factors of scale, negative ones mirror. Lines and arrows: vector to the second end. Others: size, >= 0.
    double w = 1;
    double h = 1;
    double rotation = 0;               // degrees clockwise about the middle of the unrotated box, 0 <= r < 360
    quint32 color = boardColorDefault; // ink, outline or text: 0xAARRGGBB
    quint32 fill = 0;                  // 0: none
    double width = boardWidthDefault;  // of the pen or outline, board units
    double opacity = 1;                // 0..1
    BoardDash dash = BoardDash::Solid;
    double fontSize = boardFontDefault; // board units
    BoardAlign align = BoardAlign::Left;
    BoardOrderKey order;            // painted from low to high, with everything it is in; equal ones by id
    std::optional<ObjectId> parent; // the group or frame it is in
    bool locked = false;
    QByteArray asset;                 // images: SHA-256 of the stored bytes, immutable
    std::optional<BoardAnchor> start; // lines and arrows
    std::optional<BoardAnchor> end;
    QString text;
    BoardIntervals erased; // of a stroke: what is rubbed out. boardRest() has what is left
    StrokeExtent rest;     // of the points that the rest needs; extent when nothing is rubbed out

    // The box before rotation, without the width of the outline. Empty for a group.
    [[nodiscard]] QRectF frame() const;
    // Everything it can ink, rotated, in board units, without antialiasing. Null for a group: see BoardDoc::box().
    [[nodiscard]] QRectF box() const;
};

} // namespace coterie
