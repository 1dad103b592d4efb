// SPDX-License-Identifier: MIT
#include "shared/board/boardop.h"

namespace coterie {
namespace {

BoardOp about(BoardAct act, ObjectId id)
{
    BoardOp op;
    op.act = act;
    op.object = id;
    return op;
}

BoardOp history(BoardAct act, OpId target)
{
    BoardOp op;
    op.act = act;
    op.target = target;
    return op;
}

} // namespace

BoardOp BoardOp::notUnderstood()
{
    BoardOp op;
    op.act = BoardAct::Unknown;
    return op;
}

BoardOp BoardOp::create(ObjectId id, BoardKind kind, double x, double y, double w, double h)
{
    BoardOp op = about(BoardAct::Create, id);
    op.kind = kind;
    op.x = x;
    op.y = y;
    op.w = w;
    op.h = h;
    return op;
}

BoardOp BoardOp::createStroke(ObjectId id, double x, double y, QByteArray packed, quint32 argb, double width)
{
    BoardOp op = about(BoardAct::Create, id);
    op.kind = BoardKind::Stroke;
    op.points = std::move(packed);
    op.x = x;
    op.y = y;
    op.color = argb;
    op.width = width;
    return op;
}

BoardOp BoardOp::createGroup(ObjectId id)
{
    BoardOp op = about(BoardAct::Create, id);
    op.kind = BoardKind::Group;
    return op;
}

BoardOp BoardOp::set(ObjectId id)
{
    return about(BoardAct::Set, id);
}

BoardOp BoardOp::setParent(ObjectId id, std::optional<ObjectId> parent)
{
    BoardOp op = set(id);
    op.parent = parent;
    if (!parent)
        op.unset = {BoardUnset::Parent};
    return op;
}

BoardOp BoardOp::place(ObjectId id, BoardOrder aboveOrBelow, ObjectId sibling)
{
    BoardOp op = set(id);
    op.order = aboveOrBelow;
    op.sibling = sibling;
    return op;
}

BoardOp BoardOp::erase(ObjectId id)
{
    return about(BoardAct::Erase, id);
}

BoardOp BoardOp::eraseTree(ObjectId id, Seq base)
{
    BoardOp op = erase(id);
    op.base = base;
    return op;
}

BoardOp BoardOp::clear(Seq base)
{
    BoardOp op;
    op.act = BoardAct::Clear;
    op.base = base;
    return op;
}

BoardOp BoardOp::editText(ObjectId id, Seq base, BoardDelta delta)
{
    BoardOp op = about(BoardAct::Text, id);
    op.base = base;
    op.delta = std::move(delta);
    return op;
}

BoardOp BoardOp::erasePart(ObjectId id, BoardIntervals intervals)
{
    BoardOp op = about(BoardAct::ErasePart, id);
    op.intervals = std::move(intervals);
    return op;
}

BoardOp BoardOp::restorePart(ObjectId id, BoardIntervals intervals)
{
    BoardOp op = erasePart(id, std::move(intervals));
    op.deleted = false;
    return op;
}

BoardOp BoardOp::undo(OpId target)
{
    return history(BoardAct::Undo, target);
}

BoardOp BoardOp::redo(OpId target)
{
    return history(BoardAct::Redo, target);
}

qsizetype BoardOp::bulk() const
{
    qsizetype bytes = (points ? points->size() : 0) + (text ? 2 * text->size() : 0);
    if (intervals)
        bytes += intervals->size() * qsizetype(sizeof(BoardInterval));
    if (delta)
        for (const BoardTextStep &step : *delta)
            bytes += 8 + (step.insert ? 2 * step.insert->size() : 0);
    return bytes;
}

qint64 boardWeight(const QList<BoardOp> &ops, qint64 each)
{
    qint64 bytes = ops.size() * each;
    for (const BoardOp &op : ops)
        bytes += op.bulk();
    return bytes;
}

} // namespace coterie
