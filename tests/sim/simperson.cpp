// SPDX-License-Identifier: MIT
#include "tests/sim/simclient.h"

#include <algorithm>

// What the person at a client does.
namespace coterie::sim {

void SimClient::put(const ClientMessage &message, const OpId &id, const RoomId &room, Wish wish)
{
    wish.author = m_user;
    wish.name = name();
    m_outbox.push_back({message, id, room});
    m_checker.invoked(m_number, first()->m_number, id, room, wish);
    flush();
}

void SimClient::write(const QString &body)
{
    if (const auto *room = anyRoom(true)) {
        const OpId id = newId();
        put(ChatPost{id, room->id, body, {}}, id, room->id, {Wish::Kind::Chat, body});
    }
}

void SimClient::setTopic(const QString &topic)
{
    if (const auto *room = anyRoom(true)) {
        const OpId id = newId();
        ++m_tally.topics;
        put(RoomTopic{id, room->id, topic}, id, room->id, {Wish::Kind::Topic, topic});
    }
}

// Not what is under way: whoever changes something waits for its answer, or for the connection's end.
void SimClient::change(const QString &body)
{
    for (Entry &entry : m_outbox) {
        auto *post = std::get_if<ChatPost>(&entry.message);
        if (!post || entry.here || m_random.next() % 2 == 0)
            continue;
        ++m_tally.changed;
        post->body = body;
        m_checker.changed(entry.id, body);
        return;
    }
}

void SimClient::takeBack()
{
    const auto at = std::find_if(m_outbox.begin(), m_outbox.end(), [](const Entry &entry) {
        return !entry.here && std::holds_alternative<ChatPost>(entry.message);
    });
    if (at == m_outbox.end())
        return;
    ++m_tally.takenBack;
    m_checker.takenBack(at->id, at->sent);
    m_outbox.erase(at);
}

void SimClient::makeRoom(const QString &name)
{
    if (m_user.isNull())
        return;
    const OpId id = newId();
    const RoomId room{id.value};
    m_rooms.emplace(room, SimRoom(room)).first->second.isAsked = true;
    m_making.insert(room);
    beginBoard(m_rooms.at(room));
    m_checker.asksForRoom(room);
    m_outbox.push_back({RoomCreate{id, name, {}}, id, room});
    flush();
}

void SimClient::joinSome()
{
    QList<RoomId> others;
    for (const RoomId &id : m_known)
        if (const auto *room = find(id); !room || !room->isWanted)
            others.append(id);
    if (others.isEmpty())
        return;
    ++m_tally.joined;
    const RoomId id = others.at(qsizetype(m_random.next() % quint64(others.size())));
    SimRoom &room = m_rooms.try_emplace(id, id).first->second;
    room.isWanted = room.isAsked = true;
    beginBoard(room);
    join(room);
}

void SimClient::leaveSome()
{
    auto *room = anyRoom(true);
    if (!room || m_making.contains(room->id) || m_habits.everywhere)
        return;
    ++m_tally.left;
    m_checker.leaves(first()->m_number, room->id);
    room->isWanted = room->isAsked = room->isLive = false;
    room->isLeaving = true;
    m_people.forget(room->id);
    if (room->board)
        room->board->away();
    leave(*room);
    flush();
}

void SimClient::draw(test::BoardDeeds &deeds)
{
    auto *room = anyRoom(true);
    if (!room || !room->board)
        return;
    BoardReplica &replica = room->board->replica();
    deeds.act(replica, [&](const test::BoardDeeds::Deed &deed) {
        if (deed.ops.isEmpty())
            return;
        const BoardTransaction tx{newId(), m_user, replica.stamped(deed.ops), deed.step};
        if (holdsBack(*room, tx.ops))
            return;
        if (replica.edit(tx)) { // dice may ask for what no program would
            ++m_tally.notDrawn;
            return;
        }
        ++m_tally.drawn;
        put(boardCommit(tx, room->id), tx.id, room->id, {Wish::Kind::Board, {}, tx.ops});
    });
}

} // namespace coterie::sim
