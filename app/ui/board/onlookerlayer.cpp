// SPDX-License-Identifier: MIT
#include "app/ui/board/onlookerlayer.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/shell/avatar.h"
#include "shared/board/boardends.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr double nearest = 4;      // pixels between an object and the line around it; one's own frame has 8
constexpr double apart = 3;        // of those who have selected the same
constexpr double lineWidth = 2;    // pixels
constexpr double haloWidth = 4;    // of the ground's colour below it, for objects of the same colour
constexpr double widestName = 160; // pixels
constexpr double flagGap = 3;      // between a name and the line below it

// In board units: a box, turned about its middle.
struct Turned {
    QRectF box;
    double rotation = 0;
};

std::optional<Turned> boxOf(const BoardDoc &doc, const ObjectId &id)
{
    const QList<BoardObject> leaves = leavesOf(doc, {id});
    if (leaves.isEmpty())
        return {};
    if (leaves.size() > 1)
        return Turned{boundsOf(leaves), 0};
    const BoardObject &one = leaves.first();
    if (!isBoardLine(one.kind))
        return Turned{one.frame(), one.rotation};
    const auto [from, to] = boardLineEnds(routedBoardLine(one, doc)); // along it
    const QLineF line(from, to);
    QRectF along(0, 0, line.length(), one.width);
    along.moveCenter(line.center());
    return Turned{along, -line.angle()};
}

QPolygonF around(const Turned &object, const BoardCamera &camera, double padding)
{
    const QPointF middle = camera.toWidget(object.box.center());
    const double x = object.box.width() / 2 * camera.zoom() + padding;
    const double y = object.box.height() / 2 * camera.zoom() + padding;
    QPolygonF out;
    for (const QPointF &corner : {QPointF(-x, -y), QPointF(x, -y), QPointF(x, y), QPointF(-x, y)})
        out.append(middle + boardTurned(corner, object.rotation, {}));
    return out;
}

// Dashes cost by their number, and a box may be as large as the board: what is far out of sight is left out.
QPolygonF boxNear(const QRectF &pixels, const QRectF &sight)
{
    constexpr double beyond = 16;
    const QRectF box =
        pixels.adjusted(-nearest, -nearest, nearest, nearest) & sight.adjusted(-beyond, -beyond, beyond, beyond);
    return QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()});
}

} // namespace

QRegion OnlookerLayer::bounds() const
{
    QRegion all;
    for (const Shown &shown : m_shown) {
        for (const QPolygonF &outline : shown.outlines)
            all += outline.boundingRect().adjusted(-4, -4, 4, 4).toAlignedRect();
        all += shown.flag.adjusted(-2, -2, 2, 2).toAlignedRect();
    }
    return all;
}

QRegion OnlookerLayer::clear()
{
    const QRegion before = bounds();
    m_shown.clear();
    return before;
}

QRegion OnlookerLayer::update(const QList<BoardLookMark> &looks, const BoardDoc &doc, const BoardCamera &camera,
                              const QFont &font, const QRectF &sight)
{
    const QRegion before = clear();
    const QFontMetricsF metrics(font);
    QHash<ObjectId, int> taken; // how many have selected it
    for (const BoardLookMark &look : looks) {
        Shown shown;
        shown.all = !look.around.isNull();
        const auto take = [&](const QPolygonF &outline) {
            if (outline.boundingRect().intersects(sight))
                shown.outlines.append(outline);
        };
        if (shown.all)
            take(boxNear(camera.toWidget(look.around), sight));
        else
            for (const ObjectId &id : look.selected)
                if (const auto box = boxOf(doc, id))
                    take(around(*box, camera, nearest + apart * taken[id]++));
        if (shown.outlines.isEmpty())
            continue;
        shown.color = userColor(look.user);
        shown.name = metrics.elidedText(look.name, Qt::ElideRight, widestName);
        // Above the uppermost of them, within sight, beside the names that are there already.
        const auto top = std::min_element(
            shown.outlines.cbegin(), shown.outlines.cend(),
            [](const QPolygonF &a, const QPolygonF &b) { return a.boundingRect().top() < b.boundingRect().top(); });
        const QRectF below = top->boundingRect();
        const QSizeF size(metrics.horizontalAdvance(shown.name) + 12, metrics.height() + 4);
        shown.flag = QRectF(QPointF(below.left() - lineWidth / 2, below.top() - flagGap - size.height()), size);
        shown.flag.moveLeft(
            std::clamp(shown.flag.left(), sight.left(), std::max(sight.left(), sight.right() - size.width())));
        shown.flag.moveTop(std::max(shown.flag.top(), sight.top()));
        for (const Shown &other : std::as_const(m_shown))
            if (other.flag.intersects(shown.flag))
                shown.flag.moveLeft(other.flag.right() + flagGap);
        m_shown.append(shown);
    }
    return before + bounds();
}

void OnlookerLayer::paint(QPainter &painter, const QFont &font, const QColor &ground) const
{
    if (m_shown.isEmpty())
        return;
    painter.save();
    painter.setFont(font);
    painter.setBrush(Qt::NoBrush);
    for (const Shown &shown : m_shown) {
        for (const QPolygonF &outline : shown.outlines) {
            painter.setPen(QPen(ground, haloWidth, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
            painter.drawPolygon(outline);
            painter.setPen(
                QPen(shown.color, lineWidth, shown.all ? Qt::DashLine : Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
            painter.drawPolygon(outline);
        }
    }
    for (const Shown &shown : m_shown) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(shown.color);
        painter.drawRoundedRect(shown.flag, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(shown.flag, Qt::AlignCenter | Qt::TextSingleLine, shown.name);
    }
    painter.restore();
}

} // namespace coterie::ui
