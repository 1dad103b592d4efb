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
    QSet<Ticket> before;
    const auto mind = [&](Ticket ticket, bool own) {
        Change &other = *m_changes.at(ticket);
        if ((other.user == user) != own || before.contains(ticket))
            return;
        before.insert(ticket);
        other.blocks.append(change->ticket);
        ++change->waitsFor;
    };
    for (const ObjectId &object : std::as_const(change->touched))
        for (auto at = board.touching.constFind(object); at != board.touching.cend() && at.key() == object; ++at) {
            mind(at.value(), false);
            if (behindOwn && m_changes.at(at.value())->made.contains(object))
                mind(at.value(), true);
        }
    if (change->unlocks)
        for (const Ticket ticket : std::as_const(board.wide))
            mind(ticket, false);

    for (const ObjectId &object : std::as_const(change->touched))
        board.touching.insert(object, change->ticket);
    if (change->isWide)
        board.wide.append(change->ticket);
    ++board.changes;
    Change &entered = *m_changes.emplace(change->ticket, std::move(change)).first->second;
    if (entered.waitsFor == 0)
        std::exchange(entered.go, {})(entered.ticket);
}

void BoardTraffic::leave(Ticket ticket)
{
    const auto found = m_changes.find(ticket);
    if (found == m_changes.end())
        return;
    const std::unique_ptr<Change> change = std::move(found->second);
    m_changes.erase(found);
    Board &board = m_boards[change->board];
    for (const ObjectId &object : std::as_const(change->touched))
        board.touching.remove(object, ticket);
    board.wide.removeOne(ticket);
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
