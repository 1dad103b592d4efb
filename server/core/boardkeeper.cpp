// SPDX-License-Identifier: MIT
#include "server/core/boardkeeper.h"

namespace coterie::server {

namespace {
constexpr int eventsPerPage = 500;
constexpr qsizetype bytesPerPage = 1024 * 1024; // a slice that does not hold up the host's thread
// A snapshot this many events old still serves: what came since is cheaper to send than a new one is to make.
constexpr Seq recent = 500;
constexpr qsizetype snapshotsKept = 2;
constexpr qsizetype bytesPerTurn = 128 * 1024; // of a snapshot: one or two milliseconds
} // namespace

void BoardKeeper::with(const RoomId &room, const Use &use)
{
    auto board = m_boards.value(room);
    if (!board) {
        board = std::make_shared<Board>();
        m_boards.insert(room, board);
        m_deadlines.add(m_clock.monotonicMs() + m_idleMs, BoardIdle{room});
    }
    board->used = m_clock.monotonicMs();
    if (board->ready) {
        use(&board->doc);
        return;
    }
    board->waiting.append(use);
    if (board->waiting.size() == 1)
        readOn(room);
}

void BoardKeeper::readOn(const RoomId &room)
{
    HistoryQuery query;
    query.room = room;
    query.after = m_boards.value(room)->readTo;
    query.limit = eventsPerPage;
    query.bytes = bytesPerPage;
    query.filter = EventFilter::BoardOnly;
    m_store.history(query, m_counted([this, room](const HistoryResult &page) {
                        const auto board = m_boards.value(room);
                        if (!board)
                            return;
                        if (!page.ok) {
                            finish(room, false);
                            return;
                        }
                        for (const auto &event : page.events)
                            applyTo(board->doc, event);
                        if (!page.events.isEmpty())
                            board->readTo = page.events.last().seq;
                        if (page.more)
                            readOn(room);
                        else
                            finish(room, true);
                    }));
}

void BoardKeeper::finish(const RoomId &room, bool ok)
{
    const auto board = m_boards.value(room);
    const auto waiting = std::exchange(board->waiting, {});
    if (!ok)
        m_boards.remove(room); // the next one who asks reads again
    for (const auto &event : std::as_const(board->arrived))
        applyTo(board->doc, event);
    board->arrived.clear();
    board->ready = ok;
    for (const auto &use : waiting)
        use(ok ? &board->doc : nullptr);
}

void BoardKeeper::apply(const RoomId &room, const RoomEvent &event)
{
    const auto board = m_boards.value(room);
    if (!board || !event.board)
        return;
    if (board->ready)
        applyTo(board->doc, event);
    else
        board->arrived.append(event);
}

void BoardKeeper::snapshot(const RoomId &room, Seq head, std::optional<Seq> wanted, const UseSnapshot &use)
{
    const auto board = m_boards.value(room);
    if (!board || !board->ready)
        return;
    const auto &kept = board->snapshots;
    for (const auto &snapshot : kept)
        if (wanted && snapshot.seq == *wanted)
            return use(Snapshot(snapshot));
    if (!kept.isEmpty() && head - kept.last().seq <= recent)
        return use(Snapshot(kept.last()));
    board->readers.append(use);
    if (board->writer)
        return; // one that was begun a moment ago serves too
    board->writingSeq = head;
    board->writer.emplace(board->doc);
    writeOn(room);
}

void BoardKeeper::writeOn(const RoomId &room)
{
    const auto board = m_boards.value(room);
    if (!board || !board->writer)
        return;
    if (board->writer->write(bytesPerTurn)) {
        m_deadlines.add(m_clock.monotonicMs() + 1, BoardWriting{room});
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
    const auto board = m_boards.value(idle.room);
    if (!board)
        return;
    const qint64 now = m_clock.monotonicMs();
    const qint64 since = now - board->used;
    const bool busy = !board->ready || board->writer;
    if (since >= m_idleMs && !busy)
        m_boards.remove(idle.room);
    else
        m_deadlines.add(since < m_idleMs ? board->used + m_idleMs : now + m_idleMs, idle);
}

void BoardKeeper::applyTo(BoardDoc &doc, const RoomEvent &event)
{
    if (event.board)
        doc.apply(BoardTransaction{event.id, event.author, event.board->ops}, event.seq);
}

} // namespace coterie::server
