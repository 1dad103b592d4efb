// SPDX-License-Identifier: MIT
#include "app/ui/board/edits/arrange.h"

#include <algorithm>

namespace coterie::ui {
namespace {

struct Unit {
    ObjectId id;
    QRectF box;
};

// What is put somewhere by itself. A line that is bound to some of it goes with that.
QList<Unit> unitsOf(const BoardDoc &doc, const QList<ObjectId> &ids)
{
    const QList<ObjectId> roots = rootsOf(doc, unlocked(doc, ids));
    QSet<ObjectId> among;
    for (const BoardObject &leaf : leavesOf(doc, roots))
        among.insert(leaf.id);
    const auto isBound = [&among](const std::optional<BoardAnchor> &anchor) {
        return anchor && among.contains(anchor->object);
    };
    QList<Unit> units;
    for (const ObjectId &id : roots) {
        const QList<BoardObject> leaves = leavesOf(doc, {id});
        const bool goesAlong = leaves.size() == 1 && (isBound(leaves.first().start) || isBound(leaves.first().end));
        if (!leaves.isEmpty() && !goesAlong)
            units.append({id, boundsOf(leaves)});
    }
    return units;
}

// The object, or what it is in, that has this parent.
std::optional<ObjectId> siblingWith(const BoardDoc &doc, ObjectId id, const std::optional<ObjectId> &parent)
{
    auto object = doc.object(id);
    for (int depth = 0; object && depth <= maxBoardNesting; ++depth) {
        if (object->parent == parent)
            return object->id;
        object = object->parent ? doc.object(*object->parent) : std::nullopt;
    }
    return {};
}

} // namespace

QHash<ObjectId, QPointF> alignment(const BoardDoc &doc, const QList<ObjectId> &ids, AlignTo to)
{
    const QList<Unit> units = unitsOf(doc, ids);
    QList<BoardObject> leaves;
    for (const Unit &unit : units)
        leaves += leavesOf(doc, {unit.id});
    const QRectF all = boundsOf(leaves);
    QHash<ObjectId, QPointF> by;
    for (const Unit &unit : units)
        switch (to) {
        case AlignTo::Left:
            by.insert(unit.id, {all.left() - unit.box.left(), 0});
            break;
        case AlignTo::Center:
            by.insert(unit.id, {all.center().x() - unit.box.center().x(), 0});
            break;
        case AlignTo::Right:
            by.insert(unit.id, {all.right() - unit.box.right(), 0});
            break;
        case AlignTo::Top:
            by.insert(unit.id, {0, all.top() - unit.box.top()});
            break;
        case AlignTo::Middle:
            by.insert(unit.id, {0, all.center().y() - unit.box.center().y()});
            break;
        case AlignTo::Bottom:
            by.insert(unit.id, {0, all.bottom() - unit.box.bottom()});
            break;
        }
    return by;
}

QHash<ObjectId, QPointF> distribution(const BoardDoc &doc, const QList<ObjectId> &ids, Qt::Orientation along)
{
    QList<Unit> units = unitsOf(doc, ids);
    if (units.size() < 3)
        return {};
    const bool x = along == Qt::Horizontal;
    const auto low = [x](const QRectF &box) { return x ? box.left() : box.top(); };
    const auto high = [x](const QRectF &box) { return x ? box.right() : box.bottom(); };
    const auto middle = [x](const QRectF &box) { return x ? box.center().x() : box.center().y(); };
    std::sort(units.begin(), units.end(), [&](const Unit &a, const Unit &b) {
        return middle(a.box) != middle(b.box) ? middle(a.box) < middle(b.box) : a.id < b.id;
    });
    double filled = 0;
    for (const Unit &unit : std::as_const(units))
        filled += high(unit.box) - low(unit.box);
    // The outermost two stay; equal gaps between all, which may overlap.
    const double gap = (high(units.last().box) - low(units.first().box) - filled) / double(units.size() - 1);
    QHash<ObjectId, QPointF> by;
    double at = low(units.first().box);
    for (const Unit &unit : std::as_const(units)) {
        const double off = at - low(unit.box);
        by.insert(unit.id, x ? QPointF(off, 0) : QPointF(0, off));
        at += high(unit.box) - low(unit.box) + gap;
    }
    return by;
}

QHash<ObjectId, BoardObject> movedEach(const BoardDoc &doc, const QHash<ObjectId, QPointF> &by)
{
    QHash<ObjectId, BoardObject> moved;
    for (auto it = by.cbegin(); it != by.cend(); ++it) {
        BoardMove move;
        move.by = it.value();
        for (const BoardObject &leaf : leavesOf(doc, {it.key()}))
            if (!leaf.locked)
                moved.insert(leaf.id, movedBoardObject(leaf, move));
    }
    return moved;
}

QHash<ObjectId, BoardObject> flipped(const BoardDoc &doc, const QList<ObjectId> &ids, Qt::Orientation along,
                                     const std::function<bool(const ObjectId &)> &mayChange)
{
    BoardMove move;
    move.about = boundsOf(bodiesOf(doc, ids)).center();
    (along == Qt::Horizontal ? move.sx : move.sy) = -1;
    QHash<ObjectId, BoardObject> changed;
    for (const BoardObject &leaf : leavesOf(doc, ids))
        if (!isLocked(doc, leaf.id) && mayChange(leaf.id))
            changed.insert(leaf.id, movedBoardObject(leaf, move));
    // What a line was bound to on the left it is bound to on the right, and the like.
    const auto mirror = [&](std::optional<BoardAnchor> &anchor) {
        if (anchor && changed.contains(anchor->object))
            along == Qt::Horizontal ? void(anchor->x = 1 - anchor->x) : void(anchor->y = 1 - anchor->y);
    };
    for (BoardObject &object : changed) {
        mirror(object.start);
        mirror(object.end);
    }
    return changed;
}

QList<BoardOp> restackOps(const BoardDoc &doc, const QList<ObjectId> &ids, Restack how, const FindObjects &objectsIn)
{
    QList<ObjectId> units = rootsOf(doc, unlocked(doc, ids));
    const bool up = how == Restack::Forward || how == Restack::Front;
    const bool oneStep = how == Restack::Forward || how == Restack::Backward;
    // The one that moves furthest in the direction goes first when one steps, last when all go to the end.
    if (up == oneStep)
        std::reverse(units.begin(), units.end());
    const QSet<ObjectId> moving(units.begin(), units.end());
    // Beside what is to be put: what of that level it lies in, unless that moves as well. Each is a neighbour of many.
    QHash<ObjectId, std::optional<BoardObject>> siblings;
    std::optional<std::optional<ObjectId>> level;
    const auto siblingOf = [&](const ObjectId &other, const std::optional<ObjectId> &parent) {
        if (!level || *level != parent) {
            siblings.clear();
            level = parent;
        }
        auto at = siblings.constFind(other);
        if (at == siblings.constEnd()) {
            const auto sibling = siblingWith(doc, other, parent);
            at = siblings.insert(other, sibling && !moving.contains(*sibling) ? doc.object(*sibling) : std::nullopt);
        }
        return *at;
    };
    QList<BoardOp> ops;
    for (const ObjectId &id : std::as_const(units)) {
        if (!oneStep) {
            BoardOp op = BoardOp::set(id);
            op.order = up ? BoardOrder::Front : BoardOrder::Back;
            ops.append(op);
            continue;
        }
        const BoardObject object = *doc.object(id);
        std::optional<ObjectId> best;
        BoardOrderKey bestOrder;
        for (const ObjectId &other : objectsIn(doc.box(id))) {
            if (moving.contains(other)) // most of them, of much that is selected
                continue;
            const std::optional<BoardObject> there = siblingOf(other, object.parent);
            if (!there || (up ? there->order <= object.order : there->order >= object.order))
                continue;
            if (!best || (up ? there->order < bestOrder : there->order > bestOrder)) {
                best = there->id;
                bestOrder = there->order;
            }
        }
        if (best)
            ops.append(BoardOp::place(id, up ? BoardOrder::Above : BoardOrder::Below, *best));
    }
    return ops;
}

QList<ObjectId> takenIn(const BoardDoc &doc, const QRectF &frame, const QList<ObjectId> &near)
{
    QList<ObjectId> taken;
    QSet<ObjectId> seen;
    for (const ObjectId &id : near) {
        const auto top = siblingWith(doc, id, std::nullopt);
        if (!top || seen.contains(*top))
            continue;
        seen.insert(*top);
        const auto object = doc.object(*top);
        if (object->kind != BoardKind::Frame && !object->locked && frame.contains(doc.box(*top)))
            taken.append(*top);
    }
    return taken;
}

QList<BoardOp> groupOps(const BoardDoc &doc, const QList<ObjectId> &ids, const ObjectId &group)
{
    const QList<ObjectId> units = rootsOf(doc, unlocked(doc, ids));
    if (units.size() < 2)
        return {};
    const std::optional<ObjectId> parent = doc.object(units.last())->parent;
    BoardOp made = BoardOp::createGroup(group);
    made.parent = parent;
    // It lies where its topmost member lay.
    QList<BoardOp> ops{made, BoardOp::place(group, BoardOrder::Above, units.last())};
    for (const ObjectId &id : units)
        ops.append(BoardOp::setParent(id, group));
    return ops;
}

QList<BoardOp> ungroupOps(const BoardDoc &doc, const QList<ObjectId> &ids, QList<ObjectId> *members,
                          const std::function<bool(const ObjectId &)> &mayChange)
{
    QList<BoardOp> ops;
    for (const ObjectId &id : rootsOf(doc, unlocked(doc, ids))) {
        const auto group = doc.object(id);
        if (group->kind != BoardKind::Group) {
            members->append(id);
            continue;
        }
        ObjectId below = id;
        for (const ObjectId &child : doc.children(id)) {
            members->append(child);
            if (!mayChange(child))
                continue;
            ops.append(BoardOp::setParent(child, group->parent));
            ops.append(BoardOp::place(child, BoardOrder::Above, below));
            below = child;
        }
        ops.append(BoardOp::erase(id));
    }
    return ops;
}

QList<BoardOp> lockOps(const BoardDoc &doc, const QList<ObjectId> &ids, bool locked)
{
    QList<BoardOp> ops;
    for (const BoardObject &object : treeOf(doc, ids))
        if (object.locked != locked) {
            BoardOp op = BoardOp::set(object.id);
            op.locked = locked;
            ops.append(op);
        }
    return ops;
}

QList<BoardOp> eraseOps(const BoardDoc &doc, const QList<ObjectId> &ids, Seq base)
{
    QList<BoardOp> ops;
    for (const ObjectId &id : rootsOf(doc, unlocked(doc, ids)))
        ops.append(isBoardContainer(doc.object(id)->kind) ? BoardOp::eraseTree(id, base) : BoardOp::erase(id));
    return ops;
}

} // namespace coterie::ui
