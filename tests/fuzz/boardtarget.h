// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
#include "shared/board/boardsnapshot.h"
#include "tests/fuzz/choices.h"

#include <array>
#include <vector>

// What must hold for whatever three people do to a board: every replica has the same hash at every place, a snapshot is
// as good as the log, what is pending can be taken back without a trace, and undo is exact. The first byte of an input
// chooses: even, the rest is what they do; odd, the rest is a snapshot that somebody made up.
namespace coterie::fuzz {

class BoardScript final
{
public:
    explicit BoardScript(QByteArrayView bytes)
        : m_choices(bytes)
        , m_own(person(0))
    {
    }

    QString fault()
    {
        for (int steps = 0; steps < 300 && !m_choices.isOver(); ++steps) {
            if (QString fault = step(); !fault.isEmpty())
                return fault;
        }
        BoardDoc again;
        for (std::size_t i = 0; i < m_log.size(); ++i)
            again.apply(m_log[i], Seq(i + 1));
        if (again.hash() != m_doc.hash() || again.viewHash() != m_doc.viewHash())
            return QStringLiteral("B3: the log gives another board when it is read again");
        return undoFault();
    }

private:
    template <class Id> static Id id(int kind, int number)
    {
        return Id{QUuid(uint(kind), 0, 0x7000, 0x80, 0, 0, 0, 0, 0, uchar(number >> 8), uchar(number))};
    }
    static UserId person(int number) { return id<UserId>(1, number); }
    ObjectId object() { return id<ObjectId>(2, m_choices.below(10)); }

    double number()
    {
        static constexpr std::array extremes{0.0,   -0.0, 1.0,        -1.0,  0.5,    1.0 / 256, 1.0 / 512,
                                             360.0, -1e5, 16777216.0, 1e300, -1e300, 1e-30,     100.25};
        return m_choices.below(4) == 0 ? extremes[std::size_t(m_choices.below(int(extremes.size())))]
                                       : m_choices.byte() - 128 + m_choices.byte() / 256.0;
    }

    BoardOp op(UserId author)
    {
        const int what = m_choices.below(12);
        if (what < 2) {
            StrokePoints points;
            for (int n = m_choices.below(6) + 1; n > 0; --n)
                points.at.push_back({qint16(m_choices.byte() * 100), qint16(m_choices.byte())});
            const QByteArray packed = m_choices.below(8) == 0 ? m_choices.bytes(8) : points.packed();
            return BoardOp::createStroke(object(), number(), number(), packed, 0xff000000 | m_choices.byte(), 2.0);
        }
        if (what == 2)
            return BoardOp::create(object(), BoardKind(m_choices.below(11)), number(), number(), number(), number());
        if (what == 3)
            return BoardOp::createGroup(object());
        if (what == 4)
            return BoardOp::erase(object());
        if (what == 5)
            return BoardOp::eraseTree(object(), Seq(m_choices.below(int(m_log.size()) % 200 + 1)));
        if (what == 6)
            return BoardOp::clear(Seq(m_choices.below(int(m_log.size()) % 200 + 1)));
        if (what == 7)
            return BoardOp::setParent(object(), m_choices.below(3) == 0 ? std::nullopt : std::optional(object()));
        if (what == 8)
            return BoardOp::place(object(), m_choices.below(2) ? BoardOrder::Above : BoardOrder::Below, object());
        if (what == 9) {
            const QList<OpId> &mine = m_made[author];
            const OpId target = mine.isEmpty() ? id<OpId>(3, 0) : mine.at(m_choices.byte() % mine.size());
            return m_choices.below(2) ? BoardOp::undo(target) : BoardOp::redo(target);
        }
        return set();
    }

    BoardOp set()
    {
        BoardOp op = BoardOp::set(object());
        const int which = m_choices.byte();
        if (which & 1)
            op.color = m_choices.byte();
        if (which & 2)
            op.x = op.y = number();
        if (which & 4)
            op.order = m_choices.below(2) ? BoardOrder::Front : BoardOrder::Back;
        if (which & 8)
            op.deleted = m_choices.below(2) != 0;
        if (which & 16)
            op.locked = m_choices.below(2) != 0;
        if (which & 32)
            op.rotation = number();
        if (which & 64)
            op.w = op.h = number();
        if (which & 128)
            op.unset = QList<BoardUnset>{BoardUnset(m_choices.below(3))};
        return op;
    }

    QString step()
    {
        switch (m_choices.below(8)) {
        case 0:
            return snapshotFault();
        case 1:
            if (const QList<BoardOp> ops = m_choices.below(2) ? m_own.undoOps() : m_own.redoOps(); !ops.isEmpty())
                return commit({nextId(), person(0), ops});
            return {};
        default:
            break;
        }
        const UserId author = person(m_choices.below(3));
        QList<BoardOp> ops;
        for (int n = m_choices.below(3) + 1; n > 0; --n)
            ops.append(op(author));
        return commit({nextId(), author, ops});
    }

    OpId nextId() { return id<OpId>(3, ++m_ids); }

    QString commit(const BoardTransaction &tx)
    {
        if (checkBoardOps(tx.ops))
            return {};
        const quint64 before = m_doc.hash();
        const quint64 viewBefore = m_doc.viewHash();
        if (m_doc.validate(tx)) {
            if (m_doc.hash() != before)
                return QStringLiteral("a refusal changed the board");
            return {};
        }
        auto journal = m_doc.applyPending(tx, firstPendingPlace);
        m_doc.takeBack(std::move(journal));
        if (m_doc.hash() != before || m_doc.viewHash() != viewBefore)
            return QStringLiteral("B4: what was pending left a trace when it was taken back");
        if (tx.author == person(0) && m_own.edit(tx))
            return QStringLiteral("B2: a replica refuses what the log takes");

        m_log.push_back(tx);
        const Seq seq = Seq(m_log.size());
        m_doc.apply(tx, seq);
        const quint64 after = m_doc.hash();
        m_doc.apply(tx, seq);
        if (m_doc.hash() != after)
            return QStringLiteral("B3: a repeated event changed something");
        m_follower.apply(tx, seq);
        m_own.receive(tx, seq);
        m_made[tx.author].append(tx.id);
        if (m_follower.hash() != after || m_follower.viewHash() != m_doc.viewHash())
            return QStringLiteral("B14: from the snapshot on, the board is another one");
        if (m_own.confirmedHash() != after || m_own.pendingCount() != 0 || m_own.view().viewHash() != m_doc.viewHash())
            return QStringLiteral("B5: the replica of who did it is another one");
        return {};
    }

    QString snapshotFault()
    {
        BoardSnapshotReader reader;
        for (const QByteArray &part : writeBoardSnapshot(m_doc))
            if (part.size() > boardPartBytes || !reader.add(part))
                return QStringLiteral("B14: a snapshot is not taken by its reader");
        if (!reader.isComplete())
            return QStringLiteral("B14: a snapshot does not end");
        m_follower = reader.take();
        if (m_follower.hash() != m_doc.hash() || m_follower.seq() != m_doc.seq())
            return QStringLiteral("B14: a snapshot is another board");
        return {};
    }

    // B9: as many redos as undos come back to the same view.
    QString undoFault()
    {
        BoardReplica copy = m_own;
        const quint64 before = copy.view().viewHash();
        int presses = 0;
        for (; presses < 8; ++presses) {
            const QList<BoardOp> ops = copy.undoOps();
            if (ops.isEmpty())
                break;
            if (copy.edit({nextId(), person(0), ops}))
                return QStringLiteral("B9: one's own undo is refused");
        }
        for (int n = 0; n < presses; ++n)
            if (copy.edit({nextId(), person(0), copy.redoOps()}))
                return QStringLiteral("B9: one's own redo is refused");
        return copy.view().viewHash() == before ? QString() : QStringLiteral("B9: undo and redo end elsewhere");
    }

    Choices m_choices;
    BoardDoc m_doc, m_follower;
    BoardReplica m_own;
    std::vector<BoardTransaction> m_log;
    QHash<UserId, QList<OpId>> m_made;
    int m_ids = 0;
};

// Whoever reads it survives, and what it takes for whole is a board: it can be written and read again.
inline QString madeUpSnapshotFault(QByteArrayView bytes)
{
    BoardSnapshotReader reader;
    const qsizetype half = bytes.isEmpty() ? 0 : quint8(bytes[0]) % bytes.size();
    if (!reader.add(bytes.first(half)) || !reader.add(bytes.sliced(half)) || !reader.isComplete())
        return {};
    const BoardDoc doc = reader.take();
    BoardSnapshotReader again;
    for (const QByteArray &part : writeBoardSnapshot(doc))
        if (!again.add(part))
            return QStringLiteral("a snapshot that was taken cannot be passed on");
    return again.isComplete() && again.take().hash() == doc.hash() ? QString() : QStringLiteral("another board");
}

inline QString boardFault(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {};
    const QByteArrayView rest = bytes.sliced(1);
    return bytes[0] & 1 ? madeUpSnapshotFault(rest) : BoardScript(rest).fault();
}

} // namespace coterie::fuzz
