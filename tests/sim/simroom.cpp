// SPDX-License-Identifier: MIT
#include "tests/sim/simroom.h"

#include <algorithm>

namespace coterie::sim {

RoomJoin SimRoom::join(qint64 req) const
{
    return {req, id, m_epoch, seq, events.isEmpty() ? std::nullopt : events.constLast().chain};
}

void SimRoom::joined(const RoomJoined &answer)
{
    if (answer.reset) {
        seq = 0;
        events.clear();
    }
    m_epoch = answer.room.epoch;
    m_target = answer.room.head;
    m_early.clear();
    m_joinedAt = answer.room.head;
    m_since.clear();
    knowsState = false;
    isLive = true;
    isFetching = false;
    if (board)
        board->joined(answer.room, answer.reset);
}

void SimRoom::away()
{
    isLive = isFetching = isJoining = knowsState = false;
    m_since.clear();
    m_early.clear();
    if (board)
        board->away();
}

void SimRoom::forget()
{
    away();
    hasState = false;
    seq = 0;
    events.clear();
}

bool SimRoom::take(const RoomEvent &event)
{
    if (event.seq != seq + 1)
        return false;
    seq = event.seq;
    events.append(event);
    return true;
}

void SimRoom::live(const RoomEvent &event)
{
    if (board)
        board->event(event);
    if (knowsState)
        applyToState(event);
    else
        m_since.append(event);
    if (take(event)) {
        takeEarly();
    } else if (event.seq > seq) {
        m_early.append(event);
        m_target = std::max(m_target, event.seq);
    }
}

void SimRoom::page(const HistoryPage &page)
{
    isFetching = false;
    for (const RoomEvent &event : page.events)
        (void)take(event);
    takeEarly();
}

// An answer of before it was joined lacks what came between.
void SimRoom::statePage(const RoomStatePage &page)
{
    if (page.seq < m_joinedAt)
        return;
    state = RoomState(page);
    hasState = knowsState = true;
    const auto since = std::exchange(m_since, {});
    for (const RoomEvent &event : since)
        applyToState(event);
}

void SimRoom::applyToState(RoomEvent event)
{
    if (isDeaf) {
        event.boards.reset();
        event.rights.reset();
    }
    (void)state.apply(event);
}

// Live events that came early follow on, those that came twice are dropped.
void SimRoom::takeEarly()
{
    std::sort(m_early.begin(), m_early.end(), [](const RoomEvent &a, const RoomEvent &b) { return a.seq < b.seq; });
    const auto early = std::exchange(m_early, {});
    for (const RoomEvent &event : early)
        if (!take(event) && event.seq > seq)
            m_early.append(event);
}

} // namespace coterie::sim
