// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/cachedvalues.h"

#include <QHash>

namespace coterie {

class LocalStore;

// The work on the boards of a room that a host would not take, until somebody decides; what is here is on this computer
// as well. The window's thread.
class KeptBoardWork final
{
    Q_DISABLE_COPY_MOVE(KeptBoardWork)
public:
    KeptBoardWork(const RoomId &room, LocalStore &store);

    [[nodiscard]] QList<BoardId> boards() const { return m_all.keys(); }
    [[nodiscard]] QList<BoardOp> copies(const BoardId &board) const { return m_all.value(board).copies; }
    [[nodiscard]] QString code(const BoardId &board) const { return m_all.value(board).code; }

    // False: it says nothing new. isAllKnown: what this computer has of an earlier run is here.
    bool add(const BoardId &board, RefusedWork work, bool isAllKnown);
    bool drop(const BoardId &board); // false: there is none
    void move(const BoardId &from, const BoardId &to);
    // What this computer has of an earlier run, and what of it a board can have.
    void read(const BoardId &board, const RefusedWork &kept, const RefusedWork &possible);

private:
    const RoomId m_room;
    LocalStore &m_store;
    QHash<BoardId, RefusedWork> m_all; // none is empty
};

} // namespace coterie
