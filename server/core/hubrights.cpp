// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "server/storage/roomlog.h"

// The boards of a room as a whole, and who may do what there: small events of the room's log, checked here.
namespace coterie::server {

void Hub::handle(Peer &peer, const BoardListEdit &edit)
{
    changeState(peer, edit.id, edit.room, edit.change, [&](RoomEvent &event) { event.boards = edit.change; });
}

void Hub::handle(Peer &peer, const RightsSet &set)
{
    changeState(peer, set.id, set.room, set.change, [&](RoomEvent &event) { event.rights = set.change; });
}

template <class Change, class Fill>
void Hub::changeState(Peer &peer, const OpId &id, const RoomId &roomId, const Change &change, Fill &&fill)
{
    const About about{{}, id};
    RoomEvent event;
    event.id = id;
    event.author = peer.user;
    fill(event);
    auto *room = roomToChange(peer, roomId, event);
    if (!room)
        return;
    if constexpr (std::is_same_v<Change, RightsChange>)
        if (change.user && !m_people.find(*change.user)) {
            refuse(peer, about, errors::notFound, QStringLiteral("there is no such person"),
                   QStringLiteral("change.user"));
            return;
        }
    // What was asked for before, and is not stored yet, counts: nobody draws between a freeze and its place in the log.
    const auto refusal = room->expected.check(peer.user, change);
    // The store has its first answer, or will have it, whatever may be done by now.
    const auto under = room->foreseen.constFind(id);
    const bool resent = room->answered.contains(id) || (under != room->foreseen.cend() && isSameRequest(*under, event));
    if (refusal && !resent) {
        refuse(peer, about, QLatin1String(refusal->code.toLatin1()), refusal->reason, refusal->path);
        return;
    }
    // The disk may refuse yet what gives them the right (P26).
    const auto stored = room->state.check(peer.user, change);
    if (!resent && room->changing > 0 && stored && stored->code == errors::forbidden) {
        refuse(peer, about, errors::busy, QStringLiteral("a change of who may do this is being written"), {},
               rightsRetryMs);
        return;
    }
    if (!resent) {
        room->expected.foresee(event);
        room->foreseen.insert(id, event);
    }
    ++room->changing;
    append(peer, *room, event);
}

void Hub::stateAnswered(const RoomId &id, const OpId &op, const Appended &result)
{
    auto *room = findRoom(id);
    if (!room)
        return;
    room->foreseen.remove(op);
    if (result.outcome == Outcome::Stored) {
        room->state.apply(result.event);
        room->answered.insert(result.event.id);
    }
    if (room->changing > 0 && --room->changing == 0)
        room->expected = room->state;
}

void Hub::handle(Peer &peer, const RoomStateGet &get)
{
    const About about{get.req, {}};
    if (!allowed(peer, peer.may->history, about))
        return;
    const auto *room = roomOfMember(peer, get.room, about);
    if (!room)
        return;
    RoomStatePage page = room->state.page();
    page.req = get.req;
    page.seq = room->stored.head;
    m_transport.send(peer.id, page);
}

} // namespace coterie::server
