// SPDX-License-Identifier: MIT
#include "tests/sim/simboard.h"

#include "shared/board/boardsnapshot.h"

namespace coterie::sim {

SimBoard::SimBoard(const RoomId &room, const UserId &self, quint32 device)
    : m_room(room)
    , m_replica(self)
{
    m_replica.setClient(device);
}

void SimBoard::listed(const RoomInfo &room)
{
    if (m_sync.epoch().isNull())
        m_sync.restore(room.epoch, 0);
}

void SimBoard::joined(const RoomInfo &room, bool reset)
{
    m_req = 0;
    m_parts.clear();
    take(m_sync.joined(room, reset));
}

void SimBoard::away()
{
    m_sync.away();
    m_fetch.reset();
    m_req = 0;
    m_parts.clear();
}

void SimBoard::event(const RoomEvent &event)
{
    take(m_sync.live(event));
}

void SimBoard::page(qint64 req, const HistoryPage &page)
{
    if (req != m_req)
        return;
    m_req = 0;
    m_fetch.reset();
    take(m_sync.page(page.events, page.more));
}

void SimBoard::part(qint64 req, const BoardPart &part)
{
    if (req != m_req)
        return;
    if (part.index == 0) {
        m_parts.clear();
        m_partsSeq = part.seq;
    }
    if (part.seq != m_partsSeq || part.index != m_parts.size())
        return; // of another snapshot; asked again when somebody looks
    m_parts.append(part.data);
    if (m_parts.size() < part.count) {
        if (m_parts.size() % boardPartsAtOnce == 0)
            m_req = 0;
        return;
    }
    m_req = 0;
    const auto parts = std::exchange(m_parts, {});
    if (!load(parts))
        return;
    ++m_snapshots;
    m_fetch.reset();
    m_copy = Copy{m_sync.epoch(), m_partsSeq, parts, {}};
    take(m_sync.snapshot(m_partsSeq));
}

void SimBoard::refused(qint64 req)
{
    if (req == m_req)
        m_req = 0;
}

std::optional<ClientMessage> SimBoard::question(qint64 req)
{
    if (m_req != 0 || !m_fetch || m_sync.stage() != RoomSync::Stage::Fetching)
        return {};
    m_req = req;
    if (m_fetch->kind == RoomSync::Fetch::Kind::After)
        return HistoryGet{req, m_room, {}, m_fetch->after, 50, true};
    BoardGet get;
    get.req = req;
    get.room = m_room;
    if (!m_parts.isEmpty()) {
        get.seq = m_partsSeq;
        get.from = int(m_parts.size());
    }
    return get;
}

bool SimBoard::load(const QList<QByteArray> &parts)
{
    BoardSnapshotReader reader;
    for (const QByteArray &part : parts)
        if (!reader.add(part))
            return false;
    if (!reader.isComplete())
        return false;
    m_replica.reset(reader.take());
    (void)m_replica.takeChanges();
    return true;
}

void SimBoard::take(const RoomSync::Step &step)
{
    if (step.dropAll) {
        m_beganAnew = true;
        m_copy.reset();
        m_replica.reset(BoardDoc());
    }
    QList<std::pair<BoardTransaction, Seq>> changes;
    for (const RoomEvent &event : step.events)
        if (event.board) {
            changes.append({boardTransaction(event), event.seq});
            if (m_copy)
                m_copy->events.append(encodeEvent(event));
        }
    if (m_copy)
        m_copy->cursor = m_sync.cursor();
    if (m_skipsRebase && m_replica.pendingCount() > 0)
        changes.removeIf([&](const auto &change) { return change.first.author != m_replica.self(); });
    if (!changes.isEmpty())
        m_replica.receive(changes);
    (void)m_replica.takeChanges();
    if (step.fetch) {
        m_fetch = step.fetch;
        m_parts.clear();
        m_req = 0;
    }
}

void SimBoard::restart(Random &random, quint32 device, const QList<BoardTransaction> &waiting)
{
    away();
    m_replica = BoardReplica(m_replica.self());
    m_replica.setClient(device);
    for (const BoardTransaction &tx : waiting)
        m_replica.restore(tx);
    m_sync.restore({}, 0);
    if (random.next() % 4 == 0)
        m_copy.reset(); // the disk had none
    if (!m_copy || !load(m_copy->parts))
        return;
    for (quint64 unwritten = random.next() % 4; unwritten > 0 && !m_copy->events.isEmpty(); --unwritten)
        if (const auto last = decodeEvent(m_copy->events.takeLast(), EventOrigin::Host))
            m_copy->cursor = last->seq - 1;
    QList<std::pair<BoardTransaction, Seq>> changes;
    for (const QByteArray &bytes : std::as_const(m_copy->events))
        if (const auto event = decodeEvent(bytes, EventOrigin::Host))
            changes.append({boardTransaction(*event), event->seq});
    m_replica.receive(changes);
    (void)m_replica.takeChanges();
    m_sync.restore(m_copy->epoch, m_copy->cursor);
}

} // namespace coterie::sim
