// SPDX-License-Identifier: MIT
#include "app/session/boardcopy.h"

#include "shared/board/boardends.h"
#include "shared/board/boardpartops.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coterie {

namespace {

void addCopy(QList<BoardOp> &copies, const BoardObject &object)
{
    copies.append(creationOf(object));
    copies += erasePartOps(object.id, object.erased);
}

void collect(const BoardDoc &doc, const ObjectId &id, QSet<ObjectId> &seen, QList<BoardOp> &copies)
{
    const auto object = doc.object(id);
    if (!object || seen.contains(id))
        return;
    seen.insert(id);
    addCopy(copies, routedBoardLine(*object, doc));
    for (const ObjectId &child : doc.children(id))
        collect(doc, child, seen, copies);
}

} // namespace

BoardOp creationOf(const BoardObject &object)
{
    const BoardObject usual;
    BoardOp op;
    op.act = BoardAct::Create;
    op.object = object.id;
    op.kind = object.kind;
    op.parent = object.parent;
    if (object.locked)
        op.locked = true;
    if (object.kind == BoardKind::Group)
        return op;
    const bool stroke = object.kind == BoardKind::Stroke;
    op.x = object.x;
    op.y = object.y;
    if (!stroke || object.w != usual.w || object.h != usual.h) {
        op.w = object.w;
        op.h = object.h;
    }
    if (stroke)
        op.points = object.points;
    if (object.kind == BoardKind::Image)
        op.asset = object.asset;
    // What is as usual is not said: not every kind may say everything.
    if (stroke || object.color != usual.color)
        op.color = object.color;
    if (stroke || object.width != usual.width)
        op.width = object.width;
    if (object.rotation != usual.rotation)
        op.rotation = object.rotation;
    if (object.fill != usual.fill)
        op.fill = object.fill;
    if (object.opacity != usual.opacity)
        op.opacity = object.opacity;
    if (object.dash != usual.dash)
        op.dash = object.dash;
    if (object.fontSize != usual.fontSize)
        op.fontSize = object.fontSize;
    if (object.align != usual.align)
        op.align = object.align;
    if (!object.text.isEmpty())
        op.text = object.text;
    op.start = object.start;
    op.end = object.end;
    return op;
}

QList<BoardOp> copiesOf(const BoardDoc &doc, const QList<BoardOp> &ops, const UserId &author)
{
    QList<BoardOp> copies;
    QSet<ObjectId> seen;
    const QList<BoardOp> creations = creationsIn(ops);
    for (const BoardOp &op : ops) {
        if (!op.object || op.act == BoardAct::Erase || seen.contains(*op.object))
            continue;
        if (op.act == BoardAct::Create && doc.authorOf(*op.object) != author) {
            seen.insert(*op.object);
            std::copy_if(creations.cbegin(), creations.cend(), std::back_inserter(copies),
                         [&](const BoardOp &one) { return one.object == op.object; });
        } else {
            collect(doc, *op.object, seen, copies);
        }
    }
    return copies;
}

QList<BoardOp> copiesOf(const BoardDoc &doc)
{
    QList<BoardOp> copies;
    for (const BoardObject &object : routedBoardObjects(doc))
        addCopy(copies, object);
    return copies;
}

QList<BoardOp> creationsIn(const QList<BoardOp> &ops)
{
    QList<BoardOp> creations;
    QSet<ObjectId> made;
    for (const BoardOp &op : ops) {
        if (op.act == BoardAct::Create && op.object)
            made.insert(*op.object);
        if (op.act == BoardAct::Create || (op.act == BoardAct::ErasePart && op.object && made.contains(*op.object)))
            creations.append(op);
    }
    return creations;
}

int seenObjectsOf(const QList<BoardOp> &ops)
{
    return int(std::count_if(ops.cbegin(), ops.cend(), [](const BoardOp &op) {
        return op.act == BoardAct::Create && op.kind != BoardKind::Group;
    }));
}

QList<BoardOp> takeable(const QList<BoardOp> &creations)
{
    QSet<ObjectId> impossible;
    for (const BoardOp &op : creations)
        if (op.object && checkBoardOps({op}))
            impossible.insert(*op.object);
    QList<BoardOp> all = creations;
    all.removeIf([&](const BoardOp &op) { return !op.object || impossible.contains(*op.object); });
    return all;
}

QList<BoardOp> renamedIn(QList<BoardOp> ops, const QHash<ObjectId, ObjectId> &renamed)
{
    for (BoardOp &op : ops) {
        for (std::optional<ObjectId> *id : {&op.object, &op.parent, &op.sibling})
            if (*id)
                *id = renamed.value(**id, **id);
        for (std::optional<BoardAnchor> *anchor : {&op.start, &op.end})
            if (*anchor)
                (*anchor)->object = renamed.value((*anchor)->object, (*anchor)->object);
    }
    return ops;
}

QList<BoardOp> detached(const QList<BoardOp> &creations)
{
    QHash<ObjectId, ObjectId> renamed;
    for (const BoardOp &op : creations)
        renamed.insert(op.object.value_or(ObjectId{}), newId<ObjectId>());
    const auto other = [&](std::optional<BoardAnchor> &anchor) {
        if (anchor && renamed.contains(anchor->object))
            anchor->object = renamed.value(anchor->object);
        else
            anchor.reset();
    };
    QList<BoardOp> out;
    QList<ObjectId> locked; // behind what was rubbed out of it, which would not count any more
    for (BoardOp op : creations) {
        op.object = renamed.value(op.object.value_or(ObjectId{}));
        if (op.parent)
            op.parent = renamed.contains(*op.parent) ? std::optional(renamed.value(*op.parent)) : std::nullopt;
        other(op.start);
        other(op.end);
        if (op.act == BoardAct::Create && std::exchange(op.locked, {}).value_or(false))
            locked.append(*op.object);
        out.append(op);
    }
    return parentsFirst(out, locked);
}

QList<BoardOp> parentsFirst(const QList<BoardOp> &ops)
{
    QHash<ObjectId, qsizetype> places;
    for (qsizetype at = 0; at < ops.size(); ++at)
        if (ops.at(at).act == BoardAct::Create && ops.at(at).object)
            places.insert(*ops.at(at).object, at);
    // Where the parent of what is created there is created; −1: not here, or there is none.
    const auto parentOf = [&](qsizetype at) {
        const BoardOp &op = ops.at(at);
        return op.act == BoardAct::Create && op.parent ? places.value(*op.parent, -1) : -1;
    };
    enum class State { Waiting, Asked, Written };
    QList<State> states(ops.size(), State::Waiting);
    QList<BoardOp> out;
    out.reserve(ops.size());
    for (qsizetype first = 0; first < ops.size(); ++first) {
        // Up to the outermost parent that is not written yet, then down again.
        QList<qsizetype> way;
        for (qsizetype at = first; at >= 0 && states.at(at) == State::Waiting; at = parentOf(at)) {
            states[at] = State::Asked;
            way.append(at);
        }
        while (!way.isEmpty()) {
            const qsizetype at = way.takeLast();
            out.append(ops.at(at));
            if (const qsizetype parent = parentOf(at); parent >= 0 && states.at(parent) != State::Written)
                out.last().parent.reset();
            states[at] = State::Written;
        }
    }
    return out;
}

QList<BoardOp> parentsFirst(const QList<BoardOp> &ops, const QList<ObjectId> &locked)
{
    const QList<BoardOp> all = parentsFirst(ops);
    QHash<ObjectId, qsizetype> last; // operation on each
    QSet<ObjectId> parents;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all.at(i).object)
            last.insert(*all.at(i).object, i);
        if (all.at(i).parent && !all.at(i).parent->isNull())
            parents.insert(*all.at(i).parent);
    }
    QSet<ObjectId> left(locked.cbegin(), locked.cend());
    QList<BoardOp> out;
    const auto lock = [&](const ObjectId &id) {
        out.append(BoardOp::set(id));
        out.last().locked = true;
    };
    for (qsizetype i = 0; i < all.size(); ++i) {
        out.append(all.at(i));
        const auto id = all.at(i).object;
        if (id && left.contains(*id) && !parents.contains(*id) && last.value(*id) == i) {
            lock(*id); // as one with its creation (A320)
            left.remove(*id);
        }
    }
    for (const ObjectId &id : locked) // nothing comes into what is locked
        if (left.contains(id))
            lock(id);
    return out;
}

} // namespace coterie
