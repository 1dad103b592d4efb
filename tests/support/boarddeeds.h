// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/boardkit.h"

#include <functional>

namespace coterie::test {

// What the people of a made-up session do on a board: draw, write, rub out, group, lock, clear, undo, redo. Decided by
// dice and by what their replica shows, sent by whoever asked.
class BoardDeeds final
{
public:
    struct Deed {
        QList<BoardOp> ops;        // none: there was nothing to do after all
        bool undo = false;         // or redo
        std::optional<Seq> seen{}; // of a clear: what its author had
        std::optional<OpId> step{};
    };
    using Draw = std::function<void(const Deed &)>;
    struct Habits {
        bool locks = true;
        bool tangles = false;                                 // most of what is done is grouping, undo and redo
        bool everyKind = false;                               // ellipses, plain lines and images are made too
        bool clearsTheUnseen = false;                         // rules that are broken on purpose
        std::function<QList<BoardOp>(BoardReplica &)> undo{}; // other than the replica's
    };
    struct Counts {
        qint64 undos = 0, texts = 0, parts = 0, groups = 0, locks = 0;
        qint64 ellipses = 0, lines = 0, images = 0;
    };

    explicit BoardDeeds(Dice &dice)
        : m_dice(dice)
    {
    }
    BoardDeeds(Dice &dice, const Habits &habits)
        : m_dice(dice)
        , m_habits(habits)
    {
    }

    void act(BoardReplica &replica, const Draw &then);
    [[nodiscard]] const Counts &counts() const { return m_counts; }

private:
    void draw(const QList<BoardOp> &ops);
    void undo();
    void make();
    void group(const QList<BoardObject> &seen);
    void write(const QList<BoardObject> &seen);
    void rub(const QList<BoardObject> &seen);
    void regroup(const QList<BoardObject> &seen);
    void lock(const QList<BoardObject> &seen);
    void eraseSome(const QList<BoardObject> &seen);
    [[nodiscard]] BoardOp randomSet(const QList<BoardObject> &seen);

    Dice &m_dice;
    Habits m_habits;
    Counts m_counts;
    QHash<const BoardReplica *, OpId> m_steps; // that each device is in; null: each transaction is one
    BoardReplica *m_replica = nullptr;         // of whoever acts
    const Draw *m_draw = nullptr;
};

} // namespace coterie::test
