// SPDX-License-Identifier: MIT
#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "app/session/roombook.h"

// How RoomBook joins and leaves rooms and follows their logs.
namespace coterie {

void RoomBook::join(const RoomId &id, Requests::Urgency urgency)
{
    Room *room = at(id);
    if (room) {
        room->wanted = true;
        room->asked = room->asked || !room->kept.info.joined;
    }
    if (!room || !m_online || room->joining || room->sync.stage() != RoomSync::Stage::Away)
        return;
    room->joining = true;
    ++m_joining;
    RoomJoin question;
    question.room = id;
    if (room->sync.cursor() > 0) {
        question.epoch = room->sync.epoch();
        question.after = room->sync.cursor();
        if (const QByteArray chain = room->sync.chain(); !chain.isEmpty())
            question.chain = chain;
    }
    m_requests.ask<RoomJoined>(
        question, [this](const RoomJoined &answer) { handleJoined(answer); },
        [this, id](const Failure &failure) {
            Room *asked = at(id);
            if (!asked || !std::exchange(asked->joining, false))
                return;
            --m_joining;
            emit behindChanged();
            if (failure.code == Requests::lostCode || isWorthRetrying(failure.code))
                joinLater(id);
            else
                asked->wanted = asked->asked = false;
            if (failure.code != Requests::lostCode)
                emit failed(QStringLiteral("join-room"), failure);
        },
        urgency);
}

// A room that is not followed gets nothing, so it is never just left at that.
void RoomBook::joinLater(const RoomId &id)
{
    QTimer::singleShot(m_againMs, this, [this, id] {
        if (const Room *room = find(id); room && room->wanted)
            join(id, Requests::Urgency::Later);
    });
}

void RoomBook::leave(const RoomId &id)
{
    RoomLeave question;
    question.room = id;
    m_requests.ask<Done>(
        question, [this, id](const Done &) { noteLeft(id); },
        [this](const Failure &failure) { emit failed(QStringLiteral("leave-room"), failure); });
}

void RoomBook::noteLeft(const RoomId &id)
{
    Room *room = at(id);
    if (!room || !room->kept.info.joined)
        return;
    room->kept.info.joined = false;
    room->wanted = room->asked = false;
    room->sync.away();
    ++room->round;
    keep(*room);
    show(*room);
    emit left(id);
}

void RoomBook::noteJoined(const RoomId &id)
{
    Room *room = at(id);
    if (!room || room->kept.info.joined)
        return; // one that is not listed yet is joined when it is
    room->kept.info.joined = true;
    keep(*room);
    show(*room);
    join(id, Requests::Urgency::Later);
}

void RoomBook::open(const RoomId &id)
{
    m_model.setActive(id);
    if (const Room *room = find(id); room && !room->isHere() && !room->apart)
        join(id, Requests::Urgency::Next);
}

bool RoomBook::isLeft(const RoomId &id) const
{
    const Room *room = find(id);
    return room && !room->kept.info.joined && !room->isHere() && !room->joining &&
           room->sync.stage() == RoomSync::Stage::Away && !room->asked;
}

void RoomBook::handleJoined(const RoomJoined &answer)
{
    Room *room = at(answer.room.id);
    if (!room || !std::exchange(room->joining, false))
        return;
    --m_joining;
    room->asked = false;
    if (answer.reset) // what was read of a log that is gone hides nothing of this one (A297)
        room->kept.mark = CachedRoom::Mark::Told;
    adopt(answer.room);
    ++room->round;
    const RoomSync::Step step = room->sync.joined(answer.room, answer.reset);
    if (room->kept.mark != CachedRoom::Mark::Told)
        tellRead(answer.room.id);
    show(*room);
    take(*room, step, false);
    emit joined(answer.room, answer.reset);
    emit behindChanged();
}

// Passes on what a step brings. Events that come in pages were missed; those that come live just happened.
void RoomBook::take(Room &room, const RoomSync::Step &step, bool live)
{
    const RoomId id = room.kept.info.id;
    if (step.first <= step.last || step.dropAll) {
        room.kept.cursor = room.sync.cursor();
        room.kept.chain = room.sync.chain();
        noteEvents(room, step.events, live);
    }
    emit stepped(id, step, live);
    // Behind what was done with it there: where the log is another one, what is here of the one before it is set aside
    // first (A314).
    if (step.first <= step.last || step.dropAll)
        if (const Room *known = find(id))
            keep(*known);
    if (step.fetch)
        fetch(id, *step.fetch);
    if (!live || step.fetch)
        emit behindChanged();
}

void RoomBook::noteEvents(Room &room, const QList<RoomEvent> &events, bool live)
{
    RoomInfo &info = room.kept.info;
    Seq read = info.read;
    for (const RoomEvent &event : events) {
        info.head = std::max(info.head, event.seq);
        if (event.line)
            info.line = std::max(info.line, *event.line);
        if (event.topic && live)
            info.topic = event.topic->topic;
        // What one has written oneself is not unread, if there was nothing unread before it, however it comes.
        if (event.chat && event.line && event.author == m_me && read == *event.line - 1)
            read = *event.line;
    }
    if (read != info.read)
        markRead(info.id, read);
    show(room);
}

void RoomBook::fetch(const RoomId &id, const RoomSync::Fetch &wanted)
{
    HistoryGet question;
    question.room = id;
    if (wanted.kind == RoomSync::Fetch::Kind::After)
        question.after = wanted.after;
    const quint64 round = find(id)->round;
    m_requests.ask<HistoryPage>(
        question,
        [this, id, round](const HistoryPage &page) {
            if (Room *room = at(id); room && room->round == round)
                take(*room, room->sync.page(page.events, page.more), false);
        },
        [this, id, round](const Failure &) {
            Room *room = at(id);
            if (!room || room->round != round || !m_online)
                return;
            // The log is not followed now. Live events are held by nobody, so it is joined afresh in a while.
            room->sync.away();
            emit behindChanged();
            joinLater(id);
        },
        id == active() ? Requests::Urgency::Next : Requests::Urgency::Later);
}

} // namespace coterie
