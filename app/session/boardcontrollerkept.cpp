// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"

#include "app/session/boardcopy.h"
#include "app/session/boardparcels.h"
#include "app/session/cachedvalues.h"
#include "app/session/errortext.h"
#include "app/session/roomboards.h"
#include "shared/protocol/boardrights.h"
#include "shared/protocol/errors.h"

#include <algorithm>

// What becomes of a BoardController's own work that the log will not have, or that finds nothing to count on there.
namespace coterie {
namespace {

// It changes the object: something is lost where that counts nothing.
bool isWork(const BoardOp &op)
{
    return op.object && (op.act == BoardAct::Set || op.act == BoardAct::Text || op.act == BoardAct::ErasePart);
}

bool isCreation(const BoardOp &op)
{
    return op.act == BoardAct::Create;
}

// So that what waits counts again on what somebody has locked or erased meanwhile.
QList<BoardOp> freeingOps(const BoardDoc &doc, const QList<BoardOp> &ops)
{
    QSet<ObjectId> seen;
    QList<BoardOp> free;
    for (const BoardOp &op : ops) {
        if (!isWork(op) || seen.contains(*op.object) || !doc.contains(*op.object))
            continue;
        seen.insert(*op.object);
        if (doc.lockedBy(*op.object)) {
            free.append(BoardOp::set(*op.object));
            free.last().locked = false;
        }
        if (!doc.isVisible(*op.object)) {
            free.append(BoardOp::set(*op.object));
            free.last().deleted = false;
        }
    }
    return free;
}

} // namespace

// Text that was written on a newer state than the log has now waits for that state; where the board is all that the
// host has, it will not come: the log was put back, and what waits in vain must not hold up what is to be kept.
bool BoardController::isWhole() const
{
    if (isCaughtUp())
        return m_loaded && !m_reading;
    const auto isLater = [this](const BoardOp &op) { return op.act == BoardAct::Text && *op.base > m_replica.seq(); };
    const QList<BoardTransaction> pending = m_replica.pending();
    return m_loaded && !m_reading && std::none_of(pending.cbegin(), pending.cend(), [&](const BoardTransaction &tx) {
        return std::any_of(tx.ops.cbegin(), tx.ops.cend(), isLater);
    });
}

BoardController::Refusal BoardController::refuse(const QList<Refused> &all)
{
    takeHeld();
    sendText();
    Refusal out;
    QList<QString> codes; // in the order in which they came
    QHash<QString, QList<Refused>> byCode;
    QList<OpId> ids;
    for (Refused one : all) {
        if (isOfLocked(one.failure.code, one.ops, self()))
            one.failure.code = lockedCode;
        one.failure.code = codeHere(one.failure.code);
        if (!codes.contains(one.failure.code))
            codes.append(one.failure.code);
        if (const QString sentence = errorSentence(one.failure); !out.sentences.contains(sentence))
            out.sentences.append(sentence);
        ids.append(one.id);
        byCode[one.failure.code].append(one);
    }
    for (const QString &code : std::as_const(codes))
        out.isKept = keepCopies(byCode.value(code), code) || out.isKept;
    if (m_replica.refuse(ids)) {
        for (const OpId &id : std::as_const(ids))
            m_steps.drop(id);
        if (m_replica.pendingCount() == 0)
            m_copied.clear();
        m_arrival.emplace();
        publishChanges();
        m_arrival.reset();
        for (const QString &sentence : std::as_const(out.sentences))
            emit noticed(sentence);
    }
    return out;
}

// What is refused for another reason may lie on what somebody has locked meanwhile.
bool BoardController::isOfLocked(const QString &code, const QList<BoardOp> &ops, const UserId &besides) const
{
    return std::any_of(ops.cbegin(), ops.cend(), [&](const BoardOp &op) {
        const auto by = op.object ? doc().lockedBy(*op.object) : std::nullopt;
        if (!by || *by == besides)
            return false;
        return code == errors::board || (code == errors::forbidden && op.locked == false && m_boards &&
                                         isBarredByModerator(m_boards->state(), doc(), self(), *op.object));
    });
}

// As it would stand on the board with all of one's own that waits: when the next of it is refused, what that was built
// on is gone. What waits now needs no other copy of these objects then.
bool BoardController::keepCopies(const QList<Refused> &all, const QString &code)
{
    QList<QList<BoardOp>> works; // of each, what no copy is kept of yet
    QList<BoardOp> ops;
    bool isKept = false;
    for (const Refused &one : all) {
        QList<BoardOp> work = one.ops;
        work.removeIf([&](const BoardOp &op) {
            const bool hasCopy = op.object && m_copied.value(*op.object).contains(one.id);
            isKept = isKept || hasCopy;
            return !op.object || hasCopy;
        });
        if (work.isEmpty())
            continue;
        ops += work;
        works.append(work);
    }
    if (!m_boards || works.isEmpty())
        return isKept;
    const QList<BoardTransaction> pending = m_replica.pending();
    const QHash<OpId, Seq> acknowledged = m_replica.acknowledged();
    const auto takeOff = [this](const QList<BoardTransaction> &some) {
        QList<OpId> ids;
        for (const BoardTransaction &tx : some)
            ids.append(tx.id);
        m_replica.refuse(ids);
    };
    const auto putOn = [this](const QList<BoardTransaction> &some) {
        for (const BoardTransaction &tx : some)
            m_replica.restore(tx);
    };
    takeOff(pending);
    QList<BoardTransaction> freeing;
    for (const QList<BoardOp> &parcel : boardParcels(freeingOps(doc(), ops)))
        freeing.append({newId<OpId>(), self(), parcel});
    putOn(freeing);
    QHash<qsizetype, QList<BoardOp>> without; // where nothing is created, so that there is something to compare
    for (qsizetype i = 0; i < works.size(); ++i)
        if (std::none_of(works.at(i).cbegin(), works.at(i).cend(), isCreation))
            without.insert(i, copiesOf(doc(), works.at(i), self()));
    putOn(pending);
    for (auto one = acknowledged.cbegin(); one != acknowledged.cend(); ++one)
        m_replica.acknowledge(one.key(), one.value());
    QList<BoardOp> mine; // in which is something of one's own
    for (qsizetype i = 0; i < works.size(); ++i)
        if (!without.contains(i) || copiesOf(doc(), works.at(i), self()) != without.value(i))
            mine += works.at(i);
    const QList<BoardOp> copies = copiesOf(doc(), mine, self());
    takeOff(freeing);
    if (copies.isEmpty())
        return isKept;
    noteCopied(copies);
    m_boards->keepConflict(m_board, {copies, code});
    return true;
}

void BoardController::noteCopied(const QList<BoardOp> &copies)
{
    QSet<ObjectId> copied;
    for (const BoardOp &copy : copies)
        copied.insert(copy.object.value_or(ObjectId{}));
    for (const BoardTransaction &tx : m_replica.pending())
        for (const BoardOp &op : tx.ops)
            if (op.object && copied.contains(*op.object))
                m_copied[*op.object].insert(tx.id);
}

// ---- words that the board does not take any more

QString BoardController::barrier(const ObjectId &object) const
{
    if (doc().lockedBy(object))
        return QString(lockedCode);
    if (m_boards)
        if (const auto denied = checkBoardRights(m_boards->state(), m_board, doc(), self(),
                                                 {BoardOp::editText(object, m_replica.seq(), {})}))
            return codeHere(denied->code);
    return {};
}

void BoardController::keepWords(const Writing &writing)
{
    const auto object = doc().object(writing.object);
    const QString code = barrier(writing.object);
    if (!m_boards || !object || code.isEmpty())
        return;
    BoardObject written = *object;
    written.text = writing.text;
    written.locked = false;
    if (const auto &with = writing.with) { // the size that the words need
        written.x = with->x.value_or(written.x);
        written.y = with->y.value_or(written.y);
        written.w = with->w.value_or(written.w);
        written.h = with->h.value_or(written.h);
    }
    const QList<BoardOp> copies{creationOf(written)};
    noteCopied(copies); // they are all in it
    m_boards->keepConflict(m_board, {copies, code});
}

// ---- what others did meanwhile

void BoardController::noteStakes()
{
    if (m_replica.pendingCount() == 0)
        return;
    for (const BoardTransaction &tx : m_replica.pending())
        for (const BoardOp &op : tx.ops)
            if (isWork(op) && doc().isVisible(*op.object) && !doc().lockedBy(*op.object))
                m_atStake.insert(*op.object);
}

void BoardController::tellHits()
{
    if (m_atStake.isEmpty())
        return;
    QSet<ObjectId> lost;
    for (const ObjectId &id : std::as_const(m_atStake))
        if (doc().contains(id) && (!doc().isVisible(id) || doc().lockedBy(id)))
            lost.insert(id);
    const QList<BoardTransaction> pending = m_replica.pending();
    QSet<OpId> hits;
    for (const BoardTransaction &tx : pending)
        if (std::any_of(tx.ops.cbegin(), tx.ops.cend(),
                        [&](const BoardOp &op) { return isWork(op) && lost.contains(*op.object); }))
            hits.insert(changeOf(tx));
    m_atStake -= lost;
    if (pending.isEmpty())
        m_atStake.clear();
    if (!hits.isEmpty())
        //: %Ln: all changes of one's own that wait for the host; %L1: how many of them.
        emit noticed(tr("Of your %Ln change(s) that waited, %L1 met something that somebody has locked or erased "
                        "meanwhile",
                        nullptr, changesIn(pending))
                         .arg(hits.size()));
}

} // namespace coterie
