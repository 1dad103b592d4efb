// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "app/session/cachedvalues.h"
#include "app/session/connectiontiming.h"
#include "app/session/linkquality.h"
#include "app/session/membermodel.h"
#include "app/session/roomlistmodel.h"
#include "app/session/timelinemodel.h"
#include "app/session/typing.h"
#include "shared/protocol/roomstate.h"
#include "shared/protocol/session.h"

#include <QMetaMethod>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace coterie {

class BoardController;
class NetworkWatch;
class RoomBoards;
class SearchModel;
struct OtherSession;
class SessionParts;

struct SessionSettings {
    QUrl url;
    QString displayName;
    QString cacheDir;             // Settings::cacheDir(); each session of each host has a folder of its own in it
    QList<QUrl> otherUrls;        // more addresses of the same host, tried side by side
    QString sessionName;          // from the invite, if known: tells sessions apart that had the same address
    const Clock *clock = nullptr; // nothing: this machine's
    ConnectionTiming timing;      // tests are in a hurry
    QByteArray pin = {};          // of the host's key (shared/util/keypin.h), from the invite; empty: as met before
    // Of the host in this very program, whose `url` this is: it is spoken to in the clear. Empty: it is another one.
    QByteArray ownPin = {};
    QString folder = {};   // of the session that is meant, as folder() told it; empty: not known
    QByteArray token = {}; // that its host has just given this person; may be empty
    NetworkWatch *network = nullptr; // lives longer than the session; nothing: one of its own
};

// One connection to one host, and everything this person has there, readable and writable with or without it. Owns the
// connection, the local store and the models. Lives in the window's thread; the store has its own. Never blocks, never
// opens a window, never throws away what is on this computer.
class Session final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)
public:
    enum class State {
        Offline,    // no network, or not opened: all is readable, what is sent waits
        Connecting, // for the first time since open()
        Online,
        CatchingUp,   // connected, and what was missed is coming
        Reconnecting, // lost less than 12 s ago
        HostAway,     // lost for longer, or the host said goodbye
        Refused,      // for good; retryNow() tries anyway
    };
    Q_ENUM(State)
    using Link = LinkQuality::Grade;

    struct StateInfo {
        State state = State::Offline;
        qint64 sinceMs = 0; // when this state began, ms since 1970
        int rttMs = -1;     // -1: not known
        int retryInMs = -1; // until the next try, when stateChanged() was told; -1: none is planned
        QString reason;     // for Refused, HostAway and Offline: a sentence for people, or empty
        int waiting = 0;    // what has not been sent yet
        Link link = Link::Unknown;
        int behind = 0;            // for CatchingUp: how many changes are still to come
        bool distrusted = false;   // for Refused: whoever answers could not show the right key, and was told nothing
        bool isOtherThere = false; // for HostAway: another session answers in the place of this one, see other()
        QString cause = {};        // of the reason what is true for who does not have this session before them, too
    };

    explicit Session(const SessionSettings &settings, QObject *parent = nullptr);
    ~Session() override;

    void open();                      // shows what is on this computer, then connects; opened() when the first is done
    void close();                     // says nothing to the host but goodbye; what waits keeps waiting
    void rename(const QString &name); // of this person; a live connection is made anew for it
    void retryNow();                  // what a click on "Connect now" does

    // Whether a session that is looked for at these addresses, with the key and the name of its invite, is this very
    // one: two of one session would be two people. comeTo() looks for it there too, at once unless it is connected.
    [[nodiscard]] bool isAt(const QList<QUrl> &urls, const QByteArray &pin, const QString &name) const;
    void comeTo(const QList<QUrl> &urls, const QByteArray &pin);

    // From here on somebody has it before their eyes: if another session answers in its place, this one stays what it
    // is, says so (StateInfo), and looks for its own host. other(): where that one is, and who one is there.
    // Not while it isLoading(): what is here may be another one in a moment.
    void stay();
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] std::optional<OtherSession> other() const;

    [[nodiscard]] StateInfo state() const;
    // Something that has not reached the host is not on this computer's disk either: it ends with the program.
    [[nodiscard]] bool isUnsaved() const;
    [[nodiscard]] const LinkQuality &linkQuality() const; // the round trips of the last minutes
    [[nodiscard]] UserId me() const;
    [[nodiscard]] QString myName() const;
    [[nodiscard]] QString hostName() const;   // of the session
    [[nodiscard]] QString folder() const;     // its name: tells sessions apart that are called the same
    [[nodiscard]] QUrl url() const;           // the address that answered last
    [[nodiscard]] QByteArray hostPin() const; // the key it showed there; empty: the connection is not encrypted
    [[nodiscard]] const Limits &limits() const;
    // What requestFailed() would have said before anybody was connected to it; once.
    [[nodiscard]] QStringList takeUnheard();
    [[nodiscard]] Status myStatus() const;
    [[nodiscard]] QString myStatusText() const;

    // Made when first asked for, owned by the session, alive as long as it.
    [[nodiscard]] RoomListModel *rooms() const;
    [[nodiscard]] SearchModel *search() const; // among what is on this computer
    [[nodiscard]] TimelineModel *timeline(const RoomId &room);
    [[nodiscard]] MemberModel *members(const RoomId &room);
    [[nodiscard]] TypingTracker *typing(const RoomId &room);
    [[nodiscard]] RoomBoards *boards(const RoomId &room);     // which there are, and who may do what
    [[nodiscard]] BoardController *board(const RoomId &room); // its first
    [[nodiscard]] BoardController *board(const RoomId &room, const BoardId &board);

    // The room is on the screen now: joins it if need be, loads its last page, draws the line above what is new.
    void openRoom(const RoomId &room);         // null: none is on the screen any more
    [[nodiscard]] RoomId lastOpenRoom() const; // the one that was on the screen last, here; null: not known
    void joinRoom(const RoomId &room);         // also one in which something waits (TroubleRole), which goes then
    void leaveRoom(const RoomId &room);        // ceases to belong to it
    // Whether somebody looks at the open room (window active, end of the timeline in sight). Off: the next message of
    // somebody else gets a "new messages" line above it.
    void setWatching(bool on);

    void createRoom(const QString &name, const QString &topic);
    // A room that the host has not got (RoomListModel::TroubleRole): it is made under this name, then what waits for it
    // goes there; or it is dropped with all of that, as are messages that the host lost (PastRole), and what waits in a
    // room that one has left. createRoom() says how it ends.
    void makeRoom(const RoomId &room, const QString &name);
    void discardRoom(const RoomId &room);
    void setTopic(const RoomId &room, const QString &topic);
    // The row appears when it is on this computer's disk, posted() tells; the room's draft goes in the same commit. Its
    // id; null, with requestFailed("post"), if these words cannot be sent.
    OpId post(const RoomId &room, const QString &body, std::optional<Seq> replyTo = {});
    // A message of one's own that the host lost (PastRole), to the room that it was said in, as a new one; it leaves
    // the room of what was lost. Its id; null if it cannot be, with requestFailed("post") where there is a reason.
    OpId sendAgain(const RoomId &past, Seq seq);
    // Takes a message back, unless the host has it already; says what that came to. What was taken back can be put back
    // for a while, as the same message.
    struct TakenBack {
        bool done = false;
        QString sentence;
    };
    TakenBack discardQueued(const OpId &op);
    void putBack(const OpId &op);
    // Other words for a message that waits or was refused; it keeps its place. False, with requestFailed("edit"): it is
    // not here to be changed any more, or these words cannot be sent.
    bool editQueued(const RoomId &room, const OpId &op, const QString &body);
    // While somebody changes it: it stays here, and so does what is behind it. Nothing: nobody changes any.
    void holdQueued(const std::optional<OpId> &op);
    void retryRefused(const RoomId &room, const OpId &op);
    void setTyping(const RoomId &room, bool on); // as often as one likes
    void markRead(const RoomId &room, Seq line); // may go back: "mark as unread from here"
    void markSeen(const RoomId &room, Seq line); // what has been in front of somebody: never goes back
    void setStatus(Status status, const QString &text);

    // This session was at another host before, with another key, and something of this person's waits in its folder of
    // then. Nothing of that is said to this host before bringOlder(); leaveOlder(): it stays where it is.
    [[nodiscard]] std::optional<OlderWork> olderWork() const;
    void bringOlder();
    void leaveOlder();

    [[nodiscard]] QString draft(const RoomId &room) const;
    void setDraft(const RoomId &room, const QString &text); // kept on this computer

signals:
    void opened(); // what is on this computer is in the models
    void stateChanged(const coterie::Session::StateInfo &info);
    void welcomed();
    void roomCreated(const coterie::RoomId &room);
    void roomLeft(const coterie::RoomId &room);
    void posted(const coterie::RoomId &room, const coterie::OpId &op);
    // The words of post() or editQueued() are on the disk, or cannot be, which requestFailed() says: whoever keeps them
    // until then may let go of them.
    void kept(const coterie::RoomId &room, const coterie::OpId &op);
    void requestFailed(const QString &what, const QString &sentence);
    void olderWorkChanged();
    void draftBrought(const coterie::RoomId &room, const QString &text); // it is part of that room's draft now
    // What one did on a board was shown, and the host does not take it. What can be kept of it is:
    // RoomBoards::conflict.
    void drawingRefused(const coterie::RoomId &room, const coterie::BoardId &board, const QString &sentence, bool kept);
    // A moderator asks everybody in the room, of whom this person is one, to come to a place of a board.
    void summoned(const coterie::BoardSummons &summons);
    // Somebody else wrote something new: for notifications. Never told while catching up.
    void messageArrived(const coterie::RoomId &room, const QString &author, const QString &body);

private:
    friend class SessionParts;
    [[nodiscard]] bool isHeard(const QMetaMethod &signal) const { return isSignalConnected(signal); }
    std::unique_ptr<SessionParts> m_parts;
};

} // namespace coterie
