// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/deadlines.h"
#include "server/storage/store.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/roomstate.h"
#include "shared/protocol/session.h"
#include "shared/util/clock.h"

#include <QHash>

#include <functional>
#include <memory>

namespace coterie::server {

// The boards of a host's rooms, each read from its room's log when somebody wants it, kept up from then on, and let go
// when nobody has wanted it for a while. Snapshots of large boards are written a bit per turn. Lives in the host's
// thread. Never sends anything: it answers whoever asked.
class BoardKeeper
{
public:
    // The board, or nothing when the store could not read the log.
    using Use = std::function<void(const BoardDoc *)>;
    struct Limits {
        qint64 idleMs = 300'000;                         // after which a board that nobody wants leaves the memory
        qint64 logBytes = maxBoardLogBytes;              // of what was ever done to one board (K8)
        qint64 atHandBytes = qint64(1024) * 1024 * 1024; // of all in memory; beyond it the one used longest ago leaves
    };
    // Wraps an answer of the store, so that the Hub can count what is under way.
    using Counted = std::function<Store::Done<HistoryResult>(Store::Done<HistoryResult>)>;
    struct Snapshot {
        Seq seq = 0;
        QList<QByteArray> parts;
    };
    using UseSnapshot = std::function<void(const Snapshot &)>;

    BoardKeeper(Store &store, const Clock &clock, Deadlines &deadlines, const Limits &limits,
                Counted counted)
        : m_store(store)
        , m_clock(clock)
        , m_deadlines(deadlines)
        , m_limits(limits)
        , m_counted(std::move(counted))
    {
    }
    Q_DISABLE_COPY_MOVE(BoardKeeper)

    // At once when the board is at hand, else when it has been read.
    void with(const BoardKey &key, const Use &use);
    // A snapshot of a board that is at hand: the one with this seq if it is still kept, else a recent one, else one of
    // now, with the log's head. At once when there is one or the board is small, else some turns later.
    void snapshot(const BoardKey &key, Seq head, std::optional<Seq> wanted, const UseSnapshot &use);
    // Whether that snapshot is kept, so that to send more of it is no work.
    [[nodiscard]] bool holds(const BoardKey &key, Seq seq) const;
    // Of a board that is at hand; nothing of another.
    [[nodiscard]] std::optional<BoardChecksum> checksum(const BoardKey &key) const;
    // Whether a board that is at hand may be done this to: its log has an end (K8). Near it checksum() says so.
    [[nodiscard]] bool hasRoom(const BoardKey &key, const QList<BoardOp> &ops) const;
    // An event of the room's log, as it is stored.
    void apply(const RoomId &room, const RoomEvent &event);

    void due(const BoardWriting &writing) { writeOn(writing.board); }
    void due(const BoardIdle &idle);
    [[nodiscard]] qsizetype atHand() const { return m_boards.size(); }

private:
    struct Board {
        BoardDoc doc;
        bool ready = false;
        Seq readTo = 0;
        qint64 bytes = 0; // of its log, roughly; no less than it takes in memory, but for a small factor
        qint64 used = 0;   // monotonic ms
        qint64 lookAt = 0; // when to see whether it is idle
        QList<Use> waiting;
        QList<RoomEvent> arrived;  // stored while the log was being read
        QList<Snapshot> snapshots; // the newest last, so that a slow reader of the one before can finish
        Seq writingSeq = 0;
        std::optional<BoardSnapshotWriter> writer;
        QList<UseSnapshot> readers; // of what is being written
    };
    void readOn(const BoardKey &key);
    void finish(const BoardKey &key, bool ok);
    void writeOn(const BoardKey &key);
    void applyTo(Board &board, const BoardKey &key, const RoomEvent &event);
    void lookAt(const BoardKey &key, Board &board, qint64 due);
    void letGo(const BoardKey &key);
    void makeRoom(const BoardKey &butNot);

    Store &m_store;
    const Clock &m_clock;
    Deadlines &m_deadlines;
    Limits m_limits;
    Counted m_counted;
    QHash<BoardKey, std::shared_ptr<Board>> m_boards;
    qint64 m_bytes = 0; // of all of them
};

} // namespace coterie::server
