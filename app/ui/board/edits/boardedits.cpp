// SPDX-License-Identifier: MIT
#include "app/ui/board/edits/boardedits.h"

#include "app/session/boardcopy.h"
#include "shared/board/boardends.h"
#include "shared/board/boardpartops.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace coterie::ui {
namespace {

double normalized(double degrees)
{
    const double turn = std::fmod(degrees, 360);
    return turn < 0 ? turn + 360 : turn;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1.0 / 512; // half of what a position can tell
}

enum class Into { Groups, Frames }; // with groups

void collectTree(const BoardDoc &doc, const ObjectId &id, Into into, QSet<ObjectId> &seen, QList<BoardObject> &tree)
{
    const auto object = doc.object(id);
    if (!object || seen.contains(id))
        return;
    seen.insert(id);
    tree.append(routedBoardLine(*object, doc));
    if (object->kind == BoardKind::Group || (object->kind == BoardKind::Frame && into == Into::Frames))
        for (const ObjectId &child : doc.children(id))
            collectTree(doc, child, into, seen, tree);
}

void sortAsPainted(QList<BoardObject> &objects)
{
    std::stable_sort(objects.begin(), objects.end(), [](const BoardObject &a, const BoardObject &b) {
        return a.order != b.order ? a.order < b.order : a.id < b.id;
    });
}

bool isGroup(const BoardObject &object)
{
    return object.kind == BoardKind::Group;
}

} // namespace

QTransform BoardMove::transform() const
{
    QTransform t;
    t.translate(by.x() + about.x(), by.y() + about.y());
    t.rotate(turn + axis);
    t.scale(sx, sy);
    t.rotate(-axis);
    t.translate(-about.x(), -about.y());
    return t;
}

BoardObject withSides(BoardObject object)
{
    if (object.kind == BoardKind::Stroke || object.kind == BoardKind::Group || isBoardLine(object.kind))
        return object;
    object.w = std::max(object.w, leastBoardSide);
    object.h = std::max(object.h, leastBoardSide);
    return object;
}

BoardObject movedBoardObject(BoardObject object, const BoardMove &move)
{
    const QTransform t = move.transform();
    if (std::abs(move.sx) != 1 || std::abs(move.sy) != 1)
        object = withSides(object);
    if (isBoardLine(object.kind)) {
        const auto [first, second] = boardLineEnds(object);
        setBoardLineEnds(object, t.map(first), t.map(second));
        return object;
    }
    const QPointF middle = t.map(object.frame().center());
    if (move.sx != 1 || move.sy != 1) {
        // A turned box stays a box: each of its own axes is stretched by what becomes of it.
        const double angle = (object.rotation - move.axis) * std::numbers::pi / 180;
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        if (object.kind == BoardKind::Text && move.sx != 1 && move.sy != 1) {
            // The font goes with a text that is scaled as a whole, not with one that is only made wider: as much as the
            // text has room for, so that its lines stay what they are.
            const double before = object.fontSize;
            object.fontSize =
                std::clamp(before * std::min(std::abs(move.sx), std::abs(move.sy)), minBoardFont, maxBoardFont);
            object.w *= object.fontSize / before;
            object.h *= object.fontSize / before;
        } else {
            object.w *= std::hypot(move.sx * c, move.sy * s);
            object.h *= std::hypot(move.sx * s, move.sy * c);
        }
        if (move.sx * move.sy < 0) {
            // Mirrored across x after a turn is a turn the other way after mirroring.
            object.rotation = 2 * move.axis - object.rotation;
            if (object.kind == BoardKind::Stroke)
                object.w = -object.w;
        }
        // Mirrored both ways is turned by half; what stands the same either way, and has text in it, stays upright.
        if (move.sy < 0 && object.kind == BoardKind::Stroke)
            object.rotation += 180;
        if (object.kind == BoardKind::Stroke) {
            object.w = std::clamp(object.w, -maxBoardScale, maxBoardScale);
            object.h = std::clamp(object.h, -maxBoardScale, maxBoardScale);
        }
    }
    object.rotation = normalized(object.rotation + move.turn);
    const QPointF off = middle - object.frame().center();
    object.x += off.x();
    object.y += off.y();
    return object;
}

QList<ObjectId> rootsOf(const BoardDoc &doc, const QList<ObjectId> &selection)
{
    const QSet<ObjectId> selected(selection.begin(), selection.end());
    QList<BoardObject> outermost;
    for (const ObjectId &id : selected) {
        const auto object = doc.object(id);
        auto holder = object;
        for (int depth = 0; holder && holder->parent && depth <= maxBoardNesting; ++depth)
            holder = selected.contains(*holder->parent) ? std::nullopt : doc.object(*holder->parent);
        if (object && holder)
            outermost.append(*object);
    }
    sortAsPainted(outermost);
    QList<ObjectId> roots;
    for (const BoardObject &object : std::as_const(outermost))
        roots.append(object.id);
    return roots;
}

QList<BoardObject> treeOf(const BoardDoc &doc, const QList<ObjectId> &selection)
{
    QSet<ObjectId> seen;
    QList<BoardObject> tree;
    for (const ObjectId &id : rootsOf(doc, selection))
        collectTree(doc, id, Into::Frames, seen, tree);
    return tree;
}

QList<BoardObject> leavesOf(const BoardDoc &doc, const QList<ObjectId> &selection)
{
    QSet<ObjectId> seen;
    QList<BoardObject> leaves;
    for (const ObjectId &id : selection)
        collectTree(doc, id, Into::Frames, seen, leaves);
    leaves.removeIf(isGroup);
    sortAsPainted(leaves);
    return leaves;
}

QList<BoardObject> bodiesOf(const BoardDoc &doc, const QList<ObjectId> &selection)
{
    QSet<ObjectId> seen;
    QList<BoardObject> bodies;
    for (const ObjectId &id : selection)
        collectTree(doc, id, Into::Groups, seen, bodies);
    bodies.removeIf(isGroup);
    sortAsPainted(bodies);
    return bodies;
}

QRectF boundsOf(const QList<BoardObject> &leaves)
{
    // Unlike QRectF's union, what is as thin as a horizontal line counts.
    QPointF low(HUGE_VAL, HUGE_VAL);
    QPointF high(-HUGE_VAL, -HUGE_VAL);
    for (const BoardObject &object : leaves) {
        const QRectF box = object.frame();
        for (const QPointF &corner : {box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()}) {
            const QPointF at = boardTurned(corner, object.rotation, box.center());
            low = {std::min(low.x(), at.x()), std::min(low.y(), at.y())};
            high = {std::max(high.x(), at.x()), std::max(high.y(), at.y())};
        }
    }
    return leaves.isEmpty() ? QRectF() : QRectF(low, high);
}

bool isLocked(const BoardDoc &doc, ObjectId id)
{
    return lockOf(doc, id).has_value();
}

std::optional<ObjectId> lockOf(const BoardDoc &doc, ObjectId id)
{
    auto object = doc.object(id);
    for (int depth = 0; object && depth <= maxBoardNesting; ++depth) {
        if (object->locked)
            return object->id;
        object = object->parent ? doc.object(*object->parent) : std::nullopt;
    }
    return {};
}

QList<ObjectId> unlocked(const BoardDoc &doc, const QList<ObjectId> &selection)
{
    QList<ObjectId> free;
    for (const ObjectId &id : selection)
        if (doc.object(id) && !isLocked(doc, id))
            free.append(id);
    return free;
}

std::optional<BoardOp> difference(const BoardObject &from, const BoardObject &to)
{
    BoardOp op = BoardOp::set(to.id);
    const BoardOp empty = op;
    if (!isClose(from.x, to.x) || !isClose(from.y, to.y)) {
        op.x = to.x;
        op.y = to.y;
    }
    if (std::abs(from.w - to.w) > 1e-5 || std::abs(from.h - to.h) > 1e-5) {
        op.w = to.w;
        op.h = to.h;
    }
    const auto put = [](auto &member, const auto &before, const auto &after) {
        if (before != after)
            member = after;
    };
    put(op.rotation, from.rotation, to.rotation);
    put(op.color, from.color, to.color);
    put(op.fill, from.fill, to.fill);
    put(op.width, from.width, to.width);
    put(op.opacity, from.opacity, to.opacity);
    put(op.dash, from.dash, to.dash);
    put(op.fontSize, from.fontSize, to.fontSize);
    put(op.align, from.align, to.align);
    put(op.locked, from.locked, to.locked);
    QList<BoardUnset> unset;
    const auto putOrUnset = [&unset](auto &member, const auto &before, const auto &after, BoardUnset what) {
        if (before == after)
            return;
        if (after)
            member = after;
        else
            unset.append(what);
    };
    putOrUnset(op.parent, from.parent, to.parent, BoardUnset::Parent);
    putOrUnset(op.start, from.start, to.start, BoardUnset::Start);
    putOrUnset(op.end, from.end, to.end, BoardUnset::End);
    if (!unset.isEmpty())
        op.unset = unset;
    return op == empty ? std::nullopt : std::optional(op);
}

BoardOp creationOf(const BoardObject &object, ObjectId as)
{
    BoardOp op = coterie::creationOf(object);
    op.object = as;
    op.locked.reset();
    return op;
}

QList<BoardObject> followingLines(const BoardDoc &doc, const QHash<ObjectId, BoardObject> &changed,
                                  const FindLines &linesAt)
{
    QHash<ObjectId, BoardObject> lines;
    for (const BoardObject &target : changed)
        for (const ObjectId &id : linesAt(target.id)) {
            if (changed.contains(id))
                continue;
            if (!lines.contains(id)) {
                const auto line = doc.object(id);
                if (!line)
                    continue;
                lines.insert(id, routedBoardLine(*line, doc));
            }
            BoardObject &line = lines[id];
            auto [first, second] = boardLineEnds(line);
            if (line.start && line.start->object == target.id)
                first = boardAnchorPoint(target, *line.start);
            if (line.end && line.end->object == target.id)
                second = boardAnchorPoint(target, *line.end);
            setBoardLineEnds(line, first, second);
        }
    return lines.values();
}

void keepEndsBound(const BoardDoc &doc, QHash<ObjectId, BoardObject> &changed)
{
    const auto goesWith = [&](const std::optional<BoardAnchor> &anchor) {
        return anchor && changed.contains(anchor->object);
    };
    for (BoardObject &line : changed) {
        if (!isBoardLine(line.kind) || (!goesWith(line.start) && !goesWith(line.end)))
            continue;
        auto [first, second] = boardLineEnds(line);
        for (const auto &[anchor, end] : {std::pair(line.start, &first), std::pair(line.end, &second)}) {
            const auto target = goesWith(anchor) ? std::optional(changed.value(anchor->object))
                                : anchor         ? doc.object(anchor->object)
                                                 : std::nullopt;
            if (target)
                *end = boardAnchorPoint(*target, *anchor);
        }
        setBoardLineEnds(line, first, second);
    }
}

QList<BoardOp> changeOps(const BoardDoc &doc, const QHash<ObjectId, BoardObject> &changed, const FindLines &linesAt,
                         const QHash<ObjectId, BoardObject> &from)
{
    QHash<ObjectId, BoardObject> all = changed;
    keepEndsBound(doc, all);
    const auto keepBound = [&](std::optional<BoardAnchor> &anchor, const QPointF &end) {
        if (!anchor)
            return;
        const auto known = changed.constFind(anchor->object);
        const auto target = known != changed.cend() ? std::optional(*known) : doc.object(anchor->object);
        if (!target || QLineF(boardAnchorPoint(*target, *anchor), end).length() > 1)
            anchor.reset();
    };
    for (BoardObject &object : all)
        if (isBoardLine(object.kind)) {
            const auto [first, second] = boardLineEnds(object);
            keepBound(object.start, first);
            keepBound(object.end, second);
        }
    for (const BoardObject &line : followingLines(doc, changed, linesAt))
        if (!isLocked(doc, line.id)) // which is painted where it is bound, too, and keeps what it has
            all.insert(line.id, line);
    QList<BoardOp> ops;
    for (const BoardObject &object : std::as_const(all))
        if (const auto before = doc.object(object.id))
            if (const auto op = difference(from.value(object.id, *before), object))
                ops.append(*op);
    // A hash has no order; the same change always is the same transaction.
    std::sort(ops.begin(), ops.end(), [](const BoardOp &a, const BoardOp &b) { return *a.object < *b.object; });
    return ops;
}

QList<BoardOp> creationsOf(const QList<BoardObject> &tree)
{
    QList<BoardOp> ops;
    for (const BoardObject &object : tree) {
        ops.append(creationOf(object, object.id));
        ops += erasePartOps(object.id, object.erased);
    }
    return ops;
}

QRectF frameTitle(const BoardObject &frame)
{
    constexpr double lines = 1.5;
    const QRectF box = frame.frame();
    return {box.left(), box.top() - lines * frame.fontSize, box.width(), lines * frame.fontSize};
}

QRectF boundsOfCreations(const QList<BoardOp> &creations)
{
    QPointF low(HUGE_VAL, HUGE_VAL);
    QPointF high(-HUGE_VAL, -HUGE_VAL);
    for (const BoardOp &op : creations) {
        if (!op.x || !op.y)
            continue;
        QRectF box(*op.x, *op.y, op.w.value_or(0), op.h.value_or(0));
        if (op.points)
            if (const auto extent = StrokeExtent::of(*op.points)) {
                BoardObject stroke;
                stroke.extent = *extent;
                stroke.x = *op.x;
                stroke.y = *op.y;
                stroke.w = op.w.value_or(1);
                stroke.h = op.h.value_or(1);
                box = stroke.frame();
            }
        box = box.normalized();
        low = {std::min(low.x(), box.left()), std::min(low.y(), box.top())};
        high = {std::max(high.x(), box.right()), std::max(high.y(), box.bottom())};
    }
    return low.x() > high.x() ? QRectF() : QRectF(low, high);
}

void findHolders(QList<BoardOp> &creations, const FindHolder &holderOf, const QHash<ObjectId, BoardOp> &originals)
{
    QHash<ObjectId, QList<BoardOp>> trees; // by the outermost
    QHash<ObjectId, ObjectId> outermost;
    for (const BoardOp &op : std::as_const(creations)) {
        if (op.act != BoardAct::Create)
            continue;
        const ObjectId root = op.parent ? outermost.value(*op.parent, *op.object) : *op.object;
        outermost.insert(*op.object, root);
        trees[root].append(op);
    }
    for (BoardOp &op : creations)
        if (op.act == BoardAct::Create && !op.parent)
            op.parent = holderOf(originals.value(*op.object, op), boundsOfCreations(trees.value(*op.object)));
}

QList<BoardOp> renamedCreations(const QList<BoardOp> &creations, const QPointF &by, QList<ObjectId> *made,
                                const FindHolder &holderOf)
{
    QHash<ObjectId, ObjectId> ids;
    QHash<ObjectId, BoardOp> originals; // of the outermost, by new id
    for (const BoardOp &op : creations)
        ids.insert(*op.object, newId<ObjectId>());
    QList<BoardOp> ops;
    for (BoardOp op : creations) {
        op.object = ids.value(*op.object);
        if (op.x && op.y) {
            op.x = *op.x + by.x();
            op.y = *op.y + by.y();
        }
        const BoardOp before = op;
        if (op.parent) {
            const auto parent = ids.constFind(*op.parent);
            op.parent = parent == ids.cend() ? std::nullopt : std::optional(*parent);
        }
        if (op.act == BoardAct::Create && !op.parent) {
            originals.insert(*op.object, before);
            if (made)
                made->append(*op.object);
        }
        // An arrow between two copies binds to the copies; one to something else is free.
        for (std::optional<BoardAnchor> *anchor : {&op.start, &op.end})
            if (*anchor) {
                const auto target = ids.constFind((*anchor)->object);
                if (target == ids.cend())
                    anchor->reset();
                else
                    (*anchor)->object = *target;
            }
        ops.append(op);
    }
    if (holderOf)
        findHolders(ops, holderOf, originals);
    return ops;
}

} // namespace coterie::ui
