// SPDX-License-Identifier: MIT
#include "shared/board/boardrevert.h"

#include "shared/board/boardpartops.h"

#include <QSet>

#include <algorithm>

namespace coterie {

// Compares the board as it is with the board as it would be without one person's transactions since then, and takes of
// the difference what this person was the last to change.
class BoardReverter final
{
public:
    BoardReverter(const BoardDoc &now, const BoardDoc &without, UserId person, Seq from)
        : m_now(now)
        , m_without(without)
        , m_person(now.m_authorIndex.value(person))
        , m_from(from)
    {
    }

    BoardRevert run()
    {
        for (const BoardDoc::Slot &slot : m_now.m_slots)
            visit(slot.record, slot.visible);
        placeMoved();
        m_revert.ops = m_unlock + m_ops + m_lock;
        return std::move(m_revert);
    }

private:
    void visit(const BoardRecord &record, bool visible)
    {
        const auto at = m_without.m_index.constFind(record.id);
        const bool was = at != m_without.m_index.constEnd();
        if (!visible && !(was && m_without.m_slots[*at].visible))
            return;
        BoardRevert::Item item{.object = record.id};
        const bool lockedByOther = record.isLocked() && record.authorOf(BoardRegister::Locked) != m_person;
        QList<BoardOp> ops;
        if (record.author == m_person && record.created >= m_from) {
            if (record.hasForeignWork() || lockedByOther)
                return m_revert.kept.append(record.id);
            item.erased = true;
            ops.append(BoardOp::erase(record.id));
        } else if (was) {
            const BoardDoc::Slot &then = m_without.m_slots[*at];
            ops = putBack(record, then.record, !visible && then.visible, item);
            ops += partsBack(record, then.record, item);
            if (const BoardText *text = record.writing())
                if (const BoardDelta delta = text->deltaWithout(m_person, m_from); !delta.isEmpty()) {
                    item.text = true;
                    ops.append(BoardOp::editText(record.id, m_now.seq(), delta));
                }
            if (lockedByOther && !ops.isEmpty())
                return m_revert.kept.append(record.id);
        }
        add(record, item, ops);
    }

    // What is locked has to be unlocked first, and locked again where it was locked before.
    void add(const BoardRecord &record, const BoardRevert::Item &item, const QList<BoardOp> &ops)
    {
        const BoardRecord *then = m_without.find(record.id);
        const bool byPerson = record.authorOf(BoardRegister::Locked) == m_person;
        const bool wasLocked = then && then->isLocked();
        const bool isLocked = record.isLocked();
        if (ops.isEmpty() && (isLocked == wasLocked || !byPerson))
            return;
        BoardOp lock = BoardOp::set(record.id);
        lock.locked = false;
        if (isLocked)
            m_unlock.append(lock);
        m_ops += ops;
        lock.locked = true;
        if (wasLocked && byPerson)
            m_lock.append(lock);
        m_revert.items.append(item);
        if (isLocked != wasLocked)
            m_revert.items.last().putBack |= !item.erased;
    }

    QList<BoardOp> putBack(const BoardRecord &record, const BoardRecord &then, bool back, BoardRevert::Item &item)
    {
        BoardOp op = BoardOp::set(record.id);
        const BoardOp empty = op;
        BoardObject old;
        old.kind = record.kind;
        for (int i = 0; i < boardRegisterCount; ++i) {
            const auto reg = BoardRegister(i);
            putBoardValue(old, reg, then.value(reg));
            if (reg == BoardRegister::Locked || record.authorOf(reg) != m_person ||
                record.value(reg) == then.value(reg))
                continue;
            if (reg == BoardRegister::Order) {
                m_moved.insert(record.id);
                item.putBack = true;
                continue;
            }
            put(op, reg, old, then.number(BoardRegister::Deleted));
            (reg == BoardRegister::Deleted && back ? item.broughtBack : item.putBack) = true;
        }
        // Its author took the creation back: it is there again when somebody else has set something.
        if (back && record.author == m_person && (record.creationUndone || record.creationGone)) {
            op.color = old.color;
            item.broughtBack = true;
        }
        return op == empty ? QList<BoardOp>() : QList<BoardOp>{op};
    }

    static void put(BoardOp &op, BoardRegister reg, const BoardObject &old, qint64 deleted)
    {
        const auto unset = [&op](BoardUnset what) {
            if (!op.unset)
                op.unset.emplace();
            op.unset->append(what);
        };
        switch (reg) {
        case BoardRegister::Position:
            op.x = old.x;
            op.y = old.y;
            break;
        case BoardRegister::Color:
            op.color = old.color;
            break;
        case BoardRegister::Width:
            op.width = old.width;
            break;
        case BoardRegister::Deleted:
            op.deleted = deleted != 0;
            break;
        case BoardRegister::Size:
            op.w = old.w;
            op.h = old.h;
            break;
        case BoardRegister::Rotation:
            op.rotation = old.rotation;
            break;
        case BoardRegister::Fill:
            op.fill = old.fill;
            break;
        case BoardRegister::Opacity:
            op.opacity = old.opacity;
            break;
        case BoardRegister::Dash:
            op.dash = old.dash;
            break;
        case BoardRegister::FontSize:
            op.fontSize = old.fontSize;
            break;
        case BoardRegister::Align:
            op.align = old.align;
            break;
        case BoardRegister::Parent:
            old.parent ? void(op.parent = old.parent) : unset(BoardUnset::Parent);
            break;
        case BoardRegister::Start:
            old.start ? void(op.start = old.start) : unset(BoardUnset::Start);
            break;
        case BoardRegister::End:
            old.end ? void(op.end = old.end) : unset(BoardUnset::End);
            break;
        case BoardRegister::Order:
        case BoardRegister::Locked:
            break;
        }
    }

    static QList<BoardOp> partsBack(const BoardRecord &record, const BoardRecord &then, BoardRevert::Item &item)
    {
        const auto partsOf = [](const BoardRecord &r) { return r.erasing() ? r.erasing()->parts() : BoardIntervals(); };
        const BoardIntervals now = partsOf(record);
        const BoardIntervals before = partsOf(then);
        const QList<BoardOp> ops =
            restorePartOps(record.id, boardWithout(now, before)) + erasePartOps(record.id, boardWithout(before, now));
        item.parts = !ops.isEmpty();
        return ops;
    }

    // Directly above what they were above then, from the lowest up, so that each finds the one below it in its place.
    void placeMoved()
    {
        if (m_moved.isEmpty())
            return;
        const QList<BoardObject> order = m_without.objects();
        QHash<ObjectId, ObjectId> below; // by parent: the last one passed
        QList<ObjectId> lowest;
        for (const BoardObject &object : order) {
            const ObjectId parent = object.parent.value_or(ObjectId());
            if (m_moved.contains(object.id)) {
                if (below.contains(parent))
                    m_ops.append(BoardOp::place(object.id, BoardOrder::Above, below.value(parent)));
                else
                    lowest.append(object.id);
            }
            below.insert(parent, object.id);
        }
        for (qsizetype i = lowest.size(); i-- > 0;) {
            BoardOp op = BoardOp::set(lowest.at(i));
            op.order = BoardOrder::Back;
            m_ops.prepend(op); // before what stands on it
        }
    }

    const BoardDoc &m_now;
    const BoardDoc &m_without;
    const quint32 m_person;
    const Seq m_from;
    BoardRevert m_revert;
    QList<BoardOp> m_unlock; // before everything else
    QList<BoardOp> m_ops;
    QList<BoardOp> m_lock; // in the end
    QSet<ObjectId> m_moved;
};

BoardRevert revertPerson(const BoardDoc &start, const QList<BoardEvent> &events, UserId person, qint64 sinceMs)
{
    BoardDoc now = start;
    BoardDoc without = start;
    now.setTracking(false);
    without.setTracking(false);
    std::optional<Seq> from;
    int transactions = 0;
    for (const BoardEvent &event : events) {
        if (!from && event.timeMs >= sinceMs)
            from = event.seq;
        const bool skipped = from && event.tx.author == person;
        now.apply(event.tx, event.seq);
        if (!skipped)
            without.apply(event.tx, event.seq);
        transactions += skipped;
    }
    if (!transactions)
        return {};
    BoardRevert revert = BoardReverter(now, without, person, *from).run();
    revert.transactions = transactions;
    return revert;
}

} // namespace coterie
