// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardlistmodel.h"
#include "app/session/keptboardwork.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "shared/util/clock.h"
#include "shared/util/tokenbucket.h"

#include <QObject>
#include <QRectF>

#include <functional>

namespace coterie {

class BoardPast;
class Outbox;

// A name made of another one ("%1 (copy)"), of which as much is left out as makes it one that a board may have.
[[nodiscard]] QString boardNameLike(const QString &pattern, const QString &name);

// Which boards a room has and who may do what there, as this window knows it: what the host told, and on top what was
// asked for here and is not in the log yet. Also the work that a host would not take, by board, until somebody decides.
// Between the views, which call the commands, and the session. Lives in the window's thread.
class RoomBoards final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomBoards)
public:
    RoomBoards(const RoomId &room, Requests &requests, LocalStore &store, Outbox &outbox, const Clock &clock,
               QObject *parent = nullptr);

    // ---- for the views
    [[nodiscard]] RoomId room() const { return m_room; }
    [[nodiscard]] UserId me() const { return m_me; }
    [[nodiscard]] const RoomState &state() const { return m_shown; }
    [[nodiscard]] BoardListModel *model() { return &m_model; }
    // The board this person looks at, also after a restart: the first one when that is gone.
    [[nodiscard]] BoardId current() const;
    void setCurrent(const BoardId &board);
    [[nodiscard]] bool isModerator() const { return m_shown.isModerator(m_me); }
    [[nodiscard]] BoardRight rightOn(const BoardId &board) const { return m_shown.rightOn(board, m_me); }
    // Made here, and the host has not heard of it yet: all that there is of it is on this computer.
    [[nodiscard]] bool isOnlyHere(const BoardId &board) const
    {
        return m_shown.board(board) && !m_confirmed.board(board);
    }
    [[nodiscard]] bool may(const BoardListChange &change) const { return !m_shown.check(m_me, change); }
    // Why this person may not make another board, as a code; empty: they may.
    [[nodiscard]] QString barrierToAdding() const;
    [[nodiscard]] QString whyNotAdding() const; // the same in words
    [[nodiscard]] bool may(const RightsChange &change) const { return !m_shown.check(m_me, change); }

    // Each is shown at once and waits in the outbox; false when it may not be done, which noticed() has said.
    bool change(const BoardListChange &change);
    bool change(const RightsChange &change);
    [[nodiscard]] BoardId add(const QString &name, const std::optional<BoardId> &after = {}); // null: refused
    bool rename(const BoardId &board, const QString &name);
    bool remove(const BoardId &board);
    bool restore(const BoardId &board);
    bool setFrozen(const BoardId &board, bool frozen);

    // Asks everybody who is in the room to come to this part of a board. `told` hears, once, what became of it, in
    // words.
    void summon(const BoardId &board, const QRectF &view, const std::function<void(const QString &sentence)> &told);

    // What a host refused: operations that create a copy of it, object by object, and how many objects these are.
    [[nodiscard]] QList<BoardOp> conflict(const BoardId &board) const { return m_kept.copies(board); }
    [[nodiscard]] QString conflictCode(const BoardId &board) const { return m_kept.code(board); }
    [[nodiscard]] int conflictObjects(const BoardId &board) const;
    [[nodiscard]] QString
    conflictReason(const BoardId &board) const; // a sentence, of the latest; empty: not known, or over
    void keepConflict(const BoardId &board, const RefusedWork &work);
    void dropConflict(const BoardId &board);
    // As a new board beside it, named by boardNameLike() and a number where another one has that name; null: it may not
    // be made, and the work stays where it was.
    [[nodiscard]] BoardId saveConflict(const BoardId &board, const QString &pattern, const QString &name);
    // A new board beside that one with objects like these, likewise. One step of undo, and all of it this person's.
    [[nodiscard]] BoardId addCopy(const BoardId &of, const QString &pattern, const QString &name,
                                  const QList<BoardOp> &creations);

    // All that has happened on a board; whoever asks starts it and owns it as its parent.
    [[nodiscard]] BoardPast *past(const BoardId &board, QObject *parent);

    // ---- for the session
    [[nodiscard]] bool hasName(const QString &name) const;    // one of the boards, as they are shown
    [[nodiscard]] QString nameOf(const BoardId &board) const; // also of a removed one; empty: nobody knows it
    // Where what was refused on a board is kept: there, or on the first one when it is not there any more.
    [[nodiscard]] BoardId homeOf(const BoardId &board) const;
    [[nodiscard]] bool isRemoved(const BoardId &board) const; // by somebody; the host has it still
    [[nodiscard]] bool isGone(const BoardId &board) const;    // the host has not got it, not as a removed one either
    void setMe(const UserId &me);
    void setPassesSummons(bool passes) { m_passesSummons = passes; } // the host knows them
    void load();                                                     // what is on this computer
    // anew: the host's log is another one than what is here is of.
    void roomJoined(const RoomInfo &room, bool anew);
    void handleEvent(const RoomEvent &event);
    void acknowledged(const OpId &id, Seq seq);
    void refused(const OutboxEntry &entry, const Failure &failure);

signals:
    void chosen(const coterie::BoardId &board); // another one, by the person; before it is, unless it is current anyway
    void currentChanged(const coterie::BoardId &board);
    void changed(); // boards, rights, or what one has asked for
    void conflictChanged(const coterie::BoardId &board);
    void noticed(const QString &sentence);

private:
    struct Pending {
        RoomEvent event;
        Seq seq = 0; // where the host has put it; 0: not known
    };
    [[nodiscard]] QString numberedName(const QString &pattern, const QString &of) const; // that no board has
    [[nodiscard]] QString refusalSentence(const BoardListChange &change, const QString &code) const;
    bool ask(RoomEvent event, const ClientMessage &message);
    void show();
    void askAgain();
    void tellLost(RoomState before);
    void tellCurrent();
    [[nodiscard]] RefusedWork possible(const RefusedWork &work);
    void rehomeConflicts();
    void tellConflict(const BoardId &board);

    const RoomId m_room;
    Requests &m_requests;
    LocalStore &m_store;
    Outbox &m_outbox;
    const Clock &m_clock;
    TokenBucket m_summons;
    UserId m_me;
    RoomState m_confirmed, m_shown;
    QList<Pending> m_pending;
    KeptBoardWork m_kept;
    BoardListModel m_model;
    BoardId m_chosen; // by the person
    BoardId m_current;
    EpochId m_epoch;          // of the log that the host followed last
    bool m_anew = false;      // it began anew, and what it comes to, or what is on this computer, is not here yet
    bool m_stateRead = false; // what is on this computer of boards and rights
    bool m_told = false;      // by the host, since the session was opened
    bool m_read = false;      // what is on this computer of m_kept
    bool m_passesSummons = false;
    bool m_summoning = false; // one is under way
};

} // namespace coterie
