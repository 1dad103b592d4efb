// SPDX-License-Identifier: MIT
#include "shared/board/boarddoc.h"

#include <algorithm>

// The meaning of each operation. Rules in README.md of this folder; the same code runs on both sides of the wire.
namespace coterie {

int BoardDoc::applyOps(const BoardTransaction &tx, Seq place)
{
    const quint32 author = addAuthor(tx.author);
    BoardHistory::Entry entry{tx.id, place, false, {}};
    bool edits = false;
    int found = 0;
    for (const BoardOp &op : tx.ops) {
        edits |= op.act != BoardAct::Undo && op.act != BoardAct::Redo;
        found += applyOp(op, author, entry);
    }
    if (edits && !entry.touched.isEmpty())
        remember(author, std::move(entry));
    settle();
    return found;
}

int BoardDoc::applyOp(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    switch (op.act) {
    case BoardAct::Create:
        return create(op, author, entry);
    case BoardAct::Set:
    case BoardAct::Erase:
        return set(op, author, entry);
    case BoardAct::Clear:
        return clear(*op.base, author, entry);
    case BoardAct::Undo:
        return setUndone(*op.target, author, true);
    case BoardAct::Redo:
        return setUndone(*op.target, author, false);
    }
    return 0;
}

int BoardDoc::create(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    if (m_index.contains(*op.object))
        return 0;
    Slot slot;
    BoardRecord &record = slot.record;
    record.id = *op.object;
    record.author = author;
    record.kind = *op.kind;
    record.created = entry.tx;
    record.points = *op.points;
    record.extent = StrokeExtent::of(record.points).value_or(StrokeExtent{});
    record.pointsHash = boardBytesHash(record.points);
    const auto base = [&](BoardRegister reg) -> qint64 & { return record.base[size_t(reg)]; };
    base(BoardRegister::Position) = packBoardPosition(*op.x, *op.y);
    base(BoardRegister::Color) = *op.color;
    base(BoardRegister::Width) = packBoardWidth(*op.width);
    base(BoardRegister::Order) = entry.tx;
    entry.touched.append(quint32(m_slots.size()));
    addSlot(std::move(slot));
    return 1;
}

int BoardDoc::set(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    const auto at = m_index.constFind(*op.object);
    if (at == m_index.constEnd())
        return 0;
    const quint32 slot = *at;
    if (op.act == BoardAct::Erase || op.deleted)
        write(slot, author, entry, BoardRegister::Deleted, op.act == BoardAct::Erase || *op.deleted);
    if (op.x && op.y)
        write(slot, author, entry, BoardRegister::Position, packBoardPosition(*op.x, *op.y));
    if (op.color)
        write(slot, author, entry, BoardRegister::Color, *op.color);
    if (op.width)
        write(slot, author, entry, BoardRegister::Width, packBoardWidth(*op.width));
    if (op.order)
        write(slot, author, entry, BoardRegister::Order, *op.order == BoardOrder::Front ? entry.tx : -entry.tx);
    return 1;
}

int BoardDoc::clear(Seq base, quint32 author, BoardHistory::Entry &entry)
{
    int found = 0;
    for (quint32 slot = 0; slot < m_slots.size(); ++slot) {
        const BoardRecord &record = m_slots[slot].record;
        const bool visible = m_slots[slot].open ? record.isVisible() : m_slots[slot].visible;
        if (!visible || (record.created > base && record.author != author))
            continue;
        write(slot, author, entry, BoardRegister::Deleted, 1);
        found = 1;
    }
    return found;
}

int BoardDoc::setUndone(OpId target, quint32 author, bool undone)
{
    BoardHistory &history = m_histories[author];
    const qsizetype at = history.indexOf(target);
    if (at < 0 || history.entries.at(at).undone == undone)
        return 0;
    BoardHistory::Entry &entry = history.entries[at];
    entry.undone = undone;
    if (undone)
        history.redo.append(target);
    else
        history.redo.removeOne(target);
    for (const quint32 slot : std::as_const(entry.touched))
        open(slot).setUndone(entry.tx, undone);
    return 1;
}

void BoardDoc::write(quint32 slot, quint32 author, BoardHistory::Entry &entry, BoardRegister reg, qint64 value)
{
    BoardRecord &record = open(slot);
    if (!record.isTouchedBy(entry.tx))
        entry.touched.append(slot);
    record.write(entry.tx, author, reg, value);
}

// A new transaction ends what could be redone, and the oldest leaves when there are too many: both are for good now.
void BoardDoc::remember(quint32 author, BoardHistory::Entry &&entry)
{
    BoardHistory &history = m_histories[author];
    if (!history.redo.isEmpty()) {
        for (const BoardHistory::Entry &old : std::as_const(history.entries))
            if (old.undone)
                bake(old);
        erase_if(history.entries, [](const BoardHistory::Entry &e) { return e.undone; });
        history.redo.clear();
    }
    history.entries.append(std::move(entry));
    if (history.entries.size() > boardUndoDepth) {
        bake(history.entries.first());
        history.entries.removeFirst();
    }
}

void BoardDoc::bake(const BoardHistory::Entry &entry)
{
    for (const quint32 slot : entry.touched)
        open(slot).bake(entry.tx, entry.undone);
}

} // namespace coterie
