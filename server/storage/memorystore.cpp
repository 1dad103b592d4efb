// SPDX-License-Identifier: MIT
#include "server/storage/memorystore.h"

#include "shared/protocol/blobs.h"
#include "shared/protocol/protocol.h"

#include <utility>
#include <vector>

namespace coterie::server {

MemoryStore::MemoryStore(const StoredSession &session)
    : m_name(session.name)
    , m_users(session.users)
{
    for (qsizetype i = 0; i < m_users.size(); ++i)
        m_userIndex.insert(m_users.at(i).id, i);
    for (const auto &room : session.rooms) {
        StoredRoom empty = room; // a session without its logs begins each of them anew
        empty.head = empty.line = 0;
        (void)createNow(empty);
    }
    for (const auto &member : session.members)
        if (auto *log = findLog(member.room))
            log->members[member.user] = member.read;
}

StoredSession MemoryStore::session() const
{
    StoredSession session;
    session.name = m_name;
    session.users = m_users;
    for (const auto &log : m_logs) {
        session.rooms.append(log.room);
        for (const auto &[user, read] : log.members)
            session.members.append({log.room.id, user, read});
        for (const auto &entry : log.events)
            if (isState(kindOf(entry.event)))
                session.state.append({log.room.id, entry.event});
    }
    session.blobs = m_blobs.values();
    for (auto upload = m_parts.cbegin(); upload != m_parts.cend(); ++upload)
        session.lastUpload = std::max(session.lastUpload, upload.key());
    return session;
}

QList<RoomEvent> MemoryStore::events(const RoomId &room) const
{
    QList<RoomEvent> all;
    if (const auto at = m_logIndex.constFind(room); at != m_logIndex.cend())
        for (const Entry &entry : m_logs[std::size_t(*at)].events)
            all.append(entry.event);
    return all;
}

void MemoryStore::enqueue(const StoreOp &op, Operation operation)
{
    m_queue.push_back({std::move(operation), bytesOf(op)});
    m_waitingBytes += m_queue.back().bytes;
    if (m_queue.size() == 1 && m_wake)
        m_wake();
}

MemoryStore::Operation MemoryStore::takeNext()
{
    Operation operation = std::move(m_queue.front().carryOut);
    m_waitingBytes -= m_queue.front().bytes;
    m_queue.pop_front();
    return operation;
}

void MemoryStore::forgetWaiting()
{
    m_queue.clear();
    m_waitingBytes = 0;
}

qsizetype MemoryStore::deliver(qsizetype most)
{
    const qsizetype count = most < 0 ? waiting() : std::min(most, waiting());
    std::vector<Answer> answers;
    answers.reserve(std::size_t(count));
    for (qsizetype i = 0; i < count; ++i) {
        answers.push_back(takeNext()());
    }
    for (const auto &answer : answers)
        answer();
    return count;
}

void MemoryStore::tear(qsizetype carriedOut)
{
    for (; carriedOut > 0 && !m_queue.empty(); --carriedOut)
        (void)takeNext()();
    forgetWaiting();
}

QList<RoomEvent> MemoryStore::loseEnd(const RoomId &room, qsizetype events, const std::optional<EpochId> &epoch)
{
    QList<RoomEvent> lost;
    auto *log = findLog(room);
    if (!log)
        return lost;
    for (; events > 0 && !log->events.isEmpty(); --events) {
        lost.prepend(log->events.takeLast().event);
        log->byId.remove(lost.first().id);
    }
    log->head = emptyLog(room, log->firstEpoch);
    log->room.topic = log->firstTopic;
    for (const Entry &entry : std::as_const(log->events)) {
        RoomEvent stored = entry.event;
        if (stored.topic)
            log->room.topic = stored.topic->topic;
        stored.chain.reset();
        log->head = advanced(log->head, stored, encodeEvent(stored));
    }
    log->room.head = log->head.seq;
    log->room.line = log->head.line;
    log->room.chain = chainAt(log->head.hash);
    if (epoch)
        log->room.epoch = *epoch;
    return lost;
}

void MemoryStore::loseBlob(const QByteArray &hash)
{
    m_parts.remove(m_blobs.take(hash).upload);
}

template <class Result, class F> void MemoryStore::enqueueWrite(const StoreOp &op, Done<Result> done, F act)
{
    enqueue(op, [this, done = std::move(done), act = std::move(act)]() -> Answer {
        Result result{};
        if constexpr (std::is_same_v<Result, Outcome>)
            result = Outcome::Failed;
        if (!m_failing)
            result = act();
        return [done, result] {
            if (done)
                done(result);
        };
    });
}

void MemoryStore::append(const RoomId &room, const RoomEvent &event, Done<Appended> done)
{
    enqueueWrite<Appended>(AppendOp{room, event}, std::move(done),
                           [this, room, event] { return appendNow(room, event); });
}

Appended MemoryStore::appendNow(const RoomId &room, const RoomEvent &event)
{
    auto *log = findLog(room);
    if (!log)
        return {Outcome::Failed, event};
    if (const auto there = log->byId.constFind(event.id); there != log->byId.cend()) {
        const RoomEvent &first = log->events.at(*there).event;
        if (!isSameRequest(first, event))
            return {Outcome::Reused, event};
        return {Outcome::Duplicate, first};
    }
    RoomEvent stored = numbered(log->head, event);
    const QByteArray bytes = encodeEvent(stored);
    log->head = advanced(log->head, stored, bytes);
    stored.chain = log->room.chain = chainAt(log->head.hash);
    log->room.head = log->head.seq;
    log->room.line = log->head.line;
    if (stored.topic)
        log->room.topic = stored.topic->topic;
    log->byId.insert(stored.id, log->events.size());
    log->events.append({stored, bytes.size()});
    return {Outcome::Stored, stored};
}

void MemoryStore::createRoom(const StoredRoom &room, Done<Outcome> done)
{
    enqueueWrite<Outcome>(CreateRoomOp{room}, std::move(done), [this, room] { return createNow(room); });
}

Outcome MemoryStore::createNow(const StoredRoom &room)
{
    if (const auto *log = findLog(room.id)) {
        const bool same = log->room.creator == room.creator && log->room.name == room.name;
        return same ? Outcome::Duplicate : Outcome::Reused;
    }
    Log log;
    log.room = room;
    log.room.head = log.room.line = 0;
    log.firstEpoch = room.epoch;
    log.firstTopic = room.topic;
    log.head = emptyLog(room.id, room.epoch);
    log.room.chain = chainAt(log.head.hash);
    if (m_userIndex.contains(room.creator))
        log.members[room.creator] = 0;
    m_logIndex.insert(room.id, qsizetype(m_logs.size()));
    m_logs.push_back(std::move(log));
    return Outcome::Stored;
}

void MemoryStore::putUser(const StoredUser &user, Done<Outcome> done)
{
    enqueueWrite<Outcome>(PutUserOp{user}, std::move(done), [this, user] {
        if (const auto at = m_userIndex.constFind(user.id); at != m_userIndex.cend()) {
            m_users[*at] = user;
        } else {
            m_userIndex.insert(user.id, m_users.size());
            m_users.append(user);
        }
        return Outcome::Stored;
    });
}

void MemoryStore::removeUser(const UserId &user, Done<Outcome> done)
{
    enqueueWrite<Outcome>(RemoveUserOp{user}, std::move(done), [this, user] {
        m_users.removeIf([&user](const StoredUser &one) { return one.id == user; });
        m_userIndex.clear();
        for (qsizetype i = 0; i < m_users.size(); ++i)
            m_userIndex.insert(m_users.at(i).id, i);
        for (Log &log : m_logs)
            log.members.erase(user);
        return Outcome::Stored;
    });
}

void MemoryStore::putMember(const StoredMember &member, Done<Outcome> done)
{
    enqueueWrite<Outcome>(PutMemberOp{member}, std::move(done), [this, member] {
        auto *log = findLog(member.room);
        if (!log || !m_userIndex.contains(member.user))
            return Outcome::Failed;
        log->members[member.user] = member.read;
        return Outcome::Stored;
    });
}

void MemoryStore::removeMember(const RoomId &room, const UserId &user, Done<Outcome> done)
{
    enqueueWrite<Outcome>(RemoveMemberOp{room, user}, std::move(done), [this, room, user] {
        if (auto *log = findLog(room))
            log->members.erase(user);
        return Outcome::Stored;
    });
}

void MemoryStore::history(const HistoryQuery &query, Done<HistoryResult> done)
{
    enqueue(HistoryOp{query}, [this, query, done = std::move(done)]() -> Answer {
        return [done, result = historyNow(query)] { done(result); };
    });
}

HistoryResult MemoryStore::historyNow(const HistoryQuery &query) const
{
    const auto at = m_logIndex.constFind(query.room);
    if (at == m_logIndex.cend())
        return {};
    const auto &events = m_logs[std::size_t(*at)].events;
    PageCollector page(query);
    if (query.op) {
        const auto &byId = m_logs[std::size_t(*at)].byId;
        if (const auto there = byId.constFind(*query.op); there != byId.cend())
            (void)page.take(events.at(*there).event, events.at(*there).bytes);
        return page.finish();
    }
    const auto wanted = [&](const RoomEvent &event) {
        const bool board = kindOf(event) == EventKind::Board;
        return query.filter == EventFilter::All || (query.filter == EventFilter::BoardOnly) == board;
    };
    // Events stand at index seq − 1.
    const qsizetype end = query.before ? std::clamp<qsizetype>(*query.before - 1, 0, events.size()) : events.size();
    const qsizetype begin = query.after ? std::clamp<qsizetype>(*query.after, 0, end) : 0;
    if (readsBackwards(query)) {
        for (qsizetype i = end; i-- > begin;)
            if (wanted(events.at(i).event) && !page.take(events.at(i).event, events.at(i).bytes))
                break;
    } else {
        for (qsizetype i = begin; i < end; ++i)
            if (wanted(events.at(i).event) && !page.take(events.at(i).event, events.at(i).bytes))
                break;
    }
    return page.finish();
}

void MemoryStore::putBlobPart(qint64 upload, int part, const QByteArray &data, Done<Outcome> done)
{
    enqueueWrite<Outcome>(PutBlobPartOp{upload, part, data}, std::move(done), [this, upload, part, data] {
        if (part > m_parts.value(upload).size())
            return Outcome::Failed; // they come in order
        auto &parts = m_parts[upload];
        if (part == parts.size())
            parts.append(data);
        else
            parts[part] = data;
        return Outcome::Stored;
    });
}

void MemoryStore::finishBlob(const StoredBlob &blob, Done<Outcome> done)
{
    enqueueWrite<Outcome>(FinishBlobOp{blob}, std::move(done), [this, blob] {
        if (m_blobs.contains(blob.hash)) {
            if (m_blobs.value(blob.hash).upload != blob.upload)
                m_parts.remove(blob.upload);
            return Outcome::Duplicate;
        }
        const auto parts = m_parts.value(blob.upload);
        qint64 bytes = 0;
        for (const QByteArray &part : parts)
            bytes += part.size();
        if (bytes != blob.size || parts.size() != (blob.size + blobPartBytes - 1) / blobPartBytes) {
            m_parts.remove(blob.upload);
            return Outcome::Failed;
        }
        m_blobs.insert(blob.hash, blob);
        return Outcome::Stored;
    });
}

void MemoryStore::dropUpload(qint64 upload, Done<Outcome> done)
{
    enqueueWrite<Outcome>(DropUploadOp{upload}, std::move(done), [this, upload] {
        const auto finished = std::any_of(m_blobs.cbegin(), m_blobs.cend(),
                                          [upload](const StoredBlob &blob) { return blob.upload == upload; });
        if (!finished)
            m_parts.remove(upload);
        return Outcome::Stored;
    });
}

void MemoryStore::blobPart(qint64 upload, int part, Done<BlobResult> done)
{
    enqueue(BlobPartOp{upload, part}, [this, upload, part, done = std::move(done)]() -> Answer {
        return [done, result = BlobResult{true, m_parts.value(upload).value(part)}] { done(result); };
    });
}

MemoryStore::Log *MemoryStore::findLog(const RoomId &id)
{
    const auto at = m_logIndex.constFind(id);
    return at == m_logIndex.cend() ? nullptr : &m_logs[std::size_t(*at)];
}

} // namespace coterie::server
