// SPDX-License-Identifier: MIT
#include "tests/support/boarddeeds.h"

namespace coterie::test {

namespace {
constexpr int mostPending = 40; // then one waits for the others
} // namespace

void BoardDeeds::draw(const QList<BoardOp> &ops)
{
    OpId &step = m_steps[m_replica];
    if (m_dice.chance(0.2))
        step = m_dice.chance(0.6) ? m_dice.id<OpId>() : OpId{};
    (*m_draw)({ops, false, {}, step.isNull() ? std::nullopt : std::optional(step)});
}

void BoardDeeds::undo()
{
    (*m_draw)({m_habits.undo ? m_habits.undo(*m_replica) : m_replica->undoOps(), true, {}});
}

BoardOp BoardDeeds::randomSet(const QList<BoardObject> &seen)
{
    const BoardObject &o = seen.at(m_dice.between(0, int(seen.size()) - 1));
    const ObjectId other = seen.at(m_dice.between(0, int(seen.size()) - 1)).id;
    BoardOp op = BoardOp::set(o.id);
    switch (m_dice.between(0, 11)) {
    case 0:
        op.color = quint32(m_dice.next());
        break;
    case 1:
        op.width = m_dice.between(1.0, 20.0);
        break;
    case 2:
        op.order = m_dice.chance(0.5) ? BoardOrder::Front : BoardOrder::Back;
        break;
    case 3:
        op.deleted = m_dice.chance(0.5);
        break;
    case 4:
        if (other != o.id)
            return BoardOp::place(o.id, m_dice.chance(0.5) ? BoardOrder::Above : BoardOrder::Below, other);
        op.rotation = m_dice.between(-400.0, 400.0);
        break;
    case 5:
        op.fill = quint32(m_dice.next());
        op.opacity = m_dice.unit();
        break;
    case 6:
        if (o.kind != BoardKind::Group) {
            op.w = m_dice.between(1.0, 300.0);
            op.h = m_dice.between(1.0, 300.0);
            break;
        }
        [[fallthrough]];
    case 7:
        for (const BoardObject &holder : seen)
            if (isBoardContainer(holder.kind) && holder.id != o.id && m_dice.chance(0.5))
                return BoardOp::setParent(o.id, holder.id);
        return BoardOp::setParent(o.id, {});
    case 8:
        op.opacity = m_dice.unit();
        break;
    case 9:
        if (isBoardLine(o.kind) && other != o.id) {
            op.end = BoardAnchor{other, 0.5, m_dice.chance(0.5) ? 0.25 : 1};
            break;
        }
        [[fallthrough]];
    default:
        op.x = m_dice.between(-999.0, 999.0);
        op.y = m_dice.between(-999.0, 999.0);
    }
    return op;
}

void BoardDeeds::make()
{
    static constexpr BoardKind kinds[] = {BoardKind::Sticky,  BoardKind::Text,  BoardKind::Rectangle,
                                          BoardKind::Diamond, BoardKind::Arrow, BoardKind::Frame,
                                          BoardKind::Ellipse, BoardKind::Line,  BoardKind::Image};
    const int newest = m_habits.everyKind ? 8 : 5; // seeds that are named elsewhere play what they played
    QList<BoardOp> ops;
    for (int n = m_dice.between(1, 3); n > 0; --n) {
        const auto id = m_dice.id<ObjectId>();
        if (m_dice.chance(0.5)) {
            StrokePoints points;
            for (int i = m_dice.between(1, 4); i > 0; --i)
                points.at.push_back({qint16(m_dice.between(-500, 500)), qint16(m_dice.between(-500, 500))});
            ops.append(BoardOp::createStroke(id, m_dice.between(0, 999), 0, points.packed(), 0xff000000, 2));
            continue;
        }
        BoardOp op = BoardOp::create(id, kinds[m_dice.between(0, newest)], m_dice.between(0, 999), 0, 40, 30);
        if (op.kind == BoardKind::Image)
            op.asset = QByteArray(boardAssetBytes, char('a' + m_dice.between(0, 9)));
        else if (m_dice.chance(0.5))
            op.text = QStringLiteral("note");
        m_counts.ellipses += op.kind == BoardKind::Ellipse ? 1 : 0;
        m_counts.lines += op.kind == BoardKind::Line ? 1 : 0;
        m_counts.images += op.kind == BoardKind::Image ? 1 : 0;
        ops.append(op);
    }
    if (m_dice.chance(0.2)) {
        BoardOp op = BoardOp::set(*ops.first().object);
        op.color = 0xff00ff00;
        ops.append(op);
    }
    draw(ops);
}

void BoardDeeds::group(const QList<BoardObject> &seen)
{
    ++m_counts.groups;
    const BoardOp group = BoardOp::createGroup(m_dice.id<ObjectId>());
    QList<BoardOp> ops{group};
    for (int n = m_dice.between(1, 3); n > 0; --n)
        ops.append(BoardOp::setParent(seen.at(m_dice.between(0, int(seen.size()) - 1)).id, group.object));
    draw(ops);
}

// A word here, a word out there, as an editor would say it.
void BoardDeeds::write(const QList<BoardObject> &seen)
{
    static const QString words[] = {QStringLiteral("one "), QStringLiteral("zwei "), QStringLiteral("\U0001f600"),
                                    QStringLiteral("."), QStringLiteral("\n")};
    QList<ObjectId> notes;
    for (const BoardObject &o : seen)
        if (hasBoardText(o.kind))
            notes.append(o.id);
    if (notes.isEmpty())
        return;
    // Most of the time the same one, so that they meet.
    const ObjectId id = notes.at(m_dice.chance(0.7) ? 0 : m_dice.between(0, int(notes.size()) - 1));
    QString text = m_replica->view().textOf(id).value_or(QString());
    int at = m_dice.between(0, int(text.size()));
    if (at < text.size() && text.at(at).isLowSurrogate())
        --at;
    if (text.size() > 40 || (!text.isEmpty() && m_dice.chance(0.3))) {
        int count = std::min(m_dice.between(1, 5), int(text.size()) - at);
        if (at + count < text.size() && text.at(at + count).isLowSurrogate())
            ++count;
        text.remove(at, count);
    } else {
        text.insert(at, words[m_dice.between(0, 4)]);
    }
    if (const auto op = m_replica->textOp(id, text)) {
        ++m_counts.texts;
        draw({*op});
    }
}

void BoardDeeds::rub(const QList<BoardObject> &seen)
{
    for (const BoardObject &o : seen) {
        if (o.kind != BoardKind::Stroke || m_dice.chance(0.6))
            continue;
        const int length = boardStrokeLength(o.extent.count);
        const int from = m_dice.between(0, length - 1);
        const BoardIntervals parts{{from, m_dice.chance(0.2) ? length : from + m_dice.between(1, 200)}};
        ++m_counts.parts;
        return draw({!o.erased.isEmpty() && m_dice.chance(0.3) ? BoardOp::restorePart(o.id, parts)
                                                               : BoardOp::erasePart(o.id, parts)});
    }
}

void BoardDeeds::eraseSome(const QList<BoardObject> &seen)
{
    QList<ObjectId> holders;
    for (const BoardObject &o : seen)
        if (isBoardContainer(o.kind))
            holders.append(o.id);
    if (!holders.isEmpty() && m_dice.chance(0.5))
        return draw({BoardOp::eraseTree(holders.at(m_dice.between(0, int(holders.size()) - 1)), m_replica->seq())});
    QList<BoardOp> ops;
    for (int n = m_dice.between(1, 2); n > 0; --n)
        ops.append(BoardOp::erase(seen.at(m_dice.between(0, int(seen.size()) - 1)).id));
    draw(ops);
}

// Into another group or frame, or out of it: where circles come from.
void BoardDeeds::regroup(const QList<BoardObject> &seen)
{
    QList<ObjectId> holders;
    for (const BoardObject &o : seen)
        if (isBoardContainer(o.kind) && holders.size() < 3) // few, so that they meet
            holders.append(o.id);
    if (holders.size() < 2)
        return group(seen);
    const auto any = [&] { return holders.at(m_dice.between(0, int(holders.size()) - 1)); };
    const ObjectId inner = m_dice.chance(0.6) ? any() : seen.at(m_dice.between(0, int(seen.size()) - 1)).id;
    const ObjectId outer = any();
    if (inner == outer)
        return;
    draw({BoardOp::setParent(inner, m_dice.chance(0.8) ? std::optional(outer) : std::nullopt)});
    if (m_dice.chance(0.4)) // so that it can be redone when somebody else has
                            // turned it around
        undo();
}

void BoardDeeds::lock(const QList<BoardObject> &seen)
{
    const BoardObject &o = seen.at(m_dice.between(0, int(seen.size()) - 1));
    BoardOp op = BoardOp::set(o.id);
    op.locked = !o.locked;
    ++m_counts.locks;
    draw({op});
}

void BoardDeeds::act(BoardReplica &replica, const Draw &then)
{
    m_replica = &replica;
    m_draw = &then;
    if (replica.pendingCount() > mostPending)
        return;
    const QList<BoardObject> seen = m_replica->view().objects();
    int what = m_dice.between(0, 99);
    if (m_habits.tangles && m_dice.chance(0.6))
        what = m_dice.chance(0.5) ? 55 : m_dice.between(71, 99);
    if (seen.size() < 2 || what < 16) {
        if (seen.size() < 16)
            make();
        else
            eraseSome(seen);
    } else if (what < 30) {
        QList<BoardOp> ops;
        for (int n = m_dice.between(1, 3); n > 0; --n)
            ops.append(randomSet(seen));
        draw(ops);
    } else if (what < 45) {
        write(seen);
    } else if (what < 52) {
        rub(seen);
    } else if (what < 60) {
        regroup(seen);
    } else if (what < 65) {
        eraseSome(seen);
    } else if (what < 69) {
        if (m_habits.locks)
            lock(seen);
    } else if (what < 71) {
        const Seq known = m_replica->seq();
        (*m_draw)({{BoardOp::clear(m_habits.clearsTheUnseen ? maxSeq : known)}, false, known});
    } else if (what < 88) {
        ++m_counts.undos;
        undo();
    } else {
        (*m_draw)({m_replica->redoOps(), true, {}});
    }
}

} // namespace coterie::test
