// SPDX-License-Identifier: MIT
#include "app/ui/board/shapefigure.h"

#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/inkstroke.h"
#include "app/ui/board/shapepaths.h"

#include <algorithm>
#include <cmath>

// How each kind of object looks.
namespace coterie::ui {
namespace {

constexpr double touchError = 0.03;            // board units between what is seen and what is touched
constexpr double onOutlineReach = 0.5;         // board units from the outline that an anchor may be to count as on it
constexpr double headAngle = 26;               // degrees between an arrow's line and its wings
constexpr double stickyPad = 12;               // between the edge of a note and its text, board units
constexpr double smallestSigned = 6;           // of a note with less beside its text nobody could read who made it
constexpr double stickyShadow = 6;             // how far it reaches, board units
constexpr double textSlack = 0.02 * textUnits; // as layoutText() leaves
constexpr quint32 stickyDefault = 0xffffe58a;

class Maker
{
public:
    Maker(const BoardObject &object, const FigureSources &sources)
        : m_object(object)
        , m_sources(sources)
        , m_text(object.text)
        , m_figure(std::make_shared<ShapeFigure>())
    {
        m_figure->kind = object.kind;
        m_figure->frame = object.frame();
        m_figure->rotation = object.rotation;
        m_figure->box = object.box();
        m_figure->opacity = object.opacity;
    }

    WritingPlace place()
    {
        m_place.emplace();
        make();
        return *m_place;
    }

    FigurePtr make()
    {
        switch (m_object.kind) {
        case BoardKind::Rectangle:
        case BoardKind::Ellipse:
        case BoardKind::Diamond:
            shape();
            break;
        case BoardKind::Line:
        case BoardKind::Arrow:
            line();
            break;
        case BoardKind::Sticky:
            sticky();
            break;
        case BoardKind::Frame:
            frame();
            break;
        case BoardKind::Text:
            solidFrame();
            write(m_figure->frame);
            break;
        case BoardKind::Image:
            image();
            break;
        case BoardKind::Stroke:
        case BoardKind::Group:
            return {};
        default:
            foreign();
        }
        return m_figure;
    }

private:
    void solidFrame()
    {
        m_figure->solid.push_back(turnedRect(m_figure->frame, m_object.rotation, m_figure->frame.center()));
    }

    void outlineOf(const QPainterPath &path)
    {
        m_figure->reach = m_object.width / 2;
        m_figure->error = std::max({touchError, m_figure->frame.width() / 1e5, m_figure->frame.height() / 1e5});
        for (Polyline &polyline : flattened(path, m_figure->error))
            m_figure->lines.push_back(std::move(polyline));
        if (isSeen(m_object.color))
            m_figure->parts.push_back(ShapeFigure::Line{withDash(path, m_object), m_object.width, m_object.color});
    }

    void shape()
    {
        const QPainterPath path = shapePath(m_object);
        if (isSeen(m_object.fill))
            m_figure->parts.push_back(ShapeFigure::Fill{path, m_object.fill});
        outlineOf(path);
        if (isSeen(m_object.fill))
            m_figure->solid = m_figure->lines;
        // The largest frame inside, which leaves room beside the line.
        const QRectF frame = m_figure->frame;
        const double share = m_object.kind == BoardKind::Diamond   ? 0.25
                             : m_object.kind == BoardKind::Ellipse ? 0.1465
                                                                   : 0;
        const QRectF inner = frame.adjusted(share * frame.width(), share * frame.height(), -share * frame.width(),
                                            -share * frame.height());
        const double pad =
            std::min({m_object.width / 2 + m_object.fontSize / 4, inner.width() / 4, inner.height() / 4});
        writeInside(inner.adjusted(pad, pad, -pad, -pad), pad, m_object.fill);
    }

    [[nodiscard]] bool isUnwritten() const { return m_text.isEmpty() && !m_place; }

    // From a block's units, with its corner at a place of the unturned object.
    [[nodiscard]] QTransform blockToBoard(const QPointF &corner, double fontSize) const
    {
        const QPointF pivot = m_figure->frame.center();
        QTransform t;
        t.translate(pivot.x(), pivot.y());
        t.rotate(m_object.rotation);
        t.translate(corner.x() - pivot.x(), corner.y() - pivot.y());
        t.scale(fontSize / textUnits, fontSize / textUnits);
        return t;
    }

    void addText(const TextShape &shape, const TextPtr &block, const QPointF &corner, double fontSize, quint32 argb,
                 quint32 on)
    {
        const QTransform toBoard = blockToBoard(corner, fontSize);
        if (m_place)
            m_place = {block, shape.width, shape.width > 0 ? shape.width : block->width, shape.align, toBoard,
                       argb,  on};
        if (block->glyphs.empty())
            return;
        m_figure->parts.push_back(ShapeFigure::Text{block, toBoard, argb, on});
        m_figure->work += int(block->glyphs.size() / 8);
        Polyline ink = turnedRect(block->box, 0, {});
        for (QPointF &p : ink)
            p = toBoard.map(p);
        m_figure->box |= boundsOf(ink);
        m_figure->halo.push_back(std::move(ink));
    }

    // The object's text from the top of a frame, broken at its width.
    void write(const QRectF &room)
    {
        if (isUnwritten())
            return;
        const double unit = m_object.fontSize / textUnits;
        const double width = room.width() > unit ? room.width() / unit : 0;
        const TextShape shape{m_text, m_object.align, width, 0, false};
        const TextPtr block = layoutText(shape);
        // Without a width a text stands around its middle.
        const double left = width > 0 ? room.left() : room.center().x() - block->width * unit / 2;
        addText(shape, block, {left, room.top()}, m_object.fontSize, m_object.color, m_object.fill);
    }

    void line()
    {
        const QLineF ends = endsOf(m_object, m_sources);
        QPainterPath shaft(ends.p1());
        shaft.lineTo(ends.p2());
        m_figure->lines = {{ends.p1(), ends.p2()}};
        m_figure->reach = m_object.width / 2;
        QPainterPath all = withDash(shaft, m_object);
        if (m_object.kind == BoardKind::Arrow && ends.length() > 0) {
            // So that the ink of the wings stays within the length of the head; a short arrow has a small one.
            const double wing = std::min(boardArrowHead(m_object.width) - m_object.width / 2, ends.length() * 0.6);
            const QPointF back = (ends.p1() - ends.p2()) * (wing / ends.length());
            const QPointF tip = ends.p2();
            const QPointF wings[] = {tip + turned(back, headAngle, {}), tip + turned(back, -headAngle, {})};
            all.moveTo(wings[0]);
            all.lineTo(tip);
            all.lineTo(wings[1]);
            m_figure->lines.push_back({wings[0], tip, wings[1]});
        }
        m_figure->parts.push_back(ShapeFigure::Line{all, m_object.width, m_object.color});
        if (m_object.start || m_object.end) {
            const double by = m_object.kind == BoardKind::Arrow ? boardArrowHead(m_object.width) : m_figure->reach;
            m_figure->box = QRectF(ends.p1(), ends.p2()).normalized().adjusted(-by, -by, by, by);
        }
        label(ends);
    }

    // Beside the middle of a line, above it, where it covers nothing.
    void label(const QLineF &ends)
    {
        if (isUnwritten())
            return;
        const double unit = m_object.fontSize / textUnits;
        const TextShape shape{m_text, BoardAlign::Center, 0, 0, false};
        const TextPtr block = layoutText(shape);
        const QSizeF size(block->width * unit, block->height * unit);
        const QPointF way = ends.length() > 0 ? (ends.p2() - ends.p1()) / ends.length() : QPointF(1, 0);
        QPointF up(way.y(), -way.x());
        if (up.y() > 0 || (up.y() == 0 && up.x() > 0))
            up = -up;
        const double away = std::abs(up.x()) * size.width() / 2 + std::abs(up.y()) * size.height() / 2 +
                            m_object.width / 2 + m_object.fontSize / 5;
        const QPointF middle = ends.center() + up * away;
        const QPointF corner = middle - QPointF(size.width(), size.height()) / 2;
        // A label stays upright, whatever the line's rotation is.
        BoardObject upright = m_object;
        upright.rotation = 0;
        Maker other(upright, m_sources);
        other.m_figure->box = {};
        other.m_place = m_place;
        other.addText(shape, block, corner, m_object.fontSize, m_object.color, 0);
        m_place = other.m_place;
        for (ShapeFigure::Part &part : other.m_figure->parts)
            m_figure->parts.push_back(std::move(part));
        m_figure->box |= other.m_figure->box;
        for (Polyline &line : other.m_figure->halo)
            m_figure->solid.push_back(std::move(line));
        m_figure->work += other.m_figure->work;
    }

    void sticky()
    {
        const QRectF frame = m_figure->frame;
        // A soft shadow from a few layers, so that it is the same in a picture and in a document of lines.
        for (int i = 0; i < 3; ++i) {
            const double spread = stickyShadow / 4 * (2 - i);
            const QRectF shade = frame.translated(0, stickyShadow / 2).adjusted(-spread, 0, spread, spread);
            m_figure->parts.push_back(
                ShapeFigure::Fill{turnedPath(roundedRect(shade, 3 + spread), m_object), 0x12000000});
        }
        m_figure->parts.push_back(ShapeFigure::Fill{turnedPath(roundedRect(frame, 3), m_object),
                                                    isSeen(m_object.fill) ? m_object.fill : stickyDefault});
        const double by = stickyShadow;
        m_figure->halo.push_back(turnedRect(frame.adjusted(-by, 0, by, by), m_object.rotation, frame.center()));
        m_figure->box |= boundsOf(m_figure->halo.back());
        solidFrame();
        const double pad = std::min({stickyPad, frame.width() / 4, frame.height() / 4});
        const quint32 paper = isSeen(m_object.fill) ? m_object.fill : stickyDefault;
        sign(frame, pad, paper);
        writeInside(frame.adjusted(pad, pad, -pad, -pad), pad, paper);
    }

    // Below the text, in the corner where reading ends.
    void sign(const QRectF &frame, double pad, quint32 on)
    {
        const QString words = m_sources.signature && !m_place ? m_sources.signature(m_object.id) : QString();
        if (words.isEmpty() || pad < smallestSigned)
            return;
        const double size = 0.8 * pad; // its line is as high as what the text leaves free
        const double unit = size / textUnits;
        const TextShape shape{words, BoardAlign::Left, 0, 0, true};
        const TextPtr block = layoutText(shape);
        const QPointF corner(frame.right() - pad / 2 - block->width * unit, frame.bottom() - 1.1 * pad);
        addText(shape, block, corner, size, (m_object.color & 0xffffff) | 0xb3000000, on);
    }

    // In the middle, in the largest size, down to half of its own, in which it fits; if none does, as much as fits and
    // a mark. A sign that is wider than the room and a room that is lower than a line make it smaller still. Only while
    // it is being written it may go on below.
    void writeInside(const QRectF &room, double pad, quint32 on)
    {
        if (isUnwritten() || room.width() <= 0 || room.height() <= 0)
            return;
        constexpr int smallest = 6;
        const auto sizeAt = [&](int step) { return m_object.fontSize * (1 - 0.5 * step / smallest); };
        Laid laid;
        const auto fitsAt = [&](int step) {
            laid = laidIn(room, sizeAt(step), false);
            return !laid.block->hasBrokenWord && std::min(laid.byWidth, laid.byHeight) >= 1;
        };
        if (fitsAt(0))
            return addLaid(laid, room, sizeAt(0), on);
        // What fits in one size fits in each smaller one, and a long text is laid out no more often than it must be.
        if (fitsAt(smallest)) {
            int fitting = smallest;
            Laid largest = laid;
            for (int tooLarge = 0; fitting - tooLarge > 1;) {
                const int middle = (fitting + tooLarge) / 2;
                if (fitsAt(middle)) {
                    fitting = middle;
                    largest = laid;
                } else {
                    tooLarge = middle;
                }
            }
            return addLaid(largest, room, sizeAt(fitting), on);
        }
        double size = sizeAt(smallest);
        if (!m_place)
            laid = laidIn(room, size, true);
        const auto shrink = [&] { return m_place ? laid.byWidth : std::min(laid.byWidth, laid.byHeight); };
        for (int i = 0; i < 2 && shrink() < 1; ++i) {
            size *= shrink();
            laid = laidIn(room, size, !m_place);
        }
        addLaid(laid, room, size, on);
        if (laid.block->isCut)
            cutMark({room.center().x(), room.bottom() + pad / 2}, std::min({1.0, pad / 6, room.width() / 20}));
    }

    struct Laid {
        TextShape shape;
        TextPtr block;
        double byWidth = 1; // what it would have to shrink by to fit into the room; 1 when it does
        double byHeight = 1;
    };

    [[nodiscard]] Laid laidIn(const QRectF &room, double size, bool cut) const
    {
        const double unit = size / textUnits;
        Laid laid{{m_text, m_object.align, room.width() / unit, cut ? room.height() / unit : 0, false}, {}};
        laid.block = layoutText(laid.shape);
        const double wide = laid.block->width * unit;
        const double high = laid.block->height * unit;
        if (wide > room.width() + textSlack * unit)
            laid.byWidth = room.width() / wide;
        if (high > room.height() + textSlack * unit)
            laid.byHeight = room.height() / high;
        return laid;
    }

    void addLaid(const Laid &laid, const QRectF &room, double size, quint32 on)
    {
        const double high = laid.block->height * size / textUnits;
        const double down = std::max(0.0, (room.height() - high) / 2);
        addText(laid.shape, laid.block, {room.left(), room.top() + down}, size, m_object.color, on);
    }

    // Three dots: there is more.
    void cutMark(const QPointF &middle, double scale)
    {
        QPainterPath dots;
        for (int i = -1; i <= 1; ++i)
            dots.addEllipse(middle + QPointF(6.0 * scale * i, 0), 1.5 * scale, 1.5 * scale);
        const quint32 soft = (m_object.color & 0xffffff) | 0x99000000;
        m_figure->parts.push_back(ShapeFigure::Fill{turnedPath(dots, m_object), soft});
    }

    [[nodiscard]] QTransform unitToBoard(const QRectF &rect) const
    {
        const QPointF pivot = m_figure->frame.center();
        QTransform t;
        t.translate(pivot.x(), pivot.y());
        t.rotate(m_object.rotation);
        t.translate(rect.x() - pivot.x(), rect.y() - pivot.y());
        t.scale(rect.width(), rect.height());
        return t;
    }

    void image()
    {
        solidFrame();
        const QRectF frame = m_figure->frame;
        const PictureState state = m_sources.picture ? m_sources.picture(m_object.asset) : PictureState{};
        if (state.picture && frame.width() > 0 && frame.height() > 0) {
            m_figure->parts.push_back(ShapeFigure::Image{state.picture, unitToBoard(frame)});
            m_figure->work = 8;
            return;
        }
        placeholder(frame, state);
    }

    // What only a newer version can draw: a card with what is written on it, or struck out (B23).
    void foreign()
    {
        constexpr quint32 grey = 0xff868e96;
        const QRectF frame = m_figure->frame;
        solidFrame();
        const QPainterPath card = turnedPath(roundedRect(frame, mostRounding), m_object);
        m_figure->parts.push_back(ShapeFigure::Fill{card, 0x20868e96});
        m_figure->parts.push_back(ShapeFigure::Line{dashed(card, 6, 4), 1, grey});
        if (isUnwritten()) {
            QPainterPath cross;
            const double side = std::min({frame.width(), frame.height(), 96.0}) * 0.2;
            for (const double way : {side, -side}) {
                cross.moveTo(frame.center() - QPointF(way, side));
                cross.lineTo(frame.center() + QPointF(way, side));
            }
            m_figure->parts.push_back(ShapeFigure::Line{turnedPath(cross, m_object), std::max(1.0, side / 8), grey});
            return;
        }
        const double pad = std::min({m_object.fontSize / 2, frame.width() / 4, frame.height() / 4});
        writeInside(frame.adjusted(pad, pad, -pad, -pad), pad, 0);
    }

    // A grey card with a landscape, and a bar that fills while the picture comes; struck out when it will not.
    void placeholder(const QRectF &frame, const PictureState &state)
    {
        constexpr quint32 grey = 0xff868e96;
        const auto add = [&](const QPainterPath &path, double width) {
            m_figure->parts.push_back(ShapeFigure::Line{turnedPath(path, m_object), width, grey});
        };
        m_figure->parts.push_back(
            ShapeFigure::Fill{turnedPath(roundedRect(frame, mostRounding), m_object), 0x20868e96});
        const double side = std::min({frame.width(), frame.height(), 96.0}) * 0.4;
        if (side < 4)
            return;
        const QRectF icon(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side * 0.8);
        const double pen = side / 16;
        QPainterPath card = roundedRect(icon, side / 10);
        const auto at = [&](double x, double y) {
            return QPointF(icon.x() + x * icon.width(), icon.y() + y * icon.height());
        };
        card.moveTo(at(0.1, 0.85));
        card.lineTo(at(0.4, 0.45));
        card.lineTo(at(0.6, 0.7));
        card.lineTo(at(0.72, 0.55));
        card.lineTo(at(0.9, 0.85));
        card.addEllipse(at(0.7, 0.28), side / 14, side / 14);
        if (state.failed) {
            card.moveTo(at(-0.15, 1.15));
            card.lineTo(at(1.15, -0.15));
        }
        add(card, pen);
        if (state.failed || state.progress < 0)
            return;
        QPainterPath track(QPointF(icon.left(), icon.bottom() + 3 * pen));
        track.lineTo(icon.right(), icon.bottom() + 3 * pen);
        m_figure->parts.push_back(ShapeFigure::Line{turnedPath(track, m_object), pen, 0x60868e96});
        QPainterPath done(track.elementAt(0));
        done.lineTo(icon.left() + icon.width() * std::clamp(state.progress, 0.0, 1.0), icon.bottom() + 3 * pen);
        add(done, pen);
    }

    void frame()
    {
        outlineOf(shapePath(m_object));
        const QRectF frame = m_figure->frame;
        const QRectF title = frameTitle(m_object);
        m_figure->solid.push_back(turnedRect(title, m_object.rotation, frame.center()));
        if (isUnwritten())
            return;
        // A title that is being written is seen as a whole.
        const double width = m_place ? 0 : frame.width() / m_object.fontSize * textUnits;
        const TextShape shape{m_text, BoardAlign::Left, width, 0, !m_place};
        const TextPtr block = layoutText(shape);
        addText(shape, block, title.topLeft(), m_object.fontSize, m_object.color, 0);
    }

    const BoardObject &m_object;
    const FigureSources &m_sources;
    const QString m_text; // what is written in, at or above it
    std::shared_ptr<ShapeFigure> m_figure;
    std::optional<WritingPlace> m_place; // it is asked where the text is
};

} // namespace

FigurePtr figureOf(const BoardObject &object, const FigureSources &sources)
{
    if (object.kind == BoardKind::Stroke)
        return InkStroke::of(object);
    return Maker(object, sources).make();
}

WritingPlace writingPlaceOf(const BoardObject &object, const FigureSources &sources)
{
    return Maker(object, sources).place();
}

QLineF endsOf(const BoardObject &line, const FigureSources &sources)
{
    const QPointF pivot = line.frame().center();
    struct End {
        QPointF at;
        const Figure *target = nullptr;
    };
    const auto end = [&](const QPointF &own, const std::optional<BoardAnchor> &anchor) -> End {
        const Figure *target = anchor && sources.target ? sources.target(anchor->object) : nullptr;
        if (!target)
            return {turned(own, line.rotation, pivot)};
        const QRectF frame = target->frame;
        const QPointF place(frame.x() + anchor->x * frame.width(), frame.y() + anchor->y * frame.height());
        return {turned(place, target->rotation, frame.center()), target};
    };
    const End a = end({line.x, line.y}, line.start);
    const End b = end({line.x + line.w, line.y + line.h}, line.end);
    const auto onOutline = [](const End &bound, const QPointF &other) {
        if (!bound.target)
            return bound.at;
        const Polyline outline = bound.target->outline();
        double nearest = 1e300;
        for (size_t i = 1; i < outline.size(); ++i)
            nearest = std::min(nearest, squaredDistance(bound.at, outline[i - 1], outline[i]));
        if (nearest <= onOutlineReach * onOutlineReach)
            return bound.at;
        if (contains(outline, bound.at))
            return firstMeeting(other, bound.at, outline).value_or(bound.at);
        // Beside a round outline: the nearest place of it on the way to the middle.
        return firstMeeting(bound.at, bound.target->frame.center(), outline).value_or(bound.at);
    };
    return {onOutline(a, b.at), onOutline(b, a.at)};
}

} // namespace coterie::ui
