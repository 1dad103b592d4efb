// SPDX-License-Identifier: MIT
#include "tests/sim/simclient.h"

#include <algorithm>

namespace coterie::sim {

namespace {

bool isBoard(const ClientMessage &message)
{
    return std::holds_alternative<BoardCommit>(message);
}

bool isRights(const ClientMessage &message)
{
    return std::holds_alternative<BoardListEdit>(message) || std::holds_alternative<RightsSet>(message);
}

bool isForNow(const QString &code)
{
    return code == u"rate" || code == u"storage" || code == u"busy" || code == u"full";
}

} // namespace

// ---- the connection

void SimClient::hello()
{
    m_send(Hello{protocolVersion, QStringLiteral("sim"), name(), token(),
                 DeviceId{QUuid(m_device, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)}});
}

void SimClient::connected(const Send &send)
{
    disconnected();
    m_send = send;
    hello();
}

void SimClient::disconnected()
{
    m_send = {};
    m_checker.disconnected(m_number);
    m_isIn = m_isListed = false;
    m_people.away();
    m_questions.clear();
    m_open.clear();
    for (auto &[id, room] : m_rooms)
        room.away();
    for (Entry &entry : m_outbox)
        entry.here = entry.going = false;
}

void SimClient::restart()
{
    disconnected();
    ++m_device;
    m_known.clear();
    m_people = {}; // how one is is nowhere but at the host
    for (auto &[id, room] : m_rooms) {
        room.forget();
        if (!room.board)
            continue;
        QList<BoardTransaction> waiting;
        for (const Entry &entry : m_outbox)
            if (entry.room == id && isBoard(entry.message)) {
                // In the form in which it is sent, as it is on the disk.
                const auto read = decodeFromClient(encode(entry.message, Framing::Cbor), Framing::Cbor);
                const auto *message = std::get_if<ClientMessage>(&read);
                if (const auto *commit = message ? std::get_if<BoardCommit>(message) : nullptr)
                    waiting.append({commit->id, m_user, commit->ops, commit->step});
            }
        room.board->restart(m_random, m_device, waiting);
    }
}

void SimClient::receive(const ServerMessage &message)
{
    std::visit([this](const auto &m) { on(m); }, message);
}

void SimClient::on(const Welcome &welcome)
{
    if ((!m_user.isNull() && m_user != welcome.user) || (m_first && m_first->m_user != welcome.user))
        m_checker.isSomebodyElse(m_number);
    m_token = welcome.token;
    m_user = welcome.user;
    m_isIn = true;
    tellChoice();
    m_send(RoomsList{ask(Question::Kind::Rooms, {}), {}});
}

void SimClient::on(const RoomsPage &page)
{
    (void)answered(page.req);
    m_isListed = true;
    for (const RoomInfo &info : page.rooms)
        m_known.insert(info.id);
    if (m_rooms.empty() && !page.rooms.isEmpty()) // everybody belongs to the first one
        m_rooms.try_emplace(page.rooms.first().id, page.rooms.first().id);
    for (const RoomInfo &info : page.rooms) {
        adopt(info);
        roomIsThere(info);
    }
    flush();
}

void SimClient::on(const RoomAdded &added)
{
    m_known.insert(added.room.id);
    roomIsThere(added.room);
}

void SimClient::roomIsThere(const RoomInfo &info)
{
    roomIsThere(info.id);
    if (auto *room = find(info.id); room && room->board)
        room->board->listed(info);
}

void SimClient::roomIsThere(const RoomId &id)
{
    m_making.erase(id);
    if (m_habits.everywhere)
        m_rooms.try_emplace(id, id);
    auto *room = find(id);
    if (!room)
        return;
    beginBoard(*room);
    if (room->isLeaving)
        leave(*room);
    else if (room->isWanted)
        join(*room);
}

void SimClient::beginBoard(SimRoom &room)
{
    room.isDeaf = m_habits.deafToRights;
    if (!m_habits.boards || room.board || m_user.isNull())
        return;
    room.board = std::make_unique<SimBoard>(room.id, m_user, m_device);
    if (m_habits.skipsRebase)
        room.board->breakRebase();
}

// ---- rooms

void SimClient::join(SimRoom &room)
{
    if (!m_send || !m_isListed || room.isJoining || room.isLive || m_making.contains(room.id))
        return;
    room.isJoining = true;
    m_people.forget(room.id);
    m_open.insert(room.id);
    m_send(room.join(ask(Question::Kind::Join, room.id)));
}

void SimClient::leave(SimRoom &room)
{
    if (m_send && m_isListed && !isAsking(Question::Kind::Leave, room.id))
        m_send(RoomLeave{ask(Question::Kind::Leave, room.id), room.id});
}

void SimClient::on(const RoomJoined &joined)
{
    const auto question = answered(joined.req);
    auto *room = question ? find(question->room) : nullptr;
    if (!room)
        return;
    room->isJoining = false;
    m_checker.entered(m_number, room->id, joined.room.head);
    if (!room->isWanted) { // left before the host had let them in
        room->isLeaving = true;
        leave(*room);
        return;
    }
    room->isAsked = false;
    if (joined.reset)
        m_checker.wasReset(m_number, room->id);
    room->joined(joined);
    if (room->board && room->board->beganAnew())
        sendLostAgain(*room);
    askMembers(*room);
    askState(*room);
    fetch(*room);
    flush();
}

// What the host has acknowledged, and lost before it came back in the log, is shown as before: it is sent before what
// was drawn after it (A185).
void SimClient::sendLostAgain(SimRoom &room)
{
    auto before = m_outbox.begin();
    for (const BoardTransaction &tx : room.board->replica().pending())
        if (std::none_of(m_outbox.begin(), m_outbox.end(), [&](const Entry &entry) { return entry.id == tx.id; })) {
            before = std::next(m_outbox.insert(before, {boardCommit(tx, room.id), tx.id, room.id}));
            ++m_tally.sentAgain;
        }
}

void SimClient::on(const Done &done)
{
    if (const auto question = answered(done.req); question && question->kind == Question::Kind::Leave) {
        if (auto *room = find(question->room))
            room->isLeaving = false;
        isOut(question->room);
    }
}

void SimClient::isOut(const RoomId &id)
{
    if (!isAsking(Question::Kind::Join, id))
        m_open.erase(id);
    auto *room = find(id);
    if (!room)
        return;
    if (!room->isJoining)
        room->away();
    if (room->isWanted)
        join(*room);
}

void SimClient::fetch(SimRoom &room)
{
    if (!m_send)
        return;
    if (room.wantsPage()) {
        room.isFetching = true;
        m_send(HistoryGet{
            ask(Question::Kind::Page, room.id, room.seq), room.id, {}, room.seq, 1 + int(m_random.next() % 20), true});
    }
    if (room.isLive && room.board)
        if (const auto question = room.board->question(m_lastReq + 1)) {
            (void)ask(Question::Kind::Board, room.id);
            m_send(*question);
        }
}

void SimClient::on(const HistoryPage &page)
{
    const auto question = answered(page.req);
    auto *room = question ? find(question->room) : nullptr;
    if (!room || !room->isLive)
        return;
    if (question->kind == Question::Kind::Board) {
        room->board->page(page.req, page);
        fetch(*room);
        return;
    }
    m_checker.paged(m_number, room->id, question->after, page.events);
    room->page(page);
    fetch(*room);
}

void SimClient::on(const BoardPart &part)
{
    const auto question = m_questions.find(part.req); // several parts answer one
    auto *room = question != m_questions.end() ? find(question->second.room) : nullptr;
    if (!room || !room->isLive)
        return;
    room->board->part(part.req, part);
    fetch(*room);
}

void SimClient::on(const EventPosted &posted)
{
    if (!m_open.contains(posted.room))
        m_checker.uninvited(m_number, posted.room, posted.event.seq);
    m_checker.heard(m_number, posted.room, posted.event);
    if (auto *room = find(posted.room); room && room->isLive) {
        room->live(posted.event);
        fetch(*room);
    }
}

// ---- the outbox

void SimClient::on(const Ack &ack)
{
    const auto at =
        std::find_if(m_outbox.begin(), m_outbox.end(), [&](const Entry &entry) { return entry.id == ack.id; });
    if (at == m_outbox.end()) {
        if (ack.seq > 0)
            m_checker.acknowledged(m_number, ack, {});
        return;
    }
    const auto *post = std::get_if<ChatPost>(&at->message);
    const auto *topic = std::get_if<RoomTopic>(&at->message);
    if (std::holds_alternative<RoomCreate>(at->message)) {
        ++m_tally.made;
        m_checker.roomMade(ack.room);
        m_known.insert(ack.room);
    } else {
        m_checker.acknowledged(m_number, ack, post ? post->body : topic ? topic->topic : QString());
    }
    m_tally.rights += isRights(at->message) ? 1 : 0;
    if (auto *room = find(ack.room); room && room->board && isBoard(at->message))
        room->board->replica().acknowledge(ack.id, ack.seq);
    m_outbox.erase(at);
    roomIsThere(ack.room);
    flush();
}

void SimClient::on(const Failure &failure)
{
    if (failure.code == u"bad-token") {
        m_token.reset();
        hello();
        return;
    }
    if (failure.req) {
        const auto question = answered(*failure.req);
        auto *room = question ? find(question->room) : nullptr;
        if (!room)
            return; // asked again when somebody looks, as everything here
        if (question->kind == Question::Kind::Join) {
            room->isJoining = false;
            if (failure.code == u"not-member") // while the log was looked at
                leftElsewhere(*room);
        } else if (question->kind == Question::Kind::Page)
            room->isFetching = false;
        else if (question->kind == Question::Kind::Board)
            room->board->refused(*failure.req);
        else if (question->kind == Question::Kind::Leave && !isForNow(failure.code)) {
            room->isLeaving = false;
            isOut(room->id);
        }
        return;
    }
    if (!failure.id)
        return;
    m_checker.refused(*failure.id, failure);
    const auto at =
        std::find_if(m_outbox.begin(), m_outbox.end(), [&](const Entry &entry) { return entry.id == *failure.id; });
    if (at == m_outbox.end())
        return;
    at->going = false;
    auto *room = find(at->room);
    if (isForNow(failure.code)) {
        return; // the world polls us later
    } else if (failure.code == u"not-member" && room && room->isWanted) {
        room->isLive = false; // a late frame has taken us out
        join(*room);
    } else {
        refuse(at, failure);
        flush();
    }
}

void SimClient::poll()
{
    if (!m_send)
        return;
    if (!m_isListed) {
        if (!m_user.isNull() && !isAsking(Question::Kind::Rooms, {}))
            m_send(RoomsList{ask(Question::Kind::Rooms, {}), {}});
        return;
    }
    tellChoice();
    for (auto &[id, room] : m_rooms) {
        askMembers(room);
        askState(room);
        if (room.isLeaving)
            leave(room);
        else if (room.isWanted)
            join(room);
        room.isFetching = false;
        if (room.board)
            room.board->forgetQuestion();
        fetch(room);
    }
    for (Entry &entry : m_outbox)
        entry.going = false;
    flush();
}

bool SimClient::sendTwice()
{
    for (const Entry &entry : m_outbox)
        if (m_send && entry.going) {
            m_checker.sent(entry.id);
            m_send(entry.message);
            return true;
        }
    return false;
}

// A room has to be there, and joined; what is left over for a room that one has left is told its end, too.
bool SimClient::mayGo(const Entry &entry) const
{
    if (std::holds_alternative<RoomCreate>(entry.message))
        return true;
    const auto room = m_rooms.find(entry.room);
    return !m_making.contains(entry.room) && room != m_rooms.end() &&
           (room->second.isLive || (!room->second.isWanted && !room->second.isLeaving && !room->second.isJoining));
}

// One at a time in each lane of a room keeps the order across refusals.
void SimClient::flush()
{
    if (!m_send || !m_isListed)
        return;
    std::set<std::pair<RoomId, int>> busy;
    for (Entry &entry : m_outbox) {
        const std::pair lane{entry.room, isBoard(entry.message) ? 1 : isRights(entry.message) ? 2 : 0};
        if (!busy.insert(lane).second || entry.going || !mayGo(entry))
            continue;
        entry.sent = entry.here = entry.going = true;
        m_checker.sent(entry.id);
        m_send(entry.message);
    }
}

// ---- small things

qint64 SimClient::ask(Question::Kind kind, const RoomId &room, Seq after)
{
    m_questions[++m_lastReq] = {kind, room, after};
    return m_lastReq;
}

bool SimClient::isAsking(Question::Kind kind, const RoomId &room) const
{
    return std::any_of(m_questions.begin(), m_questions.end(), [&](const auto &question) {
        return question.second.kind == kind && question.second.room == room;
    });
}

std::optional<SimClient::Question> SimClient::answered(qint64 req)
{
    const auto at = m_questions.find(req);
    if (at == m_questions.end())
        return {};
    const Question question = at->second;
    m_questions.erase(at);
    return question;
}

SimRoom *SimClient::find(const RoomId &room)
{
    const auto at = m_rooms.find(room);
    return at == m_rooms.end() ? nullptr : &at->second;
}

SimRoom *SimClient::anyRoom(bool wanted)
{
    QList<SimRoom *> rooms;
    for (auto &[id, room] : m_rooms)
        if (room.isWanted == wanted)
            rooms.append(&room);
    return rooms.isEmpty() ? nullptr : rooms.at(qsizetype(m_random.next() % quint64(rooms.size())));
}

bool SimClient::isSettled(const std::map<RoomId, Seq> &heads) const
{
    return m_outbox.empty() && m_isListed && m_making.empty() && !m_people.isUntold() &&
           std::all_of(m_rooms.begin(), m_rooms.end(), [&](const auto &entry) {
               const SimRoom &room = entry.second;
               const auto head = heads.find(entry.first);
               if (!room.isWanted || room.isLeaving)
                   return !room.isLeaving;
               return head != heads.end() && room.isLive && m_people.knows(room.id) && room.seq == head->second &&
                      (!m_habits.rights || (room.knowsState && room.state.seq() == head->second)) &&
                      (!room.board || room.board->isSettled(head->second));
           });
}

int SimClient::snapshots() const
{
    int sum = 0;
    for (const auto &[id, room] : m_rooms)
        sum += room.board ? room.board->snapshots() : 0;
    return sum;
}

} // namespace coterie::sim
