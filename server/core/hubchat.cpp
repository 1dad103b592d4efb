// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "server/storage/roomlog.h"
#include "shared/util/text.h"

#include <algorithm>

// What happens in a room: messages, topic, history, typing.
namespace coterie::server {

namespace {
// Of one connection. Two, so that the next page is read while the last one is on its way.
constexpr int pagesAtOnce = 2;
constexpr int pagesUnderWayOfAll = 8; // so that a crowd that catches up stands before nobody's work in the store (G5)
constexpr std::size_t mostPagesWaiting = 100;
constexpr qint64 typingAgainMs = 3000; // clients repeat every 4 s, and forget after 6 s
constexpr qint64 seenEveryMs = 60'000; // so often the file hears that somebody who writes is here
constexpr int mostWritersTold = 20;    // to one who comes; the others follow with their next repeat
} // namespace

void Hub::append(Peer &peer, Room &room, RoomEvent event, std::function<void(const Appended &)> then)
{
    event.author = peer.user;
    append(peer.id, room, std::move(event), std::move(then));
}

void Hub::append(PeerId asker, Room &room, RoomEvent event, std::function<void(const Appended &)> then)
{
    const auto *entry = m_people.find(event.author);
    event.name = entry ? entry->user.name : QString();
    event.time = m_clock.wallMs();
    const OpId op = event.id;
    const bool ofState = event.boards || event.rights;
    m_store.append(room.stored.id, event,
                   pending<Appended>([this, asker, roomId = room.stored.id, op, ofState,
                                      then = std::move(then)](const Appended &result) {
                       if (ofState)
                           stateAnswered(roomId, op, result);
                       appended(asker, roomId, op, result);
                       if (then)
                           then(result);
                   }));
    if (entry && event.time - entry->user.seen >= seenEveryMs)
        keepSeen(event.author); // in the same transaction
}

void Hub::appended(PeerId id, const RoomId &roomId, const OpId &op, const Appended &result)
{
    auto *peer = findPeer(id);
    auto *room = findRoom(roomId);
    const RoomEvent &event = result.event;
    switch (result.outcome) {
    case Outcome::Failed:
        refuseStorage(id, {{}, op});
        return;
    case Outcome::Reused:
        if (peer)
            refuse(*peer, {{}, op}, errors::idReused, QStringLiteral("this id was used for something else"),
                   QStringLiteral("id"));
        return;
    case Outcome::Duplicate:
        if (peer)
            m_transport.send(id, Ack{op, roomId, event.seq, event.time, true});
        return;
    case Outcome::Stored:
        break;
    }
    if (room) {
        room->stored.head = event.seq;
        room->stored.chain = event.chain.value_or(QByteArray());
        if (event.line)
            room->stored.line = *event.line;
        if (event.topic)
            room->stored.topic = event.topic->topic;

        m_boards.apply(roomId, event);
        if (event.chat)
            setTyping(*room, event.author, false);
        m_transport.publishEvent(room->group, event.seq, EventPosted{roomId, event});
    }
    if (peer)
        m_transport.send(id, Ack{op, roomId, event.seq, event.time, false});
}

// Who has left since, on another device say, may still wait for an answer.
Room *Hub::roomToChange(Peer &peer, const RoomId &id, const RoomEvent &event)
{
    auto *room = findRoom(id);
    if (!room || room->hasMember(peer.user))
        return roomOfMember(peer, id, {{}, event.id});
    unlessStored(peer, id, event, [this, op = event.id](Peer &asker) {
        refuse(asker, {{}, op}, errors::notMember, QStringLiteral("join the room first"), QStringLiteral("room"));
    });
    return nullptr;
}

void Hub::unlessStored(Peer &peer, const RoomId &id, const RoomEvent &event, std::function<void(Peer &)> refusal)
{
    HistoryQuery query;
    query.room = id;
    query.op = event.id;
    ++peer.awaited; // its other operations are answered after this one
    m_store.history(query, pending<HistoryResult>([this, event, id, refusal = std::move(refusal),
                                                   who = peer.id](const HistoryResult &result) {
                        auto *asker = findPeer(who);
                        if (!asker)
                            return;
                        --asker->awaited;
                        if (!result.ok)
                            refuseStorage(who, {{}, event.id});
                        else if (!result.events.isEmpty() && isSameRequest(result.events.constFirst(), event))
                            m_transport.send(who, Ack{event.id, id, result.events.constFirst().seq,
                                                      result.events.constFirst().time, true});
                        else
                            refusal(*asker);
                        releaseHeld(who);
                    }));
}

void Hub::handle(Peer &peer, const ChatPost &post)
{
    const About about{{}, post.id};
    RoomEvent event;
    event.id = post.id;
    event.author = peer.user;
    // Everything that is posted is kept: a new field of either does not compile before it has been thought of here.
    const auto &[id, roomId, body, replyTo] = post;
    event.chat = ChatBody{body, replyTo};
    auto *room = roomToChange(peer, roomId, event);
    if (!room)
        return;
    if (!isPostable(post.body)) {
        refuse(peer, about, errors::badText, QStringLiteral("a message needs visible text and no control characters"),
               QStringLiteral("body"));
        return;
    }
    if (post.replyTo && (*post.replyTo < 1 || *post.replyTo > room->stored.head)) {
        refuse(peer, about, errors::notFound, QStringLiteral("there is no such message to answer"),
               QStringLiteral("replyTo"));
        return;
    }
    append(peer, *room, event);
}

void Hub::handle(Peer &peer, const RoomTopic &topic)
{
    const About about{{}, topic.id};
    RoomEvent event;
    event.id = topic.id;
    event.author = peer.user;
    event.topic = TopicChange{topic.topic};
    auto *room = roomToChange(peer, topic.room, event);
    if (!room)
        return;
    if (!isOneLine(topic.topic)) {
        refuse(peer, about, errors::badText, QStringLiteral("a topic is one line"), QStringLiteral("topic"));
        return;
    }
    append(peer, *room, event);
}

void Hub::handle(Peer &peer, const HistoryGet &get)
{
    const About about{get.req, {}};
    if (!allowed(peer, peer.may->history, about))
        return;
    if (get.before && get.after) {
        refuse(peer, about, QLatin1String("out-of-range"), QStringLiteral("one of before and after, not both"),
               QStringLiteral("after"));
        return;
    }
    if (peer.pagesWaiting.size() >= mostPagesWaiting) {
        refuse(peer, about, errors::busy, QStringLiteral("too many pages are asked for already"), {}, 1000);
        return;
    }
    peer.pagesWaiting.push_back(get);
    readPages(peer.id);
}

void Hub::readPages(PeerId id)
{
    auto *peer = findPeer(id);
    while (peer && peer->pagesUnderWay < pagesAtOnce && !peer->pagesWaiting.empty() && !m_transport.isBehind(id)) {
        if (m_pagesUnderWay >= pagesUnderWayOfAll) {
            if (!std::exchange(peer->inLine, true))
                m_pageLine.push_back(id);
            return;
        }
        const HistoryGet get = peer->pagesWaiting.front();
        peer->pagesWaiting.pop_front();
        if (!roomOfMember(*peer, get.room, {get.req, {}})) // they may have left since they asked
            continue;
        ++peer->pagesUnderWay;
        ++m_pagesUnderWay;
        HistoryQuery query;
        query.room = get.room;
        query.before = get.before;
        query.after = get.after;
        query.limit = std::min(get.limit, m_config.limits.page);
        query.bytes = pageBytes;
        query.filter = get.board ? EventFilter::All : EventFilter::WithoutBoard;
        m_store.history(query, pending<HistoryResult>([this, get, id](const HistoryResult &result) {
                            --m_pagesUnderWay;
                            if (auto *there = findPeer(id)) {
                                --there->pagesUnderWay;
                                if (!result.ok)
                                    refuseStorage(id, {get.req, {}});
                                else
                                    m_transport.send(id, HistoryPage{get.req, get.room, result.events, result.more});
                            }
                            readOn();
                            readPages(id); // behind those who waited
                        }));
    }
}

void Hub::readOn()
{
    while (m_pagesUnderWay < pagesUnderWayOfAll && !m_pageLine.empty()) {
        const PeerId next = m_pageLine.front();
        m_pageLine.pop_front();
        if (auto *peer = findPeer(next)) {
            peer->inLine = false;
            readPages(next);
        }
    }
}

// The transport's shared ring has lost what comes next for somebody who lags: it comes from the store, page by page,
// each when the one before it has left.
void Hub::eventsWanted(PeerId id, GroupId group, Seq from, Seq before)
{
    auto *peer = findPeer(id);
    const Room *room = nullptr;
    for (const auto &listened : peer ? peer->listens : QList<RoomId>())
        if (const auto *one = findRoom(listened); one && one->group == group)
            room = one;
    if (!room)
        return;
    HistoryQuery query;
    query.room = room->stored.id;
    query.after = from - 1;
    query.limit = m_config.limits.page;
    query.bytes = pageBytes;
    const quint64 ticket = peer->wanted[query.room] = ++m_lastWanted;
    m_store.history(query, pending<HistoryResult>([this, id, group, from, before, ticket,
                                                   roomId = query.room](const HistoryResult &result) {
                        auto *there = findPeer(id);
                        if (!there || there->wanted.value(roomId) != ticket)
                            return; // gone, or has come in once more, and was told what counts from then on (P11)
                        there->wanted.remove(roomId);
                        Seq next = from;
                        for (const RoomEvent &event : result.events)
                            if (event.seq == next && next < before) {
                                m_transport.send(id, EventPosted{roomId, event});
                                ++next;
                            }
                        if (next == from) // the disk refuses; whoever comes back asks again
                            m_transport.close(id, CloseCode::Slow,
                                              QStringLiteral("what you missed cannot be read now"));
                        else
                            m_transport.continueFrom(id, group, next);
                    }));
}

void Hub::handle(Peer &peer, const TypingSet &typing)
{
    auto *room = roomOfMember(peer, typing.room, {});
    if (!room)
        return;
    // An end that ends something is never dropped: there are no more of them than of beginnings. Others cost nobody's
    // beginnings.
    if (!typing.on && !room->typing.contains(peer.user))
        return noteDropped(peer);
    if (typing.on && !affordsVolatile(peer, peer.may->typing))
        return;
    if (!isShown(peer.user))
        return; // it would tell that they are here
    setTyping(*room, peer.user, typing.on);
}

void Hub::endTyping(const UserId &user)
{
    for (const auto &room : std::as_const(m_rooms))
        if (room->typing.contains(user))
            setTyping(*room, user, false);
}

// A listener lets a name fade by itself, so whoever goes on is told of again, but no oftener than this: what one writer
// makes everybody hear is bounded whatever their client says.
void Hub::setTyping(Room &room, const UserId &user, bool on)
{
    const qint64 now = m_clock.monotonicMs();
    const auto before = room.typing.constFind(user);
    const bool was = before != room.typing.cend();
    const bool due = on != was || (on && now - before->told >= typingAgainMs);
    if (on) {
        const qint64 until = now + m_config.typingMs;
        room.typing.insert(user, {until, due ? now : before->told});
        m_deadlines.add(until, TypingFades{room.stored.id, user});
    } else {
        room.typing.remove(user);
    }
    const auto *entry = m_people.find(user);
    if (due && entry)
        m_transport.publish(room.group, TypingChanged{room.stored.id, user, entry->user.name, on}, Delivery::Volatile);
}

// Who comes, or comes back, sees at once who is writing.
void Hub::tellTyping(const Peer &peer, const Room &room)
{
    int told = 0;
    for (auto at = room.typing.cbegin(); at != room.typing.cend() && told < mostWritersTold; ++at)
        if (const auto *entry = m_people.find(at.key()); entry && at.key() != peer.user) {
            m_transport.send(peer.id, TypingChanged{room.stored.id, at.key(), entry->user.name, true},
                             Delivery::Volatile);
            ++told;
        }
}

} // namespace coterie::server
