// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/protocol/roomstate.h"

// Who looks at which part of a board, and what they have selected there. Only those hear of it who look at the board
// themselves. And who asks everybody to come to one.
namespace coterie::server {

namespace {
constexpr qint64 takeUpMs = 2'000; // a program that came back says soon where it looks
}

void Hub::handle(Peer &peer, const BoardLook &look)
{
    const auto *room = roomOfMember(peer, look.room, {});
    if (!room)
        return;
    const BoardKey board{look.room, boardOf(look.room, look.board)};
    if (!look.view) { // never dropped: nobody would look away for them
        if (peer.looksAt == board)
            lookAway(peer);
        else
            (void)affordsVolatile(peer, peer.may->look); // nothing to do, which is not to be asked for at will either
        return;
    }
    // That a board was removed is told by the room's log.
    if (!affordsVolatile(peer, peer.may->look) || !room->expected.board(board.board))
        return;
    if (peer.looksAt != board) {
        lookAway(peer);
        if (!m_looks.group(board))
            m_looks.setGroup(board, ++m_lastGroup);
        m_transport.subscribe(m_looks.group(board), peer.id);
        peer.looksAt = board;
    }
    m_looks.put(board, peer.id, peer.user, look);
    tellLook(board, peer.user);
}

// At once, or when it is their turn: what they see by then, or that they are gone.
void Hub::tellLook(const BoardKey &board, const UserId &user)
{
    const qint64 now = m_clock.monotonicMs();
    const auto due = m_looks.dueAt(board, user, now);
    if (due && *due <= now)
        showLook(board, user);
    else if (due)
        m_deadlines.add(*due, LookDue{board, user});
}

// The connection does not look at its board any more; another one of the same person may. Whoever follows somebody
// loses them where they hear of it: of a connection that was lost they hear only if its program is not back there soon.
void Hub::lookAway(Peer &peer, Tell tell)
{
    const auto board = std::exchange(peer.looksAt, std::nullopt);
    if (!board)
        return;
    m_transport.unsubscribe(m_looks.group(*board), peer.id);
    m_looks.remove(*board, peer.id);
    if (tell == Tell::Now) {
        tellLook(*board, peer.user);
        return;
    }
    const qint64 until = m_clock.monotonicMs() + takeUpMs;
    m_looks.waitFor(*board, peer.user, until);
    m_deadlines.add(until, LookTakenUp{*board, peer.user});
}

// Who has come hears how it is here along with it, so that coming and going costs no more than moving does.
void Hub::showLook(const BoardKey &board, const UserId &user)
{
    const qint64 now = m_clock.monotonicMs();
    m_looks.told(board, user, now);
    if (const QList<PeerId> come = m_looks.takeNew(board, user); !come.isEmpty())
        for (const auto &[other, look] : m_looks.everybody(board))
            if (other != user && isShown(other)) {
                m_looks.noteShown(board, other, true);
                for (const PeerId peer : come)
                    m_transport.send(peer, onlooker(board, other, look), Delivery::Volatile);
            }
    const BoardLook *look = m_looks.newest(board, user);
    if (!look)
        m_deadlines.add(now + m_looks.everyMs(board), LookDue{board, user}); // to forget them
    const bool isHidden = !isShown(user);
    if (!m_looks.noteShown(board, user, look && !isHidden) && isHidden)
        return; // they see the others, and nobody is told that they are here
    if (const GroupId group = m_looks.group(board))
        m_transport.publish(group, onlooker(board, user, look && !isHidden ? *look : BoardLook{}), Delivery::Volatile);
}

bool Hub::isShown(const UserId &user) const
{
    const auto *entry = m_people.find(user);
    return entry && entry->isShown();
}

// Of who begins to appear offline, or is seen again, at the boards they look at.
void Hub::showLooks(const People::Entry &entry)
{
    const UserId &user = entry.user.id;
    for (const PeerId id : entry.devices) {
        const auto *peer = findPeer(id);
        if (!peer || !peer->looksAt)
            continue;
        const BoardKey board = *peer->looksAt;
        if (entry.isShown()) {
            tellLook(board, user);
            continue;
        }
        m_looks.noteShown(board, user, false);
        m_transport.publish(m_looks.group(board), onlooker(board, user, {}), Delivery::Volatile);
        if (const auto *room = findRoom(board.room))
            m_transport.publish(
                room->group,
                BoardPointer{board.room, user, entry.user.name, 0, 0, false, boardOnWire(board.room, board.board)},
                Delivery::Volatile);
    }
}

void Hub::lookDue(const LookDue &due)
{
    if (m_looks.passBy(due.board, due.user, m_clock.monotonicMs()))
        return; // LookTakenUp follows
    if (m_looks.isAwaited(due.board, due.user))
        showLook(due.board, due.user);
    else
        m_looks.forget(due.board, due.user, m_clock.monotonicMs());
}

// Everybody who listens to the room, whatever they look at; their programs ask them.
void Hub::handle(Peer &peer, const BoardSummon &summon)
{
    const About about{summon.req, {}};
    if (!allowed(peer, peer.may->summon, about))
        return;
    const auto *room = roomOfMember(peer, summon.room, about);
    if (!room)
        return;
    if (!room->expected.isModerator(peer.user))
        return refuse(peer, about, errors::forbidden,
                      QStringLiteral("only a moderator of the room brings everybody to a place of its boards"));
    const BoardId board = boardOf(summon.room, summon.board);
    const BoardInfo *info = room->expected.board(board);
    if (!info || info->removed)
        return refuse(peer, about, errors::notFound, QStringLiteral("there is no such board"), QStringLiteral("board"));
    const auto *entry = m_people.find(peer.user);
    m_transport.publish(room->group,
                        BoardSummoned{summon.room, peer.user, entry ? entry->user.name : QStringLiteral("?"),
                                      summon.view, boardOnWire(summon.room, board)},
                        Delivery::Volatile);
    m_transport.send(peer.id, Done{summon.req});
}

BoardOnlooker Hub::onlooker(const BoardKey &board, const UserId &user, const BoardLook &look) const
{
    const auto *entry = m_people.find(user); // none: gone for good since, whose name nobody shows
    return {board.room,
            user,
            entry ? entry->user.name : QStringLiteral("?"),
            look.view,
            look.selected,
            look.around,
            look.follows,
            boardOnWire(board.room, board.board)};
}

} // namespace coterie::server
