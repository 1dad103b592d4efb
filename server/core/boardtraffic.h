// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/deadlines.h"
#include "shared/board/boardop.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <functional>
#include <memory>
#include <unordered_map>

namespace coterie::server {

// The changes of boards that are on their way to the store. Rights, locks and ids are looked up on the board as it is
// stored; so two people who touch one object in the same moment are taken one after the other, each when the one before
// has its place in the log (K7). Everybody else goes on. Values only; lives in the host's thread.
class BoardTraffic
{
public:
    using Ticket = quint64;
    using Go = std::function<void(Ticket)>;
    // behindOwn: waits for what the same person is just making, too (who may only add goes on writing in that alone).
    void enter(const BoardKey &board, const UserId &user, const QList<BoardOp> &ops, bool behindOwn, Go go);
    // It has its place, or never gets one. Those who waited for it go on, the first to come first.
    void leave(Ticket ticket);

private:
    struct Change {
        Ticket ticket = 0;
        BoardKey board;
        UserId user;
        QSet<ObjectId> touched;
        QSet<ObjectId> made;  // of those
        bool isWide = false;  // undo, redo, clear: whatever they touch
        bool unlocks = false; // minds what is wide
        int waitsFor = 0;
        QList<Ticket> blocks;
        Go go;
    };
    struct Board {
        QHash<ObjectId, QList<Ticket>> touching; // by the order in which they came
        QList<Ticket> wide;                      // that no barrier waits for yet
        Ticket barrier = 0;                      // a change of nothing, that waits for all that were wide before it
        qsizetype changes = 0;
    };
    void waitFor(Change &change, Ticket before);
    void waitForObject(Change &change, const Board &board, const ObjectId &object, bool behindOwn);
    void waitForWide(Change &change, Board &board);
    [[nodiscard]] Change &place(std::unique_ptr<Change> change, Board &board);

    std::unordered_map<Ticket, std::unique_ptr<Change>> m_changes;
    QHash<BoardKey, Board> m_boards;
    QList<Ticket> m_ready; // whose turn has come
    bool m_going = false;
    Ticket m_last = 0;
};

} // namespace coterie::server
