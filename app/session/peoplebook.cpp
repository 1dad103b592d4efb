// SPDX-License-Identifier: MIT
#include "app/session/peoplebook.h"

#include "app/session/connection.h"

namespace coterie {

PeopleBook::PeopleBook(Connection &connection, Requests &requests, Router &router, const Clock &clock,
                       const ConnectionTiming &timing, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_requests(requests)
    , m_clock(clock)
    , m_againMs(timing.againMs)
{
    router.on<MemberJoined>(this, [this](const MemberJoined &joined) {
        if (const auto group = m_groups.constFind(joined.room); group != m_groups.cend() && group->members)
            group->members->put(joined.person);
        emit membersChanged(joined.room, joined.members);
        if (joined.person.id == m_me)
            emit meJoined(joined.room);
    });
    router.on<MemberLeft>(this, [this](const MemberLeft &left) {
        if (const auto group = m_groups.constFind(left.room); group != m_groups.cend()) {
            if (group->members)
                group->members->remove(left.user);
            if (group->typing)
                group->typing->note(left.user, {}, false);
        }
        emit membersChanged(left.room, left.members);
        emit userGone(left.user);
        if (left.user == m_me)
            emit meLeft(left.room);
    });
    router.on<PresenceChanged>(this, [this](const PresenceChanged &changed) {
        for (const Group &group : std::as_const(m_groups))
            if (group.members)
                group.members->change(changed.person);
        if (changed.person.status == Status::Offline)
            emit userGone(changed.person.id);
        if (changed.person.id == m_me)
            noteMe(changed.person);
    });
    router.on<Pong>(this, [this](const Pong &) { tellStatus(); }); // it was said too often, and not taken
    router.on<TypingChanged>(this, [this](const TypingChanged &typing) {
        if (typing.user != m_me)
            this->typing(typing.room)->note(typing.user, typing.name, typing.on);
    });
}

MemberModel *PeopleBook::members(const RoomId &room)
{
    Group &group = m_groups[room];
    if (!group.members) {
        group.members = new MemberModel(this);
        group.members->setMe(m_me);
        if (group.joined)
            fetch(room, {}, {});
    }
    return m_groups[room].members;
}

TypingTracker *PeopleBook::typing(const RoomId &room)
{
    Group &group = m_groups[room];
    if (!group.typing) {
        group.typing = new TypingTracker(m_clock, this);
        connect(group.typing, &TypingTracker::userChanged, this, [this, room](const UserId &user, bool on) {
            if (MemberModel *model = m_groups[room].members)
                model->setTyping(user, on);
        });
    }
    return group.typing;
}

void PeopleBook::setMe(const UserId &me)
{
    m_me = me;
    for (const Group &group : std::as_const(m_groups))
        if (group.members)
            group.members->setMe(me);
}

void PeopleBook::roomJoined(const RoomId &room)
{
    Group &group = m_groups[room];
    group.joined = true;
    if (group.members)
        fetch(room, {}, {});
}

void PeopleBook::roomLeft(const RoomId &room)
{
    Group &group = m_groups[room];
    group.joined = false;
    if (group.members)
        group.members->setLastKnown(); // who has left is told no more
}

void PeopleBook::connectionLost()
{
    for (Group &group : m_groups) {
        group.joined = false;
        if (group.members)
            group.members->setLastKnown();
        if (group.typing)
            group.typing->clear();
    }
    for (TypingThrottle &throttle : m_throttles)
        throttle.reset();
}

void PeopleBook::fetch(const RoomId &room, const std::optional<UserId> &after, const QList<Person> &sofar)
{
    MembersGet question;
    question.room = room;
    question.after = after;
    m_requests.ask<MembersPage>(
        question,
        [this, room, sofar](const MembersPage &page) {
            const QList<Person> all = sofar + page.members;
            for (const Person &person : page.members)
                if (person.id == m_me)
                    noteMe(person);
            if (page.more && !page.members.isEmpty()) {
                fetch(room, page.members.last().id, all);
                return;
            }
            m_groups[room].members->setPeople(all);
            emit membersChanged(room, int(all.size()));
        },
        [this, room](const Failure &) {
            const auto again = [this, room] {
                if (m_groups.value(room).joined)
                    fetch(room, {}, {});
            };
            if (m_groups.value(room).joined) // else the next join asks
                QTimer::singleShot(m_againMs, this, again);
        });
}

void PeopleBook::noteEvents(const RoomId &room, const QList<RoomEvent> &events)
{
    const auto group = m_groups.constFind(room);
    if (group == m_groups.cend() || !group->typing)
        return;
    TypingTracker *tracker = group->typing;
    for (const RoomEvent &event : events)
        if (event.chat)
            tracker->note(event.author, event.name, false);
}

void PeopleBook::setDrawing(const RoomId &room, const UserId &user, bool on)
{
    if (const auto group = m_groups.constFind(room); group != m_groups.cend() && group->members)
        group->members->setDrawing(user, on);
}

void PeopleBook::setTyping(const RoomId &room, bool on)
{
    if (!m_groups.value(room).joined)
        return;
    if (const auto word = m_throttles[room].note(on, m_clock.monotonicMs())) {
        TypingSet set;
        set.room = room;
        set.on = *word;
        m_connection.send(set);
    }
}

void PeopleBook::setStatus(Status status, const QString &text)
{
    m_status = status;
    m_statusText = text.left(statusLength.max);
    m_statusUntold = true;
    tellStatus();
}

// The host keeps what was said last, in whichever run and on whichever device. It has not heard yet what was chosen
// here just now.
void PeopleBook::noteMe(const Person &me)
{
    const bool same = me.status == m_status && me.text == m_statusText;
    if (same)
        m_statusUntold = false;
    if (same || m_statusUntold)
        return;
    m_status = me.status;
    m_statusText = me.text;
    emit meChanged();
}

void PeopleBook::tellStatus()
{
    if (!m_statusUntold || m_connection.phase() != Connection::Phase::Live)
        return;
    PresenceSet set;
    set.status = m_status;
    set.text = m_statusText;
    m_connection.send(set);
}

} // namespace coterie
