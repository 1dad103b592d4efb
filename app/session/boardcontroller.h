// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "app/session/boardlasers.h"
#include "app/session/boardlookout.h"
#include "app/session/boardsteps.h"
#include "app/session/strokebuilder.h"
#include "app/session/types.h"
#include "shared/board/boardreplica.h"
#include "shared/protocol/rights.h"
#include "shared/protocol/session.h"
#include "shared/util/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace coterie {

class BoardAssets;
class RoomBoards;

// One room's board in this window: owns the replica, the stroke being drawn and what the others do at this moment.
// Between the views, which call the commands, and the session, which sends what is requested and hands over what comes.
// Lives in the window's thread. Never touches a connection, a disk or a widget.
class BoardController final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardController)
public:
    explicit BoardController(const RoomId &room, const Clock &clock, QObject *parent = nullptr); // its first board
    BoardController(const RoomId &room, const BoardId &board, const Clock &clock, QObject *parent = nullptr);
    ~BoardController() override;

    [[nodiscard]] RoomId room() const { return m_room; }
    [[nodiscard]] BoardId board() const { return m_board; }
    [[nodiscard]] UserId self() const { return m_replica.self(); }

    // ---- for the views
    [[nodiscard]] const BoardDoc &doc() const { return m_replica.view(); }
    [[nodiscard]] const BoardGuests &guests() const { return m_guests; }
    [[nodiscard]] BoardLasers &lasers() { return m_lasers; }    // one's own too
    [[nodiscard]] BoardLookout &lookout() { return m_lookout; } // what the others are told of one's own look
    [[nodiscard]] const StrokeBuilder *ownStroke() const { return m_stroke ? &*m_stroke : nullptr; }
    [[nodiscard]] qint64 nowMs() const { return m_clock.monotonicMs(); } // the clock of the cursors' times
    [[nodiscard]] bool isLoaded() const { return m_loaded; }             // what the host has is here
    [[nodiscard]] bool isReading() const { return m_reading; }           // what is on this computer
    // Loaded, and no older than one's own words on it, or as new as the host has it.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] bool isOnline() const { return m_online; }
    // Online, and nothing of the log is missing.
    [[nodiscard]] bool isCaughtUp() const { return m_online && m_caughtUp && m_held.isEmpty(); }
    // How much of the board's log is free at the host, in per cent; nothing: enough (K8).
    [[nodiscard]] std::optional<int> logLeft() const { return m_logLeft; }
    [[nodiscard]] int pendingCount() const { return m_replica.pendingCount(); }
    [[nodiscard]] BoardAssets *assets() const { return m_assets; } // the images; null: a board without a session
    [[nodiscard]] RoomBoards *boards() const { return m_boards; }  // of the room, and the rights there; null: none
    [[nodiscard]] BoardRight right() const;                        // of this person, at this moment
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    [[nodiscard]] QString undoText() const; // "move 3 objects"; empty: nothing, or nobody knows what
    [[nodiscard]] QString redoText() const;

    void beginStroke(quint32 argb, double width, double zoom, bool withPressure, const PenSample &first);
    void extendStroke(const PenSample &sample);
    void endStroke(); // the stroke is drawn for good
    // The frame that a stroke belongs to, asked when it is drawn for good: what lies where is known to the view.
    using FrameOf = std::function<std::optional<ObjectId>(const BoardOp &creation)>;
    void setFrames(FrameOf frameOf) { m_frameOf = std::move(frameOf); }
    void cancelStroke();
    // A transaction, or several that are undone together when it is longer than one may be. `what` stands behind
    // "Undo". False when the board refused, which noticed() has said.
    bool commit(const QList<BoardOp> &ops, const QString &what = {});
    // Makes the text of an object this one, as often as one likes: what is written goes out in pieces, and all until
    // endText() is undone as one. An open editor that hears changed() with textChanged takes the text from doc(), and
    // moves its caret by boardCaret(). False when the text is too long, which noticed() has said.
    // `with` goes out along with it, such as the size that fits the text; the latest counts.
    bool editText(const ObjectId &object, const QString &text, const QString &what = {},
                  const std::optional<BoardOp> &with = {});
    // An object that comes with its first letters: the same step.
    bool createText(const BoardOp &creation, const QString &what);
    [[nodiscard]] bool isWriting(const ObjectId &object) const; // some of it is not in doc() yet
    // Part of the last writing in that object by this person, in this run, though it has ended; false: there is none,
    // or it would end what can be redone.
    bool addToWriting(const BoardOp &op);
    void endText(const QList<BoardOp> &last = {}); // which still belong to the step
    void erase(const QList<ObjectId> &objects);
    void clear();
    void undo(); // of a stroke under way first
    void redo();
    void pointAt(const QPointF &at); // as often as one likes
    void pointAway();

    // ---- for the session
    [[nodiscard]] Seq seq() const { return m_replica.seq(); }
    [[nodiscard]] quint64 confirmedHash() const { return m_replica.confirmedHash(); }
    [[nodiscard]] QList<BoardTransaction> pending() const { return m_replica.pending(); } // to send, in this order

    void setAssets(BoardAssets *assets) { m_assets = assets; } // not owned; once, before anything else
    void setBoards(RoomBoards *boards);                        // likewise
    void setSelf(const UserId &self);                          // once, before anything else
    void setOnline(bool online);
    void setLoaded(bool loaded);
    void setCaughtUp(bool caughtUp);
    void forgetPlaces() { m_replica.forgetPlaces(); } // the log is another one
    void setReading(bool reading);
    void setLogLeft(std::optional<int> percent);
    void restore(const QList<BoardTransaction> &pending); // of an earlier run, before anything is received
    void load(BoardDoc &&snapshot);                       // instead of all that came before; what is pending stays
    void showIncoming(const BoardDoc &soFar, int from);   // of what will be loaded: records from there on are new
    // While much of one's own is on its way, what comes is held back for a moment, and then taken all at once.
    void receive(const QList<std::pair<BoardTransaction, Seq>> &events);
    [[nodiscard]] qint64 restMs() const; // how long that is; 0: nothing is held back
    void acknowledge(const OpId &id, Seq seq);
    // Never to be in the log: what they made or changed is kept (RoomBoards::conflict) with all of one's own work on
    // it, then taken out. Only of a board that is here: isWhole(). What comes in the same moment had better come as
    // one: each time all that waits is taken off and put on again.
    struct Refused {
        OpId id;
        Failure failure;
        QList<BoardOp> ops;
    };
    struct Refusal {
        QStringList sentences; // that were told
        bool isKept = false;   // some of it, as a copy to come back to
    };
    Refusal refuse(const QList<Refused> &all);
    // The host has objects of somebody else under ids that this one creates: what waits gets other ids for them, which
    // are told, and is to go again. None: what it creates is there already.
    [[nodiscard]] QHash<ObjectId, ObjectId> renew(const OpId &id);
    void forget(const OpId &id); // somebody does not want it any more
    // A code with which this board refuses something, as it is said here: that it was removed is known, and that
    // one may only look.
    [[nodiscard]] QString codeHere(const QString &code) const;
    [[nodiscard]] QString barrier(const ObjectId &object) const; // why nothing can be written in it; empty: it can
    void showPreview(const BoardPreview &preview);
    void showPointer(const BoardPointer &pointer);
    void showOnlooker(const BoardOnlooker &onlooker);
    void forgetUser(const UserId &user); // left, or is offline

    // While changed() or reset() is told: whether it came from elsewhere, and who did that to the object (to what it
    // was in, or to all) as far as is known: somebody else, or oneself on another device.
    [[nodiscard]] bool isArriving() const { return m_arrival.has_value(); }
    [[nodiscard]] std::optional<UserId> changedBy(const ObjectId &object) const;

    void tick(); // what the timers do, for tests with a clock of their own

signals:
    // to the session. A commit is also in pending() until it is known to be in the log or refused.
    void commitRequested(const coterie::BoardTransaction &tx);
    void liveRequested(const coterie::BoardLive &live);
    void cursorRequested(const coterie::BoardCursor &cursor);
    void lookRequested(const coterie::BoardLook &look);

    // to the views
    void changed(const QList<coterie::BoardObjectChange> &changes);
    void aboutToReset(); // what is under way has to be on the board now: everything may be another behind it
    void reset();
    // A board that shows nothing yet is being read: its records from there on can be painted, and nothing else be done
    // with them. Then comes reset(), or it comes to nothing. Until then they are not in doc().
    void incomingGrew(const coterie::BoardDoc &soFar, int from);
    void incomingDropped();
    void ownStrokeGrew(int from);
    void ownStrokeEnded(); // done, or cancelled; when it is done changed() has told of the stroke before
    void liveStrokeGrew(const coterie::ObjectId &stream, int from);
    void liveStrokeEnded(const coterie::LiveStroke &stroke);
    void cursorsChanged();
    void looksChanged();                   // of the others
    void stateChanged();                   // loaded, online, pending, what can be undone
    void noticed(const QString &sentence); // something to tell the person at the board
    // On what they do this moment, beside what else is said of it.
    void remarked(const QString &sentence);
    void cleared(int objects);             // by this person
    // Undo left them, because somebody else has changed them since. Null: it is not known who, or there are several.
    void keptForOthers(const QList<coterie::ObjectId> &objects, const coterie::UserId &other);

private:
    struct Writing {
        ObjectId object;
        QString text;
        QString what;
        std::optional<BoardOp> with;
        bool waits = false; // text is not in the document yet
        qint64 dueMs = 0;
    };

    // What is being taken in at this moment: who else changed what, and who came last.
    struct Arrival {
        QHash<ObjectId, UserId> by;
        std::optional<UserId> last;
    };

    void sendText();
    [[nodiscard]] bool isOfLocked(const QString &code, const QList<BoardOp> &ops,
                                  const UserId &besides = {}) const; // somebody who may not be meant
    bool keepCopies(const QList<Refused> &all, const QString &code);
    void noteCopied(const QList<BoardOp> &copies);
    void keepWords(const Writing &writing);
    void noteStakes(); // before something of the log is taken ...
    void tellHits();   // ... and after it
    void takeHeld();
    void startReplica(const UserId &self);
    [[nodiscard]] static QString refusalSentence(const BoardRefusal &refusal);
    bool commitParcels(const QList<QList<BoardOp>> &parcels, const QString &what); // as one step
    // Not shown or sent yet. Nothing: it was refused, and that was said.
    // step: an earlier one that it belongs to.
    std::optional<BoardTransaction> edit(const QList<BoardOp> &ops, const QString &what,
                                         const std::optional<OpId> &step = {});
    void noteWriting(const ObjectId &object);
    void noteArrivals(const QList<std::pair<BoardTransaction, Seq>> &events);
    bool tellKept(const QList<OpId> &undone); // false: there was nothing to tell
    void publishChanges();
    void endPiece();
    void startStroke(quint32 argb, double width, bool withPressure, const PenSample &first);
    void sendLive();
    void sendOver(const ObjectId &stream);
    void sendCursor();
    void endGuests(const QList<LiveStroke> &ended);
    void arm();

    const RoomId m_room;
    const BoardId m_board;
    const Clock &m_clock;
    BoardAssets *m_assets = nullptr;
    RoomBoards *m_boards = nullptr;
    BoardReplica m_replica;
    BoardGuests m_guests;
    BoardLasers m_lasers;
    BoardLookout m_lookout;
    BoardSteps m_steps;
    QHash<ObjectId, OpId> m_written;      // the last step of writing in an object
    QHash<ObjectId, QSet<OpId>> m_copied; // work that waits and is in the copy that is kept of an object
    QSet<ObjectId> m_atStake;             // what waits changes them, and as far as is known nothing stands in the way
    std::optional<Arrival> m_arrival;
    std::optional<StrokeBuilder> m_stroke;
    bool m_strokeGoesOn = false; // earlier pieces of it are on the board
    std::optional<Writing> m_writing;
    double m_strokeZoom = 1;
    FrameOf m_frameOf;
    QList<ObjectId> m_drawn; // the latest strokes of this device: what comes back of them is not to be seen
    int m_liveSent = 0;      // points of m_stroke that the others have been told
    qint64 m_styleSentMs = 0;
    QList<std::pair<BoardTransaction, Seq>> m_held; // came, but are not in the replica yet
    qint64 m_heldDueMs = 0;
    std::optional<QPointF> m_cursor;
    bool m_cursorMoved = false;
    qint64 m_cursorSentMs = 0;
    qint64 m_liveSentMs = 0;
    bool m_loaded = false;
    bool m_caughtUp = false;
    bool m_reading = false;
    bool m_online = false;
    std::optional<int> m_logLeft;
    QTimer m_timer;
};

} // namespace coterie
