// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/board/boardsnapshot.h"

// The whiteboard of a room: lasting changes go into the room's log, strokes under way and pointers are passed on.
namespace coterie::server {

void Hub::handle(Peer &peer, const BoardCommit &commit)
{
    const About about{{}, commit.id};
    if (!allowed(peer, peer.board, about))
        return;
    if (!roomOfMember(peer, commit.room, about))
        return;
    m_boards.with(commit.room, [this, commit, about, id = peer.id](const BoardDoc *doc) {
        auto *there = findPeer(id);
        auto *room = findRoom(commit.room);
        if (!there || !room)
            return; // gone before it was stored: no ack, so its client sends it again
        if (!doc) {
            refuseStorage(id, about);
            return;
        }
        if (const auto refusal = doc->validate({commit.id, there->user, commit.ops})) {
            refuse(*there, about, QLatin1String(refusal->code.toLatin1()), refusal->reason, refusal->path);
            return;
        }
        RoomEvent event;
        event.id = commit.id;
        event.board = BoardChange{commit.ops};
        append(*there, *room, event);
    });
}

void Hub::handle(Peer &peer, const BoardGet &get)
{
    const About about{get.req, {}};
    if (!allowed(peer, peer.history, about))
        return;
    if (!roomOfMember(peer, get.room, about))
        return;
    m_boards.with(get.room, [this, get, about, id = peer.id](const BoardDoc *doc) {
        if (!doc)
            refuseStorage(id, about);
        else
            sendBoard(id, get);
    });
}

void Hub::sendBoard(PeerId id, const BoardGet &get)
{
    const auto *room = findRoom(get.room);
    if (!room || !findPeer(id))
        return;
    // A board event is applied in the turn that stores it, so the board holds the log up to its head.
    const auto snapshot = m_boards.snapshot(get.room, room->stored.head, get.seq);
    BoardPart part;
    part.req = get.req;
    part.room = get.room;
    part.seq = snapshot.seq;
    part.count = int(snapshot.parts.size());
    part.index = get.seq == snapshot.seq ? std::clamp(get.from.value_or(0), 0, part.count - 1) : 0;
    for (int sent = 0; sent < boardPartsAtOnce && part.index < part.count; ++sent, ++part.index) {
        part.data = snapshot.parts.at(part.index);
        m_transport.send(id, part);
    }
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
