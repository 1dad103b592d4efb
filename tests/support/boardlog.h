// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardsnapshot.h"
#include "tests/support/boardkit.h"

// A board under a log that a test writes by hand, and the operations that tests use most.
namespace coterie::test {

inline const UserId ana{QUuid(u"018f0000-0000-7000-8000-00000000000a")};
inline const UserId ben{QUuid(u"018f0000-0000-7000-8000-00000000000b")};

struct BoardLog {
    BoardDoc doc;
    Seq head = 0;
    Dice dice{1};

    OpId apply(UserId author, QList<BoardOp> ops, const std::optional<OpId> &step = {})
    {
        const auto id = dice.id<OpId>();
        doc.apply({id, author, std::move(ops), step}, ++head);
        return id;
    }
    ObjectId draw(UserId author, double x = 0, double y = 0)
    {
        const auto id = dice.id<ObjectId>();
        apply(author, {dash(id, x, y)});
        return id;
    }
    ObjectId make(UserId author, BoardKind kind, double x = 0, double y = 0, double w = 100, double h = 50)
    {
        const auto id = dice.id<ObjectId>();
        BoardOp op = kind == BoardKind::Group ? BoardOp::createGroup(id) : BoardOp::create(id, kind, x, y, w, h);
        if (kind == BoardKind::Image)
            op.asset = QByteArray(boardAssetBytes, 'a');
        apply(author, {op});
        return id;
    }
    [[nodiscard]] bool sees(ObjectId id) const { return doc.object(id).has_value(); }
    [[nodiscard]] QList<ObjectId> order() const
    {
        QList<ObjectId> ids;
        for (const BoardObject &object : doc.objects())
            ids.append(object.id);
        return ids;
    }
};

// The same board by way of a snapshot; an empty one when it cannot be read.
inline BoardDoc throughSnapshot(const BoardDoc &doc)
{
    BoardSnapshotReader reader;
    for (const QByteArray &part : writeBoardSnapshot(doc))
        if (!reader.add(part))
            return {};
    return reader.isComplete() ? reader.take() : BoardDoc();
}

inline BoardOp recolor(ObjectId id, quint32 color)
{
    BoardOp op = BoardOp::set(id);
    op.color = color;
    return op;
}

inline BoardOp move(ObjectId id, double x, double y)
{
    BoardOp op = BoardOp::set(id);
    op.x = x;
    op.y = y;
    return op;
}

inline BoardOp toOrder(ObjectId id, BoardOrder order)
{
    BoardOp op = BoardOp::set(id);
    op.order = order;
    return op;
}

inline BoardOp lock(ObjectId id, bool locked = true)
{
    BoardOp op = BoardOp::set(id);
    op.locked = locked;
    return op;
}

} // namespace coterie::test
