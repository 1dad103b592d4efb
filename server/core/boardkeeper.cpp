// SPDX-License-Identifier: MIT
#include "server/core/boardkeeper.h"

#include "shared/board/boardhash.h"

namespace coterie::server {

namespace {
constexpr int eventsPerPage = 500;
constexpr qsizetype bytesPerPage = 1024 * 1024; // a slice that does not hold up the host's thread
// A snapshot this many events old still serves: what came since is cheaper to send than a new one is to make.
constexpr Seq recent = 500;
constexpr qsizetype snapshotsKept = 2;
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
        m_deadlines.add(m_clock.monotonicMs() + m_idleMs, BoardIdle{key});
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
                            applyTo(board->doc, key, event);
                        if (!page.more)
                            finish(key, true);
                    }));
}

void BoardKeeper::finish(const BoardKey &key, bool ok)
{
    const auto board = m_boards.value(key);
    const auto waiting = std::exchange(board->waiting, {});
    if (!ok)
        m_boards.remove(key); // the next one who asks reads again
    for (const auto &event : std::as_const(board->arrived))
        applyTo(board->doc, key, event);
    board->arrived.clear();
    board->ready = ok;
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
    if (board->ready)
        applyTo(board->doc, key, event);
    else
        board->arrived.append(event);
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
    return BoardChecksum{key.room, key.board, board->doc.seq(), boardSum(board->doc.hash())};
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
    if (!board)
        return;
    const qint64 now = m_clock.monotonicMs();
    const qint64 since = now - board->used;
    const bool busy = !board->ready || board->writer;
    if (since >= m_idleMs && !busy)
        m_boards.remove(idle.board);
    else
        m_deadlines.add(since < m_idleMs ? board->used + m_idleMs : now + m_idleMs, idle);
}

void BoardKeeper::applyTo(BoardDoc &doc, const BoardKey &key, const RoomEvent &event)
{
    if (event.board && boardOf(key.room, event.board->board) == key.board)
        doc.apply(BoardTransaction{event.id, event.author, event.board->ops}, event.seq);
}

} // namespace coterie::server
