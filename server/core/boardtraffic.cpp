// SPDX-License-Identifier: MIT
#include "server/core/boardtraffic.h"

namespace coterie::server {

void BoardTraffic::enter(const BoardKey &key, const UserId &user, const QList<BoardOp> &ops, bool behindOwn, Go go)
{
    auto change = std::make_unique<Change>();
    change->ticket = ++m_last;
    change->board = key;
    change->user = user;
    change->go = std::move(go);
    for (const BoardOp &op : ops) {
        change->isWide =
            change->isWide || op.act == BoardAct::Undo || op.act == BoardAct::Redo || op.act == BoardAct::Clear;
        change->unlocks = change->unlocks || op.locked == false;
        if (!op.object)
            continue;
        change->touched.insert(*op.object);
        if (op.act == BoardAct::Create)
            change->made.insert(*op.object);
    }
    Board &board = m_boards[key];
    for (const ObjectId &object : std::as_const(change->touched))
        waitForObject(*change, board, object, behindOwn);
    if (change->unlocks)
        waitForWide(*change, board);
    Change &entered = place(std::move(change), board);
    if (entered.isWide)
        board.wide.append(entered.ticket);
    if (entered.waitsFor == 0)
        std::exchange(entered.go, {})(entered.ticket);
}

void BoardTraffic::waitFor(Change &change, Ticket before)
{
    QList<Ticket> &blocks = m_changes.at(before)->blocks;
    if (!blocks.isEmpty() && blocks.last() == change.ticket)
        return; // by another object
    blocks.append(change.ticket);
    ++change.waitsFor;
}

// Only the latest of somebody else who are next to each other: these wait for whoever was before them, so that what
// each waits for stays short, however many come to one object.
void BoardTraffic::waitForObject(Change &change, const Board &board, const ObjectId &object, bool behindOwn)
{
    const QList<Ticket> before = board.touching.value(object);
    auto at = before.crbegin();
    for (; at != before.crend() && m_changes.at(*at)->user == change.user; ++at)
        if (behindOwn && m_changes.at(*at)->made.contains(object))
            waitFor(change, *at);
    if (at == before.crend())
        return;
    const UserId other = m_changes.at(*at)->user;
    for (; at != before.crend() && m_changes.at(*at)->user == other; ++at)
        waitFor(change, *at);
}

// All of them, one's own too. What is wide waits for nothing of the kind, so one barrier stands for all before it.
void BoardTraffic::waitForWide(Change &change, Board &board)
{
    if (!board.wide.isEmpty()) {
        auto barrier = std::make_unique<Change>();
        barrier->ticket = ++m_last;
        barrier->board = change.board;
        barrier->go = [this](Ticket ticket) { leave(ticket); };
        for (const Ticket ticket : std::as_const(board.wide))
            waitFor(*barrier, ticket);
        if (board.barrier != 0)
            waitFor(*barrier, board.barrier);
        board.wide.clear();
        board.barrier = place(std::move(barrier), board).ticket;
    }
    if (board.barrier != 0)
        waitFor(change, board.barrier);
}

BoardTraffic::Change &BoardTraffic::place(std::unique_ptr<Change> change, Board &board)
{
    for (const ObjectId &object : std::as_const(change->touched))
        board.touching[object].append(change->ticket);
    ++board.changes;
    const Ticket ticket = change->ticket;
    return *m_changes.emplace(ticket, std::move(change)).first->second;
}

void BoardTraffic::leave(Ticket ticket)
{
    const auto found = m_changes.find(ticket);
    if (found == m_changes.end())
        return;
    const std::unique_ptr<Change> change = std::move(found->second);
    m_changes.erase(found);
    Board &board = m_boards[change->board];
    for (const ObjectId &object : std::as_const(change->touched)) {
        const auto queue = board.touching.find(object);
        queue->removeOne(ticket); // near its beginning
        if (queue->isEmpty())
            board.touching.erase(queue);
    }
    board.wide.removeOne(ticket);
    if (board.barrier == ticket)
        board.barrier = 0;
    if (--board.changes == 0)
        m_boards.remove(change->board);
    for (const Ticket next : std::as_const(change->blocks)) {
        const auto waiting = m_changes.find(next);
        if (waiting != m_changes.end() && --waiting->second->waitsFor == 0)
            m_ready.append(next);
    }
    // Each may be refused and leave at once: one after the other, however long the queue is.
    if (std::exchange(m_going, true))
        return;
    while (!m_ready.isEmpty()) {
        const Ticket next = m_ready.takeFirst();
        std::exchange(m_changes.at(next)->go, {})(next);
    }
    m_going = false;
}

} // namespace coterie::server
