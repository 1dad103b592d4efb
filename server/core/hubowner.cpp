// SPDX-License-Identifier: MIT
#include "server/core/hub.h"

// Whose session it is: of whoever came first, until whoever runs the host says who they are (decisions/0108).
namespace coterie::server {

// It is in no log: whoever asks what a room's events come to is told of them.
void Hub::firstOwns(const UserId &user)
{
    m_owner = m_cameFirst = user;
    for (const auto &room : std::as_const(m_rooms)) {
        room->state.addOwner(user);
        room->expected.addOwner(user);
    }
}

void Hub::own(const UserId &user)
{
    if (m_draining || !m_people.find(user))
        return; // it ends, or the person is of another session
    m_owner = user;
    passOwnership();
}

// Brings file and logs to what they should say, so that everybody hears of it and a restart knows it. Where they say it
// already, nothing happens; what the disk refuses is tried again.
void Hub::passOwnership()
{
    m_ownerTimed = false;
    const auto *owner = m_people.find(m_owner);
    if (m_draining || !owner)
        return;
    if (!owner->user.owner)
        keepOwnership(m_owner, true);
    for (const UserId &before : m_people.owners())
        if (before != m_owner)
            keepOwnership(before, false);
    for (const RoomId &id : std::as_const(m_roomOrder)) {
        Room &room = *findRoom(id);
        if (room.changing > 0) { // what is on its way decides what there is to change
            ownerLater();
            continue;
        }
        if (room.expected.roleOf(m_owner) != Role::Owner)
            giveRole(room, m_owner, Role::Owner);
        const QList<PersonRights> people = room.expected.page().people;
        for (const PersonRights &one : people) {
            if (one.role != Role::Owner || one.user == m_owner || one.user == room.stored.creator)
                continue;
            // Who only was quicker than the person at the host keeps nothing of it.
            const bool keeps = one.user != m_cameFirst && people.size() <= mostExceptions;
            giveRole(room, one.user, keeps ? Role::Admin : Role::Member);
        }
    }
}

void Hub::keepOwnership(const UserId &user, bool owns)
{
    auto *entry = m_people.find(user);
    entry->user.owner = owns;
    m_store.putUser(entry->user, pending<Outcome>([this, user, owns](const Outcome &outcome) {
                        auto *there = m_people.find(user);
                        if (outcome == Outcome::Stored || !there || there->user.owner != owns)
                            return;
                        there->user.owner = !owns;
                        ownerLater();
                    }));
}

void Hub::giveRole(Room &room, const UserId &user, Role role)
{
    RoomEvent event;
    event.id = OpId{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    event.author = m_owner;
    event.rights = RightsChange{user, role, {}, {}};
    room.expected.foresee(event);
    ++room.changing;
    append(0, room, event, [this](const Appended &result) {
        if (result.outcome != Outcome::Stored)
            ownerLater();
    });
}

void Hub::ownerLater()
{
    if (!std::exchange(m_ownerTimed, true))
        m_deadlines.add(m_clock.monotonicMs() + storeRetryMs, OwnerDue{});
}

} // namespace coterie::server
