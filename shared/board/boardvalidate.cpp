// SPDX-License-Identifier: MIT
#include "shared/board/boarddoc.h"

// What can be said against a transaction by who knows the board.
namespace coterie {
namespace {

constexpr Seq afterEverything = 2 * firstPendingPlace;

BoardRefusal refusal(const char *code, qsizetype index, const char *field, const char *reason)
{
    return {QLatin1String(code), QStringLiteral("ops[%1].%2").arg(index).arg(QLatin1String(field)),
            QLatin1String(reason)};
}

// The operation for which a transaction is of no use in the log: it writes in what is locked, or all of it meets what is
// locked and counts nothing (B30). Its author keeps it, which nobody could do with what is in the log.
template <class IsLocked> std::optional<qsizetype> barredBy(const QList<BoardOp> &ops, const IsLocked &isLocked)
{
    std::optional<qsizetype> barred;
    bool counts = false;
    QSet<ObjectId> unlocked; // by an operation before
    for (qsizetype i = 0; i < ops.size(); ++i) {
        const BoardOp &op = ops.at(i);
        if (!op.object || op.act == BoardAct::Create || unlocked.contains(*op.object) || !isLocked(*op.object)) {
            counts = true;
            continue;
        }
        BoardOp lockAgain = BoardOp::set(*op.object);
        lockAgain.locked = true;
        if (op.act == BoardAct::Set && op.locked == false)
            unlocked.insert(*op.object);
        else if (op.act == BoardAct::Text)
            return i;
        else if (op != lockAgain) {
            barred = barred.value_or(i);
            continue;
        }
        counts = true;
    }
    return counts ? std::nullopt : barred;
}

} // namespace

std::optional<BoardRefusal> BoardDoc::validate(const BoardTransaction &tx) const
{
    if (auto wrong = checkBoardOps(tx.ops))
        return wrong;
    QHash<ObjectId, BoardKind> created;
    QHash<ObjectId, std::optional<ObjectId>> parents; // as this transaction has them
    QHash<ObjectId, BoardText> texts;
    for (qsizetype i = 0; i < tx.ops.size(); ++i) {
        const BoardOp &op = tx.ops.at(i);
        if (op.act == BoardAct::Unknown)
            return refusal("out-of-range", i, "act", "There is no such operation.");
        if (op.kind && !isKnownBoardKind(*op.kind))
            return refusal("out-of-range", i, "kind", "There is no such kind of object.");
        if (!op.object)
            continue;
        const BoardRecord *record = find(*op.object);
        if (op.act == BoardAct::Create) {
            if (record)
                return refusal("id-reused", i, "object", "An object of this id exists already.");
            created.insert(*op.object, *op.kind);
        }
        if (auto wrong = validateParent(op, i, created, parents))
            return wrong;
        const auto kind = record ? std::optional(record->kind)
                                 : (created.contains(*op.object) ? std::optional(created[*op.object]) : std::nullopt);
        if (!kind)
            continue;
        if (auto wrong = validateKind(op, i, *kind))
            return wrong;
        if (auto wrong = validateContent(tx, i, *kind, texts))
            return wrong;
    }
    const auto isLocked = [this](ObjectId id) {
        const BoardRecord *record = find(id);
        return record && record->isLocked();
    };
    if (const auto barred = barredBy(tx.ops, isLocked))
        return refusal("board", *barred, "object", "This object is locked.");
    if (!created.isEmpty() &&
        (m_visible + created.size() > maxBoardObjects || recordCount() + created.size() > maxBoardRecords))
        return BoardRefusal{QStringLiteral("full"), QStringLiteral("ops"),
                            QStringLiteral("This board is full; nothing more can be added to it.")};
    return {};
}

// A circle, or a depth that nobody would find out of again.
std::optional<BoardRefusal> BoardDoc::validateParent(const BoardOp &op, qsizetype index,
                                                     const QHash<ObjectId, BoardKind> &created,
                                                     QHash<ObjectId, std::optional<ObjectId>> &parents) const
{
    if (op.unset && op.unset->contains(BoardUnset::Parent))
        parents.insert(*op.object, std::nullopt);
    if (!op.parent)
        return {};
    const BoardRecord *holder = find(*op.parent);
    if (!holder && !created.contains(*op.parent))
        return {}; // nothing to act on
    if (!isBoardContainer(holder ? holder->kind : created[*op.parent]))
        return refusal("board", index, "parent", "Only groups and frames can hold other objects.");
    std::optional<ObjectId> at = op.parent;
    for (int depth = 0; at; ++depth) {
        if (*at == *op.object)
            return refusal("board", index, "parent", "A group cannot be in itself.");
        if (depth >= maxBoardNesting)
            return refusal("board", index, "parent", "Groups are nested at most 64 deep.");
        const BoardRecord *record = find(*at);
        at = parents.contains(*at) ? parents[*at]
             : record              ? record->value(BoardRegister::Parent).object()
                                   : std::nullopt;
    }
    parents.insert(*op.object, op.parent);
    return {};
}

std::optional<BoardRefusal> BoardDoc::validateKind(const BoardOp &op, qsizetype index, BoardKind kind) const
{
    const bool sized = kind != BoardKind::Stroke && !isBoardLine(kind);
    if (op.w && sized && (*op.w < 0 || *op.h < 0))
        return refusal("out-of-range", index, *op.w < 0 ? "w" : "h", "A size is not negative.");
    if ((op.start || op.end) && !isBoardLine(kind))
        return refusal("board", index, op.start ? "start" : "end", "Only lines and arrows can be bound.");
    if (op.act == BoardAct::Text && !hasBoardText(kind))
        return refusal("board", index, "object", "There is no writing in an object of this kind.");
    if (op.act == BoardAct::ErasePart && kind != BoardKind::Stroke)
        return refusal("board", index, "object", "Only of strokes a part can be erased.");
    return {};
}

// What is written, in the text as the operations before have left it; and what is rubbed out.
std::optional<BoardRefusal> BoardDoc::validateContent(const BoardTransaction &tx, qsizetype index, BoardKind kind,
                                                      QHash<ObjectId, BoardText> &texts) const
{
    const BoardOp &op = tx.ops.at(index);
    const BoardRecord *record = find(*op.object);
    if (op.act == BoardAct::Create && op.text)
        texts.insert(*op.object, BoardText(*op.text));
    if (record && record->isLocked())
        return {}; // it will find nothing to act on (B30)
    if (op.act == BoardAct::ErasePart && record && kind == BoardKind::Stroke) {
        BoardRecord tried = *record;
        if (boardUnion(*op.intervals, boardStrokeLength(record->extent.count)).isEmpty())
            return refusal("out-of-range", index, "intervals", "The stroke is not that long.");
        if (!tried.erasePart(afterEverything, 0, op.deleted.has_value(), *op.intervals))
            return refusal("too-many", index, "intervals", "The stroke is in too many pieces to be erased in parts.");
    }
    if (op.act != BoardAct::Text)
        return {};
    if (!texts.contains(*op.object))
        texts.insert(*op.object, record ? record->text() : BoardText());
    const auto author = m_authorIndex.constFind(tx.author);
    const quint32 by = author == m_authorIndex.constEnd() ? quint32(m_authors.size()) : *author;
    const BoardText::Context context{afterEverything, *op.base, by, quint32(op.client.value_or(0))};
    switch (texts[*op.object].apply(context, *op.delta)) {
    case BoardText::Outcome::DoesNotFit:
        return refusal("board", index, "delta", "The steps do not fit the text as it was at this base.");
    case BoardText::Outcome::TooLong:
        return refusal("too-long", index, "delta", "A text has at most 20,000 units.");
    case BoardText::Outcome::Done:
        break;
    }
    return {};
}

} // namespace coterie
