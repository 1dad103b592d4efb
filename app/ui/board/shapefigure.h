// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/figure.h"
#include "app/ui/board/laidtext.h"
#include "app/ui/board/picture.h"

#include <QTransform>

#include <functional>
#include <variant>

namespace coterie::ui {

// Every object that is not drawn by hand: what it is painted from, in order, and what of it can be touched.
struct ShapeFigure final : Figure {
    struct Fill {
        QPainterPath path;
        quint32 argb = 0;
    };
    struct Line {
        QPainterPath path;
        double width = 1;
        quint32 argb = 0;
    };
    struct Text {
        TextPtr block;
        QTransform toBoard;
        quint32 argb = 0;
        quint32 on = 0; // what it stands on; 0 for the paper
    };
    struct Image {
        PicturePtr picture;
        QTransform toBoard; // from the unit square
    };
    using Part = std::variant<Fill, Line, Text, Image>;

    std::vector<Part> parts;
    double opacity = 1;
    int work = 1;                // cost()
    double reach = 0;            // of the lines to both sides
    std::vector<Polyline> lines; // what is touched near it
    std::vector<Polyline> solid; // closed: what is touched inside
    std::vector<Polyline> halo;  // closed: painted, but not touched
    double error = 0;            // how far these may be from what is painted

    void paint(BoardCanvas &canvas, const BoardPaper &paper) const override;
    [[nodiscard]] int cost() const override { return work; }
    [[nodiscard]] bool isTouchedBy(const QLineF &path, double brush) const override;
    [[nodiscard]] bool meets(const QRectF &area) const override;
    [[nodiscard]] bool isInside(const Polyline &closed) const override;
    [[nodiscard]] Polyline outline() const override;
};

// What a figure needs to know besides its object.
struct FigureSources {
    // Where the ends of a line are bound; null when that object cannot be seen.
    std::function<const Figure *(ObjectId)> target;
    // What there is of the picture with these bytes (SHA-256).
    std::function<PictureState(const QByteArray &asset)> picture;
    // What stands at the foot of this note: who made it, in a letter or two.
    std::function<QString(const ObjectId &note)> signature = {};
};

// Where an object's text is, or would be, and how it is laid out: what an editor above it needs. Nothing of it is cut.
struct WritingPlace {
    TextPtr block;
    double width = 0; // at which lines are broken, in units of the block; 0 for none
    double room = 0;  // in which lines are aligned, likewise
    BoardAlign align = BoardAlign::Left;
    QTransform toBoard; // from units of the block
    quint32 argb = 0;
    quint32 on = 0; // what it stands on; 0 for the paper
};
[[nodiscard]] WritingPlace writingPlaceOf(const BoardObject &object, const FigureSources &sources = {});
[[nodiscard]] quint32 textInk(const BoardPaper &paper, quint32 argb, quint32 on); // as it is seen there

// Null for groups, which paint nothing themselves, and for strokes without points.
[[nodiscard]] FigurePtr figureOf(const BoardObject &object, const FigureSources &sources);

// The two ends of a line as they are seen: a bound one lies on the outline of what it is bound to, where it is bound,
// or, when that is inside, on the way there; one whose object cannot be seen is where the line has it.
[[nodiscard]] QLineF endsOf(const BoardObject &line, const FigureSources &sources);

} // namespace coterie::ui
