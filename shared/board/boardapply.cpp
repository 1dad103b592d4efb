// SPDX-License-Identifier: MIT
#include "shared/board/boarddoc.h"
#include "shared/board/boardhash.h"

#include <algorithm>

// The meaning of each operation. Rules in README.md of this folder; the same code runs on both sides of the wire.
namespace coterie {
namespace {

constexpr size_t manyOpen = 256;

// What an operation says about a register, or nothing. Deleted, order and parent are not answered here.
std::optional<BoardValue> valueIn(const BoardOp &op, BoardKind kind, BoardRegister reg)
{
    const auto number = [](const auto &field) -> std::optional<BoardValue> {
        return field ? std::optional(BoardValue::of(qint64(*field))) : std::nullopt;
    };
    const auto end = [&](const std::optional<BoardAnchor> &anchor, BoardUnset what) -> std::optional<BoardValue> {
        if (!isBoardLine(kind) || (!anchor && !(op.unset && op.unset->contains(what))))
            return {};
        return BoardValue::of(anchor);
    };
    switch (reg) {
    case BoardRegister::Position:
        return op.x && op.y ? std::optional(BoardValue::of(packBoardPosition(*op.x, *op.y))) : std::nullopt;
    case BoardRegister::Size:
        return op.w && op.h ? std::optional(BoardValue::of(packBoardSize(kind, *op.w, *op.h))) : std::nullopt;
    case BoardRegister::Color:
        return number(op.color);
    case BoardRegister::Fill:
        return number(op.fill);
    case BoardRegister::Dash:
        return number(op.dash);
    case BoardRegister::Align:
        return number(op.align);
    case BoardRegister::Locked:
        return number(op.locked);
    case BoardRegister::Width:
        return op.width ? std::optional(BoardValue::of(packBoardWidth(*op.width))) : std::nullopt;
    case BoardRegister::FontSize:
        return op.fontSize ? std::optional(BoardValue::of(packBoardWidth(*op.fontSize))) : std::nullopt;
    case BoardRegister::Rotation:
        return op.rotation ? std::optional(BoardValue::of(packBoardRotation(*op.rotation))) : std::nullopt;
    case BoardRegister::Opacity:
        return op.opacity ? std::optional(BoardValue::of(packBoardOpacity(*op.opacity))) : std::nullopt;
    case BoardRegister::Start:
        return end(op.start, BoardUnset::Start);
    case BoardRegister::End:
        return end(op.end, BoardUnset::End);
    case BoardRegister::Parent:
        return op.parent ? std::optional(BoardValue::of(op.parent)) : std::nullopt;
    case BoardRegister::Order:
    case BoardRegister::Deleted:
        break;
    }
    return {};
}

// What an object of a newer kind must have to be kept as a box (B23).
bool isBoardBox(const BoardOp &op)
{
    return op.x && op.y && op.w && op.h && (!op.text || isBoardText(*op.text));
}

} // namespace

int BoardDoc::applyOps(const BoardTransaction &tx, Seq place)
{
    const quint32 author = addAuthor(tx.author);
    BoardHistory::Entry entry{tx.id, place, false, {}, tx.step.value_or(OpId{})};
    if (entry.step.isNull())
        entry.step = goesOn(tx, author) ? m_histories[author].entries.last().step : tx.id;
    bool edits = false;
    int found = 0;
    m_turn = 0;
    for (const BoardOp &op : tx.ops) {
        edits |= op.act != BoardAct::Undo && op.act != BoardAct::Redo;
        found += applyOp(op, author, entry);
        ++m_turn;
        if (m_open.size() > manyOpen)
            settle(); // so that what is open stays little
    }
    if (edits && !entry.touched.isEmpty())
        remember(author, std::move(entry));
    // What is pending is taken back before the log's board goes on, so only that one is kept tidy.
    if (!m_journal)
        for (const qint64 first : std::exchange(m_crowded, {}))
            renumber(first);
    m_crowded.clear();
    settle();
    return found;
}

int BoardDoc::applyOp(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    switch (op.act) {
    case BoardAct::Create:
        return create(op, author, entry);
    case BoardAct::Set:
        return set(op, author, entry);
    case BoardAct::Erase:
        return erase(op, author, entry);
    case BoardAct::Clear:
        return clear(*op.base, author, entry);
    case BoardAct::Text:
        return editText(op, author, entry);
    case BoardAct::ErasePart:
        return erasePart(op, author, entry);
    case BoardAct::Undo:
    case BoardAct::Redo:
        return setUndone(op, author, entry.tx);
    case BoardAct::Unknown:
        break;
    }
    return 0;
}

int BoardDoc::create(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    const bool known = isKnownBoardKind(*op.kind);
    if (m_index.contains(*op.object) || (!known && !isBoardBox(op)))
        return 0;
    Slot slot;
    BoardRecord &record = slot.record;
    record.id = *op.object;
    record.author = author;
    record.kind = *op.kind;
    record.created = entry.tx;
    if (op.points && known) {
        record.points = *op.points;
        record.extent = StrokeExtent::of(record.points).value_or(StrokeExtent{});
        record.pointsHash = boardBytesHash(record.points);
    }
    if (op.asset && known) {
        record.extras = new BoardExtras;
        record.extras->asset = *op.asset;
    }
    if (op.text && !op.text->isEmpty() && hasBoardText(record.kind))
        record.setText(BoardText(*op.text));
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        auto value = reg == BoardRegister::Order
                         ? std::optional(BoardValue::of(BoardOrderKey::turnOf(entry.tx, m_turn)))
                         : valueIn(op, *op.kind, reg);
        if (reg == BoardRegister::Parent && op.parent && !isContainer(*op.parent))
            value.reset();
        record.setBase(reg, value.value_or(BoardValue::of(boardDefault(record.kind, reg))), entry.tx, author);
    }
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
    const BoardRecord &record = m_slots[slot].record;
    if (record.isLocked()) { // only unlocking counts
        if (!op.locked || *op.locked)
            return 0;
        write(slot, author, entry, BoardRegister::Locked, 0);
        return 1;
    }
    if (op.deleted)
        write(slot, author, entry, BoardRegister::Deleted, *op.deleted);
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        if (reg == BoardRegister::Parent)
            continue;
        if (auto value = valueIn(op, record.kind, reg))
            write(slot, author, entry, reg, std::move(*value));
    }
    if (op.order)
        setOrder(op, slot, author, entry);
    if (op.parent && isContainer(*op.parent) && !closesCycle(*op.object, *op.parent))
        write(slot, author, entry, BoardRegister::Parent, BoardValue::of(op.parent));
    if (op.unset && op.unset->contains(BoardUnset::Parent))
        write(slot, author, entry, BoardRegister::Parent, BoardValue());
    return 1;
}

void BoardDoc::setOrder(const BoardOp &op, quint32 slot, quint32 author, BoardHistory::Entry &entry)
{
    const qint64 turn = BoardOrderKey::turnOf(entry.tx, m_turn);
    BoardOrderKey key;
    if (*op.order == BoardOrder::Front || *op.order == BoardOrder::Back) {
        key = *op.order == BoardOrder::Front ? turn : -turn;
    } else {
        const BoardRecord *sibling = find(*op.sibling);
        if (!sibling)
            return;
        const BoardOrderKey beside = sibling->value(BoardRegister::Order).order();
        key = *op.order == BoardOrder::Above ? beside.above(turn) : beside.below(turn);
    }
    if (key.rest().size() > maxBoardOrderBytes &&
        std::find(m_crowded.begin(), m_crowded.end(), key.first()) == m_crowded.end())
        m_crowded.push_back(key.first());
    write(slot, author, entry, BoardRegister::Order, BoardValue::of(key));
}

int BoardDoc::erase(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    const auto at = m_index.constFind(*op.object);
    if (at == m_index.constEnd() || m_slots[*at].record.isLocked())
        return 0;
    const quint32 slot = *at;
    write(slot, author, entry, BoardRegister::Deleted, 1);
    if (op.base && isBoardContainer(m_slots[slot].record.kind))
        eraseContents(slot, *op.base, author, entry);
    return 1;
}

// What was in a group when its author erased it goes too; what came later, and what is locked, moves up (R8's rule).
void BoardDoc::eraseContents(quint32 group, Seq base, quint32 author, BoardHistory::Entry &entry)
{
    const BoardValue above = m_slots[group].record.value(BoardRegister::Parent);
    std::vector<quint32> groups{group};
    QSet<quint32> known{group};
    for (size_t i = 0; i < groups.size(); ++i)
        for (const quint32 slot : childSlots(m_slots[groups[i]].record.id)) {
            const BoardRecord &record = m_slots[slot].record;
            if (!isVisibleNow(slot) || known.contains(slot))
                continue;
            const bool wasSeen =
                record.placeOf(BoardRegister::Parent) <= base || record.authorOf(BoardRegister::Parent) == author;
            if (record.isLocked() || !wasSeen) {
                write(slot, author, entry, BoardRegister::Parent, above);
                continue;
            }
            write(slot, author, entry, BoardRegister::Deleted, 1);
            if (isBoardContainer(record.kind)) {
                groups.push_back(slot);
                known.insert(slot);
            }
        }
}

int BoardDoc::clear(Seq base, quint32 author, BoardHistory::Entry &entry)
{
    int found = 0;
    for (quint32 slot = 0; slot < m_slots.size(); ++slot) {
        const BoardRecord &record = m_slots[slot].record;
        if (!isVisibleNow(slot) || record.isLocked() || (record.created > base && record.author != author))
            continue;
        write(slot, author, entry, BoardRegister::Deleted, 1);
        found = 1;
    }
    return found;
}

int BoardDoc::editText(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    const auto at = m_index.constFind(*op.object);
    if (at == m_index.constEnd() || m_slots[*at].record.isLocked() || !hasBoardText(m_slots[*at].record.kind))
        return 0;
    const quint32 slot = *at;
    BoardText text = m_slots[slot].record.text();
    const BoardText::Context context{entry.tx, *op.base, author, quint32(op.client.value_or(0))};
    if (text.apply(context, *op.delta) != BoardText::Outcome::Done)
        return 0;
    // What is pending is taken back before the log's board goes on: only that one forgets.
    if (!m_journal)
        text.fold(m_slots[slot].record.author);
    BoardRecord &record = open(slot);
    if (!record.isTouchedBy(entry.tx))
        entry.touched.append(slot);
    record.setText(std::move(text));
    return 1;
}

int BoardDoc::erasePart(const BoardOp &op, quint32 author, BoardHistory::Entry &entry)
{
    const auto at = m_index.constFind(*op.object);
    if (at == m_index.constEnd() || m_slots[*at].record.isLocked() || m_slots[*at].record.kind != BoardKind::Stroke)
        return 0;
    const quint32 slot = *at;
    BoardRecord &record = open(slot);
    const bool touched = record.isTouchedBy(entry.tx);
    if (!record.erasePart(entry.tx, author, op.deleted.has_value(), *op.intervals))
        return 0;
    if (!touched)
        entry.touched.append(slot);
    return 1;
}

int BoardDoc::setUndone(const BoardOp &op, quint32 author, Seq place)
{
    const OpId target = *op.target;
    const bool undone = op.act == BoardAct::Undo;
    const auto client = quint32(op.client.value_or(0));
    BoardHistory &history = m_histories[author];
    const qsizetype at = history.indexOf(target);
    if (at < 0 || history.entries.at(at).undone == undone)
        return 0;
    const BoardHistory::Entry entry = history.entries.at(at);
    const auto mark = [&](bool as) {
        for (const quint32 slot : std::as_const(entry.touched)) {
            open(slot).setUndone(entry.tx, as, place, client);
            fileOpen(slot);
        }
    };
    mark(undone);
    // What others have moved meanwhile can make a circle of it: then nothing is taken back.
    const bool circle = std::any_of(entry.touched.cbegin(), entry.touched.cend(), [this](quint32 slot) {
        const BoardRecord &record = m_slots[slot].record;
        const auto parent = record.value(BoardRegister::Parent).object();
        return parent && closesCycle(record.id, *parent);
    });
    if (circle) {
        mark(!undone);
        return 0;
    }
    history.setUndone(at, undone, place, historyJournal(author));
    return 1;
}

void BoardDoc::write(quint32 slot, quint32 author, BoardHistory::Entry &entry, BoardRegister reg, BoardValue value)
{
    BoardRecord &record = open(slot);
    if (!record.isTouchedBy(entry.tx))
        entry.touched.append(slot);
    record.write(entry.tx, author, reg, std::move(value));
    if (reg == BoardRegister::Parent)
        fileOpen(slot);
}

// Whether it goes on with what its author has just written, or fits the object to it: nobody thinks of each quarter of
// a second in which they typed as a thing that they did.
bool BoardDoc::goesOn(const BoardTransaction &tx, quint32 author) const
{
    const auto &entries = m_histories[author].entries;
    if (entries.isEmpty() || entries.last().undone || entries.last().touched.size() != 1)
        return false;
    const BoardRecord &record = m_slots[entries.last().touched.first()].record;
    if (!record.writing() || !record.writing()->isEditedBy(entries.last().tx))
        return false;
    const auto isHere = [&](const BoardOp &op) {
        return op.object == record.id && (op.act == BoardAct::Text || op.act == BoardAct::Set);
    };
    return std::all_of(tx.ops.begin(), tx.ops.end(), isHere) &&
           std::any_of(tx.ops.begin(), tx.ops.end(), [](const BoardOp &op) { return op.act == BoardAct::Text; });
}

// A new transaction ends what could be redone, and the steps that were begun first leave when there are too many: both
// are for good now.
void BoardDoc::remember(quint32 author, BoardHistory::Entry &&entry)
{
    BoardHistory &history = m_histories[author];
    BoardHistory::Journal *const journal = historyJournal(author);
    const auto &entries = history.entries;
    if (!history.redo.isEmpty()) {
        for (const BoardHistory::Entry &old : entries)
            if (old.undone)
                bake(old);
        for (qsizetype i = entries.size(); i-- > 0;)
            if (entries.at(i).undone)
                (void)history.take(i, journal);
        history.redo.clear();
    }
    const OpId current = entry.step;
    history.append(std::move(entry), journal);
    while (history.steps() > boardUndoDepth || entries.size() > boardUndoTransactions) {
        // Whole; of one that is larger than all that is remembered, its beginning.
        const auto other =
            std::find_if(entries.cbegin(), entries.cend(), [&](const auto &e) { return e.step != current; });
        qsizetype at = other == entries.cend() ? 0 : other - entries.cbegin();
        const OpId oldest = entries.at(at).step;
        for (int left = other == entries.cend() ? 1 : history.sizeOf(oldest); left > 0;) {
            if (entries.at(at).step != oldest) {
                ++at;
                continue;
            }
            bake(history.take(at, journal));
            --left;
        }
    }
}

BoardHistory::Journal *BoardDoc::historyJournal(quint32 author)
{
    return m_journal && m_journal->history && m_journal->history->first == author ? &m_journal->history->second
                                                                                  : nullptr;
}

void BoardDoc::bake(const BoardHistory::Entry &entry)
{
    for (const quint32 slot : entry.touched)
        open(slot).bake(entry.tx);
}

} // namespace coterie
