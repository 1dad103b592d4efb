// SPDX-License-Identifier: MIT
#include "tests/support/plainboard.h"

#include <algorithm>

namespace coterie::test {
namespace {

// What an operation says about the registers that are nothing but numbers and ends.
std::vector<std::pair<BoardRegister, BoardValue>> valuesIn(const BoardOp &op, BoardKind kind)
{
    std::vector<std::pair<BoardRegister, BoardValue>> all;
    const auto add = [&](bool there, BoardRegister reg, qint64 value) {
        if (there)
            all.emplace_back(reg, BoardValue::of(value));
    };
    add(op.x.has_value(), BoardRegister::Position, packBoardPosition(op.x.value_or(0), op.y.value_or(0)));
    add(op.w.has_value(), BoardRegister::Size, packBoardSize(kind, op.w.value_or(1), op.h.value_or(1)));
    add(op.color.has_value(), BoardRegister::Color, op.color.value_or(0));
    add(op.fill.has_value(), BoardRegister::Fill, op.fill.value_or(0));
    add(op.width.has_value(), BoardRegister::Width, packBoardWidth(op.width.value_or(1)));
    add(op.rotation.has_value(), BoardRegister::Rotation, packBoardRotation(op.rotation.value_or(0)));
    add(op.opacity.has_value(), BoardRegister::Opacity, packBoardOpacity(op.opacity.value_or(0)));
    add(op.locked.has_value(), BoardRegister::Locked, op.locked.value_or(false));
    if (isBoardLine(kind)) {
        const auto end = [&](const std::optional<BoardAnchor> &anchor, BoardUnset what, BoardRegister reg) {
            if (anchor || (op.unset && op.unset->contains(what)))
                all.emplace_back(reg, BoardValue::of(anchor));
        };
        end(op.start, BoardUnset::Start, BoardRegister::Start);
        end(op.end, BoardUnset::End, BoardRegister::End);
    }
    return all;
}

std::vector<bool> unitsOf(const BoardIntervals &parts, int length)
{
    std::vector<bool> units(size_t(length), false);
    for (const BoardInterval &part : parts)
        for (int i = std::max(part.from, 0); i < std::min(part.to, length); ++i)
            units[size_t(i)] = true;
    return units;
}

bool splitsPair(const std::vector<PlainBoard::Unit> &text, size_t at)
{
    return at > 0 && at < text.size() && QChar::isHighSurrogate(text[at - 1].unit) &&
           QChar::isLowSurrogate(text[at].unit);
}

} // namespace

// B10: writing that goes on in the text its author has just written in, and in nothing else.
bool PlainBoard::goesOn(const BoardTransaction &tx) const
{
    const auto done = m_done.constFind(tx.author);
    if (done == m_done.constEnd() || done->empty() || done->back().undone)
        return false;
    const Seq before = done->back().tx;
    std::vector<ObjectId> touched;
    for (const auto &[id, object] : m_objects) {
        bool by = object.created == before || object.edits.contains(before);
        for (const auto &writes : object.writes)
            by = by || std::any_of(writes.begin(), writes.end(), [&](const Write &w) { return w.tx == before; });
        if (by || std::any_of(object.parts.begin(), object.parts.end(), [&](const Part &p) { return p.tx == before; }))
            touched.push_back(id);
    }
    if (touched.size() != 1 || !m_objects.at(touched.front()).edits.contains(before))
        return false;
    bool writes = false;
    for (const BoardOp &op : tx.ops) {
        if (op.object != touched.front() || (op.act != BoardAct::Text && op.act != BoardAct::Set))
            return false;
        writes |= op.act == BoardAct::Text;
    }
    return writes;
}

void PlainBoard::apply(const BoardTransaction &tx, Seq seq)
{
    const bool on = goesOn(tx);
    bool edit = false;
    int turn = 0;
    for (const BoardOp &op : tx.ops) {
        if (op.act == BoardAct::Undo || op.act == BoardAct::Redo)
            mark(op, tx.author, seq);
        else
            edit |= applyEdit(op, tx.author, seq, BoardOrderKey::turnOf(seq, turn));
        ++turn;
    }
    if (!edit)
        return;
    auto &done = m_done[tx.author];
    const OpId step = tx.step ? *tx.step : on ? done.back().step : tx.id;
    std::erase_if(done, [](const Done &d) { return d.undone; });
    done.push_back({tx.id, seq, false, step});
    for (;;) {
        QSet<OpId> steps;
        for (const Done &d : done)
            steps.insert(d.step);
        if (steps.size() <= boardUndoDepth && int(done.size()) <= boardUndoTransactions)
            return;
        const auto oldest = std::find_if(done.begin(), done.end(), [&](const Done &d) { return d.step != step; });
        if (oldest == done.end())
            done.erase(done.begin());
        else
            std::erase_if(done, [leaves = oldest->step](const Done &d) { return d.step == leaves; });
    }
}

const PlainBoard::Write &PlainBoard::effective(const Object &object, BoardRegister reg) const
{
    const auto &writes = object.writes[size_t(reg)];
    for (size_t i = writes.size(); i-- > 1;)
        if (!writes[i].undone)
            return writes[i];
    return writes.front();
}

bool PlainBoard::isLocked(const Object &object) const
{
    return effective(object, BoardRegister::Locked).value.number;
}

std::optional<ObjectId> PlainBoard::parentOf(const Object &object) const
{
    return effective(object, BoardRegister::Parent).value.object();
}

bool PlainBoard::isContainer(ObjectId id) const
{
    const auto at = m_objects.find(id);
    return at != m_objects.end() && isBoardContainer(at->second.kind);
}

bool PlainBoard::closesCircle(ObjectId child, ObjectId parent) const
{
    std::optional<ObjectId> at = parent;
    for (int depth = 0; at && depth < maxBoardNesting; ++depth) {
        if (*at == child)
            return true;
        const auto object = m_objects.find(*at);
        at = object == m_objects.end() ? std::nullopt : parentOf(object->second);
    }
    return at.has_value();
}

bool PlainBoard::hasCircle() const
{
    return std::any_of(m_objects.begin(), m_objects.end(), [this](const auto &entry) {
        const auto parent = parentOf(entry.second);
        return parent && closesCircle(entry.first, *parent);
    });
}

BoardIntervals PlainBoard::erased(const Object &object) const
{
    if (object.parts.empty())
        return {};
    const int length = boardStrokeLength(object.points);
    std::vector<bool> gone(size_t(length), false);
    for (const Part &part : object.parts) {
        if (part.undone)
            continue;
        if (m_slip == Slip::PartsReplace)
            gone.assign(size_t(length), false);
        const std::vector<bool> units = unitsOf(part.parts, length);
        for (size_t i = 0; i < units.size(); ++i)
            if (units[i] && !(part.back && m_slip == Slip::PartsOnlyVanish))
                gone[i] = !part.back;
    }
    BoardIntervals all;
    for (int i = 0; i < length; ++i)
        if (gone[size_t(i)]) {
            if (!all.isEmpty() && all.last().to == i)
                ++all.last().to;
            else
                all.append({i, i + 1});
        }
    return all;
}

bool PlainBoard::followsOthers(const Object &object, BoardRegister reg) const
{
    const bool bound =
        effective(object, BoardRegister::Start).value.anchor() || effective(object, BoardRegister::End).value.anchor();
    return bound && (reg == BoardRegister::Position || reg == BoardRegister::Size || reg == BoardRegister::Rotation);
}

bool PlainBoard::isVisible(const Object &object) const
{
    if (effective(object, BoardRegister::Deleted).value.number)
        return false;
    if (object.kind == BoardKind::Stroke && !object.parts.empty() &&
        erased(object) == BoardIntervals{{0, boardStrokeLength(object.points)}})
        return false;
    if (!object.creationUndone)
        return true;
    if (m_slip == Slip::ForeignWorkIsHidden)
        return false;
    for (int i = 0; i < boardRegisterCount; ++i)
        if (BoardRegister(i) != BoardRegister::Deleted && effective(object, BoardRegister(i)).author != object.author &&
            !followsOthers(object, BoardRegister(i)))
            return true;
    return std::any_of(object.parts.begin(), object.parts.end(),
                       [&](const Part &p) { return !p.undone && p.author != object.author; }) ||
           std::any_of(object.edits.begin(), object.edits.end(), [&](const auto &edit) {
               return !edit.second.isUndone() && edit.second.author != object.author;
           });
}

bool PlainBoard::applyEdit(const BoardOp &op, UserId author, Seq seq, qint64 turn)
{
    switch (op.act) {
    case BoardAct::Create:
        return create(op, author, seq, turn);
    case BoardAct::Clear:
        return clear(op, author, seq);
    default:
        break;
    }
    const auto at = m_objects.find(*op.object);
    if (at == m_objects.end())
        return false;
    Object &object = at->second;
    if (m_slip == Slip::DeletedIsDeaf && op.act == BoardAct::Set && !op.deleted &&
        effective(object, BoardRegister::Deleted).value.number)
        return false;
    if (isLocked(object) && m_slip != Slip::LockedChanges) {
        if (op.act != BoardAct::Set || !op.locked || *op.locked)
            return false;
        object.writes[size_t(BoardRegister::Locked)].push_back({seq, author, BoardValue::of(0)});
        return true;
    }
    switch (op.act) {
    case BoardAct::Set:
        return set(op, author, seq, turn);
    case BoardAct::Erase:
        object.writes[size_t(BoardRegister::Deleted)].push_back({seq, author, BoardValue::of(1)});
        if (op.base && isBoardContainer(object.kind))
            eraseTree(at->first, *op.base, author, seq);
        return true;
    case BoardAct::Text:
        return write(op, author, seq);
    case BoardAct::ErasePart:
        return erasePart(op, author, seq);
    default:
        return false;
    }
}

bool PlainBoard::create(const BoardOp &op, UserId author, Seq seq, qint64 turn)
{
    if (m_objects.contains(*op.object))
        return false;
    Object object;
    object.author = author;
    object.created = seq;
    object.kind = *op.kind;
    for (int i = 0; i < boardRegisterCount; ++i)
        object.writes[size_t(i)].push_back({seq, author, BoardValue::of(boardDefault(*op.kind, BoardRegister(i)))});
    const auto own = [&](BoardRegister reg, const BoardValue &value) { object.writes[size_t(reg)][0].value = value; };
    for (const auto &[reg, value] : valuesIn(op, *op.kind))
        own(reg, value);
    own(BoardRegister::Order, BoardValue::of(turn));
    if (op.parent && isContainer(*op.parent))
        own(BoardRegister::Parent, BoardValue::of(op.parent));
    if (op.points)
        object.points = int(StrokePoints::unpack(*op.points)->at.size());
    for (const QChar unit : op.text.value_or(QString()))
        object.text.push_back({unit.unicode(), 0, {}});
    m_objects.emplace(*op.object, std::move(object));
    return true;
}

bool PlainBoard::set(const BoardOp &op, UserId author, Seq seq, qint64 turn)
{
    Object &object = m_objects.at(*op.object);
    bool any = false;
    const auto put = [&](BoardRegister reg, BoardValue value) {
        object.writes[size_t(reg)].push_back({seq, author, std::move(value)});
        any = true;
    };
    if (op.deleted)
        put(BoardRegister::Deleted, BoardValue::of(*op.deleted));
    for (auto &[reg, value] : valuesIn(op, object.kind))
        put(reg, std::move(value));
    if (op.order) {
        const bool beside = *op.order == BoardOrder::Above || *op.order == BoardOrder::Below;
        if (!beside || m_slip == Slip::FrontIsForAll) {
            put(BoardRegister::Order,
                BoardValue::of(*op.order == BoardOrder::Back || *op.order == BoardOrder::Below ? -turn : turn));
        } else if (const auto sibling = m_objects.find(*op.sibling); sibling != m_objects.end()) {
            const BoardOrderKey key = effective(sibling->second, BoardRegister::Order).value.order();
            put(BoardRegister::Order,
                BoardValue::of(*op.order == BoardOrder::Above ? key.above(turn) : key.below(turn)));
        }
    }
    if (op.parent && isContainer(*op.parent) && (m_slip == Slip::CirclesClose || !closesCircle(*op.object, *op.parent)))
        put(BoardRegister::Parent, BoardValue::of(op.parent));
    if (op.unset && op.unset->contains(BoardUnset::Parent))
        put(BoardRegister::Parent, BoardValue());
    return any;
}

bool PlainBoard::clear(const BoardOp &op, UserId author, Seq seq)
{
    bool any = false;
    for (auto &[id, object] : m_objects)
        if (isVisible(object) && !isLocked(object) && (object.created <= *op.base || object.author == author)) {
            object.writes[size_t(BoardRegister::Deleted)].push_back({seq, author, BoardValue::of(1)});
            any = true;
        }
    return any;
}

bool PlainBoard::eraseTree(ObjectId group, Seq base, UserId author, Seq seq)
{
    const BoardValue above = effective(m_objects.at(group), BoardRegister::Parent).value;
    std::vector<ObjectId> groups{group};
    for (size_t i = 0; i < groups.size(); ++i)
        for (auto &[id, object] : m_objects) {
            if (parentOf(object) != groups[i] || !isVisible(object) ||
                std::find(groups.begin(), groups.end(), id) != groups.end())
                continue;
            const Write &put = effective(object, BoardRegister::Parent);
            const bool known = put.tx <= base || put.author == author || m_slip == Slip::GroupTakesNewcomers;
            if (isLocked(object) || !known) {
                object.writes[size_t(BoardRegister::Parent)].push_back({seq, author, above});
                continue;
            }
            object.writes[size_t(BoardRegister::Deleted)].push_back({seq, author, BoardValue::of(1)});
            if (isBoardContainer(object.kind))
                groups.push_back(id);
        }
    return true;
}

bool PlainBoard::erasePart(const BoardOp &op, UserId author, Seq seq)
{
    Object &object = m_objects.at(*op.object);
    if (object.kind != BoardKind::Stroke)
        return false;
    const auto units = unitsOf(*op.intervals, boardStrokeLength(object.points));
    if (std::find(units.begin(), units.end(), true) == units.end())
        return false;
    object.parts.push_back({seq, author, op.deleted.has_value(), false, *op.intervals});
    return true;
}

// ---- text: every unit by itself

bool PlainBoard::isShown(const Object &object, const Unit &unit) const
{
    const auto counts = [&](Seq tx) { return !object.edits.at(tx).isUndone(); };
    return (!unit.tx || counts(unit.tx)) && std::none_of(unit.cuts.begin(), unit.cuts.end(), counts);
}

QString PlainBoard::text(const Object &object) const
{
    QString shown;
    for (const Unit &unit : object.text)
        if (isShown(object, unit))
            shown += QChar(unit.unit);
    return shown;
}

bool PlainBoard::write(const BoardOp &op, UserId author, Seq seq)
{
    Object &object = m_objects.at(*op.object);
    if (!hasBoardText(object.kind))
        return false;
    const Seq base = m_slip == Slip::TextSeesAll ? seq : *op.base;
    const qint64 client = op.client.value_or(0);
    const auto knows = [&](Seq place, UserId by, qint64 from) {
        return place <= base || place == seq || (by == author && from == client);
    };
    const auto known = [&](Seq tx) {
        const Edit &edit = object.edits.at(tx);
        return knows(tx, edit.author, edit.client);
    };
    const auto counted = [&](Seq tx) {
        const Edit &edit = object.edits.at(tx);
        bool undone = false;
        for (const auto &toggle : edit.toggles)
            if (knows(toggle.place, edit.author, toggle.client))
                undone = toggle.undone;
        return known(tx) && !undone;
    };
    const auto seen = [&](const Unit &unit) {
        return (!unit.tx || counted(unit.tx)) && std::none_of(unit.cuts.begin(), unit.cuts.end(), counted);
    };
    const std::vector<Unit> before = object.text;
    const bool first = !object.edits.contains(seq);
    if (first)
        object.edits[seq] = {base, author, client, {}};
    const auto fail = [&] {
        object.text = before;
        if (first)
            object.edits.erase(seq);
        return false;
    };

    std::vector<Unit> &text = object.text;
    size_t at = 0;
    Seq left = 0;
    // Whether this unit of somebody who had not seen the left one would come between one's own.
    const auto tears = [&](const Unit &unit) {
        if (!left || !unit.tx || known(unit.tx))
            return false;
        const Edit &own = object.edits.at(left);
        return object.edits.at(unit.tx).base < left && own.author == author && own.client == client;
    };
    for (const BoardTextStep &step : *op.delta) {
        if (step.insert) {
            while (m_slip != Slip::LaterTextIsLeft && at < text.size() && !seen(text[at]) && !tears(text[at]))
                ++at;
            for (const QChar unit : *step.insert)
                text.insert(text.begin() + qptrdiff(at++), {unit.unicode(), seq, {}});
            left = seq;
            continue;
        }
        for (int n = step.retain ? *step.retain : *step.remove; n > 0; ++at) {
            if (at == text.size())
                return fail();
            if (!seen(text[at]))
                continue;
            left = text[at].tx;
            if (step.remove)
                text[at].cuts.push_back(seq);
            --n;
        }
        if (splitsPair(text, at))
            return fail();
    }
    if (std::any_of(text.begin() + qptrdiff(at), text.end(), seen))
        return fail();
    return true;
}

// ---- undo

void PlainBoard::markObject(Object &object, Seq tx, bool undone, Seq place, qint64 client)
{
    const bool wasLocked = isLocked(object);
    for (Write &w : object.writes[size_t(BoardRegister::Locked)])
        if (w.tx == tx && &w != &object.writes[size_t(BoardRegister::Locked)].front())
            w.undone = undone;
    if (wasLocked && isLocked(object) && m_slip != Slip::LockedUndoes)
        return;
    if (object.created == tx)
        object.creationUndone = undone;
    for (auto &writes : object.writes)
        for (size_t i = 1; i < writes.size(); ++i)
            if (writes[i].tx == tx)
                writes[i].undone = undone;
    for (Part &part : object.parts)
        if (part.tx == tx)
            part.undone = undone;
    if (const auto edit = object.edits.find(tx); edit != object.edits.end() && edit->second.isUndone() != undone) {
        auto &toggles = edit->second.toggles;
        if (!toggles.empty() && toggles.back().place == place)
            toggles.pop_back();
        else
            toggles.push_back({place, client, undone});
        if (m_slip == Slip::TextUndoTakesAll && undone)
            std::erase_if(object.text, [&](const Unit &unit) { return unit.tx > tx; });
    }
}

void PlainBoard::mark(const BoardOp &op, UserId author, Seq seq)
{
    auto &done = m_done[author];
    const auto at = std::find_if(done.begin(), done.end(), [&](const Done &d) { return d.id == *op.target; });
    const bool undone = op.act == BoardAct::Undo;
    if (at == done.end() || at->undone == undone)
        return;
    const bool moved = std::any_of(m_objects.begin(), m_objects.end(), [&](const auto &entry) {
        const auto &parents = entry.second.writes[size_t(BoardRegister::Parent)];
        return std::any_of(parents.begin() + 1, parents.end(), [&](const Write &w) { return w.tx == at->tx; });
    });
    const Objects before = moved ? m_objects : Objects();
    for (auto &[id, object] : m_objects)
        markObject(object, at->tx, undone, seq, op.client.value_or(0));
    if (moved && m_slip != Slip::CirclesClose && hasCircle())
        m_objects = before;
    else
        at->undone = undone;
}

bool PlainBoard::hasPassedBy(UserId author) const
{
    const auto all = m_done.value(author);
    return std::any_of(all.cbegin(), all.cend(), [this](const Done &done) {
        return std::any_of(m_objects.cbegin(), m_objects.cend(), [&](const auto &entry) {
            const Object &object = entry.second;
            const auto isAnother = [&](const auto &one) { return one.tx == done.tx && one.undone != done.undone; };
            const auto edit = object.edits.find(done.tx);
            return (object.created == done.tx && object.creationUndone != done.undone) ||
                   (edit != object.edits.end() && edit->second.isUndone() != done.undone) ||
                   std::any_of(object.parts.begin(), object.parts.end(), isAnother) ||
                   std::any_of(object.writes.begin(), object.writes.end(), [&](const auto &writes) {
                       return !writes.empty() && std::any_of(writes.begin() + 1, writes.end(), isAnother);
                   });
        });
    });
}

// ---- what is seen

BoardOrderKey PlainBoard::orderOf(const Object &object) const
{
    const BoardOrderKey own = effective(object, BoardRegister::Order).value.order();
    const auto parent = parentOf(object);
    const auto at = parent ? m_objects.find(*parent) : m_objects.end();
    return at != m_objects.end() && isVisible(at->second) ? orderOf(at->second).child(own) : own;
}

bool PlainBoard::isEmptyGroup(ObjectId id) const
{
    if (m_objects.at(id).kind != BoardKind::Group)
        return false;
    return std::none_of(m_objects.begin(), m_objects.end(), [&](const auto &entry) {
        return parentOf(entry.second) == id && isVisible(entry.second) && !isEmptyGroup(entry.first);
    });
}

QString PlainBoard::difference(const BoardDoc &doc) const
{
    if (hasCircle())
        return QStringLiteral("something is in itself");
    std::vector<std::pair<BoardOrderKey, ObjectId>> order;
    for (const auto &[id, object] : m_objects) {
        const auto seen = doc.object(id);
        const bool visible = isVisible(object) && !isEmptyGroup(id);
        const auto differs = [id = id](const char *what) {
            return QStringLiteral("object %1 differs in %2").arg(id.toString(), QLatin1String(what));
        };
        if (seen.has_value() != visible)
            return differs("being seen");
        if (!seen)
            continue;
        order.emplace_back(orderOf(object), id);
        BoardObject plain;
        plain.kind = object.kind;
        for (int i = 0; i < boardRegisterCount; ++i)
            putBoardValue(plain, BoardRegister(i), effective(object, BoardRegister(i)).value);
        if (plain.parent)
            if (const auto parent = m_objects.find(*plain.parent);
                parent == m_objects.end() || !isVisible(parent->second))
                plain.parent.reset();
        if (std::pair(plain.x, plain.y) != std::pair(seen->x, seen->y))
            return differs("place");
        if (std::pair(plain.w, plain.h) != std::pair(seen->w, seen->h) || plain.rotation != seen->rotation)
            return differs("size");
        if (plain.color != seen->color || plain.fill != seen->fill || plain.width != seen->width ||
            plain.opacity != seen->opacity)
            return differs("style");
        if (plain.locked != seen->locked || plain.parent != seen->parent)
            return differs("parent or lock");
        if (plain.start != seen->start || plain.end != seen->end)
            return differs("its ends");
        if (text(object) != seen->text)
            return differs("text");
        if (erased(object) != seen->erased)
            return differs("parts");
    }
    std::sort(order.begin(), order.end());
    const QList<BoardObject> shown = doc.objects();
    if (shown.size() != qsizetype(order.size()))
        return QStringLiteral("another number of objects");
    for (qsizetype i = 0; i < shown.size(); ++i)
        if (shown.at(i).id != order[size_t(i)].second)
            return QStringLiteral("another order at %1 of %2").arg(i).arg(shown.size());
    return {};
}

} // namespace coterie::test
