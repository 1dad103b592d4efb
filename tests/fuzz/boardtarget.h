// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
#include "shared/board/boardsnapshot.h"
#include "tests/fuzz/boardmaker.h"
#include "tests/fuzz/boardparty.h"
#include "tests/support/undoneparts.h"

#include <vector>

// What must hold for whatever three people do to a board: every replica has the same hash at every place, a snapshot is
// as good as the log, what is pending can be taken back without a trace, and undo is exact. The first byte of an input
// chooses: odd, the rest is a snapshot that somebody made up; with the second bit, what people on several devices do
// (boardparty.h); else what three do, one after the other.
namespace coterie::fuzz {

// Rules that are broken on purpose.
enum class BoardPlant {
    None,
    LeavesTraces, // what was pending is applied, and never taken back
    MissesEvents, // who goes by a snapshot does not hear of the first event behind it
    ShortRedo,    // one press less of redo than of undo
    OldSnapshot,  // a snapshot is that of the event before
};

class BoardScript final
{
public:
    explicit BoardScript(QByteArrayView bytes, BoardPlant plant = BoardPlant::None)
        : m_choices(bytes)
        , m_plant(plant)
        , m_maker(m_choices)
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
            ops.append(m_maker.op(m_made[author], int(m_log.size())));
        const int step = m_choices.below(4);
        return commit({nextId(), author, ops, step ? std::optional(idOf<OpId>(4, step)) : std::nullopt});
    }

    OpId nextId() { return idOf<OpId>(3, ++m_ids); }

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
        if (m_plant != BoardPlant::LeavesTraces)
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
        if (m_plant != BoardPlant::MissesEvents || !m_isSnapshotNew)
            m_follower.apply(tx, seq);
        m_isSnapshotNew = false;
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
        for (const QByteArray &part : writeBoardSnapshot(m_plant == BoardPlant::OldSnapshot ? before() : m_doc))
            if (part.size() > boardPartBytes || !reader.add(part))
                return QStringLiteral("B14: a snapshot is not taken by its reader");
        if (!reader.isComplete())
            return QStringLiteral("B14: a snapshot does not end");
        m_follower = reader.take();
        m_isSnapshotNew = true;
        if (m_follower.hash() != m_doc.hash() || m_follower.seq() != m_doc.seq())
            return QStringLiteral("B14: a snapshot is another board");
        return {};
    }

    // The board without the last event.
    [[nodiscard]] BoardDoc before() const
    {
        BoardDoc doc;
        for (std::size_t i = 0; i + 1 < m_log.size(); ++i)
            doc.apply(m_log[i], Seq(i + 1));
        return doc;
    }

    // B9: as many redos as undos come back to the same view, and nothing stays undone beneath it.
    QString undoFault()
    {
        BoardReplica copy = m_own;
        if (test::hasStepUndoneInPart(copy.view(), person(0)))
            return {};
        const quint64 before = copy.view().viewHash();
        const QList<OpId> done = copy.view().undoable(person(0));
        int presses = 0;
        for (; presses < 8; ++presses) {
            const QList<BoardOp> ops = copy.undoOps();
            if (ops.isEmpty())
                break;
            if (copy.edit({nextId(), person(0), ops}))
                return QStringLiteral("B9: one's own undo is refused");
        }
        for (int n = m_plant == BoardPlant::ShortRedo ? 1 : 0; n < presses; ++n)
            if (copy.edit({nextId(), person(0), copy.redoOps()}))
                return QStringLiteral("B9: one's own redo is refused");
        return copy.view().viewHash() == before && copy.view().undoable(person(0)) == done
                   ? QString()
                   : QStringLiteral("B9: undo and redo end elsewhere");
    }

    Choices m_choices;
    const BoardPlant m_plant;
    BoardMaker m_maker;
    BoardDoc m_doc, m_follower;
    BoardReplica m_own;
    std::vector<BoardTransaction> m_log;
    QHash<UserId, QList<OpId>> m_made;
    int m_ids = 0;
    bool m_isSnapshotNew = false; // nothing has happened since it was taken
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
    if (bytes[0] & 1)
        return madeUpSnapshotFault(rest);
    return bytes[0] & 2 ? BoardParty(rest).fault() : BoardScript(rest).fault();
}

} // namespace coterie::fuzz
