// SPDX-License-Identifier: MIT
#include "app/ui/board/onlookerlayer.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/shell/avatar.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double nearest = 4;      // pixels between an object and the line around it; one's own frame has 8
constexpr double apart = 3;        // of those who have selected the same
constexpr double lineWidth = 2;    // pixels
constexpr double haloWidth = 4;    // of the ground's colour below it, for objects of the same colour
constexpr double widestName = 160; // pixels
constexpr double flagGap = 3;      // between a name and the line below it
constexpr int mostOutlines = 256;  // at a time; nobody could tell more of them apart
constexpr int mostRects = 32;      // that are painted again one by one
// In all the groups that are told of, looked at for one picture; what is told beyond is not outlined.
constexpr qsizetype mostLeaves = 50'000;
constexpr qint64 writesMs = 3'000; // after the last letter
constexpr int deepest = 64;        // groups within groups that are looked through for one change

// Dashes cost by their number, and a box may be as large as the board: what is far out of sight is left out.
QPolygonF boxNear(const QRectF &pixels, const QRectF &sight)
{
    constexpr double beyond = 16;
    const QRectF box =
        pixels.adjusted(-nearest, -nearest, nearest, nearest) & sight.adjusted(-beyond, -beyond, beyond, beyond);
    return QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()});
}

struct OnlookerWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::OnlookerLayer)
};

} // namespace

std::optional<OnlookerLayer::Turned> OnlookerLayer::boxOf(const BoardDoc &doc, const ObjectId &id,
                                                          qsizetype &leavesLeft)
{
    if (leavesLeft <= 0)
        return {};
    QList<BoardObject> leaves = treeOf(doc, {id});
    QSet<ObjectId> parts;
    parts.reserve(leaves.size());
    for (const BoardObject &object : std::as_const(leaves))
        parts.insert(object.id);
    leaves.removeIf([](const BoardObject &object) { return object.kind == BoardKind::Group; });
    leavesLeft -= leaves.size();
    if (leaves.isEmpty())
        return {};
    // What is in a frame may reach over its edge; the title stands at the frame.
    const BoardObject &one = leaves.first();
    if (leaves.size() > 1) {
        const QRectF box = boundsOf(leaves);
        QRectF title;
        if (one.id == id && one.kind == BoardKind::Frame && !one.text.isEmpty())
            title = QTransform()
                        .translate(one.frame().center().x(), one.frame().center().y())
                        .rotate(one.rotation)
                        .translate(-one.frame().center().x(), -one.frame().center().y())
                        .mapRect(frameTitle(one));
        return Turned{box, 0, title.isNull() ? 0 : std::max(0.0, box.top() - title.top()), parts};
    }
    if (!isBoardLine(one.kind)) {
        const bool titled = one.kind == BoardKind::Frame && !one.text.isEmpty();
        return Turned{one.frame(), one.rotation, titled ? frameTitle(one).height() : 0, parts};
    }
    for (const auto &bound : {one.start, one.end})
        if (bound)
            parts.insert(bound->object);
    const auto [from, to] = boardLineEnds(routedBoardLine(one, doc)); // along it
    const QLineF line(from, to);
    QRectF along(0, 0, line.length(), one.width);
    along.moveCenter(line.center());
    return Turned{along, -line.angle(), 0, parts};
}

QPolygonF OnlookerLayer::outlineOf(const Turned &object, const BoardCamera &camera, double padding)
{
    const QPointF middle = camera.toWidget(object.box.center());
    const double x = object.box.width() / 2 * camera.zoom() + padding;
    const double y = object.box.height() / 2 * camera.zoom() + padding;
    QPolygonF out;
    for (const QPointF &corner : {QPointF(-x, -y), QPointF(x, -y), QPointF(x, y), QPointF(-x, y)})
        out.append(middle + boardTurned(corner, object.rotation, {}));
    return out;
}

QRegion OnlookerLayer::bounds() const
{
    QList<QRect> rects;
    for (const Shown &shown : m_shown) {
        for (const QPolygonF &outline : shown.outlines)
            rects.append(outline.boundingRect().adjusted(-4, -4, 4, 4).toAlignedRect());
        rects.append(shown.flag.adjusted(-2, -2, 2, 2).toAlignedRect());
    }
    QRegion all;
    QRect one;
    for (const QRect &rect : std::as_const(rects))
        if (rects.size() > mostRects)
            one |= rect;
        else
            all += rect;
    return all + one;
}

QRegion OnlookerLayer::clear()
{
    m_known.clear();
    m_shown.clear();
    m_writing.clear();
    return std::exchange(m_bounds, {});
}

void OnlookerLayer::take(const QList<BoardLookMark> &looks, const BoardDoc &doc, bool boardChanged)
{
    QHash<UserId, qsizetype> before;
    for (qsizetype i = 0; i < m_known.size(); ++i)
        before.insert(m_known.at(i).user, i);
    QList<Known> known;
    qsizetype leavesLeft = mostLeaves;
    QHash<ObjectId, std::optional<Turned>> found; // many may have selected the same
    for (const BoardLookMark &look : looks) {
        Known one{look.user, look.name, look.around, look.selected, {}};
        if (const qsizetype at = before.value(look.user, -1); at >= 0 && !boardChanged &&
                                                              m_known.at(at).selected == one.selected &&
                                                              m_known.at(at).around.isNull() == one.around.isNull()) {
            one.boxes = m_known.at(at).boxes;
        } else if (one.around.isNull()) {
            for (const ObjectId &id : std::as_const(one.selected)) {
                if (!found.contains(id))
                    found.insert(id, boxOf(doc, id, leavesLeft));
                if (const auto &box = found[id])
                    one.boxes.append({id, *box});
            }
        }
        known.append(one);
    }
    m_known = known;
}

bool OnlookerLayer::concerns(const QList<BoardObjectChange> &changes, const BoardDoc &doc) const
{
    const auto anyOf = [this](const auto &holds) { return std::any_of(m_known.cbegin(), m_known.cend(), holds); };
    if (!anyOf([](const Known &one) { return !one.selected.isEmpty(); }))
        return false;
    return std::any_of(changes.cbegin(), changes.cend(), [&](const BoardObjectChange &change) {
        if (anyOf([&](const Known &one) {
                return std::any_of(one.boxes.cbegin(), one.boxes.cend(),
                                   [&](const auto &box) { return box.second.parts.contains(change.id); });
            }))
            return true;
        // It may be new in there.
        std::optional<ObjectId> at = change.id;
        for (int depth = 0; at && depth < deepest; ++depth) {
            if (anyOf([&](const Known &one) { return one.selected.contains(*at); }))
                return true;
            const auto object = doc.object(*at);
            at = object ? object->parent : std::nullopt;
        }
        return at.has_value(); // too deep to tell
    });
}

void OnlookerLayer::noteWriting(const UserId &user, const ObjectId &object, qint64 nowMs)
{
    m_writing.insert(user, {object, nowMs + writesMs});
}

qint64 OnlookerLayer::nextChangeMs(qint64 nowMs) const
{
    qint64 next = -1;
    for (const Writing &one : m_writing)
        if (const qint64 left = std::max<qint64>(one.untilMs - nowMs, 0); next < 0 || left < next)
            next = left;
    return next;
}

QString OnlookerLayer::wordsOf(const Known &look, qint64 nowMs) const
{
    const auto writing = m_writing.constFind(look.user);
    const bool writes =
        writing != m_writing.constEnd() && writing->untilMs > nowMs && look.selected.contains(writing->object);
    //: at what somebody writes in; %1 is a name
    return writes ? OnlookerWords::tr("%1 is typing").arg(look.name) : look.name;
}

QRegion OnlookerLayer::update(const BoardCamera &camera, const QFont &font, const QRectF &sight, qint64 nowMs)
{
    const QRegion before = m_bounds;
    m_writing.removeIf([nowMs](const auto &one) { return one.value().untilMs <= nowMs; });
    m_shown.clear();
    int outlinesLeft = mostOutlines;
    const QFontMetricsF metrics(font);
    QHash<ObjectId, int> taken; // how many have selected it
    for (const Known &look : std::as_const(m_known)) {
        Shown shown;
        shown.all = !look.around.isNull();
        QRectF uppermost; // with its title, if it has one
        const auto show = [&](const QPolygonF &outline, double title = 0) {
            const QRectF box = outline.boundingRect();
            if (outlinesLeft <= 0 || !box.intersects(sight))
                return;
            if (shown.outlines.isEmpty() || box.top() - title < uppermost.top())
                uppermost = box.adjusted(0, -title, 0, 0);
            shown.outlines.append(outline);
            --outlinesLeft;
        };
        if (shown.all)
            show(boxNear(camera.toWidget(look.around), sight));
        else
            for (const auto &[id, box] : look.boxes)
                show(outlineOf(box, camera, nearest + apart * taken[id]++), box.title * camera.zoom());
        if (shown.outlines.isEmpty())
            continue;
        shown.color = userColor(look.user);
        shown.name = metrics.elidedText(wordsOf(look, nowMs), Qt::ElideRight, widestName);
        // Above the uppermost of them and its title, within sight, beside the names that are there already.
        const QRectF below = uppermost;
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
    m_bounds = bounds();
    return before + m_bounds;
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
