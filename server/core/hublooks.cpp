// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/protocol/roomstate.h"

// Who looks at which part of a board, and what they have selected there. Only those hear of it who look at the board
// themselves.
namespace coterie::server {

void Hub::handle(Peer &peer, const BoardLook &look)
{
    const auto *room = roomOfMember(peer, look.room, {});
    if (!room)
        return;
    const BoardKey board{look.room, boardOf(look.room, look.board)};
    const qint64 now = m_clock.monotonicMs();
    if (!look.view) { // never dropped: nobody would look away for them
        if (peer.looksAt == board)
            lookAway(peer);
        return;
    }
    // Volatile: over its limit it is dropped; that a board was removed is told by the room's log.
    if (!room->expected.board(board.board) || peer.look.take(now) > 0)
        return;
    if (peer.looksAt != board) {
        lookAway(peer);
        for (const auto &[user, other] : m_looks.everybody(board))
            if (user != peer.user)
                m_transport.send(peer.id, onlooker(board, user, other), Delivery::Volatile);
        if (!m_looks.group(board))
            m_looks.setGroup(board, ++m_lastGroup);
        m_transport.subscribe(m_looks.group(board), peer.id);
        peer.looksAt = board;
    }
    m_looks.put(board, peer.id, peer.user, look);
    const auto due = m_looks.dueAt(board, peer.user, now);
    if (due && *due <= now)
        showLook(board, peer.user);
    else if (due)
        m_deadlines.add(*due, LookDue{board, peer.user});
}

// The connection does not look at its board any more; another one of the same person may.
void Hub::lookAway(Peer &peer)
{
    const auto board = std::exchange(peer.looksAt, std::nullopt);
    if (!board)
        return;
    m_transport.unsubscribe(m_looks.group(*board), peer.id);
    m_looks.remove(*board, peer.id);
    showLook(*board, peer.user);
}

void Hub::showLook(const BoardKey &board, const UserId &user)
{
    const GroupId group = m_looks.group(board);
    if (!group)
        return; // nobody is left to hear of it
    m_looks.told(board, user, m_clock.monotonicMs());
    const BoardLook *look = m_looks.newest(board, user);
    m_transport.publish(group, onlooker(board, user, look ? *look : BoardLook{}), Delivery::Volatile);
}

void Hub::lookDue(const LookDue &due)
{
    if (m_looks.isAwaited(due.board, due.user)) // else they have gone since
        showLook(due.board, due.user);
}

BoardOnlooker Hub::onlooker(const BoardKey &board, const UserId &user, const BoardLook &look) const
{
    const auto *entry = m_people.find(user);
    return {board.room,  user,         entry ? entry->user.name : QString(), look.view, look.selected,
            look.around, look.follows, boardOnWire(board.room, board.board)};
}

} // namespace coterie::server
