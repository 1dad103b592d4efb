// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/util/text.h"

// Rooms and who belongs to them.
namespace coterie::server {

namespace {
// An upper bound of what a text takes in either framing, good enough to cut pages by.
qsizetype roughSize(const QString &text)
{
    return text.size() * 3 + 8;
}
} // namespace

void Hub::addRoom(const StoredRoom &stored)
{
    auto room = std::make_shared<Room>();
    room->stored = stored;
    room->group = ++m_lastGroup;
    room->state = RoomState(stored.id, stored.creator, m_config.boardRight);
    room->state.addOwner(m_owner);
    room->expected = room->state;
    m_roomNames.insert(nameKey(stored.name), stored.id);
    m_roomOrder.append(stored.id);
    m_rooms.insert(stored.id, std::move(room));
}

void Hub::handle(Peer &peer, const RoomsList &list)
{
    if (!allowed(peer, peer.may->request, {list.req, {}}))
        return;
    RoomsPage page;
    page.req = list.req;
    qsizetype from = 0;
    if (list.after) {
        from = m_roomOrder.indexOf(*list.after) + 1;
        if (from == 0) {
            refuse(peer, {list.req, {}}, errors::notFound, {}, QStringLiteral("after"));
            return;
        }
    }
    qsizetype bytes = 0;
    for (; from < m_roomOrder.size(); ++from) {
        const RoomInfo info = findRoom(m_roomOrder.at(from))->infoFor(peer.user);
        bytes += 160 + roughSize(info.name) + roughSize(info.topic);
        if (page.rooms.size() >= 100 || bytes > pageBytes) {
            page.more = true;
            break;
        }
        page.rooms.append(info);
    }
    m_transport.send(peer.id, page);
}

void Hub::handle(Peer &peer, const RoomCreate &create)
{
    const About about{{}, create.id};
    if (!allowed(peer, peer.may->request, about))
        return;
    const auto name = normalizedName(create.name);
    if (!name) {
        refuse(peer, about, errors::badName,
               QStringLiteral("a name needs visible characters and no control characters"), QStringLiteral("name"));
        return;
    }
    if (!isOneLine(create.topic)) {
        refuse(peer, about, errors::badText, QStringLiteral("a topic is one line"), QStringLiteral("topic"));
        return;
    }
    const RoomId id{create.id.value}; // the operation's id is the room's, so a resend finds the room it made
    const QString key = nameKey(*name);
    if (findRoom(id))
        return answerMade(peer, id, key);
    if (m_roomNames.value(key) == id) {
        refuse(peer, about, errors::busy, QStringLiteral("this room is just being made"), {}, 1000);
        return;
    }
    if (m_roomNames.contains(key)) {
        refuse(peer, about, errors::nameTaken, QStringLiteral("a room of this name exists"), QStringLiteral("name"));
        return;
    }
    // The last are for whose session it is: a few strangers cannot use up all.
    const int kept = peer.user == m_owner ? 0 : std::min(m_config.roomsPerPerson, m_config.roomsPerSession / 10);
    if (m_rooms.size() >= m_config.roomsPerSession - kept) {
        refuse(peer, about, errors::full, QStringLiteral("this session has its most rooms"));
        return;
    }
    if (peer.user != m_owner && m_roomsMade.value(peer.user) >= m_config.roomsPerPerson) {
        refuse(peer, about, errors::full, QStringLiteral("you have made as many rooms as one person may"));
        return;
    }
    if (!diskKeepsUp(peer, about))
        return;
    StoredRoom room;
    room.id = id;
    room.name = *name;
    room.topic = create.topic;
    room.epoch = EpochId{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    room.created = m_clock.wallMs();
    room.creator = peer.user;
    m_roomNames.insert(key, id);
    ++m_roomsMade[room.creator];
    m_store.createRoom(room, pending<Outcome>([this, room, key, about, who = peer.id](const Outcome &outcome) {
                           if (outcome != Outcome::Stored) {
                               m_roomNames.remove(key);
                               --m_roomsMade[room.creator];
                               auto *asker = findPeer(who);
                               if (asker && (outcome == Outcome::Reused || outcome == Outcome::Duplicate))
                                   answerMade(*asker, room.id, key);
                               else
                                   refuseStorage(who, about);
                               return;
                           }
                           addRoom(room);
                           Room &made = *findRoom(room.id);
                           made.members.emplace(room.creator, 0); // the store has it so
                           if (findPeer(who))
                               m_transport.send(who, Ack{*about.id, room.id, 0, room.created, false});
                           const RoomAdded added{made.infoFor({})};
                           m_transport.publish(everyone, added);
                           // What is for everybody reaches them behind what is for them alone (N7).
                           tellDevices(room.creator, added, who);
                           tellOfJoining(made, room.creator, who);
                       }));
}

// There is something under this id: the same room, asked for once more, or something else (P7).
void Hub::answerMade(Peer &peer, const RoomId &id, const QString &nameKeyAsked)
{
    const OpId op{id.value};
    const auto *made = findRoom(id);
    if (made && made->stored.creator == peer.user && nameKey(made->stored.name) == nameKeyAsked)
        m_transport.send(peer.id, Ack{op, id, 0, made->stored.created, true});
    else
        refuse(peer, {{}, op}, errors::idReused, {}, QStringLiteral("id"));
}

void Hub::handle(Peer &peer, const RoomJoin &join)
{
    const About about{join.req, {}};
    if (!allowed(peer, peer.may->request, about))
        return;
    auto *room = findRoom(join.room);
    if (!room) {
        refuse(peer, about, errors::notFound, QStringLiteral("there is no such room"), QStringLiteral("room"));
        return;
    }
    if (room->hasMember(peer.user)) {
        checkTip(peer.id, join);
        return;
    }
    if (!diskKeepsUp(peer, about))
        return;
    // A newcomer has nothing unread: the mark starts at the end, as of now, on the disk and here.
    const Seq read = room->stored.line;
    m_store.putMember({join.room, peer.user, read}, pending<Outcome>([this, join, about, read, id = peer.id,
                                                                      user = peer.user](const Outcome &outcome) {
                          auto *joined = findRoom(join.room);
                          if (outcome != Outcome::Stored || !joined) {
                              refuseStorage(id, about);
                              return;
                          }
                          if (!joined->leaving.contains(user)) { // left with another device since
                              if (addMember(*joined, user, read)) // else with another device, a moment before
                                  tellOfJoining(*joined, user, id);
                          }
                          checkTip(id, join);
                      }));
}

void Hub::checkTip(PeerId id, const RoomJoin &join)
{
    const auto *room = findRoom(join.room);
    if (!room || !findPeer(id))
        return;
    const StoredRoom &log = room->stored;
    const Seq after = join.after.value_or(0);
    if ((join.epoch && *join.epoch != log.epoch) || after > log.head) {
        finishJoin(id, join, true);
    } else if (!join.chain || after == 0) {
        finishJoin(id, join, false);
    } else if (after == log.head && log.chain == *join.chain) { // nothing was missed: the usual case asks no disk
        finishJoin(id, join, false);
    } else {
        HistoryQuery query;
        query.room = log.id;
        query.after = after - 1;
        query.limit = 1;
        m_store.history(query, pending<HistoryResult>([this, id, join, after](const HistoryResult &result) {
                            if (!result.ok) {
                                refuseStorage(id, {join.req, {}});
                                return;
                            }
                            const bool same = !result.events.isEmpty() && result.events.constFirst().seq == after &&
                                              result.events.constFirst().chain == join.chain;
                            finishJoin(id, join, !same);
                        }));
    }
}

// `reset` is for this client alone: a room's epoch is changed by what the host finds by itself, never by what somebody
// claims (shared/decisions/0004).
void Hub::finishJoin(PeerId id, const RoomJoin &join, bool reset)
{
    auto *peer = findPeer(id);
    auto *room = findRoom(join.room);
    if (!peer || !room)
        return;
    if (!room->hasMember(peer->user)) { // left while the log was looked at
        refuse(*peer, {join.req, {}}, errors::notMember, {}, QStringLiteral("room"));
        return;
    }
    m_resets += reset ? 1 : 0;
    listen(id, *room);
    m_transport.send(id, RoomJoined{join.req, room->infoFor(peer->user), reset});
    tellTyping(*peer, *room);
}

void Hub::tellDevices(const UserId &user, const ServerMessage &message, std::optional<PeerId> except)
{
    if (const auto *entry = m_people.find(user))
        for (const PeerId device : entry->devices)
            if (device != except)
                m_transport.send(device, message);
}

// They listen to the room when they have heard that it is theirs now.
void Hub::tellOfJoining(const Room &room, const UserId &user, std::optional<PeerId> except)
{
    if (const auto *entry = m_people.find(user))
        tellDevices(user, MemberJoined{room.stored.id, m_people.person(*entry), int(room.members.size())}, except);
}

bool Hub::addMember(Room &room, const UserId &user, Seq read)
{
    const bool isNew = room.members.emplace(user, read).second;
    if (isNew)
        tellOfMember(room, user);
    return isNew;
}

void Hub::tellOfMember(Room &room, const UserId &user)
{
    const auto *entry = m_people.find(user);
    if (!entry)
        return;
    if (qsizetype(room.members.size()) <= m_config.crowd) {
        m_transport.publish(room.group,
                            MemberJoined{room.stored.id, m_people.person(*entry), int(room.members.size())});
        return;
    }
    room.noticeUser = user;
    if (room.noticeDue > 0)
        return;
    room.noticeDue = m_clock.monotonicMs() + 1000;
    m_deadlines.add(room.noticeDue, CrowdNotice{room.stored.id});
}

void Hub::crowdNotice(const RoomId &id)
{
    auto *room = findRoom(id);
    if (!room || room->noticeDue == 0)
        return;
    room->noticeDue = 0;
    if (const auto *entry = m_people.find(room->noticeUser))
        m_transport.publish(room->group, MemberJoined{id, m_people.person(*entry), int(room->members.size())},
                            Delivery::Volatile);
}

void Hub::handle(Peer &peer, const RoomLeave &leaving)
{
    const About about{leaving.req, {}};
    // Another device, or an earlier connection, has begun it: nobody is told that they are out before they are (P35).
    if (const auto *room = findRoom(leaving.room); room && room->leaving.contains(peer.user)) {
        refuse(peer, about, errors::busy, QStringLiteral("you are just leaving it"), {}, storeRetryMs);
        return;
    }
    auto *left = roomOfMember(peer, leaving.room, about);
    if (!left)
        return;
    // What comes behind this message, a new join too, finds them out of it. Else nothing has changed before the disk
    // has taken it (P47).
    left->leaving.insert(peer.user);
    m_store.removeMember(leaving.room, peer.user,
                         pending<Outcome>([this, leaving, id = peer.id, user = peer.user](const Outcome &outcome) {
                             auto *room = findRoom(leaving.room);
                             if (!room)
                                 return;
                             room->leaving.remove(user);
                             if (outcome == Outcome::Stored)
                                 noteLeft(id, leaving, *room, user);
                             else
                                 leaveFailed(id, leaving, *room, user);
                         }));
}

void Hub::noteLeft(PeerId id, const RoomLeave &leaving, Room &room, const UserId &user)
{
    setTyping(room, user, false);
    room.members.erase(user);
    QList<PeerId> listeners;
    if (const auto *entry = m_people.find(user))
        for (const PeerId device : entry->devices) {
            auto *listener = findPeer(device);
            if (listener && listener->looksAt && listener->looksAt->room == leaving.room)
                lookAway(*listener);
            if (listener && listener->listens.removeOne(leaving.room)) {
                listener->wanted.remove(leaving.room);
                m_transport.unsubscribe(room.group, device);
                listeners.append(device);
            }
        }
    const MemberLeft told{leaving.room, user, int(room.members.size())};
    m_transport.publish(room.group, told);
    for (const PeerId device : std::as_const(listeners)) // their other devices left with them
        if (device != id)
            m_transport.send(device, told);
    if (findPeer(id))
        m_transport.send(id, Done{leaving.req});
}

void Hub::leaveFailed(PeerId id, const RoomLeave &leaving, Room &room, const UserId &user)
{
    refuseStorage(id, {leaving.req, {}});
    // No mark was written while they were leaving.
    m_marksToKeep.insert({leaving.room, user});
    keepLater();
    // A device that asked meanwhile heard that they do not belong to it, and may have taken itself for out.
    tellOfJoining(room, user);
}

void Hub::listen(PeerId id, Room &room)
{
    auto *peer = findPeer(id);
    if (!peer)
        return;
    // Who listens already hears what is stored by now ahead of the answer that counts it (P11).
    peer->wanted.remove(room.stored.id);
    if (peer->listens.contains(room.stored.id))
        m_transport.unsubscribe(room.group, id);
    else
        peer->listens.append(room.stored.id);
    m_transport.subscribe(room.group, id);
}

void Hub::handle(Peer &peer, const MembersGet &get)
{
    const About about{get.req, {}};
    if (!allowed(peer, peer.may->history, about))
        return;
    const auto *room = roomOfMember(peer, get.room, about);
    if (!room)
        return;
    MembersPage page;
    page.req = get.req;
    page.room = get.room;
    qsizetype bytes = 0;
    for (auto at = get.after ? room->members.upper_bound(*get.after) : room->members.begin(); at != room->members.end();
         ++at) {
        const auto *entry = m_people.find(at->first);
        if (!entry)
            continue;
        const Person person = m_people.person(*entry);
        bytes += 80 + roughSize(person.name) + roughSize(person.text);
        if (page.members.size() >= 200 || bytes > pageBytes) {
            page.more = true;
            break;
        }
        page.members.append(person);
    }
    m_transport.send(peer.id, page);
}

void Hub::handle(Peer &peer, const RoomRead &read)
{
    if (!allowed(peer, peer.may->history, {}))
        return;
    auto *room = roomOfMember(peer, read.room, {});
    if (!room)
        return;
    if (read.line > room->stored.line) {
        refuse(peer, {}, QLatin1String("out-of-range"), QStringLiteral("the room has fewer lines"),
               QStringLiteral("line"));
        return;
    }
    room->members[peer.user] = read.line;
    keepReadMark({read.room, peer.user, read.line});
    if (const auto *entry = m_people.find(peer.user))
        for (const PeerId device : entry->devices)
            if (device != peer.id)
                m_transport.send(device, ReadMoved{read.room, read.line});
}

// `room.read` has no answer, so nobody would bring the mark again: one that the disk refuses is kept here until it
// takes it. One of them asks how the disk is; the others follow when it is good.
void Hub::keepReadMark(const StoredMember &mark)
{
    if (isDiskBehind() && !m_draining) { // then there is no later
        m_marksToKeep.insert({mark.room, mark.user});
        keepLater();
        return;
    }
    m_store.putMember(mark, pending<Outcome>([this, mark](const Outcome &outcome) {
                          if (outcome != Outcome::Stored) {
                              m_marksToKeep.insert({mark.room, mark.user});
                              keepLater();
                          } else if (!m_keepTimed) {
                              keepNext();
                          }
                      }));
}

// A name, a text, a time: no reason to wait, or to refuse. What they say of themselves has no answer either.
void Hub::keepUser(const UserId &user)
{
    const auto *entry = m_people.find(user);
    if (!entry)
        return;
    if (isDiskBehind() && !m_draining) {
        m_usersToKeep.insert(user);
        keepLater();
        return;
    }
    m_store.putUser(entry->user, pending<Outcome>([this, user](const Outcome &outcome) {
                        if (outcome != Outcome::Stored) {
                            m_usersToKeep.insert(user);
                            keepLater();
                        } else if (!m_keepTimed) {
                            keepNext();
                        }
                    }));
}

// Else the file says of whoever is here when the host ends, or is killed, that they were last seen when they came.
void Hub::keepSeen(const UserId &user)
{
    auto *entry = m_people.find(user);
    if (!entry || !entry->isShown() || entry->devices.isEmpty())
        return;
    entry->user.seen = m_clock.wallMs();
    keepUser(user);
}

void Hub::keepLater()
{
    if (!std::exchange(m_keepTimed, true))
        m_deadlines.add(m_clock.monotonicMs() + storeRetryMs, KeepDue{});
}

void Hub::keepDue()
{
    m_keepTimed = false;
    keepNext();
}

void Hub::keepNext()
{
    while (!m_usersToKeep.isEmpty() && !m_draining) {
        const UserId user = *m_usersToKeep.cbegin();
        m_usersToKeep.erase(m_usersToKeep.cbegin());
        if (m_people.find(user)) {
            keepUser(user);
            return;
        }
    }
    while (!m_marksToKeep.isEmpty() && !m_draining) {
        const auto [roomId, user] = *m_marksToKeep.cbegin();
        m_marksToKeep.erase(m_marksToKeep.cbegin());
        const auto *room = findRoom(roomId);
        if (room && room->hasMember(user)) { // they may have left
            keepReadMark({roomId, user, room->members.at(user)});
            return;
        }
    }
}

// There is no later: all of it is asked of the disk now.
void Hub::keepRest()
{
    for (const UserId &user : std::exchange(m_usersToKeep, {}))
        keepUser(user);
    for (const auto &[roomId, user] : std::exchange(m_marksToKeep, {}))
        if (const auto *room = findRoom(roomId); room && room->hasMember(user))
            keepReadMark({roomId, user, room->members.at(user)});
}

} // namespace coterie::server
