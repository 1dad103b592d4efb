// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QHash>

#include <vector>

namespace coterie {

inline constexpr int boardUndoDepth = 200;         // steps of one author that can be undone (B10)
inline constexpr int boardUndoTransactions = 8192; // of those steps together: more than a board is large (B27)
inline constexpr int boardKnownDepth = 64; // latest transactions of one author that are told apart from new ones (B5)

// One author's transactions that can still be undone or redone, and the latest ones of the log whatever became of them.
// The lists are read by anybody, and changed by the functions alone, which keep the count of the steps and tell a
// journal.
struct BoardHistory {
    struct Entry {
        OpId id;
        Seq tx = 0;
        bool undone = false;
        QList<quint32> touched; // slots
        OpId step;              // the transactions of one step have the same (B27)
        Seq undoneAt = 0;       // place of the undo, the latest one; 0 when it came with a snapshot
    };
    // What a pending transaction changed, so that it can be taken back: few changes of what may be thousands of
    // entries.
    struct Journal {
        struct Change {
            enum What { Appended, Taken, Turned } what = Appended;
            qsizetype at = 0;
            Entry entry{};    // Taken
            Seq undoneAt = 0; // Turned: as it was
        };
        QList<OpId> redo;
        std::vector<Change> changes;
    };

    QList<Entry> entries; // oldest first
    QList<OpId> redo;     // the last one undone is last
    QList<OpId> known;    // of the log alone; oldest first, boardKnownDepth at most

    [[nodiscard]] qsizetype indexOf(OpId id) const; // the latest are found first
    [[nodiscard]] int steps() const { return int(m_sizes.size()); }
    [[nodiscard]] int sizeOf(OpId step) const { return m_sizes.value(step); }

    void append(Entry entry, Journal *journal = nullptr);
    Entry take(qsizetype at, Journal *journal = nullptr);
    void setUndone(qsizetype at, bool undone, Seq place, Journal *journal = nullptr);
    void takeBack(Journal &&journal);

private:
    void count(OpId step, int more);

    QHash<OpId, int> m_sizes; // of each step: its transactions
};

} // namespace coterie
