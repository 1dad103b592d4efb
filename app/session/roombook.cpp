// SPDX-License-Identifier: MIT
#include "app/session/roombook.h"

#include "app/session/connection.h"
#include "app/session/errortext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace coterie {

namespace {
constexpr int readTellMs = 300;
} // namespace

RoomBook::RoomBook(Connection &connection, Requests &requests, Router &router, LocalStore &store,
                   const ConnectionTiming &timing, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_requests(requests)
    , m_store(store)
    , m_againMs(timing.againMs)
{
    m_listTimer.setSingleShot(true);
    connect(&m_listTimer, &QTimer::timeout, this, [this] { list({}); });
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readTellMs);
    connect(&m_readTimer, &QTimer::timeout, this, [this] {
        for (const RoomId &id : std::exchange(m_readToTell, {}))
            tellRead(id);
    });
    router.on<RoomAdded>(this, &RoomBook::handleAdded);
    router.on<EventPosted>(this, &RoomBook::handleEvent);
    router.on<ReadMoved>(this, &RoomBook::handleReadMoved);
    router.on<Pong>(this, [this](const Pong &) { readTold(); });
}

const RoomBook::Room *RoomBook::find(const RoomId &id) const
{
    const auto room = m_rooms.constFind(id);
    return room == m_rooms.cend() ? nullptr : &*room;
}

RoomBook::Room *RoomBook::at(const RoomId &id)
{
    const auto room = m_rooms.find(id);
    return room == m_rooms.end() ? nullptr : &*room;
}

int RoomBook::behind() const
{
    Seq sum = 0;
    for (const Room &room : m_rooms)
        sum += room.sync.behind();
    return int(std::min<Seq>(sum, 1'000'000'000));
}

void RoomBook::load(const CachedSession &session)
{
    m_rooms.clear();
    m_order.clear();
    for (const CachedRoom &kept : session.rooms) {
        Room room{kept, RoomSync(), session.drafts.value(kept.info.id)};
        room.sync.restore(kept.info.epoch, kept.cursor, kept.chain);
        m_rooms.insert(kept.info.id, room);
        m_order.append(kept.info.id);
    }
    placePasts();
    showAll();
    for (const OutboxEntry &entry : session.outbox) {
        addMaking(entry);
        setDraft(entry.room, session.drafts.value(entry.room));
    }
}

void RoomBook::keepAgain()
{
    for (const Room &room : std::as_const(m_rooms)) {
        if (room.kept.pastOf)
            continue; // there if its messages are
        keep(room);
        if (!room.draft.isEmpty())
            m_store.putDraft(room.kept.info.id, room.draft);
    }
}

void RoomBook::begin()
{
    m_online = true;
    m_listed = false;
    m_toldList = false;
    list({});
}

void RoomBook::connectionLost()
{
    m_online = false;
    m_listed = false;
    m_joining = 0;
    m_listTimer.stop();
    m_readTold.clear();
    m_readSettled.clear();
    for (Room &room : m_rooms) {
        room.sync.away();
        room.joining = false;
    }
    emit behindChanged();
}

void RoomBook::list(const std::optional<RoomId> &after)
{
    RoomsList question;
    question.after = after;
    m_requests.ask<RoomsPage>(
        question, [this, first = !after](const RoomsPage &page) { listed(page, first); },
        [this](const Failure &failure) {
            if (!m_online)
                return;
            m_listTimer.start(m_againMs); // without it nothing is joined
            if (failure.code != Requests::lostCode && !std::exchange(m_toldList, true))
                emit failed(QStringLiteral("list-rooms"), failure);
        },
        Requests::Urgency::Next);
}

void RoomBook::listed(const RoomsPage &page, bool first)
{
    if (first)
        m_order.clear(); // who was found to be out before the connection ended is told below
    for (const RoomInfo &info : page.rooms) {
        const Room *room = find(info.id);
        const bool belonged = room && room->kept.info.joined;
        adopt(info);
        if (belonged && !info.joined && !find(info.id)->asked)
            m_leftMeanwhile.insert(info.id);
    }
    if (page.more && !page.rooms.isEmpty()) {
        list(page.rooms.last().id);
        return;
    }
    // What the host does not have any more stays on this computer, out of the list where there is nothing of it (A111);
    // what is to be made stays in the list.
    QList<RoomId> gone;
    for (auto room = m_rooms.cbegin(); room != m_rooms.cend(); ++room)
        if (!room->isHere() && !m_order.contains(room.key()))
            gone.append(room.key());
    for (const RoomId &id : std::as_const(gone))
        emit missing(id);
    for (auto room = m_rooms.cbegin(); room != m_rooms.cend(); ++room)
        if (room->making && !m_order.contains(room.key()))
            m_order.append(room.key());
    placePasts();
    showAll();
    m_listed = true;
    const auto isToBeJoined = [](const Room *room) {
        return room && (room->kept.info.joined || room->asked) && !room->isHere();
    };
    if (isToBeJoined(find(active())))
        join(active(), Requests::Urgency::Next);
    for (const RoomId &id : std::as_const(m_order))
        if (id != active() && isToBeJoined(find(id)))
            join(id, Requests::Urgency::Later);
    for (const RoomId &id : std::exchange(m_leftMeanwhile, {}))
        if (const Room *room = find(id); room && !room->kept.info.joined && !room->asked)
            emit left(id);
    emit listedAll();
    emit behindChanged();
}

// What the host says of a room. A mark of one's own that it has not heard of wins if somebody set it back on purpose;
// one that reading moved joins the other devices' by the further of the two (A163).
void RoomBook::adopt(const RoomInfo &info)
{
    Room &room = m_rooms[info.id];
    const bool known = !room.kept.info.id.isNull();
    const Seq own = room.kept.info.read;
    // A mark in a log that the host has lost is none in this one: it would hide what is said from here on.
    const bool sameLog = !known || (info.epoch == room.kept.info.epoch && own <= info.line);
    const bool stands = sameLog && (room.kept.mark == CachedRoom::Mark::Back || own > info.read);
    if (own == info.read || !stands)
        room.kept.mark = CachedRoom::Mark::Told;
    const Seq read = room.kept.mark == CachedRoom::Mark::Told ? info.read : own;
    // An older host does not count in who made it, and the answer to that may have been lost.
    room.asked = room.asked || (room.making && room.trouble.isEmpty());
    const bool found = std::exchange(room.making, false) && !room.trouble.isEmpty();
    room.trouble.clear();
    room.kept.info = info;
    room.kept.info.read = read;
    if (!info.joined && !room.asked)
        room.wanted = false; // left with another device meanwhile
    if (!m_order.contains(info.id))
        m_order.append(info.id);
    room.kept.place = int(m_order.indexOf(info.id));
    if (!known)
        room.sync.restore(info.epoch, 0);
    keep(room);
    if (found)
        emit isThere(info.id); // may look at it, and change what is shown
}

void RoomBook::setApart(const RoomId &id, bool apart)
{
    Room *room = at(id);
    if (!room || room->apart == apart)
        return;
    room->apart = apart;
    show(*room);
}

void RoomBook::addMaking(const OutboxEntry &entry)
{
    const auto *create = std::get_if<RoomCreate>(&entry.message);
    if (!create)
        return;
    const bool known = m_rooms.contains(entry.room);
    Room &room = m_rooms[entry.room];
    room.making = true;
    room.trouble = entry.refusal ? tr("%1 What you wrote and drew here is kept.", "%1 says why a room was not made")
                                       .arg(errorSentence(*entry.refusal))
                                 : QString();
    room.kept.info.id = entry.room;
    room.kept.info.name = create->name;
    room.kept.info.topic = create->topic;
    room.kept.info.joined = true;
    if (!known)
        room.kept.info.members = 1;
    if (!m_order.contains(entry.room))
        m_order.append(entry.room);
    show(room);
}

void RoomBook::made(const RoomId &id)
{
    Room *room = at(id);
    if (!room)
        return;
    room->making = false;
    room->trouble.clear();
    room->asked = true; // an older host does not count in who made it
    room->kept.place = int(m_order.indexOf(id));
    keep(*room);
    show(*room);
    join(id, Requests::Urgency::Next);
}

void RoomBook::notMade(const RoomId &id)
{
    const Room *room = find(id);
    if (!room || !room->making)
        return;
    m_rooms.remove(id);
    m_order.removeOne(id);
    showAll();
}

CachedRoom RoomBook::pastOf(const RoomId &id, qint64 now) const
{
    CachedRoom past;
    if (const Room *room = find(id))
        past = room->kept;
    past.info.id = newId<RoomId>();
    past.mark = CachedRoom::Mark::Told;
    past.pastOf = id;
    past.pastTime = now;
    return past;
}

void RoomBook::addPast(const CachedRoom &past)
{
    if (m_rooms.contains(past.info.id))
        return;
    Room room{past, RoomSync(), {}};
    room.sync.restore(past.info.epoch, past.cursor);
    m_rooms.insert(past.info.id, room);
    placePasts();
    showAll();
}

void RoomBook::dropPast(const RoomId &id)
{
    if (const Room *room = find(id); !room || !room->kept.pastOf)
        return;
    m_rooms.remove(id);
    m_order.removeOne(id);
    showAll();
}

// Each below the room that it was, the older ones first.
void RoomBook::placePasts()
{
    QList<const Room *> pasts;
    for (const Room &room : std::as_const(m_rooms))
        if (room.kept.pastOf)
            pasts.append(&room);
    std::sort(pasts.begin(), pasts.end(),
              [](const Room *a, const Room *b) { return a->kept.pastTime > b->kept.pastTime; });
    for (const Room *past : std::as_const(pasts)) {
        m_order.removeOne(past->kept.info.id);
        const auto at = m_order.indexOf(*past->kept.pastOf);
        m_order.insert(at < 0 ? m_order.size() : at + 1, past->kept.info.id);
    }
}

void RoomBook::showAll()
{
    QList<RoomListModel::Room> rows;
    for (const RoomId &id : std::as_const(m_order))
        rows.append(shown(m_rooms.value(id)));
    m_model.setRooms(rows);
}

void RoomBook::handleAdded(const RoomAdded &added)
{
    // One's own: what `room.joined` says is more. But for one that the host had lost: somebody has made it again.
    if (const Room *known = find(added.room.id); known && known->kept.info.joined && known->trouble.isEmpty())
        return;
    adopt(added.room);
    show(*find(added.room.id));
}

void RoomBook::handleEvent(const EventPosted &posted)
{
    if (Room *room = at(posted.room))
        take(*room, room->sync.live(posted.event), true);
}

void RoomBook::markRead(const RoomId &id, Seq line)
{
    Room *room = at(id);
    if (!room || line < 0 || room->kept.pastOf)
        return;
    line = std::min(line, room->kept.info.line); // "all of it" is no line of its own: the host would refuse it
    if (room->kept.info.read != line)
        setMark(*room, line, line < room->kept.info.read ? CachedRoom::Mark::Back : CachedRoom::Mark::Read);
}

void RoomBook::markSeen(const RoomId &id, Seq line)
{
    if (const Room *room = find(id); room && std::min(line, room->kept.info.line) > room->kept.info.read)
        markRead(id, line);
}

// Who has set it back and reads on stays behind what other devices have read, until that is told.
void RoomBook::setMark(Room &room, Seq line, CachedRoom::Mark mark)
{
    room.kept.info.read = line;
    if (room.kept.mark != CachedRoom::Mark::Back)
        room.kept.mark = mark;
    keep(room);
    show(room);
    m_readToTell.insert(room.kept.info.id);
    if (!m_readTimer.isActive())
        m_readTimer.start();
}

void RoomBook::tellRead(const RoomId &id)
{
    const Room *room = find(id);
    if (!room || !m_online || room->sync.stage() == RoomSync::Stage::Away)
        return; // told when the room is joined again
    RoomRead mark;
    mark.room = id;
    mark.line = room->kept.info.read;
    m_connection.send(mark);
    m_readTold.insert(id);
    m_readSettled.remove(id);
}

// `room.read` has no answer. The second pong after it proves that the host has read it.
void RoomBook::readTold()
{
    for (const RoomId &id : std::exchange(m_readSettled, std::exchange(m_readTold, {})))
        if (Room *room = at(id); room && !m_readToTell.contains(id)) {
            room->kept.mark = CachedRoom::Mark::Told;
            keep(*room);
        }
}

// Another device's. It may have been on its way while more was read here: that mark stands, and is told.
void RoomBook::handleReadMoved(const ReadMoved &moved)
{
    Room *room = at(moved.room);
    if (!room || (room->kept.mark == CachedRoom::Mark::Read && room->kept.info.read > moved.line))
        return;
    room->kept.info.read = moved.line;
    room->kept.mark = CachedRoom::Mark::Told;
    m_readToTell.remove(moved.room);
    keep(*room);
    show(*room);
    emit readMoved(moved.room, moved.line);
}

void RoomBook::setDraft(const RoomId &id, const QString &text)
{
    Room *room = at(id);
    if (!room || room->draft == text)
        return;
    room->draft = text;
    show(*room);
}

void RoomBook::setDrawing(const RoomId &id, bool on)
{
    Room *room = at(id);
    if (!room || room->drawing == on)
        return;
    room->drawing = on;
    show(*room);
}

void RoomBook::setMembers(const RoomId &id, int members)
{
    Room *room = at(id);
    if (!room || room->kept.info.members == members)
        return;
    room->kept.info.members = members;
    show(*room);
}

void RoomBook::keep(const Room &room)
{
    if (!room.making)
        m_store.putRoom(room.kept);
}

void RoomBook::show(const Room &room)
{
    m_model.update(shown(room));
}

RoomListModel::Room RoomBook::shown(const Room &room) const
{
    const RoomInfo &info = room.kept.info;
    const int unread = info.joined && !room.kept.pastOf ? int(std::max<Seq>(0, info.line - info.read)) : 0;
    RoomListModel::Room row{
        info.id,      info.name,   info.topic, unread, info.members, info.joined, !room.draft.isEmpty(),
        room.drawing, room.trouble};
    if (room.apart)
        row.trouble = tr("You do not belong to this room any more, and what you wrote and drew here is still on this "
                         "computer only. Join the room to send it, or discard it.");
    if (room.kept.pastOf) {
        // With the time: a host may be set back more than once on a day.
        const QString when =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(room.kept.pastTime), QLocale::ShortFormat);
        row.past = true;
        row.joined = true;
        row.name = tr("%1 (until %2)", "a room as it was before the host lost its messages; %2 is a date and time")
                       .arg(info.name, when);
        row.trouble = tr("The host lost what is here. It is kept on this computer only: you can read it, search it and "
                         "copy it, and nobody else sees it here. What you wrote yourself can be sent again.");
    }
    return row;
}

} // namespace coterie
