// SPDX-License-Identifier: MIT
#include "shared/board/boardrecord.h"

#include "shared/board/boardhash.h"

#include <algorithm>

namespace coterie {
namespace {

quint64 mixValue(quint64 h, BoardRegister reg, const BoardValue &value)
{
    h = mix(mix(h, quint64(reg)), quint64(value.number));
    return value.bytes.isEmpty() ? h : mix(h, boardBytesHash(value.bytes));
}

} // namespace

// By way of a const pointer: the other one copies what is shared.
const BoardText *BoardRecord::writing() const
{
    return extras ? extras->text.get() : nullptr;
}

const BoardErased *BoardRecord::erasing() const
{
    return extras ? extras->erased.get() : nullptr;
}

const BoardExtras::Base *BoardRecord::rareBase(BoardRegister reg) const
{
    if (extras)
        for (const BoardExtras::Base &b : extras->base)
            if (b.reg == reg)
                return &b;
    return nullptr;
}

BoardValue BoardRecord::base(BoardRegister reg) const
{
    if (const auto *rare = rareBase(reg))
        return rare->value;
    switch (reg) {
    case BoardRegister::Position:
        return BoardValue::of(m_position);
    case BoardRegister::Color:
        return BoardValue::of(m_color);
    case BoardRegister::Width:
        return BoardValue::of(m_width);
    case BoardRegister::Order:
        return BoardValue::of(m_order);
    default:
        return BoardValue::of(boardDefault(kind, reg));
    }
}

void BoardRecord::setBase(BoardRegister reg, const BoardValue &value, Seq tx, quint32 by)
{
    const auto bit = quint32(1) << int(reg);
    foreignBase = by == author ? foreignBase & ~bit : foreignBase | bit;
    const bool small = value.bytes.isEmpty();
    bool kept = true; // in the members: the value of somebody else stands in extras, with who it was
    if (reg == BoardRegister::Position)
        m_position = value.number;
    else if (reg == BoardRegister::Color)
        m_color = quint32(value.number);
    else if (reg == BoardRegister::Width)
        m_width = quint32(value.number);
    else if (reg == BoardRegister::Order && small)
        m_order = value.number;
    else
        kept = small && value.number == boardDefault(kind, reg);
    kept &= by == author;
    if (kept && !rareBase(reg))
        return;
    if (!extras)
        extras = new BoardExtras;
    auto &all = extras->base;
    const auto at = std::find_if(all.begin(), all.end(), [reg](const auto &b) { return b.reg >= reg; });
    const bool there = at != all.end() && at->reg == reg;
    if (kept)
        all.erase(at);
    else if (there)
        *at = {reg, value, tx, by};
    else
        all.insert(at, {reg, value, tx, by});
}

const BoardWrite *BoardRecord::effective(BoardRegister reg) const
{
    for (size_t i = writes.size(); i-- > 0;)
        if (writes[i].reg == reg && !writes[i].undone)
            return &writes[i];
    return nullptr;
}

BoardValue BoardRecord::value(BoardRegister reg) const
{
    const BoardWrite *top = effective(reg);
    return top ? top->value : base(reg);
}

qint64 BoardRecord::number(BoardRegister reg) const
{
    if (const BoardWrite *top = effective(reg))
        return top->value.number;
    if (!extras && reg > BoardRegister::Order)
        return boardDefault(kind, reg);
    return base(reg).number;
}

Seq BoardRecord::placeOf(BoardRegister reg) const
{
    if (const BoardWrite *top = effective(reg))
        return top->tx;
    const auto *rare = rareBase(reg);
    return rare ? rare->tx : created;
}

quint32 BoardRecord::authorOf(BoardRegister reg) const
{
    if (const BoardWrite *top = effective(reg))
        return top->author;
    const auto *rare = rareBase(reg);
    return rare ? rare->author : author;
}

// Visits the registers whose value is somebody else's work, until one answers true.
template <class Visit> bool BoardRecord::anyForeign(Visit visit) const
{
    // Where a bound line lies follows from what it is bound to, whoever has moved that (B41).
    const bool follows = !(value(BoardRegister::Start) == BoardValue()) || !(value(BoardRegister::End) == BoardValue());
    const auto isPlace = [](BoardRegister reg) {
        return reg == BoardRegister::Position || reg == BoardRegister::Size || reg == BoardRegister::Rotation;
    };
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        if (reg == BoardRegister::Deleted || (follows && isPlace(reg)))
            continue;
        const BoardWrite *top = effective(reg);
        if ((top ? top->author != author : (foreignBase >> i) & 1) && visit(reg))
            return true;
    }
    return false;
}

std::optional<quint32> BoardRecord::foreignAuthor() const
{
    std::optional<std::pair<Seq, quint32>> last;
    const auto take = [&](std::optional<std::pair<Seq, quint32>> one) {
        if (one && (!last || one->first >= last->first))
            last = one;
    };
    (void)anyForeign([&](BoardRegister reg) {
        if (authorOf(reg) != author)
            take(std::pair(placeOf(reg), authorOf(reg)));
        return false;
    });
    if (writing())
        take(writing()->latestBeside(author));
    if (erasing())
        take(erasing()->latestBeside(author));
    return last ? std::optional(last->second) : std::nullopt;
}

bool BoardRecord::hasForeignWork() const
{
    if (anyForeign([](BoardRegister) { return true; }))
        return true;
    return (writing() && writing()->hasWorkBeside(author)) || (erasing() && erasing()->hasWorkBeside(author));
}

bool BoardRecord::isVisible() const
{
    if (number(BoardRegister::Deleted) || (erasing() && erasing()->isAll()))
        return false;
    return !(creationUndone || creationGone) || hasForeignWork();
}

bool BoardRecord::isTouchedBy(Seq tx) const
{
    return created == tx ||
           std::any_of(writes.begin(), writes.end(), [tx](const BoardWrite &w) { return w.tx == tx; }) ||
           (extras &&
            ((extras->text && extras->text->isEditedBy(tx)) || (extras->erased && extras->erased->isEditedBy(tx))));
}

BoardObject BoardRecord::object(UserId authorId) const
{
    BoardObject o;
    o.id = id;
    o.author = authorId;
    o.kind = kind;
    o.created = created;
    o.points = points;
    o.extent = o.rest = extent;
    putBoardValue(o, BoardRegister::Position, BoardValue::of(m_position));
    o.color = m_color;
    putBoardValue(o, BoardRegister::Width, BoardValue::of(m_width));
    o.order = m_order;
    if (kind != BoardKind::Stroke)
        o.w = o.h = 0;
    if (extras) {
        for (const BoardExtras::Base &b : extras->base)
            putBoardValue(o, b.reg, b.value);
        o.asset = extras->asset;
    }
    if (writing())
        o.text = writing()->shown();
    if (erasing() && !erasing()->parts().isEmpty()) {
        o.erased = erasing()->parts();
        o.rest = erasing()->rest();
    }
    for (const BoardWrite &w : writes)
        if (!w.undone)
            putBoardValue(o, w.reg, w.value);
    return o;
}

QRectF BoardRecord::box() const
{
    if (kind != BoardKind::Stroke || extras || !writes.empty())
        return object({}).box();
    BoardObject plain; // as most are
    plain.extent = plain.rest = extent;
    putBoardValue(plain, BoardRegister::Position, BoardValue::of(m_position));
    putBoardValue(plain, BoardRegister::Width, BoardValue::of(m_width));
    return plain.box();
}

quint64 BoardRecord::stateHash(UserId authorId) const
{
    quint64 h = mix(mix(quint64(kind), id.value), authorId.value);
    h = mix(mix(h, pointsHash), quint64(created));
    h = mixValue(h, BoardRegister::Order, value(BoardRegister::Order));
    h = mixValue(h, BoardRegister::Deleted, value(BoardRegister::Deleted));
    h = mix(h, lookHash());
    if (extras && !extras->asset.isEmpty())
        h = mix(h, boardBytesHash(extras->asset));
    return mix(h, isVisible() ? 1 : 0);
}

quint64 BoardRecord::lookHash() const
{
    quint64 h = 0;
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        if (reg == BoardRegister::Order || reg == BoardRegister::Deleted)
            continue;
        if (const BoardValue v = value(reg); !v.bytes.isEmpty() || v.number != boardDefault(kind, reg))
            h = mixValue(h, reg, v);
    }
    if (const quint64 text = textHash())
        h = mix(h, text);
    if (erasing() && erasing()->hash())
        h = mix(h, erasing()->hash());
    return h;
}

quint64 BoardRecord::textHash() const
{
    return writing() ? writing()->hash() : 0;
}

BoardText BoardRecord::text() const
{
    return writing() ? *writing() : BoardText();
}

void BoardRecord::setText(BoardText text)
{
    if (!extras)
        extras = new BoardExtras;
    extras->text = std::make_shared<const BoardText>(std::move(text));
}

bool BoardRecord::erasePart(Seq tx, quint32 by, bool back, const BoardIntervals &parts)
{
    BoardErased erased = erasing() ? *erasing() : BoardErased();
    if (!erased.add(tx, by, back, parts, extent.count))
        return false;
    setErased(std::move(erased));
    return true;
}

void BoardRecord::setErased(BoardErased erased)
{
    if (!extras)
        extras = new BoardExtras;
    erased.join(points, extent.count);
    extras->erased = std::make_shared<const BoardErased>(std::move(erased));
}

void BoardRecord::write(Seq tx, quint32 by, BoardRegister reg, BoardValue newValue)
{
    // Within one transaction the later value replaces the earlier one, so undo sees one write per register.
    for (size_t i = writes.size(); i-- > 0 && writes[i].tx == tx;)
        if (writes[i].reg == reg) {
            writes[i].value = std::move(newValue);
            return;
        }
    writes.push_back({tx, std::move(newValue), by, reg, false});
    const auto sameRegister = [reg](const BoardWrite &w) { return w.reg == reg; };
    if (std::count_if(writes.begin(), writes.end(), sameRegister) > maxBoardWrites) {
        const auto lowest = std::find_if(writes.begin(), writes.end(), sameRegister);
        if (!lowest->undone)
            setBase(*lowest);
        writes.erase(lowest);
    }
}

void BoardRecord::setBase(const BoardWrite &from)
{
    setBase(from.reg, from.value, from.tx, from.author);
}

// Of what is locked before and after, nothing can be taken back or brought back but the lock (B18).
void BoardRecord::setUndone(Seq tx, bool undone, Seq place, quint32 client)
{
    const bool wasLocked = isLocked();
    for (BoardWrite &w : writes)
        if (w.tx == tx && w.reg == BoardRegister::Locked)
            w.undone = undone;
    if (wasLocked && isLocked())
        return;
    if (created == tx)
        creationUndone = undone;
    for (BoardWrite &w : writes)
        if (w.tx == tx)
            w.undone = undone;
    if (writing() && writing()->isEditedBy(tx)) {
        BoardText changed = *writing();
        changed.setUndone(tx, undone, place, client);
        setText(std::move(changed));
    }
    if (erasing() && erasing()->isEditedBy(tx)) {
        BoardErased changed = *erasing();
        changed.setUndone(tx, undone);
        setErased(std::move(changed));
    }
}

// The transaction can be neither undone nor redone any more. A write that counts hides everything below it for ever.
void BoardRecord::bake(Seq tx)
{
    if (created == tx && creationUndone)
        creationGone = true;
    std::erase_if(writes, [tx](const BoardWrite &w) { return w.tx == tx && w.undone; });
    for (int i = 0; i < boardRegisterCount; ++i) {
        const auto reg = BoardRegister(i);
        const auto baked =
            std::find_if(writes.begin(), writes.end(), [&](const BoardWrite &w) { return w.tx == tx && w.reg == reg; });
        if (baked == writes.end())
            continue;
        setBase(*baked);
        const auto last = baked + 1;
        writes.erase(std::remove_if(writes.begin(), last, [reg](const BoardWrite &w) { return w.reg == reg; }), last);
    }
    if (writes.empty())
        writes.shrink_to_fit();
    if (erasing() && erasing()->isEditedBy(tx)) {
        BoardErased folded = *erasing();
        folded.bake(tx, author, extent.count);
        setErased(std::move(folded));
    }
}

void BoardRecord::collectOrders(std::vector<BoardOrderKey> &keys) const
{
    if (const auto *rare = rareBase(BoardRegister::Order))
        keys.push_back(rare->value.order());
    for (const BoardWrite &w : writes)
        if (w.reg == BoardRegister::Order)
            keys.push_back(w.value.order());
}

bool BoardRecord::replaceOrders(const std::vector<std::pair<BoardOrderKey, BoardOrderKey>> &byOld)
{
    bool found = false;
    const auto replace = [&](BoardValue &value) {
        const BoardOrderKey old = value.order();
        const auto at = std::lower_bound(byOld.begin(), byOld.end(), old,
                                         [](const auto &pair, const BoardOrderKey &key) { return pair.first < key; });
        if (at == byOld.end() || at->first != old)
            return;
        value = BoardValue::of(at->second);
        found = true;
    };
    if (rareBase(BoardRegister::Order))
        for (BoardExtras::Base &b : extras->base)
            if (b.reg == BoardRegister::Order)
                replace(b.value);
    for (BoardWrite &w : writes)
        if (w.reg == BoardRegister::Order)
            replace(w.value);
    return found;
}

} // namespace coterie
