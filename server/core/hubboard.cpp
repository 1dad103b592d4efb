// SPDX-License-Identifier: MIT
#include "server/core/hub.h"

// The whiteboard of a room: lasting changes go into the room's log, strokes under way and pointers are passed on.
namespace coterie::server {

void Hub::handle(Peer &peer, const BoardCommit &commit)
{
    const About about{{}, commit.id};
    if (!allowed(peer, peer.board, about))
        return;
    auto *room = roomOfMember(peer, commit.room, about);
    if (!room)
        return;
    if (const auto refusal = checkBoardOps(commit.ops)) {
        refuse(peer, about, errors::board, refusal->reason, refusal->path);
        return;
    }
    RoomEvent event;
    event.id = commit.id;
    event.board = BoardChange{commit.ops};
    append(peer, *room, event);
}

void Hub::handle(Peer &peer, const BoardGet &get)
{
    refuse(peer, {get.req, {}}, errors::busy, QStringLiteral("read the board from the log"), {}, 1000);
}

void Hub::handle(Peer &peer, const BoardLive &live)
{
    auto *room = roomOfMember(peer, live.room, {});
    if (!room || peer.live.take(m_clock.monotonicMs()) > 0) // volatile: over its limit it is dropped
        return;
    m_transport.publish(room->group,
                        BoardPreview{live.room, peer.user, live.stream, live.first, live.style, live.points},
                        Delivery::Volatile);
}

void Hub::handle(Peer &peer, const BoardCursor &cursor)
{
    auto *room = roomOfMember(peer, cursor.room, {});
    const auto *entry = m_people.find(peer.user);
    if (!room || !entry || peer.live.take(m_clock.monotonicMs()) > 0)
        return;
    m_transport.publish(room->group,
                        BoardPointer{cursor.room, peer.user, entry->user.name, cursor.x, cursor.y, cursor.on},
                        Delivery::Volatile);
}

} // namespace coterie::server
