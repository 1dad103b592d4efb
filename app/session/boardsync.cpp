// SPDX-License-Identifier: MIT
#include "app/session/boardsync.h"

#include "app/session/boardcontroller.h"
#include "app/session/connection.h"
#include "shared/board/boardhash.h"
#include "shared/protocol/roomstate.h"

#include <QLoggingCategory>

namespace coterie {

namespace {
constexpr int patienceMs = 10'000;
constexpr int mostPauses = 3;              // of m_againMs: a snapshot that is broken or refused costs more than a page
constexpr qsizetype mostKeptEvents = 4000; // then this computer makes a new snapshot of its copy
constexpr qint64 mostMendPauses = 60;      // of m_mendMs

Q_LOGGING_CATEGORY(boardSyncLog, "coterie.board")
} // namespace

BoardSync::BoardSync(BoardController &controller, Connection &connection, Requests &requests, LocalStore &store,
                     const ConnectionTiming &timing, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_connection(connection)
    , m_requests(requests)
    , m_store(store)
    , m_againMs(timing.againMs)
    , m_mendMs(timing.mendMs)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &BoardSync::fetch);
    connect(&m_loader, &BoardLoader::done, this, &BoardSync::loaded);
    connect(&m_loader, &BoardLoader::grew, &m_controller, &BoardController::showIncoming);
    connect(&m_loader, &BoardLoader::dropped, &m_controller, &BoardController::incomingDropped);
    connect(&m_loader, &BoardLoader::broken, this, &BoardSync::loadFailed);
}

void BoardSync::loadCopy()
{
    m_copyRead = false;
    m_mending = false;
    m_fresh.reset();
    m_controller.setCaughtUp(false);
    m_controller.setReading(true);
    m_kept = false;
    m_sync.restore({}, 0); // of another file, or another person: nothing of it is here until the copy was read
    m_copy.reset();
    m_loader.cancel();
    m_store.board(m_controller.board(), [this, load = ++m_loads](const CachedBoard &copy) {
        if (load != m_loads)
            return; // it is being read once more
        if (copy.parts.isEmpty()) {
            copyRead();
            return;
        }
        if (copy.events.size() >= mostKeptEvents)
            m_store.foldBoard(m_controller.board());
        m_copy = copy;
        m_loader.begin();
        for (const QByteArray &part : copy.parts)
            m_loader.add(part);
        m_loader.finish(copy.events);
    });
}

// Whether there was a copy or not: from here on the host is asked.
void BoardSync::copyRead()
{
    m_copyRead = true;
    m_controller.setReading(false);
    if (m_joined)
        roomJoined(*std::exchange(m_joined, {}), false);
}

void BoardSync::loaded(BoardDoc &doc)
{
    if (m_mending && !m_copy) {
        m_fresh = std::move(doc);
        keepSnapshot(m_partsSeq, std::exchange(m_parts, {}));
        take(m_sync.snapshot(m_partsSeq));
        return;
    }
    m_controller.load(std::move(doc));
    if (!m_copy) {
        keepSnapshot(m_partsSeq, std::exchange(m_parts, {}));
        take(m_sync.snapshot(m_partsSeq));
        return;
    }
    const auto copy = std::exchange(m_copy, {});
    m_kept = true;
    m_keptCursor = copy->cursor;
    m_sync.restore(copy->epoch, copy->cursor);
    tellOwn(copy->events);
    m_controller.setLoaded(true);
    copyRead();
}

void BoardSync::keepSnapshot(Seq seq, const QList<QByteArray> &parts)
{
    m_store.putBoard(m_controller.room(), m_controller.board(), {m_sync.epoch(), seq, seq, parts, {}});
    m_kept = true;
    m_keptCursor = seq;
}

void BoardSync::loadFailed()
{
    if (std::exchange(m_copy, {})) {
        copyRead();
        return;
    }
    m_parts.clear();
    askAgainIn(mostPauses * m_againMs);
}

void BoardSync::tellOwn(const QList<RoomEvent> &events)
{
    QList<OpId> own;
    for (const RoomEvent &event : events)
        if (event.board && event.author == m_controller.self())
            own.append(event.id);
    if (!own.isEmpty())
        emit ownSeen(own);
}

void BoardSync::roomJoined(const RoomInfo &room, bool reset)
{
    // Of the room's log it is said once. A copy that is being read is of the one before, whatever is said of a later
    // join.
    m_beganAnew = m_beganAnew || reset;
    if (!m_copyRead) {
        m_joined = room;
        return;
    }
    m_controller.setOnline(true);
    ++m_round;
    m_patience.stop();
    m_loader.cancel();
    m_parts.clear();
    m_said.reset();
    giveUpMending();
    take(m_sync.joined(room, std::exchange(m_beganAnew, false)));
}

void BoardSync::connectionLost()
{
    m_joined.reset();
    ++m_round;
    m_reqs.clear();
    m_patience.stop();
    if (!m_copy)
        m_loader.cancel();
    m_parts.clear();
    m_said.reset();
    giveUpMending();
    m_sync.away();
    m_controller.setOnline(false);
    m_controller.setCaughtUp(false);
}

void BoardSync::handleEvent(const RoomEvent &event)
{
    if (m_joined) // it is followed when the copy is read, and then all up to here is wanted
        m_joined->head = std::max(m_joined->head, event.seq);
    else
        take(m_sync.live(event));
}

void BoardSync::take(const RoomSync::Step &step)
{
    const RoomId room = m_controller.room();
    const BoardId board = m_controller.board();
    if (step.dropAll) {
        m_kept = false;
        m_store.dropBoard(board);
        m_controller.forgetPlaces();
        m_controller.load(BoardDoc());
        emit beganAnew();
    }
    QList<std::pair<BoardTransaction, Seq>> changes;
    QList<RoomEvent> kept; // of this board
    for (const RoomEvent &event : step.events)
        if (event.board && boardOf(room, event.board->board) == board) {
            kept.append(event);
            changes.append({boardTransaction(event), event.seq});
        }
    if (m_fresh)
        for (const auto &[tx, seq] : std::as_const(changes))
            m_fresh->apply(tx, seq);
    else if (!changes.isEmpty())
        m_controller.receive(changes);
    if (m_kept && step.first <= step.last && (!changes.isEmpty() || step.caughtUp))
        m_store.putBoardEvents(board, {m_sync.epoch(), std::exchange(m_keptCursor, step.last), step.last, kept});
    tellOwn(kept);
    if (step.caughtUp && !m_kept && m_sync.cursor() == 0) // nothing was ever done here: an empty board is the copy
        keepSnapshot(0, writeBoardSnapshot(BoardDoc()));
    if (step.caughtUp && m_fresh) {
        m_controller.load(*std::exchange(m_fresh, {}));
        m_mending = false;
    }
    m_controller.setCaughtUp(m_sync.stage() == RoomSync::Stage::Live);
    if (step.caughtUp)
        m_controller.setLoaded(true);
    compareNow();
    if (!step.fetch)
        return;
    m_fetch = *step.fetch;
    m_loader.cancel();
    m_parts.clear();
    fetch();
}

// Also when the last attempt failed, until it is here or the connection is gone.
void BoardSync::fetch()
{
    if (m_sync.stage() != RoomSync::Stage::Fetching)
        return;
    m_fetch.kind == RoomSync::Fetch::Kind::Latest ? askParts() : askMissed();
}

void BoardSync::askMissed()
{
    HistoryGet question;
    question.room = m_controller.room();
    question.after = m_fetch.after;
    question.board = true;
    m_requests.ask<HistoryPage>(
        question,
        [this, round = m_round](const HistoryPage &page) {
            if (round == m_round)
                take(m_sync.page(page.events, page.more));
        },
        [this, round = m_round](const Failure &) {
            if (round == m_round)
                m_patience.start(m_againMs);
        });
}

// The first pieces of the snapshot, or those that are missing behind the ones that are here.
void BoardSync::askParts()
{
    m_reqs.clear();
    m_asked = m_parts.size();
    askMoreParts();
}

void BoardSync::askMoreParts()
{
    BoardGet get;
    get.req = m_requests.nextNumber();
    get.room = m_controller.room();
    get.board = boardOnWire(get.room, m_controller.board());
    if (m_asked > 0) {
        get.seq = m_partsSeq;
        get.from = int(m_asked);
    }
    m_reqs.append(get.req);
    m_asked += boardPartsAtOnce;
    m_connection.send(get);
    m_patience.start(patienceMs);
}

void BoardSync::askAgainIn(int ms)
{
    m_reqs.clear();
    m_patience.start(ms);
}

void BoardSync::handlePart(const BoardPart &part)
{
    if (!m_reqs.contains(part.req) || part.room != m_controller.room() ||
        boardOf(part.room, part.board) != m_controller.board())
        return;
    if (part.index == 0) { // also when the host has another snapshot by now: what was asked of the one before is void
        m_loader.begin();
        m_parts.clear();
        m_partsSeq = part.seq;
        m_reqs = {part.req};
        m_asked = boardPartsAtOnce;
    }
    if (!m_loader.isRunning() || part.seq != m_partsSeq || part.index != m_parts.size()) {
        m_loader.cancel();
        loadFailed();
        return;
    }
    while (m_reqs.first() != part.req)
        m_reqs.removeFirst(); // answered
    m_parts.append(part.data);
    m_loader.add(part.data);
    m_patience.start(patienceMs);
    if (m_parts.size() == part.count) {
        m_reqs.clear();
        m_patience.stop();
        m_loader.finish();
        return;
    }
    // One answer ahead, so that the host and the way to it are not idle while this one is read.
    if (m_asked < part.count && m_asked - m_parts.size() < boardPartsAtOnce)
        askMoreParts();
}

void BoardSync::compare(const BoardChecksum &said)
{
    m_controller.setLogLeft(said.left);
    m_said = said;
    compareNow();
}

// Only at the very place that was spoken of: before it there is more to come, behind it the word is old.
void BoardSync::compareNow()
{
    if (!m_said || m_sync.stage() != RoomSync::Stage::Live || m_controller.seq() < m_said->seq)
        return;
    const BoardChecksum said = *std::exchange(m_said, {});
    const QByteArray own = boardSum(m_controller.confirmedHash());
    if (m_controller.seq() > said.seq || own == said.sum)
        return;
    qCWarning(boardSyncLog).noquote() << "board" << m_controller.board().value.toString(QUuid::WithoutBraces) << "at"
                                      << said.seq << "comes to" << own.toHex() << "here and to" << said.sum.toHex()
                                      << "at the host";
    if (!mayMend())
        return;
    m_mending = true;
    m_shownTo = m_sync.cursor();
    take(m_sync.again());
}

// What came meanwhile went into the one that was fetched: the one that is shown goes on from where it stands.
void BoardSync::giveUpMending()
{
    if (std::exchange(m_mending, false)) {
        m_sync.restore(m_sync.epoch(), m_shownTo);
        // The copy on the disk is the snapshot that came, which may be older: nothing goes on behind its hole.
        if (m_keptCursor != m_shownTo)
            m_kept = false;
    }
    m_fresh.reset();
}

// Whoever does not understand all that a newer host does would fetch again and again: each time it waits longer.
bool BoardSync::mayMend()
{
    const qint64 since = m_mended.isValid() ? m_mended.elapsed() : std::numeric_limits<qint64>::max();
    if (since < m_mendPauseMs)
        return false;
    const bool longAgo = since > mostMendPauses * m_mendMs;
    m_mendPauseMs = longAgo ? m_mendMs : std::min(2 * m_mendPauseMs, mostMendPauses * m_mendMs);
    m_mended.start();
    return true;
}

void BoardSync::handleFailure(const Failure &failure)
{
    if (!failure.req || !m_reqs.contains(*failure.req))
        return;
    const int longest = mostPauses * m_againMs;
    askAgainIn(int(std::clamp<qint64>(failure.retryMs.value_or(m_againMs), std::min(500, longest), longest)));
}

} // namespace coterie
