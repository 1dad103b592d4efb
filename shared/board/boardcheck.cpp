// SPDX-License-Identifier: MIT
#include "shared/board/boardop.h"

#include <QSet>

#include <cmath>

// Everything that can be said against operations without knowing the board.
namespace coterie {
namespace {

// The first fault of one operation, so that the checks below read as a list.
class Check final
{
public:
    Check(int index, const BoardOp &op)
        : m_index(index)
        , m_op(op)
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
    void needed(bool present, const char *field, bool wanted = true)
    {
        require(present || !wanted, "missing", field, "This operation needs the field.");
    }
    void absent(bool present, const char *field)
    {
        require(!present, "board", field, "This operation has no such field.");
    }
    void presence(bool present, bool wanted, const char *field)
    {
        wanted ? needed(present, field) : absent(present, field);
    }
    void range(const std::optional<double> &value, double min, double max, const char *field)
    {
        require(!value || (*value >= min && *value <= max), "out-of-range", field, "The number is outside its limits.");
    }
    void anchor(const std::optional<BoardAnchor> &value, const char *field)
    {
        if (!value)
            return;
        require(!value->object.isNull(), "out-of-range", field, "An identifier is not null.");
        require(!m_op.object || value->object != *m_op.object, "board", field, "A line is not bound to itself.");
        range(value->x, 0, 1, field);
        range(value->y, 0, 1, field);
    }
    void identifier(bool ok, const char *field) { require(ok, "out-of-range", field, "An identifier is not null."); }
    [[nodiscard]] const std::optional<BoardRefusal> &refusal() const { return m_refusal; }

private:
    int m_index;
    const BoardOp &m_op;
    std::optional<BoardRefusal> m_refusal;
};

bool isHistory(const BoardOp &op)
{
    return op.act == BoardAct::Undo || op.act == BoardAct::Redo;
}

// The properties that `create` and `set` have in common.
bool hasLook(const BoardOp &op)
{
    return op.color || op.width || op.x || op.y || op.w || op.h || op.rotation || op.fill || op.opacity || op.dash ||
           op.fontSize || op.align || op.parent || op.locked || op.start || op.end;
}

void checkCreate(const BoardOp &op, Check &check)
{
    check.needed(op.kind.has_value(), "kind");
    if (!op.kind)
        return;
    const BoardKind kind = *op.kind;
    if (!isKnownBoardKind(kind))
        return; // what a newer kind needs is not known here (B23)
    const bool group = kind == BoardKind::Group;
    const bool stroke = kind == BoardKind::Stroke;
    const bool line = isBoardLine(kind);
    check.presence(op.points.has_value(), stroke, "points");
    check.presence(op.asset.has_value(), kind == BoardKind::Image, "asset");
    check.require(!op.asset || op.asset->size() == boardAssetBytes, "board", "asset", "An asset is named by 32 bytes.");
    check.presence(op.x.has_value(), !group, "x");
    check.presence(op.y.has_value(), !group, "y");
    check.needed(op.color.has_value(), "color", stroke);
    check.needed(op.width.has_value(), "width", stroke);
    if (stroke) {
        check.needed(op.h.has_value(), "h", op.w.has_value());
        check.needed(op.w.has_value(), "w", op.h.has_value());
    } else {
        check.presence(op.w.has_value(), !group, "w");
        check.presence(op.h.has_value(), !group, "h");
    }
    if (!stroke && !line) {
        check.range(op.w, 0, maxBoardCoordinate, "w");
        check.range(op.h, 0, maxBoardCoordinate, "h");
    }
    if (!line) {
        check.absent(op.start.has_value(), "start");
        check.absent(op.end.has_value(), "end");
    }
    check.require(!op.parent || *op.parent != *op.object, "board", "parent", "Nothing is in itself.");
    check.require(!op.text || hasBoardText(kind), "board", "text", "There is no writing in an object of this kind.");
    check.require(!op.text || op.text->size() <= maxBoardText, "too-long", "text", "A text has at most 20,000 units.");
    check.require(!op.text || isBoardText(*op.text), "invalid-text", "text", "The text is not valid Unicode, or holds control characters.");
}

void checkText(const BoardOp &op, Check &check)
{
    check.needed(op.base.has_value(), "base");
    check.needed(op.delta.has_value(), "delta");
    if (!op.delta)
        return;
    check.require(!op.delta->isEmpty(), "too-few", "delta", "There is nothing to change.");
    check.require(op.delta->size() <= maxBoardTextSteps, "too-many", "delta", "At most 256 steps.");
    qsizetype inserted = 0;
    for (const BoardTextStep &step : *op.delta) {
        check.require(step.retain.has_value() + step.insert.has_value() + step.remove.has_value() == 1, "board",
                      "delta", "A step has exactly one of its fields.");
        const int count = step.retain.value_or(step.remove.value_or(1));
        check.require(count >= 1 && count <= maxBoardTextUnits, "out-of-range", "delta", "No such number of units.");
        if (!step.insert)
            continue;
        inserted += step.insert->size();
        check.require(!step.insert->isEmpty(), "too-short", "delta", "Nothing is put in.");
        check.require(isBoardText(*step.insert), "invalid-text", "delta", "The text is not valid Unicode, or holds control characters.");
    }
    check.require(inserted <= maxBoardText, "too-long", "delta", "A text has at most 20,000 units.");
}

void checkPart(const BoardOp &op, Check &check)
{
    check.needed(op.intervals.has_value(), "intervals");
    if (!op.intervals)
        return;
    check.require(!op.intervals->isEmpty(), "too-few", "intervals", "There is nothing to erase.");
    check.require(!op.deleted || !*op.deleted, "board", "deleted", "Here it can only bring pieces back.");
    check.require(op.intervals->size() <= maxBoardParts, "too-many", "intervals", "At most 64 pieces.");
    for (const BoardInterval &part : *op.intervals)
        check.require(part.from >= 0 && part.from < part.to && part.to <= maxStrokePoints * boardPartUnit,
                      "out-of-range", "intervals", "A piece begins before it ends.");
}

void checkSet(const BoardOp &op, Check &check)
{
    check.needed(op.x.has_value(), "x", op.y.has_value());
    check.needed(op.y.has_value(), "y", op.x.has_value());
    check.needed(op.w.has_value(), "w", op.h.has_value());
    check.needed(op.h.has_value(), "h", op.w.has_value());
    check.require(hasLook(op) || op.order || op.deleted || op.unset, "missing", "", "There is nothing to set.");
    const bool relative = op.order && (*op.order == BoardOrder::Above || *op.order == BoardOrder::Below);
    check.presence(op.sibling.has_value(), relative, "sibling");
    check.require(!op.sibling || *op.sibling != *op.object, "board", "sibling", "Nothing is placed beside itself.");
    check.require(!op.parent || *op.parent != *op.object, "board", "parent", "Nothing is in itself.");
    if (!op.unset)
        return;
    check.require(!op.unset->isEmpty() && op.unset->size() <= 3, "out-of-range", "unset", "One to three names.");
    const auto clash = [&](BoardUnset what, bool set) { return set && op.unset->contains(what); };
    check.require(!clash(BoardUnset::Parent, op.parent.has_value()) &&
                      !clash(BoardUnset::Start, op.start.has_value()) && !clash(BoardUnset::End, op.end.has_value()),
                  "board", "unset", "The same is set and unset.");
}

void checkValues(const BoardOp &op, Check &check)
{
    check.identifier(!op.object || !op.object->isNull(), "object");
    check.identifier(!op.target || !op.target->isNull(), "target");
    check.identifier(!op.sibling || !op.sibling->isNull(), "sibling");
    check.identifier(!op.parent || !op.parent->isNull(), "parent");
    check.require(!op.base || (*op.base >= 0 && *op.base <= maxSeq), "out-of-range", "base", "No such position.");
    for (const auto &[value, field] : {std::pair{op.x, "x"}, {op.y, "y"}, {op.w, "w"}, {op.h, "h"}})
        check.range(value, -maxBoardCoordinate, maxBoardCoordinate, field);
    check.range(op.width, minBoardWidth, maxBoardWidth, "width");
    check.range(op.rotation, -36000, 36000, "rotation");
    check.range(op.opacity, 0, 1, "opacity");
    check.range(op.fontSize, minBoardFont, maxBoardFont, "fontSize");
    check.anchor(op.start, "start");
    check.anchor(op.end, "end");
    const bool foreign = op.kind && !isKnownBoardKind(*op.kind); // its points are not looked at
    check.require(!op.points || foreign || StrokeExtent::of(*op.points), "board", "points",
                  "The points are not one well-formed stroke of 1 to 8192 points in 32 KiB.");
}

void checkOp(const BoardOp &op, Check &check)
{
    if (op.act == BoardAct::Unknown)
        return;
    const bool create = op.act == BoardAct::Create;
    const bool set = op.act == BoardAct::Set;
    const bool history = isHistory(op);
    check.presence(op.object.has_value(), !history && op.act != BoardAct::Clear, "object");
    check.presence(op.target.has_value(), history, "target");
    checkValues(op, check);
    if (check.refusal())
        return;
    if (!create) {
        check.absent(op.kind.has_value(), "kind");
        check.absent(op.points.has_value(), "points");
        check.absent(op.asset.has_value(), "asset");
        check.absent(op.text.has_value(), "text");
    }
    const bool text = op.act == BoardAct::Text;
    const bool part = op.act == BoardAct::ErasePart;
    if (!text)
        check.absent(op.delta.has_value(), "delta");
    if (!part)
        check.absent(op.intervals.has_value(), "intervals");
    check.require(!op.client || text || history, "board", "client", "This operation has no such field.");
    check.require(!op.client || (*op.client >= 1 && *op.client <= 0xffffffff), "out-of-range", "client",
                  "No such number.");
    if (!set) {
        check.absent(op.order.has_value(), "order");
        check.absent(op.sibling.has_value(), "sibling");
        if (!part)
            check.absent(op.deleted.has_value(), "deleted");
        check.absent(op.unset.has_value(), "unset");
    }
    check.require(create || set || !hasLook(op), "board", "", "This operation sets no property.");
    const bool based = text || op.act == BoardAct::Clear || op.act == BoardAct::Erase;
    check.require(!op.base || based, "board", "base", "This operation has no such field.");
    check.needed(op.base.has_value(), "base", op.act == BoardAct::Clear);
    if (create)
        checkCreate(op, check);
    else if (set)
        checkSet(op, check);
    else if (text)
        checkText(op, check);
    else if (part)
        checkPart(op, check);
}

} // namespace

std::optional<BoardRefusal> checkBoardOps(const QList<BoardOp> &ops)
{
    if (ops.isEmpty() || ops.size() > maxBoardOps)
        return BoardRefusal{ops.isEmpty() ? QStringLiteral("too-few") : QStringLiteral("too-many"),
                            QStringLiteral("ops"), QStringLiteral("A transaction has 1 to 512 operations.")};
    QSet<ObjectId> created;
    bool cleared = false;
    for (int i = 0; i < int(ops.size()); ++i) {
        const BoardOp &op = ops.at(i);
        Check check(i, op);
        checkOp(op, check);
        check.require(isHistory(op) == isHistory(ops.first()) || op.act == BoardAct::Unknown ||
                          ops.first().act == BoardAct::Unknown,
                      "board", "act",
                      "Undo and redo stand in a transaction of their own.");
        // It looks at every object there is: once is enough.
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
