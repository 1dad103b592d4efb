// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/searchtext.h"
#include "shared/protocol/protocol.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <algorithm>
#include <optional>
#include <variant>

// What a session keeps on this computer. Plain values: they are what crosses between the window's thread and the
// store's.
namespace coterie {

// Who one was at a host.
struct CachedIdentity {
    UserId user;
    QByteArray token;
    friend bool operator==(const CachedIdentity &, const CachedIdentity &) = default;
};

struct CachedHost {
    UserId user;
    QString name; // one's own, as the host gave it
    QByteArray token;
    QString host; // name of the session
    // Before: the host did not know that token, as when it was set back to a copy that is older. The latest first.
    QList<CachedIdentity> earlier = {};
    friend bool operator==(const CachedHost &, const CachedHost &) = default;
};

struct CachedRoom {
    RoomInfo info;  // as the host told last; read is one's own mark, told to the host or not
    Seq cursor = 0; // the last event that is here; 0: none of them
    // The mark was moved here and the host has not heard of it: by reading, or back, by who marks something as unread.
    enum class Mark { Told, Read, Back } mark = Mark::Told;
    int place = 0;    // in the order the host gave
    QByteArray chain; // what the log's entry at the cursor carries (P20); empty: it is not known
    // Not of the host: what is here of the log of that room, as it was before the host lost it.
    std::optional<RoomId> pastOf = {};
    qint64 pastTime = 0; // when that was noticed, ms since 1970
};

// One operation that is not acknowledged: written before anything is shown or sent.
struct OutboxEntry {
    OpId id;
    RoomId room;
    qint64 time = 0;
    ClientMessage message;
    std::optional<QString> refusal; // the code with which the host said no; kept until somebody decides
    bool edited = false;            // since it was first written: the host may have the words before
    bool sent = false;              // left this computer and was not refused: the host may have it
    // Of a message that answers another one: the log in which replyTo counts, and the id of that message. Null: not
    // known, or the log is another one by now.
    EpochId epoch = {};
    OpId answers = {};
};

// Of what its author did as one: a step on a board, however many transactions it takes (A319), or what it is itself.
[[nodiscard]] inline OpId changeOf(const OutboxEntry &entry)
{
    const auto *commit = std::get_if<BoardCommit>(&entry.message);
    return commit ? commit->step.value_or(entry.id) : entry.id;
}

[[nodiscard]] inline OpId changeOf(const BoardTransaction &tx)
{
    return tx.step.value_or(tx.id);
}

template <class T> [[nodiscard]] int changesIn(const QList<T> &all)
{
    QSet<OpId> changes;
    for (const T &one : all)
        changes.insert(changeOf(one));
    return int(changes.size());
}

// Whether one of the images that it shows meets this; none is asked after one that does.
template <class F> bool anyAsset(const ClientMessage &message, F &&meets)
{
    const auto *commit = std::get_if<BoardCommit>(&message);
    return commit && std::any_of(commit->ops.cbegin(), commit->ops.cend(),
                                 [&](const BoardOp &op) { return op.asset && meets(*op.asset); });
}

// What a host would not take of one board: operations that make it again, object by object.
struct RefusedWork {
    QList<BoardOp> copies;
    QString code; // with which the host said no to the latest of it; empty: kept before that was noted
};

struct CachedSession {
    bool inUse = false; // another copy of this program has it open
    bool ok = false;
    QString trouble; // a sentence, also when it went on in spite of it
    CachedHost host;
    QList<CachedRoom> rooms;
    RoomId lastOpen; // the room that was shown last; null: none was
    QHash<RoomId, QString> drafts;
    QList<OutboxEntry> outbox; // in the order they were written
    QSet<OpId> changed; // operations that were put, changed or removed since this was asked for, and are not as it says
    QList<std::pair<RoomId, QByteArray>> uploads; // images that the host has not got yet
};

// What tells whether the session of a folder is the one that answers, and whether something there waits for it.
struct CachedGlimpse {
    QString folder;
    bool inUse = false;   // another copy of this program has it open
    CachedHost host = {}; // empty: it cannot be read
    QSet<RoomId> rooms = {};
    int waiting = 0; // changes that have not reached the host
    bool isReadable = false;
    bool onlyHere =
        false; // something that its host has not got: one of those, a draft, a drawing, an image, a lost log
    int drafts = 0;
    int drawings = 0; // objects that the host did not take
};

// What waits in an older folder of a session that was at another host then.
struct OlderWork {
    QString folder;
    QString session; // its name there
    QString where;   // the address at which it was met last; empty: not known
    int waiting = 0, drafts = 0, drawings = 0;
    [[nodiscard]] int changes() const { return waiting + drafts + drawings; }
};

// What was taken over from there.
struct BroughtWork {
    QList<OpId> operations;
    int waited = 0; // changes, of those
    QHash<RoomId, QString> drafts;
    QList<std::pair<BoardId, ObjectId>> drawings;
    QList<std::pair<RoomId, QByteArray>> uploads;

    [[nodiscard]] int changes() const { return waited + int(drafts.size() + drawings.size()); }
    [[nodiscard]] bool isEmpty() const
    {
        return operations.isEmpty() && drafts.isEmpty() && drawings.isEmpty() && uploads.isEmpty();
    }
};

// Of two drafts of one room, the older before the other; one that is in the other already is not there twice.
[[nodiscard]] inline QString draftWith(const QString &older, const QString &here)
{
    const QString before = older + QStringLiteral("\n\n");
    return here == older || here.startsWith(before) ? here : here.isEmpty() ? older : QString(before + here);
}

// A log that the host lost, in a room of its own.
struct PastLog {
    RoomId room;
    qint64 messages = 0, boards = 0;
    Seq last = 0;
    // All of it is on the host, and the room is gone.
    [[nodiscard]] bool isEmpty() const { return messages == 0 && boards == 0; }
};

struct PageQuery {
    RoomId room;
    std::optional<Seq> before, after; // exactly one of the two
    int limit = 100;
};

struct CachedPage {
    QList<RoomEvent> events; // messages and notices, by rising seq
    Seq first = 0, last = 0; // the run of the log around the place asked for that is here without a hole; 0: none
    bool more = false;       // there are more here in the direction asked
};

struct SearchQuery {
    SearchWords words;
    std::optional<RoomId> room; // nothing: all of them
    int limit = 200;
};

struct SearchHit {
    RoomId room;
    Seq seq = 0;
    UserId author;
    QString name;
    qint64 time = 0;
    Snippet line;
    friend bool operator==(const SearchHit &, const SearchHit &) = default;
};

struct SearchAnswer {
    static constexpr int mostCounted = 10'000;

    QList<SearchHit> hits;   // the newest first
    qint64 total = 0;        // at most mostCounted: so many or more
    qint64 searched = 0;     // messages that were looked at
    int percent = 100;       // of what is here, so much is in the index by now
    QList<RoomId> partial;   // of the rooms asked for: those with history that is not on this computer
    bool noSuchRoom = false; // in: named none
    bool damaged = false;    // the index was; it is being made again
};

// Which boards a room has and who may do what, and the board this person looked at last.
struct CachedRoomState {
    std::optional<RoomStatePage> page;
    std::optional<BoardId> current;
};

// A board as the host gave it, or as it was folded here, and the changes since.
struct CachedBoard {
    EpochId epoch;
    Seq seq = 0;    // the snapshot holds the log up to here
    Seq cursor = 0; // and with the events, all of it is here up to here; 0: nothing is
    QList<QByteArray> parts;
    QList<RoomEvent> events;
};

// Changes of one board, and what they follow: all of the log between the two places that is of this board.
struct BoardStretch {
    EpochId epoch;
    Seq after = 0; // the cursor of the copy before them
    Seq last = 0;  // and with them
    QList<RoomEvent> events;
};

} // namespace coterie
