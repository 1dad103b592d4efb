// SPDX-License-Identifier: MIT
#include "server/storage/roomlog.h"

#include "shared/protocol/protocol.h"

#include <QCryptographicHash>

#include <algorithm>

namespace coterie::server {

EventKind kindOf(const RoomEvent &event)
{
    if (event.chat)
        return EventKind::Chat;
    if (event.topic)
        return EventKind::Topic;
    if (event.board)
        return EventKind::Board;
    if (event.boards)
        return EventKind::Boards;
    if (event.rights)
        return EventKind::Rights;
    return EventKind::Unknown;
}

LogHead emptyLog(const RoomId &room, const EpochId &epoch)
{
    LogHead head;
    head.hash = chainedHash(room.value.toRfc4122(), epoch.value.toRfc4122());
    return head;
}

RoomEvent numbered(const LogHead &head, RoomEvent event)
{
    event.seq = head.seq + 1;
    event.line.reset();
    event.chain.reset(); // it comes when the entry is made
    if (event.chat)
        event.line = head.line + 1;
    // A clock that goes back a little stands still. One that was far ahead must not date a room for years: what comes
    // is dated right again, although what came meanwhile is not (S4).
    if (head.time - event.time <= mostAheadMs)
        event.time = std::max(event.time, head.time);
    return event;
}

LogHead advanced(const LogHead &head, const RoomEvent &event, QByteArrayView bytes)
{
    return {event.seq, event.line.value_or(head.line), event.time, chainedHash(head.hash, bytes)};
}

QByteArray chainedHash(QByteArrayView before, QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(before);
    hash.addData(bytes);
    return hash.result();
}

bool isSameRequest(const RoomEvent &a, const RoomEvent &b)
{
    const auto asked = [](const RoomEvent &event) {
        RoomEvent bare;
        bare.id = event.id;
        bare.author = event.author;
        bare.chat = event.chat;
        bare.topic = event.topic;
        bare.board = event.board;
        bare.boards = event.boards;
        bare.rights = event.rights;
        return encodeEvent(bare);
    };
    return asked(a) == asked(b);
}

PageCollector::PageCollector(const HistoryQuery &query)
    : m_limit(std::max(1, query.limit))
    , m_bytesLeft(query.bytes)
    , m_backwards(readsBackwards(query))
{
    m_result.ok = true;
}

bool PageCollector::take(const RoomEvent &event, qsizetype bytes)
{
    const bool fits = m_result.events.size() < m_limit && (m_result.events.isEmpty() || bytes <= m_bytesLeft);
    if (!fits) {
        m_result.more = true;
        return false;
    }
    m_bytesLeft -= bytes;
    m_result.events.append(event);
    return true;
}

HistoryResult PageCollector::finish()
{
    if (m_backwards)
        std::reverse(m_result.events.begin(), m_result.events.end());
    return std::move(m_result);
}

} // namespace coterie::server
