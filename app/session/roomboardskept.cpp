// SPDX-License-Identifier: MIT
#include "app/session/roomboards.h"

#include "app/session/boardcopy.h"
#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

// What RoomBoards has to do with the work that a host would not take.
namespace coterie {

int RoomBoards::conflictObjects(const BoardId &board) const
{
    return seenObjectsOf(conflict(board));
}

QString RoomBoards::conflictReason(const BoardId &board) const
{
    const QString code = conflictCode(board);
    const BoardInfo *info = m_shown.board(board);
    // Why it was refused then is no longer why: the board is not frozen any more, or one may do that on it by now.
    const auto isOver = [&] {
        if (code == errors::frozen)
            return !info->frozenBy;
        return (code == lookOnlyCode && rightOn(board) != BoardRight::View) ||
               (code == errors::forbidden && rightOn(board) == BoardRight::EditAll);
    };
    const bool over = info && !info->removed && isOver();
    return code.isEmpty() || over ? QString() : errorSentence(code);
}

void RoomBoards::tellConflict(const BoardId &board)
{
    m_model.setRefused(board, conflictObjects(board), conflictReason(board));
    emit conflictChanged(board);
}

// What no board can have is not kept: nothing could ever become of it.
RefusedWork RoomBoards::possible(const RefusedWork &work)
{
    RefusedWork some{takeable(work.copies), work.code};
    if (const int lost = seenObjectsOf(work.copies) - seenObjectsOf(some.copies); lost > 0)
        emit noticed(tr("%Ln object(s) of yours could not be kept: no board can have them", nullptr, lost));
    return some;
}

void RoomBoards::keepConflict(const BoardId &board, const RefusedWork &work)
{
    if (!m_kept.add(board, possible(work), m_read))
        return;
    tellConflict(board);
    rehomeConflicts();
}

// Work on a board that is not there, or not any more, is shown at the first one: it must not be lost from sight.
void RoomBoards::rehomeConflicts()
{
    for (const BoardId &board : m_kept.boards())
        if (const BoardId home = homeOf(board); m_told && home != board) {
            m_kept.move(board, home);
            tellConflict(board);
            tellConflict(home);
        }
}

void RoomBoards::dropConflict(const BoardId &board)
{
    if (m_kept.drop(board))
        tellConflict(board);
}

BoardId RoomBoards::saveConflict(const BoardId &board, const QString &pattern, const QString &name)
{
    const QList<BoardOp> kept = conflict(board);
    const BoardId copy = kept.isEmpty() ? BoardId{} : addCopy(board, pattern, name, kept);
    if (!copy.isNull())
        dropConflict(board); // the other is on the disk before it
    return copy;
}

} // namespace coterie
