// SPDX-License-Identifier: MIT
#include "shared/board/boardop.h"

#include <QSet>

#include <cmath>

namespace coterie {
namespace {

// The first fault of one operation, so that the checks below read as a list.
class Check final
{
public:
    explicit Check(int index)
        : m_index(index)
    {
    }

    void require(bool ok, const char *code, const char *field, const char *reason)
    {
        if (ok || m_refusal)
            return;
        QString path = QStringLiteral("ops[%1]").arg(m_index);
        if (*field)
            path += u'.' + QLatin1String(field);
        m_refusal = BoardRefusal{QLatin1String(code), path, QLatin1String(reason)};
    }
    void presence(bool present, bool wanted, const char *field)
    {
        if (wanted)
            require(present, "missing", field, "This operation needs the field.");
        else
            require(!present, "board", field, "This operation has no such field.");
    }
    void range(const std::optional<double> &value, double min, double max, const char *field)
    {
        require(!value || (*value >= min && *value <= max), "out-of-range", field, "The number is outside its limits.");
    }
    [[nodiscard]] const std::optional<BoardRefusal> &refusal() const { return m_refusal; }

private:
    int m_index;
    std::optional<BoardRefusal> m_refusal;
};

bool isHistory(const BoardOp &op)
{
    return op.act == BoardAct::Undo || op.act == BoardAct::Redo;
}

void checkOp(const BoardOp &op, Check &check)
{
    const bool create = op.act == BoardAct::Create;
    const bool set = op.act == BoardAct::Set;
    check.presence(op.object.has_value(), create || set || op.act == BoardAct::Erase, "object");
    check.presence(op.target.has_value(), isHistory(op), "target");
    check.presence(op.base.has_value(), op.act == BoardAct::Clear, "base");
    check.presence(op.kind.has_value(), create, "kind");
    check.presence(op.points.has_value(), create, "points");
    if (!set) {
        check.presence(op.x.has_value(), create, "x");
        check.presence(op.y.has_value(), create, "y");
        check.presence(op.color.has_value(), create, "color");
        check.presence(op.width.has_value(), create, "width");
        check.presence(op.order.has_value(), false, "order");
        check.presence(op.deleted.has_value(), false, "deleted");
    } else {
        check.presence(op.x.has_value(), op.y.has_value(), "x");
        check.presence(op.y.has_value(), op.x.has_value(), "y");
        check.require(op.x || op.color || op.width || op.order || op.deleted, "missing", "",
                      "There is nothing to set.");
    }
    check.require(!op.object || !op.object->isNull(), "out-of-range", "object", "An identifier is not null.");
    check.require(!op.target || !op.target->isNull(), "out-of-range", "target", "An identifier is not null.");
    check.require(!op.base || (*op.base >= 0 && *op.base <= maxSeq), "out-of-range", "base", "No such position.");
    check.range(op.x, -maxBoardCoordinate, maxBoardCoordinate, "x");
    check.range(op.y, -maxBoardCoordinate, maxBoardCoordinate, "y");
    check.range(op.width, minBoardWidth, maxBoardWidth, "width");
    check.require(!op.points || StrokeExtent::of(*op.points), "board", "points",
                  "The points are not one well-formed stroke of 1 to 8192 points.");
}

} // namespace

BoardOp BoardOp::createStroke(ObjectId id, double x, double y, QByteArray packed, quint32 argb, double width)
{
    BoardOp op;
    op.act = BoardAct::Create;
    op.object = id;
    op.kind = BoardKind::Stroke;
    op.points = std::move(packed);
    op.x = x;
    op.y = y;
    op.color = argb;
    op.width = width;
    return op;
}

BoardOp BoardOp::set(ObjectId id)
{
    BoardOp op;
    op.act = BoardAct::Set;
    op.object = id;
    return op;
}

BoardOp BoardOp::erase(ObjectId id)
{
    BoardOp op;
    op.act = BoardAct::Erase;
    op.object = id;
    return op;
}

BoardOp BoardOp::clear(Seq base)
{
    BoardOp op;
    op.act = BoardAct::Clear;
    op.base = base;
    return op;
}

BoardOp BoardOp::undo(OpId target)
{
    BoardOp op;
    op.act = BoardAct::Undo;
    op.target = target;
    return op;
}

BoardOp BoardOp::redo(OpId target)
{
    BoardOp op;
    op.act = BoardAct::Redo;
    op.target = target;
    return op;
}

std::optional<BoardRefusal> checkBoardOps(const QList<BoardOp> &ops)
{
    if (ops.isEmpty() || ops.size() > maxBoardOps)
        return BoardRefusal{ops.isEmpty() ? QStringLiteral("too-few") : QStringLiteral("too-many"),
                            QStringLiteral("ops"), QStringLiteral("A transaction has 1 to 512 operations.")};
    QSet<ObjectId> created;
    bool cleared = false;
    for (int i = 0; i < int(ops.size()); ++i) {
        const BoardOp &op = ops.at(i);
        Check check(i);
        checkOp(op, check);
        check.require(isHistory(op) == isHistory(ops.first()), "board", "act",
                      "Undo and redo stand in a transaction of their own.");
        // Each one looks at every object there is: once is enough.
        check.require(op.act != BoardAct::Clear || !std::exchange(cleared, true), "too-many", "act",
                      "A transaction clears the board once.");
        if (op.act == BoardAct::Create && op.object) {
            check.require(!created.contains(*op.object), "id-reused", "object", "An object is created once.");
            created.insert(*op.object);
        }
        if (check.refusal())
            return check.refusal();
    }
    return {};
}

} // namespace coterie
