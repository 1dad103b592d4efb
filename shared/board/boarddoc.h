// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardhistory.h"
#include "shared/board/boardrecord.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace coterie {

// Transactions with this place or a later one are pending: only their author has applied them so far.
inline constexpr Seq firstPendingPlace = maxSeq + 1;
inline constexpr int maxBoardObjects = 200'000;  // that can be seen
inline constexpr int maxBoardRecords = 500'000;  // with those that were erased
inline constexpr int manyBoardRecords = 450'000; // from here on those that were erased for good are let go of (B24)
inline constexpr int maxBoardNesting = 64;       // groups and frames in one another

class BoardSnapshotWriter;

// How an object differs from what it was at the last takeChanges(). A null box: it was, or is, not to be seen.
struct BoardObjectChange {
    ObjectId id;
    QRectF before;
    QRectF after;
    bool repaint = true;      // false: only bookkeeping changed, every pixel stays
    bool textChanged = false; // what is written in it is another: boardDelta() and boardCaret() help an open editor
};

// What can be told of an object without making it.
struct BoardGlance {
    ObjectId id;
    BoardKind kind = BoardKind::Stroke;
    QRectF box;        // everything it can ink; null for a group
    quint64 state = 0; // two of one state look the same; 0: in a group or frame, whose order counts too
};

// One board: its objects, who can undo what, and the state hash. Deterministic: the same transactions in the same order
// give the same board everywhere (the rules of README.md). Any one thread. Never talks to a network or a clock.
class BoardDoc final
{
    struct Slot {
        BoardRecord record;
        quint64 hash = 0;
        bool visible = false;
        bool open = false; // under change by the transaction being applied
    };
    // Whoever is writing this very document; a copy of it is not being written.
    struct Writing {
        BoardSnapshotWriter *by = nullptr;
        Writing() = default;
        ~Writing() = default;
        Writing(const Writing & /*other*/) noexcept {}
        Writing &operator=(const Writing & /*other*/) noexcept { return *this; }
    };

public:
    // What a pending transaction replaced, so that it can be taken back.
    class Journal
    {
        friend class BoardDoc;
        size_t slotCount = 0;
        size_t authorCount = 0;
        std::vector<std::pair<quint32, Slot>> before;
        std::optional<std::pair<quint32, BoardHistory::Journal>> history;
    };

    [[nodiscard]] Seq seq() const { return m_seq; }
    [[nodiscard]] quint64 hash() const { return m_hash; }
    [[nodiscard]] quint64 viewHash() const { return m_viewHash; } // of what can be seen only
    [[nodiscard]] int visibleCount() const { return m_visible; }
    [[nodiscard]] int recordCount() const { return int(m_slots.size()); }
    [[nodiscard]] bool contains(ObjectId id) const { return m_index.contains(id); }
    [[nodiscard]] bool isVisible(ObjectId id) const;
    [[nodiscard]] std::optional<BoardObject> object(ObjectId id) const; // nothing when it cannot be seen
    // The same as it was last, of one that cannot be seen any more; nothing when the board has let go of it (B24).
    [[nodiscard]] std::optional<BoardObject> lastOf(ObjectId id) const;
    [[nodiscard]] std::optional<QString> textOf(ObjectId id) const; // of erased ones too
    [[nodiscard]] QList<BoardObject> objects() const;               // all that can be seen, in painting order
    // By its place in the order of creation, below recordCount(); nothing when it cannot be seen.
    [[nodiscard]] std::optional<BoardGlance> glance(int place) const;
    // What is directly in a group or frame and can be seen, in painting order.
    [[nodiscard]] QList<ObjectId> children(ObjectId parent) const;
    // What names this as its group or frame and is not erased, in the order of creation: also a group that nothing is
    // to be seen in, and also when this one is erased. What erasing it with its contents meets first (B16).
    [[nodiscard]] QList<ObjectId> contents(ObjectId parent) const;
    // Who created it, and who locked it when it is locked; erased or not.
    [[nodiscard]] std::optional<UserId> authorOf(ObjectId id) const;
    [[nodiscard]] std::optional<UserId> lockedBy(ObjectId id) const;
    // Everything the object can ink where it is seen; of a group and a frame with all that is in it. Null: nothing.
    [[nodiscard]] QRectF box(ObjectId id) const;

    // What the author can take back, the latest first, and what can come back, the next one first.
    [[nodiscard]] QList<OpId> undoable(UserId author) const;
    [[nodiscard]] QList<OpId> redoable(UserId author) const;
    // What a press of undo or redo comes to first, so that it can be named: the first of those whose object can be seen
    // or would come back; null where there is none (B42).
    [[nodiscard]] OpId nextUndo(UserId author) const;
    [[nodiscard]] OpId nextRedo(UserId author) const;
    // The transactions that are one step with this one, this one too, oldest first; none when it cannot be undone.
    [[nodiscard]] QList<OpId> stepOf(UserId author, OpId id) const;
    // Of transactions as undoable() or redoable() lists them, those that are one step with the first; they are gone
    // there.
    [[nodiscard]] QList<OpId> takeStep(UserId author, QList<OpId> &listed) const;
    // Whether both were undone by one transaction; of what came with a snapshot that is not known.
    [[nodiscard]] bool wentTogether(UserId author, OpId one, OpId other) const;
    // Whether anything that these transactions of the author touched can be seen.
    [[nodiscard]] bool showsAnyOf(UserId author, const QList<OpId> &ids) const;
    // What these transactions of the author have made that taking them back leaves, since somebody else has worked on
    // it (B9), and who did so last, as far as it is known.
    struct Kept {
        ObjectId id;
        std::optional<UserId> by;
    };
    [[nodiscard]] QList<Kept> keptOf(UserId author, const QList<OpId> &ids) const;
    // What one of them touched, as far as it can still be undone.
    struct Touched {
        ObjectId id;
        UserId author;       // of the object
        bool made = false;   // by this transaction
        bool wrote = false;  // it changed what is written in it
        bool locked = false; // it unlocked it, or locked it above what does so now
        bool ended = false;  // it erased it, or brought it back
        bool fits = false;   // of a text; beside these it changed its place and size at most
    };
    [[nodiscard]] QList<Touched> touchedBy(UserId author, const OpId &id) const;
    // Whether the log has this transaction for certain; one of long ago may be forgotten.
    [[nodiscard]] bool remembers(UserId author, OpId id) const;

    // Whether a transaction may enter the log. Never refuses because of transactions that are still on their way.
    [[nodiscard]] std::optional<BoardRefusal> validate(const BoardTransaction &tx) const;

    // Applies the transaction that has this place in the log; a place at or before seq() changes nothing. Answers how
    // many of its operations found something to act on.
    int apply(const BoardTransaction &tx, Seq seq);

    // The same for one's own, validated transaction that the log does not have yet. Taken back in the reverse order.
    [[nodiscard]] Journal applyPending(const BoardTransaction &tx, Seq place);
    void takeBack(Journal &&journal);

    // Off by default: a server has nothing to paint.
    void setTracking(bool on);
    // With orderKept, one's own work that the log just ordered kept its place among everything else.
    [[nodiscard]] QList<BoardObjectChange> takeChanges(bool orderKept = true);

private:
    friend class BoardSnapshotWriter;
    friend class BoardSnapshotReader;
    friend class BoardReverter;

    struct Look {
        bool visible = false;
        QRectF box;
        BoardOrderKey order;
        quint64 hash = 0; // of everything else that is painted
        quint64 text = 0;
    };

    int applyOps(const BoardTransaction &tx, Seq place);
    int applyOp(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    int create(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    int set(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    void setOrder(const BoardOp &op, quint32 slot, quint32 author, BoardHistory::Entry &entry);
    int erase(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    void eraseContents(quint32 group, Seq base, quint32 author, BoardHistory::Entry &entry);
    int clear(Seq base, quint32 author, BoardHistory::Entry &entry);
    int editText(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    int erasePart(const BoardOp &op, quint32 author, BoardHistory::Entry &entry);
    int setUndone(const BoardOp &op, quint32 author, Seq place);
    void write(quint32 slot, quint32 author, BoardHistory::Entry &entry, BoardRegister reg, BoardValue value);
    void write(quint32 slot, quint32 author, BoardHistory::Entry &entry, BoardRegister reg, qint64 value)
    {
        write(slot, author, entry, reg, BoardValue::of(value));
    }
    [[nodiscard]] bool goesOn(const BoardTransaction &tx, quint32 author) const;
    void remember(quint32 author, BoardHistory::Entry &&entry);
    [[nodiscard]] BoardHistory::Journal *historyJournal(quint32 author);
    void bake(const BoardHistory::Entry &entry);
    void letGoOfErased();

    quint32 addAuthor(UserId id);
    [[nodiscard]] const BoardHistory *historyOf(UserId author) const;
    [[nodiscard]] bool touchesSeen(const BoardHistory::Entry &entry, bool orWould) const;
    [[nodiscard]] UserId authorOf(const BoardRecord &record) const { return m_authors[record.author]; }
    BoardRecord &open(quint32 slot);
    void settle();
    void addSlot(Slot &&slot);
    void account(const Slot &slot, bool add);
    [[nodiscard]] Look lookOf(ObjectId id) const;
    void noteLook(ObjectId id);
    void noteTree(ObjectId id);

    // The groups and frames (boardtree.cpp).
    [[nodiscard]] const BoardRecord *find(ObjectId id) const;
    [[nodiscard]] bool isContainer(ObjectId id) const;
    [[nodiscard]] bool isVisibleNow(quint32 slot) const;
    [[nodiscard]] std::vector<quint32> childSlots(ObjectId parent) const;
    template <class Test> [[nodiscard]] bool anyChild(ObjectId parent, Test test) const; // of slots, in any order
    void fileOpen(quint32 slot); // an open one in what it is in by now
    [[nodiscard]] bool closesCycle(ObjectId child, ObjectId parent) const;
    [[nodiscard]] const BoardRecord *shownParent(const BoardRecord &record) const;
    [[nodiscard]] BoardOrderKey orderOf(const BoardRecord &record) const;
    [[nodiscard]] bool isEmptyGroup(const BoardRecord &record) const;
    [[nodiscard]] BoardObject shown(const BoardRecord &record) const;
    void renumber(qint64 first);

    [[nodiscard]] std::optional<BoardRefusal> validateParent(const BoardOp &op, qsizetype index,
                                                             const QHash<ObjectId, BoardKind> &created,
                                                             QHash<ObjectId, std::optional<ObjectId>> &parents) const;
    [[nodiscard]] std::optional<BoardRefusal> validateContent(const BoardTransaction &tx, qsizetype index,
                                                              BoardKind kind, QHash<ObjectId, BoardText> &texts) const;
    [[nodiscard]] std::optional<BoardRefusal> validateKind(const BoardOp &op, qsizetype index, BoardKind kind) const;

    std::vector<Slot> m_slots; // in the order of creation; never reused
    QHash<ObjectId, quint32> m_index;
    std::vector<UserId> m_authors;
    QHash<UserId, quint32> m_authorIndex;
    std::vector<BoardHistory> m_histories; // one per author
    Seq m_seq = 0;
    quint64 m_hash = 0;
    quint64 m_viewHash = 0;
    int m_visible = 0;

    QHash<ObjectId, QSet<quint32>> m_children; // slots whose register Parent names this object
    int m_turn = 0;                            // number of the operation being applied
    std::vector<qint64> m_crowded;             // first numbers of order keys that have grown too long

    std::vector<quint32> m_open;
    QHash<ObjectId, QSet<quint32>> m_openChildren; // as m_children, of those that are open
    QHash<quint32, ObjectId> m_openParents;        // the same the other way round
    Journal *m_journal = nullptr;
    Writing m_writing;
    bool m_tracking = false;
    QHash<ObjectId, Look> m_before;
    QList<ObjectId> m_changed; // keys of m_before in the order of their first change
};

} // namespace coterie
