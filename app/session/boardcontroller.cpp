// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

namespace coterie {
namespace {

constexpr qint64 volatileEveryMs = 33;    // samples and pointer: 30 a second
constexpr qint64 styleEveryMs = 1'000;    // for those who came, or missed it, in the middle of a stroke
constexpr qint64 cursorRepeatMs = 10'000; // so that a pointer at rest is not taken for gone
constexpr qint64 guestCheckMs = 1'000;
constexpr int samplesPerMessage = 64;

} // namespace

BoardController::BoardController(const RoomId &room, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BoardController::tick);
}

BoardController::~BoardController() = default;

bool BoardController::canUndo() const
{
    return m_stroke || !doc().undoable(self()).isEmpty();
}

bool BoardController::canRedo() const
{
    return !doc().redoable(self()).isEmpty();
}

// ---- what the person at this board does

void BoardController::beginStroke(quint32 argb, double width, double zoom, bool withPressure, const PenSample &first)
{
    endStroke();
    m_strokeZoom = zoom;
    startStroke(argb, width, withPressure, first);
}

void BoardController::startStroke(quint32 argb, double width, bool withPressure, const PenSample &first)
{
    m_stroke.emplace(newId<ObjectId>(), argb, width, m_strokeZoom, withPressure, first);
    m_liveSent = 0;
    m_styleSentMs = 0;
    emit ownStrokeGrew(0);
    emit stateChanged();
    arm();
}

void BoardController::extendStroke(const PenSample &sample)
{
    if (!m_stroke)
        return;
    const int before = m_stroke->count();
    if (!m_stroke->add(sample)) {
        // As long as a stroke may be: it ends here, and the pen goes on with another one from the same spot.
        const StrokeBuilder full = *m_stroke;
        endStroke();
        startStroke(full.color(), full.width(), !full.points().pressure.empty(), full.lastSample());
        if (!m_stroke->add(sample))
            m_stroke.emplace(m_stroke->id(), full.color(), full.width(), m_strokeZoom, !full.points().pressure.empty(),
                             sample); // a leap that no stroke can hold
        return;
    }
    if (m_stroke->count() == before)
        return;
    emit ownStrokeGrew(before);
    arm();
}

void BoardController::endStroke()
{
    if (!m_stroke)
        return;
    m_stroke->finish();
    const BoardOp creation = m_stroke->creation();
    m_stroke.reset();
    commit({creation});
    emit ownStrokeEnded();
    emit stateChanged();
}

void BoardController::cancelStroke()
{
    if (!m_stroke)
        return;
    m_stroke.reset();
    emit ownStrokeEnded();
    emit stateChanged();
}

void BoardController::erase(const QList<ObjectId> &objects)
{
    for (qsizetype at = 0; at < objects.size(); at += maxBoardOps) {
        QList<BoardOp> ops;
        for (const ObjectId &id : objects.mid(at, maxBoardOps))
            ops.append(BoardOp::erase(id));
        commit(ops);
    }
}

void BoardController::clear()
{
    cancelStroke();
    const int count = doc().visibleCount();
    if (!count)
        return emit noticed(tr("The board is empty already"));
    commit({BoardOp::clear(m_replica.seq())});
    emit noticed(tr("Cleared %n object(s). Undo brings them back", nullptr, count));
}

void BoardController::undo()
{
    if (m_stroke)
        return cancelStroke();
    const QList<BoardOp> ops = m_replica.undoOps();
    if (ops.isEmpty())
        emit noticed(tr("Nothing of yours left to undo"));
    else
        commit(ops);
}

void BoardController::redo()
{
    const QList<BoardOp> ops = m_replica.redoOps();
    if (ops.isEmpty())
        emit noticed(tr("Nothing to redo"));
    else
        commit(ops);
}

void BoardController::commit(const QList<BoardOp> &ops)
{
    const BoardTransaction tx{newId<OpId>(), self(), ops};
    if (const auto refusal = m_replica.edit(tx)) {
        emit noticed(refusal->code == u"full" ? tr("This board is full. Erase something to make room")
                                              : tr("The board cannot take this: %1").arg(refusal->reason));
        return;
    }
    publishChanges();
    emit commitRequested(tx.id, tx.ops);
}

void BoardController::publishChanges()
{
    const QList<BoardObjectChange> changes = m_replica.takeChanges();
    QList<LiveStroke> replaced;
    for (const BoardObjectChange &change : changes)
        if (auto live = m_guests.take(change.id))
            replaced.append(*live);
    if (!changes.isEmpty())
        emit changed(changes);
    endGuests(replaced);
    emit stateChanged();
}

void BoardController::pointAt(const QPointF &at)
{
    if (m_cursor == at)
        return;
    m_cursor = at;
    m_cursorMoved = true;
    arm();
}

void BoardController::pointAway()
{
    if (!m_cursor)
        return;
    emit cursorRequested({m_room, m_cursor->x(), m_cursor->y(), false});
    m_cursor.reset();
    m_cursorMoved = false;
}

// ---- what comes from the host

void BoardController::setSelf(const UserId &self)
{
    if (self == m_replica.self())
        return;
    m_replica = BoardReplica(self);
    emit reset();
    emit stateChanged();
}

void BoardController::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    if (!online) {
        endGuests(m_guests.clear()); // nobody tells when they end
        emit cursorsChanged();
    }
    emit stateChanged();
}

void BoardController::setLoaded(bool loaded)
{
    if (m_loaded == loaded)
        return;
    m_loaded = loaded;
    emit stateChanged();
}

void BoardController::restore(const QList<BoardTransaction> &pending)
{
    for (const BoardTransaction &tx : pending)
        m_replica.restore(tx);
    publishChanges();
}

void BoardController::load(BoardDoc &&snapshot)
{
    m_replica.reset(std::move(snapshot));
    (void)m_replica.takeChanges();
    emit reset();
    emit stateChanged();
}

void BoardController::receive(const QList<std::pair<BoardTransaction, Seq>> &events)
{
    m_replica.receive(events);
    publishChanges();
}

void BoardController::acknowledge(const OpId &id, Seq seq)
{
    m_replica.acknowledge(id, seq);
    publishChanges();
}

void BoardController::refuse(const OpId &id, const QString &sentence)
{
    if (!m_replica.refuse(id))
        return;
    publishChanges();
    emit noticed(sentence);
}

void BoardController::showPreview(const BoardPreview &preview)
{
    // One's own come back too; what another device of one's own draws is shown like anybody's.
    if ((m_stroke && m_stroke->id() == preview.stream) || doc().contains(preview.stream))
        return;
    if (const auto growth = m_guests.note(preview, nowMs()))
        emit liveStrokeGrew(growth->stream, growth->from);
    arm();
}

void BoardController::showPointer(const BoardPointer &pointer)
{
    if (pointer.user != self() && m_guests.note(pointer, nowMs()))
        emit cursorsChanged();
    arm();
}

void BoardController::forgetUser(const UserId &user)
{
    endGuests(m_guests.forget(user));
    emit cursorsChanged();
}

void BoardController::endGuests(const QList<LiveStroke> &ended)
{
    for (const LiveStroke &stroke : ended)
        emit liveStrokeEnded(stroke);
}

// ---- what is told to the others while it happens

void BoardController::tick()
{
    const qint64 now = nowMs();
    if (m_stroke && now - m_liveSentMs >= volatileEveryMs)
        sendLive();
    if (m_cursor && now - m_cursorSentMs >= (m_cursorMoved ? volatileEveryMs : cursorRepeatMs))
        sendCursor();
    const auto cursors = m_guests.cursors().size();
    endGuests(m_guests.expire(now));
    if (cursors != m_guests.cursors().size())
        emit cursorsChanged();
    arm();
}

void BoardController::arm()
{
    const bool moving = (m_stroke && m_liveSent < m_stroke->count()) || m_cursorMoved;
    const bool any = moving || m_cursor || !m_guests.isEmpty();
    if (moving && (!m_timer.isActive() || m_timer.remainingTime() > volatileEveryMs))
        m_timer.start(int(volatileEveryMs));
    else if (any && !m_timer.isActive())
        m_timer.start(int(guestCheckMs));
}

void BoardController::sendLive()
{
    m_liveSentMs = nowMs();
    while (m_stroke && m_liveSent < m_stroke->count()) {
        BoardLive live;
        live.room = m_room;
        live.stream = m_stroke->id();
        live.first = m_liveSent;
        if (!m_styleSentMs || m_liveSentMs - m_styleSentMs >= styleEveryMs) {
            live.style = StrokeStyle{m_stroke->color(), m_stroke->width(), m_stroke->x(), m_stroke->y()};
            m_styleSentMs = m_liveSentMs;
        }
        live.points = m_stroke->packedFrom(m_liveSent, samplesPerMessage);
        m_liveSent = std::min(m_liveSent + samplesPerMessage, m_stroke->count());
        emit liveRequested(live);
    }
}

void BoardController::sendCursor()
{
    m_cursorSentMs = nowMs();
    m_cursorMoved = false;
    emit cursorRequested({m_room, m_cursor->x(), m_cursor->y(), true});
}

} // namespace coterie
