// SPDX-License-Identifier: MIT
#include "server/core/boardkeeper.h"

#include "shared/board/boardsnapshot.h"

namespace coterie::server {

namespace {
constexpr int eventsPerPage = 500;
constexpr qsizetype bytesPerPage = 1024 * 1024; // a slice that does not hold up the host's thread
// A snapshot this many events old still serves: what came since is cheaper to send than a new one is to make.
constexpr Seq recent = 500;
constexpr qsizetype snapshotsKept = 2;
} // namespace

void BoardKeeper::with(const RoomId &room, const Use &use)
{
    auto &board = m_boards[room];
    if (board && board->ready) {
        use(&board->doc);
        return;
    }
    if (!board)
        board = std::make_shared<Board>();
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

BoardKeeper::Snapshot BoardKeeper::snapshot(const RoomId &room, Seq head, std::optional<Seq> wanted)
{
    const auto board = m_boards.value(room);
    if (!board || !board->ready)
        return {};
    auto &kept = board->snapshots;
    for (const auto &snapshot : std::as_const(kept))
        if (wanted && snapshot.seq == *wanted)
            return snapshot;
    if (kept.isEmpty() || head - kept.last().seq > recent) {
        kept.append({head, writeBoardSnapshot(board->doc)});
        if (kept.size() > snapshotsKept)
            kept.removeFirst();
    }
    return kept.last();
}

void BoardKeeper::applyTo(BoardDoc &doc, const RoomEvent &event)
{
    if (event.board)
        doc.apply(BoardTransaction{event.id, event.author, event.board->ops}, event.seq);
}

} // namespace coterie::server
