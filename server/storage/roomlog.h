// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"

// The rules of a room's log that every store obeys: numbering, time, the hash chain, equality of a resend, pages.
// Pure functions and values, any thread.
namespace coterie::server {

// What an event is, for indexes. Stored: never renumber.
enum class EventKind { Unknown = 0, Chat = 1, Topic = 2, Board = 3, Boards = 4, Rights = 5 };
[[nodiscard]] EventKind kindOf(const RoomEvent &event);
// It is read at every start: what it says holds until another one says otherwise.
[[nodiscard]] inline bool isState(EventKind kind)
{
    return kind >= EventKind::Boards;
}

// Where a log stands after its last event.
struct LogHead {
    Seq seq = 0;
    Seq line = 0; // chat messages so far
    qint64 time = 0;
    QByteArray hash; // of the last event, chained to all before it
};

inline constexpr qsizetype hashBytes = 32;
// By more than this a log's last time is ahead of the clock only where the clock was wrong.
inline constexpr qint64 mostAheadMs = 60'000;

// An empty log of this room. Its hash is bound to room and epoch, so that no chain can be put in another's place.
[[nodiscard]] LogHead emptyLog(const RoomId &room, const EpochId &epoch);
// The event with the seq, line and time that it gets when it comes next.
[[nodiscard]] RoomEvent numbered(const LogHead &head, RoomEvent event);
// The head once the event, whose stored form is `bytes`, is in.
[[nodiscard]] LogHead advanced(const LogHead &head, const RoomEvent &event, QByteArrayView bytes);
// What stands for the log up to this head in front of clients.
[[nodiscard]] inline QByteArray chainAt(QByteArrayView hash)
{
    return hash.first(chainLength.max).toByteArray();
}
[[nodiscard]] QByteArray chainedHash(QByteArrayView before, QByteArrayView bytes);

// Whether two events were asked for by the same request: what the store gives an event, and the name its author had
// then, do not count.
[[nodiscard]] bool isSameRequest(const RoomEvent &a, const RoomEvent &b);

// Collects a page of history from events that come in the direction of the query.
class PageCollector final
{
public:
    explicit PageCollector(const HistoryQuery &query);
    // False when the page is full: the event was not taken, and there is more.
    [[nodiscard]] bool take(const RoomEvent &event, qsizetype bytes);
    [[nodiscard]] HistoryResult finish();

private:
    HistoryResult m_result;
    qsizetype m_limit, m_bytesLeft;
    bool m_backwards;
};
[[nodiscard]] inline bool readsBackwards(const HistoryQuery &query)
{
    return !query.after.has_value();
}

} // namespace coterie::server
