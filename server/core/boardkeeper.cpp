// SPDX-License-Identifier: MIT
#include "server/core/boardkeeper.h"

#include "shared/board/boardhash.h"

#include <algorithm>

namespace coterie::server {

namespace {
constexpr int eventsPerPage = 500;
constexpr qsizetype bytesPerPage = 1024 * 1024; // a slice that does not hold up the host's thread
// A snapshot this many events old still serves: what came since is cheaper to send than a new one is to make.
constexpr Seq recent = 500;
constexpr qsizetype snapshotsKept = 2;
constexpr qint64 nearlyFull = 10; // per cent of its log that is free: from here on whoever looks at the board is told
constexpr qsizetype bytesPerTurn = 128 * 1024; // of a snapshot: one or two milliseconds

const BoardKeeper::Snapshot *withSeq(const QList<BoardKeeper::Snapshot> &kept, Seq seq)
{
    for (const auto &snapshot : kept)
        if (snapshot.seq == seq)
            return &snapshot;
    return nullptr;
}
} // namespace

void BoardKeeper::with(const BoardKey &key, const Use &use)
{
    auto board = m_boards.value(key);
    if (!board) {
        board = std::make_shared<Board>();
        m_boards.insert(key, board);
        lookAt(key, *board, m_clock.monotonicMs() + m_limits.idleMs);
    }
    board->used = m_clock.monotonicMs();
    if (board->ready) {
        use(&board->doc);
        return;
    }
    board->waiting.append(use);
    if (board->waiting.size() == 1)
        readOn(key);
}

void BoardKeeper::readOn(const BoardKey &key)
{
    HistoryQuery query;
    query.room = key.room;
    query.after = m_boards.value(key)->readTo;
    query.limit = eventsPerPage;
    query.bytes = bytesPerPage;
    query.filter = EventFilter::BoardOnly;
    m_store.history(query, m_counted([this, key](const HistoryResult &page) {
                        const auto board = m_boards.value(key);
                        if (!board)
                            return;
                        if (!page.ok) {
                            finish(key, false);
                            return;
                        }
                        if (!page.events.isEmpty())
                            board->readTo = page.events.last().seq;
                        if (page.more)
                            readOn(key); // the store reads it while this one is applied
                        for (const auto &event : page.events)
                            applyTo(*board, key, event);
                        if (!page.more)
                            finish(key, true);
                    }));
}

void BoardKeeper::finish(const BoardKey &key, bool ok)
{
    const auto board = m_boards.value(key);
    const auto waiting = std::exchange(board->waiting, {});
    if (ok) {
        for (const auto &event : std::exchange(board->arrived, {}))
            applyTo(*board, key, event);
        board->ready = true;
        makeRoom(key);
    } else {
        letGo(key); // the next one who asks reads again
    }
    for (const auto &use : waiting)
        use(ok ? &board->doc : nullptr);
}

void BoardKeeper::apply(const RoomId &room, const RoomEvent &event)
{
    if (!event.board)
        return;
    const BoardKey key{room, boardOf(room, event.board->board)};
    const auto board = m_boards.value(key);
    if (!board)
        return;
    if (!board->ready) {
        board->arrived.append(event);
        return;
    }
    applyTo(*board, key, event);
    makeRoom(key);
}

bool BoardKeeper::holds(const BoardKey &key, Seq seq) const
{
    const auto board = m_boards.value(key);
    return board && board->ready && withSeq(board->snapshots, seq);
}

std::optional<BoardChecksum> BoardKeeper::checksum(const BoardKey &key) const
{
    const auto board = m_boards.value(key);
    if (!board || !board->ready)
        return {};
    BoardChecksum sum{key.room, key.board, board->doc.seq(), boardSum(board->doc.hash())};
    if (const qint64 left = m_limits.logBytes - board->bytes; left * 100 <= nearlyFull * m_limits.logBytes)
        sum.left = int(std::max(qint64(0), left) * 100 / m_limits.logBytes);
    return sum;
}

void BoardKeeper::snapshot(const BoardKey &key, Seq head, std::optional<Seq> wanted, const UseSnapshot &use)
{
    const auto board = m_boards.value(key);
    if (!board || !board->ready)
        return;
    const auto &kept = board->snapshots;
    if (const auto *there = wanted ? withSeq(kept, *wanted) : nullptr)
        return use(Snapshot(*there));
    if (!kept.isEmpty() && head - kept.last().seq <= recent)
        return use(Snapshot(kept.last()));
    board->readers.append(use);
    if (board->writer)
        return; // one that was begun a moment ago serves too
    board->writingSeq = head;
    board->writer.emplace(board->doc);
    writeOn(key);
}

void BoardKeeper::writeOn(const BoardKey &key)
{
    const auto board = m_boards.value(key);
    if (!board || !board->writer)
        return;
    if (board->writer->write(bytesPerTurn)) {
        m_deadlines.add(m_clock.monotonicMs() + 1, BoardWriting{key});
        return;
    }
    const Snapshot written{board->writingSeq, board->writer->take()};
    board->writer.reset();
    board->snapshots.append(written);
    if (board->snapshots.size() > snapshotsKept)
        board->snapshots.removeFirst();
    for (const auto &use : std::exchange(board->readers, {}))
        use(written);
}

void BoardKeeper::due(const BoardIdle &idle)
{
    const auto board = m_boards.value(idle.board);
    const qint64 now = m_clock.monotonicMs();
    if (!board || now < board->lookAt) // a deadline of the time before it was read again
        return;
    const qint64 since = now - board->used;
    const bool busy = !board->ready || board->writer;
    if (since >= m_limits.idleMs && !busy)
        letGo(idle.board);
    else
        lookAt(idle.board, *board, since < m_limits.idleMs ? board->used + m_limits.idleMs : now + m_limits.idleMs);
}

void BoardKeeper::lookAt(const BoardKey &key, Board &board, qint64 due)
{
    board.lookAt = due;
    m_deadlines.add(due, BoardIdle{key});
}

void BoardKeeper::applyTo(Board &board, const BoardKey &key, const RoomEvent &event)
{
    if (!event.board || boardOf(key.room, event.board->board) != key.board)
        return;
    const qint64 bytes = boardWeight(event.board->ops, boardOpInLog);
    board.bytes += bytes;
    m_bytes += bytes;
    board.doc.apply(boardTransaction(event), event.seq);
}

bool BoardKeeper::hasRoom(const BoardKey &key, const QList<BoardOp> &ops) const
{
    const auto board = m_boards.value(key);
    return !board || board->bytes + boardWeight(ops, boardOpInLog) <= m_limits.logBytes;
}

void BoardKeeper::letGo(const BoardKey &key)
{
    if (const auto board = m_boards.take(key))
        m_bytes -= board->bytes;
}

// It is read again from its log when somebody wants it.
void BoardKeeper::makeRoom(const BoardKey &butNot)
{
    while (m_bytes > m_limits.atHandBytes) {
        const BoardKey *oldest = nullptr;
        qint64 used = 0;
        for (auto at = m_boards.cbegin(); at != m_boards.cend(); ++at)
            if (at.value()->ready && !at.value()->writer && at.key() != butNot &&
                (!oldest || at.value()->used < used)) {
                oldest = &at.key();
                used = at.value()->used;
            }
        if (!oldest)
            return;
        letGo(BoardKey(*oldest));
    }
}

} // namespace coterie::server
