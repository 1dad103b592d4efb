// SPDX-License-Identifier: MIT
#include "tests/sim/simclient.h"

// A client among others: who is there, how they are, and what the other devices of its person do.
namespace coterie::sim {

// ---- who is there

void SimClient::askMembers(const SimRoom &room)
{
    if (m_send && room.isLive && !m_people.knows(room.id) && !isAsking(Question::Kind::Members, room.id))
        m_send(MembersGet{ask(Question::Kind::Members, room.id), room.id, {}});
}

void SimClient::on(const MembersPage &page)
{
    const auto question = answered(page.req);
    if (const auto *room = question ? find(question->room) : nullptr; room && room->isLive)
        m_people.page(page, m_user);
}

void SimClient::on(const PresenceChanged &changed)
{
    m_people.changed(changed.person, m_user);
}

void SimClient::choose(const Choice &choice)
{
    ++m_tally.chosen;
    m_people.choose(choice);
    tellChoice();
}

void SimClient::tellChoice()
{
    if (m_send && m_isIn && m_people.isUntold())
        m_send(PresenceSet{m_people.own().status, m_people.own().text});
}

PresenceView SimClient::presence() const
{
    return {m_number, m_user, m_people.own(), m_people.rooms()};
}

// ---- what other devices do, or a frame of an earlier connection (P45)

void SimClient::on(const MemberJoined &joined)
{
    m_people.joined(joined);
    if (joined.person.id == m_user)
        cameElsewhere(joined.room);
}

void SimClient::on(const MemberLeft &left)
{
    m_people.left(left);
    if (left.user != m_user)
        return;
    if (auto *room = find(left.room))
        leftElsewhere(*room);
    isOut(left.room);
}

// What the host says of a room counts, but for what one has just asked for here.
void SimClient::adopt(const RoomInfo &info)
{
    if (info.joined)
        cameElsewhere(info.id);
    else if (auto *room = find(info.id))
        leftElsewhere(*room);
}

void SimClient::cameElsewhere(const RoomId &id)
{
    if (m_making.contains(id))
        return;
    const auto [at, isNew] = m_rooms.try_emplace(id, id);
    SimRoom &room = at->second;
    if (room.isLeaving || (room.isWanted && !isNew))
        return;
    room.isWanted = true;
    beginBoard(room);
    join(room);
}

void SimClient::leftElsewhere(SimRoom &room)
{
    if (!room.isWanted || room.isAsked || room.isJoining || m_making.contains(room.id))
        return;
    room.isWanted = false;
    room.away();
    m_people.forget(room.id);
}

} // namespace coterie::sim
