// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <deque>

namespace coterie {

// One person's board: what the log says, and on top of it their own transactions that the log does not have yet
// (B4, B5). Owns both; the view is always the two together. Any one thread. Never sends anything: whoever owns the
// replica sends what edit() accepted, and hands over what comes back.
class BoardReplica final
{
public:
    explicit BoardReplica(UserId self = {});

    [[nodiscard]] UserId self() const { return m_self; }
    [[nodiscard]] const BoardDoc &view() const { return m_doc; }
    [[nodiscard]] Seq seq() const { return m_doc.seq(); }                   // of the log, as far as it is known
    [[nodiscard]] quint64 confirmedHash() const { return m_confirmedHash; } // of the log's board alone
    [[nodiscard]] int pendingCount() const { return int(m_pending.size()); }
    [[nodiscard]] qsizetype pendingOps() const;            // operations of those; receive() costs by their number
    [[nodiscard]] QList<BoardTransaction> pending() const; // in the order to send them again
    [[nodiscard]] bool isPending(OpId id) const;
    [[nodiscard]] QHash<OpId, Seq> acknowledged() const; // of what is pending: at which place

    // A number of this client's own, other than those of the same person's other devices (B19). Any, before the first
    // edit; as long as some of what restore() brought is pending, it goes on with the number that that had.
    void setClient(quint32 client) { m_client = client; }
    // The operations as they go into a transaction: with the number of the client where it belongs.
    [[nodiscard]] QList<BoardOp> stamped(QList<BoardOp> ops) const;
    // The operation that makes the text of an object this one; nothing when it is so already or cannot have one.
    [[nodiscard]] std::optional<BoardOp> textOp(ObjectId id, const QString &text) const;
    // Whether the board is older than what was restored onto it, so that some of one's own writing cannot be shown yet.
    // What one would write meanwhile would not fit behind that (B19).
    [[nodiscard]] bool isBehind() const;

    // Shows one's own transaction at once, or says why it cannot be: `busy` where it changes a text while isBehind().
    [[nodiscard]] std::optional<BoardRefusal> edit(const BoardTransaction &tx);
    // One's own transaction of an earlier run of the program: pending again, before anything else happens.
    void restore(const BoardTransaction &tx);
    // The operations that take back, or bring back, the last step of one's own that shows, with those behind it that do
    // not. More than a transaction holds where the step is large. None: nothing is left.
    [[nodiscard]] QList<BoardOp> undoOps() { return historyOps(true); }
    [[nodiscard]] QList<BoardOp> redoOps() { return historyOps(false); }

    // From the log, in its order; one's own among them confirm themselves. A place already known changes nothing.
    void receive(const BoardTransaction &tx, Seq seq);
    void receive(const QList<std::pair<BoardTransaction, Seq>> &events);
    // The server has this transaction, at this place: wait for the event no longer once that is passed, be it by a
    // snapshot that does not remember whose it was.
    void acknowledge(OpId id, Seq seq);
    // The log is another one: no place of before says anything of it.
    void forgetPlaces();
    // The server will never have them. False when none was pending.
    bool refuse(const QList<OpId> &ids);
    bool refuse(OpId id) { return refuse(QList<OpId>{id}); }
    // Starts again from a snapshot of the log's board. What is pending stays, except what the snapshot has.
    void reset(BoardDoc &&confirmed);

    [[nodiscard]] QList<BoardObjectChange> takeChanges();

private:
    struct Pending {
        BoardTransaction tx;
        Seq place = 0;
        BoardDoc::Journal journal;
        Seq acknowledged = 0; // its place in the log, once that is known; 0 until then
    };

    [[nodiscard]] quint32 client() const; // for what is written now
    [[nodiscard]] QList<BoardOp> historyOps(bool undo);
    void append(const BoardTransaction &tx);
    void takeBackPending();
    void applyPending();
    bool drop(OpId id);

    UserId m_self;
    quint32 m_client = 1;
    BoardDoc m_doc;
    std::deque<Pending> m_pending;
    quint64 m_confirmedHash = 0;
    Seq m_nextPlace = firstPendingPlace;
    bool m_orderKept = true;
};

} // namespace coterie
