// SPDX-License-Identifier: MIT
#include "app/session/keptboardwork.h"

#include "app/session/boardcopy.h"
#include "app/session/localstore.h"
#include "shared/protocol/errors.h"

#include <QSet>

#include <algorithm>

namespace coterie {

namespace {

ObjectId objectOf(const BoardOp &copy)
{
    return copy.object.value_or(ObjectId{});
}

// A newer copy of an object replaces the one before, as a whole: it may be more than one operation.
RefusedWork joined(const RefusedWork &older, const RefusedWork &newer)
{
    QSet<ObjectId> again;
    for (const BoardOp &copy : newer.copies)
        again.insert(objectOf(copy));
    RefusedWork all = older;
    all.copies.removeIf([&](const BoardOp &one) { return again.contains(objectOf(one)); });
    all.copies += newer.copies;
    // What waits for an image goes again by itself; what was refused for anything else does not, nor does both
    // together.
    if (!newer.code.isEmpty() && (older.code.isEmpty() || newer.code != errors::notFound))
        all.code = newer.code;
    return all;
}

QHash<ObjectId, QList<BoardOp>> byObject(const QList<BoardOp> &copies)
{
    QHash<ObjectId, QList<BoardOp>> each;
    for (const BoardOp &copy : copies)
        each[objectOf(copy)].append(copy);
    return each;
}

} // namespace

KeptBoardWork::KeptBoardWork(const RoomId &room, LocalStore &store)
    : m_room(room)
    , m_store(store)
{
}

// A copy never takes the place of one that says something else: each may have what the other has not. It stands beside
// it under other ids, and so does what is kept before it is known what the disk has.
bool KeptBoardWork::add(const BoardId &board, RefusedWork work, bool isAllKnown)
{
    const QHash<ObjectId, QList<BoardOp>> known = byObject(copies(board)), fresh = byObject(work.copies);
    work.copies.removeIf([&](const BoardOp &one) { return known.value(objectOf(one)) == fresh.value(objectOf(one)); });
    if (work.copies.isEmpty())
        return false;
    if (!isAllKnown || std::any_of(work.copies.cbegin(), work.copies.cend(),
                                   [&](const BoardOp &one) { return known.contains(objectOf(one)); }))
        work.copies = detached(work.copies);
    m_all[board] = joined(m_all.value(board), work);
    m_store.putConflict(m_room, board, work);
    return true;
}

bool KeptBoardWork::drop(const BoardId &board)
{
    if (!m_all.remove(board))
        return false;
    m_store.dropConflict(board);
    return true;
}

void KeptBoardWork::move(const BoardId &from, const BoardId &to)
{
    const RefusedWork homeless = m_all.take(from);
    if (homeless.copies.isEmpty()) // it was dropped meanwhile
        return;
    (void)add(to, homeless, true);
    m_store.dropConflict(from);
}

void KeptBoardWork::read(const BoardId &board, const RefusedWork &kept, const RefusedWork &possible)
{
    const RefusedWork all = joined(possible, m_all.value(board)); // refused before this came
    if (possible.copies.size() != kept.copies.size()) {           // an earlier version kept all
        m_store.dropConflict(board);
        m_store.putConflict(m_room, board, all);
    }
    if (all.copies.isEmpty())
        m_all.remove(board);
    else
        m_all[board] = all;
}

} // namespace coterie
