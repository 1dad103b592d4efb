// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

#include "app/session/boardcopy.h"
#include "app/session/boardparcels.h"
#include "app/session/errortext.h"
#include "app/session/roomboards.h"
#include "shared/protocol/boardrights.h"
#include "shared/protocol/errors.h"

#include <QtEndian>

namespace coterie {
namespace {

constexpr qsizetype mostDrawn = 64; // strokes whose samples may still be on their way back

} // namespace

BoardController::BoardController(const RoomId &room, const Clock &clock, QObject *parent)
    : BoardController(room, firstBoard(room), clock, parent)
{
}

BoardController::BoardController(const RoomId &room, const BoardId &board, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_board(board)
    , m_clock(clock)
    , m_lasers(room, clock)
    , m_lookout(room, boardOnWire(room, board), clock)
{
    startReplica({});
    connect(&m_lasers, &BoardLasers::requested, this, [this](BoardLive live) {
        live.board = boardOnWire(m_room, m_board);
        emit liveRequested(live);
    });
    connect(&m_lookout, &BoardLookout::requested, this, &BoardController::lookRequested);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BoardController::tick);
}

BoardController::~BoardController() = default;

// With a number that this person's other devices do not have.
void BoardController::startReplica(const UserId &self)
{
    m_replica = BoardReplica(self);
    m_replica.setClient(qFromBigEndian<quint32>(newId<OpId>().value.toRfc4122().constData() + 12) | 1); // never 0
}

BoardRight BoardController::right() const
{
    return m_boards ? m_boards->rightOn(m_board) : BoardRight::EditAll;
}

void BoardController::setBoards(RoomBoards *boards)
{
    m_boards = boards;
    connect(boards, &RoomBoards::changed, this, [this, before = right()]() mutable {
        if (std::exchange(before, right()) == right())
            return;
        if (right() == BoardRight::View) { // to the conflict copy, if the host will not have it
            endStroke();
            endText();
        }
        emit stateChanged();
    });
}

bool BoardController::canUndo() const
{
    return m_stroke || (m_writing && m_writing->waits) || !doc().undoable(self()).isEmpty();
}

bool BoardController::canRedo() const
{
    return !doc().redoable(self()).isEmpty();
}

// ---- what the person at this board does

void BoardController::beginStroke(quint32 argb, double width, double zoom, bool withPressure, const PenSample &first)
{
    endStroke();
    if (right() == BoardRight::View)
        return emit noticed(errorSentence(codeHere(QString(errors::frozen))));
    m_strokeZoom = zoom;
    startStroke(argb, width, withPressure, first);
}

void BoardController::startStroke(quint32 argb, double width, bool withPressure, const PenSample &first)
{
    m_stroke.emplace(newId<ObjectId>(), argb, width, m_strokeZoom, withPressure, first);
    m_drawn.append(m_stroke->id());
    if (m_drawn.size() > mostDrawn)
        m_drawn.removeFirst();
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
        if (!std::exchange(m_strokeGoesOn, true)) // one step, however many pieces (W-25)
            m_steps.begin(tr("draw", "undo …"));
        endPiece();
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
    endPiece();
    if (std::exchange(m_strokeGoesOn, false))
        m_steps.end();
}

void BoardController::endPiece()
{
    m_stroke->finish();
    BoardOp creation = m_stroke->creation();
    if (m_frameOf)
        creation.parent = m_frameOf(creation);
    const ObjectId stream = m_stroke->id();
    m_stroke.reset();
    // Everybody was told its id while it was drawn (B15), and somebody may have made something of it meanwhile.
    if (doc().contains(*creation.object))
        creation.object = newId<ObjectId>();
    if (!commit({creation}, tr("draw", "undo …")))
        sendOver(stream); // nor does it come with the board to the others
    emit ownStrokeEnded();
    emit stateChanged();
}

void BoardController::cancelStroke()
{
    if (!m_stroke)
        return;
    sendOver(m_stroke->id());
    m_stroke.reset();
    if (std::exchange(m_strokeGoesOn, false)) { // what of it is on the board already goes as well, and nothing else
        const QSet<OpId> pieces = m_steps.open();
        m_steps.end();
        QList<BoardOp> ops;
        for (const OpId &id : doc().undoable(self()))
            if (pieces.contains(id))
                ops.append(BoardOp::undo(id));
        if (!ops.isEmpty() && right() != BoardRight::View)
            (void)commit(ops);
    }
    emit ownStrokeEnded();
    emit stateChanged();
}

void BoardController::erase(const QList<ObjectId> &objects)
{
    QList<BoardOp> ops;
    for (const ObjectId &id : objects)
        ops.append(BoardOp::erase(id));
    commit(ops, tr("erase %Ln object(s)", "undo …", int(objects.size())));
}

void BoardController::clear()
{
    cancelStroke();
    if (doc().visibleCount() == 0)
        return emit noticed(tr("The board is empty already"));
    const auto isLeft = [](const BoardObject &one) { return one.kind != BoardKind::Group; };
    const QList<BoardObject> before = doc().objects();
    if (std::none_of(before.cbegin(), before.cend(),
                     [&](const BoardObject &one) { return isLeft(one) && !one.locked; }))
        return emit noticed(tr("What is left on the board is locked"));
    if (!commit({BoardOp::clear(m_replica.seq())}, tr("clear the board", "undo …")))
        return;
    const QList<BoardObject> after = doc().objects();
    emit cleared(int(std::count_if(before.cbegin(), before.cend(), isLeft) -
                     std::count_if(after.cbegin(), after.cend(), isLeft)));
}

// ---- undo

QString BoardController::undoText() const
{
    const BoardSteps::Step *step = m_steps.stepOf(doc().nextUndo(self()));
    return step ? step->what : QString();
}

QString BoardController::redoText() const
{
    const BoardSteps::Step *step = m_steps.stepOf(doc().nextRedo(self()));
    return step ? step->what : QString();
}

void BoardController::undo()
{
    if (m_stroke)
        return cancelStroke();
    endText();
    const QList<BoardOp> ops = m_replica.undoOps();
    if (ops.isEmpty()) {
        if (!tellKept(doc().undoable(self()))) // which show nothing
            emit noticed(tr("Nothing of yours left to undo"));
    } else if (commit(ops)) {
        QList<OpId> undone;
        for (const BoardOp &op : ops)
            undone.append(*op.target);
        tellKept(undone);
    }
}

void BoardController::redo()
{
    endText();
    const QList<BoardOp> ops = m_replica.redoOps();
    if (ops.isEmpty())
        emit noticed(tr("Nothing to redo"));
    else
        commit(ops);
}

bool BoardController::tellKept(const QList<OpId> &undone)
{
    QList<ObjectId> ids;
    QSet<UserId> others;
    const QList<BoardDoc::Kept> kept = doc().keptOf(self(), undone);
    for (const BoardDoc::Kept &one : kept) {
        ids.append(one.id);
        others.insert(one.by.value_or(UserId{}));
    }
    if (!ids.isEmpty())
        emit keptForOthers(ids, others.size() == 1 ? *others.cbegin() : UserId{}); // one is named for all of them
    return !ids.isEmpty();
}

void BoardController::noteArrivals(const QList<std::pair<BoardTransaction, Seq>> &events)
{
    for (const auto &[tx, seq] : events) {
        if (tx.author == self() && m_replica.isPending(tx.id))
            continue; // else it came from another device
        for (const BoardOp &op : tx.ops) {
            if (op.act == BoardAct::Create)
                continue; // nothing that was there before
            m_arrival->last = tx.author;
            if (op.object)
                m_arrival->by.insert(*op.object, tx.author);
        }
    }
}

std::optional<UserId> BoardController::changedBy(const ObjectId &object) const
{
    if (!m_arrival)
        return {};
    const auto known = m_arrival->by.constFind(object);
    return known != m_arrival->by.cend() ? *known : m_arrival->last;
}

QString BoardController::codeHere(const QString &code) const
{
    if (code == errors::frozen && m_boards && m_boards->isRemoved(m_board))
        return QString(removedCode);
    return code == errors::forbidden && right() == BoardRight::View ? QString(lookOnlyCode) : code;
}

// ---- committing

bool BoardController::commit(const QList<BoardOp> &ops, const QString &what)
{
    endText();
    QList<QList<BoardOp>> parcels = boardParcels(ops);
    const int unlocked = right() == BoardRight::Draw ? leaveOutLateLocks(parcels) : 0;
    if (!commitParcels(parcels, what))
        return false;
    if (unlocked > 0)
        emit remarked(tr("%Ln of it came without its lock: you can add to this board, and not lock what is on it",
                         nullptr, unlocked));
    return true;
}

// All of a step is shown at once: whoever looks on works out anew what is selected, and that may be all of it.
bool BoardController::commitParcels(const QList<QList<BoardOp>> &parcels, const QString &what)
{
    QList<BoardTransaction> made;
    if (parcels.size() > 1)
        m_steps.begin(what);
    for (const QList<BoardOp> &ops : parcels) {
        const auto tx = edit(ops, what);
        if (!tx)
            break;
        made.append(*tx);
    }
    if (parcels.size() > 1)
        m_steps.end();
    if (made.size() < parcels.size()) { // all of a step, or nothing: none of it has been sent yet
        QList<OpId> taken;
        for (const BoardTransaction &tx : std::as_const(made)) {
            taken.append(tx.id);
            m_steps.drop(tx.id);
        }
        m_replica.refuse(taken);
        publishChanges();
        return false;
    }
    if (made.isEmpty())
        return false;
    publishChanges();
    for (const BoardTransaction &tx : std::as_const(made))
        emit commitRequested(tx);
    return true;
}

QString BoardController::refusalSentence(const BoardRefusal &refusal)
{
    if (refusal.code == u"full")
        return tr("This board is full. Erase something to make room");
    if (refusal.code == errors::busy)
        return tr("Your earlier changes wait for the host. This text can be changed again when they are there");
    const QString field = refusal.path.section(u'.', -1);
    const bool isPlace = field.size() == 1 && QStringLiteral("xywh").contains(field); // or a size
    if (refusal.code == u"out-of-range" && isPlace)
        return tr("The board ends here: nothing can lie beyond its edge");
    return tr("The board cannot take this: %1").arg(boardFault(refusal));
}

std::optional<BoardTransaction> BoardController::edit(const QList<BoardOp> &ops, const QString &what,
                                                      const std::optional<OpId> &step)
{
    const auto denied =
        m_boards ? checkBoardRights(m_boards->state(), m_board, doc(), self(), ops) : std::optional<BoardRefusal>();
    // Nobody draws it a second time: what the board does not take, or not any more, is kept (A83). But not what none
    // would take (A280).
    const auto turnAway = [&](const QString &code, const QString &sentence) {
        if (m_boards && ops.size() == 1 && ops.first().act == BoardAct::Create && !takeable(ops).isEmpty())
            m_boards->keepConflict(m_board, {ops, code});
        emit noticed(sentence);
    };
    if (denied) {
        const QString code = codeHere(denied->code);
        turnAway(code, errorSentence(code));
        return {};
    }
    BoardTransaction tx{newId<OpId>(), self(), m_replica.stamped(ops)};
    tx.step = step ? step : m_steps.current(tx.id, ops);
    if (const auto refusal = m_replica.edit(tx)) {
        const bool locked = isOfLocked(refusal->code, ops);
        turnAway(refusal->code, locked ? errorSentence(QString(lockedCode)) : refusalSentence(*refusal));
        return {};
    }
    if (step)
        m_steps.join(tx.id, *step);
    else
        m_steps.add(tx.id, what, ops);
    return tx;
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

} // namespace coterie
