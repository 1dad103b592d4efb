// SPDX-License-Identifier: MIT
#include "app/session/boardsync.h"

#include "app/session/boardcontroller.h"
#include "app/session/connection.h"

namespace coterie {

namespace {
constexpr int patienceMs = 10'000;
constexpr int brokenMs = 30'000;
constexpr qsizetype mostKeptEvents = 4000; // then a fresh snapshot is cheaper than replaying

bool readParts(const QList<QByteArray> &parts, BoardSnapshotReader &reader)
{
    for (const QByteArray &part : parts)
        if (!reader.add(part))
            return false;
    return reader.isComplete();
}
} // namespace

BoardSync::BoardSync(BoardController &controller, Connection &connection, Requests &requests, LocalStore &store,
                     QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_connection(connection)
    , m_requests(requests)
    , m_store(store)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &BoardSync::askParts);
}

void BoardSync::loadCopy()
{
    m_copyRead = false;
    m_store.board(m_controller.room(), [this](const CachedBoard &copy) {
        m_copyRead = true;
        BoardSnapshotReader reader;
        if (copy.events.size() < mostKeptEvents && readParts(copy.parts, reader)) {
            m_controller.load(reader.take());
            m_sync.restore(copy.epoch, copy.cursor);
            m_kept = true;
            RoomSync::Step step;
            step.events = copy.events;
            take(step);
            m_controller.setLoaded(true);
        }
        if (m_joined)
            roomJoined(*std::exchange(m_joined, {}), m_joinedReset);
    });
}

void BoardSync::roomJoined(const RoomInfo &room, bool reset)
{
    if (!m_copyRead) {
        m_joined = room;
        m_joinedReset = reset;
        return;
    }
    m_controller.setOnline(true);
    take(m_sync.joined(room, reset));
}

void BoardSync::connectionLost()
{
    m_joined.reset();
    m_req = 0;
    m_patience.stop();
    m_reader.reset();
    m_parts.clear();
    m_sync.away();
    m_controller.setOnline(false);
}

void BoardSync::handleEvent(const RoomEvent &event)
{
    take(m_sync.live(event));
}

void BoardSync::take(const RoomSync::Step &step)
{
    const RoomId room = m_controller.room();
    if (step.dropAll) {
        m_kept = false;
        m_store.dropBoard(room);
        m_controller.load(BoardDoc());
    }
    QList<std::pair<BoardTransaction, Seq>> changes;
    QList<OpId> own;
    for (const RoomEvent &event : step.events) {
        if (!event.board)
            continue;
        changes.append({BoardTransaction{event.id, event.author, event.board->ops}, event.seq});
        if (event.author == m_controller.self())
            own.append(event.id);
    }
    if (!changes.isEmpty())
        m_controller.receive(changes);
    if (m_kept && step.first <= step.last && (!changes.isEmpty() || step.caughtUp))
        m_store.putBoardEvents(room, step.events, step.last);
    if (!own.isEmpty())
        emit ownSeen(own);
    if (step.caughtUp && !m_kept && m_sync.cursor() == 0) { // nothing was ever done here: an empty board is the copy
        m_store.putBoard(room, {m_sync.epoch(), 0, 0, writeBoardSnapshot(BoardDoc()), {}});
        m_kept = true;
    }
    if (step.caughtUp)
        m_controller.setLoaded(true);
    if (!step.fetch)
        return;
    if (step.fetch->kind == RoomSync::Fetch::Kind::Latest) {
        m_reader.reset();
        m_parts.clear();
        askParts();
        return;
    }
    HistoryGet question;
    question.room = room;
    question.after = step.fetch->after;
    question.board = true;
    m_requests.ask<HistoryPage>(
        question, [this](const HistoryPage &page) { take(m_sync.page(page.events, page.more)); },
        [](const Failure &) {}); // the next join begins again
}

// The next pieces of the snapshot, or the first.
void BoardSync::askParts()
{
    if (m_sync.stage() != RoomSync::Stage::Fetching)
        return;
    BoardGet get;
    get.req = m_req = m_requests.nextNumber();
    get.room = m_controller.room();
    if (!m_parts.isEmpty()) {
        get.seq = m_partsSeq;
        get.from = int(m_parts.size());
    }
    m_inAnswer = 0;
    m_connection.send(get);
    m_patience.start(patienceMs);
}

void BoardSync::askAgainIn(int ms)
{
    m_req = 0;
    m_patience.start(ms);
}

void BoardSync::handlePart(const BoardPart &part)
{
    if (part.req != m_req || part.room != m_controller.room())
        return;
    if (part.index == 0) { // also when the host has another snapshot by now
        m_reader.emplace();
        m_parts.clear();
        m_partsSeq = part.seq;
    }
    if (!m_reader || part.seq != m_partsSeq || part.index != m_parts.size() || !m_reader->add(part.data)) {
        m_reader.reset();
        m_parts.clear();
        askAgainIn(brokenMs);
        return;
    }
    m_parts.append(part.data);
    m_patience.start(patienceMs);
    if (m_parts.size() == part.count)
        snapshotDone();
    else if (++m_inAnswer == boardPartsAtOnce)
        askParts();
}

void BoardSync::snapshotDone()
{
    m_req = 0;
    m_patience.stop();
    if (!m_reader->isComplete()) {
        m_reader.reset();
        m_parts.clear();
        askAgainIn(brokenMs);
        return;
    }
    m_controller.load(m_reader->take());
    m_reader.reset();
    m_store.putBoard(m_controller.room(), {m_sync.epoch(), m_partsSeq, m_partsSeq, std::exchange(m_parts, {}), {}});
    m_kept = true;
    take(m_sync.snapshot(m_partsSeq));
}

void BoardSync::handleFailure(const Failure &failure)
{
    if (m_req != 0 && failure.req == m_req)
        askAgainIn(int(std::clamp<qint64>(failure.retryMs.value_or(brokenMs), 500, brokenMs)));
}

} // namespace coterie
