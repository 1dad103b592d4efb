// SPDX-License-Identifier: MIT
#include "app/session/roomsync.h"

namespace coterie {

void RoomSync::restore(const EpochId &epoch, Seq cursor, const QByteArray &chain)
{
    m_stage = Stage::Away;
    m_epoch = epoch;
    m_cursor = cursor;
    m_chain = chain;
    m_head = cursor;
    m_held.clear();
}

void RoomSync::away()
{
    m_stage = Stage::Away;
    m_held.clear(); // they come again: the cursor did not pass them
}

// `event`: the one that stands there, if it is at hand. Events of a kind that is not asked for are not.
void RoomSync::moveTo(Seq cursor, const RoomEvent *event)
{
    if (event && event->seq == cursor)
        m_chain = event->chain.value_or(QByteArray());
    else if (cursor == m_tip)
        m_chain = m_tipChain;
    else if (cursor != m_cursor)
        m_chain.clear();
    m_cursor = cursor;
}

RoomSync::Step RoomSync::joined(const RoomInfo &room, bool reset)
{
    Step step;
    // Also when nothing of it has come yet: what was sent there, and acknowledged, may be gone (A185).
    if (reset || (!m_epoch.isNull() && room.epoch != m_epoch) || room.head < m_cursor) {
        step.dropAll = true;
        moveTo(0);
        m_held.clear();
    }
    m_tip = room.head;
    m_tipChain = room.chain.value_or(QByteArray());
    m_epoch = room.epoch;
    m_head = room.head;
    m_stage = Stage::Fetching;
    m_leapt = false;
    askOn(step);
    return step;
}

// What is the next thing to fetch, if anything; else one is there.
void RoomSync::askOn(Step &step)
{
    if (m_cursor >= m_head) {
        release(step);
        return;
    }
    const bool latest = !m_leapt && (m_cursor == 0 || m_head - m_cursor > m_mostMissed);
    m_asked = {latest ? Fetch::Kind::Latest : Fetch::Kind::After, m_cursor};
    step.fetch = m_asked;
}

RoomSync::Step RoomSync::page(const QList<RoomEvent> &events, bool more)
{
    Step step;
    if (m_stage != Stage::Fetching)
        return step;
    const Seq lastSeen = events.isEmpty() ? 0 : events.last().seq;
    if (m_asked.kind == Fetch::Kind::Latest) {
        step.leap = true;
        m_leapt = true;
        step.events = events;
        step.first = more && !events.isEmpty() ? events.first().seq : 1;
        step.last = std::max(m_head, lastSeen);
    } else {
        for (const RoomEvent &event : events)
            if (event.seq > m_cursor)
                step.events.append(event);
        step.first = m_cursor + 1;
        // The last page covers all up to the head: what it does not hold is of a kind that was not asked for.
        step.last = more ? std::max(m_cursor, lastSeen) : std::max(m_head, lastSeen);
        if (more && step.last == m_cursor) { // a page without anything new would be asked for again and again
            m_asked = {Fetch::Kind::Latest, 0};
            step.fetch = m_asked;
            return step;
        }
    }
    moveTo(step.last, events.isEmpty() ? nullptr : &events.last());
    askOn(step);
    return step;
}

RoomSync::Step RoomSync::snapshot(Seq seq)
{
    Step step;
    if (m_stage != Stage::Fetching)
        return step;
    step.leap = true;
    m_leapt = true;
    moveTo(seq);
    askOn(step);
    return step;
}

RoomSync::Step RoomSync::again()
{
    Step step;
    if (m_stage != Stage::Live)
        return step;
    m_stage = Stage::Fetching;
    m_head = m_cursor;
    m_leapt = false;
    m_asked = {Fetch::Kind::Latest, m_cursor};
    step.fetch = m_asked;
    return step;
}

// Live from here: what was held back follows, as far as it is without a gap.
void RoomSync::release(Step &step)
{
    m_stage = Stage::Live;
    if (step.last < step.first)
        step.first = m_cursor + 1;
    while (!m_held.empty()) {
        auto first = m_held.begin();
        if (first->first > m_cursor + 1) {
            m_head = first->first - 1;
            m_stage = Stage::Fetching;
            m_asked = {Fetch::Kind::After, m_cursor};
            step.fetch = m_asked;
            break;
        }
        if (first->first == m_cursor + 1) {
            step.events.append(first->second);
            moveTo(first->first, &first->second);
        }
        m_held.erase(first);
    }
    step.last = m_cursor;
    step.caughtUp = m_stage == Stage::Live;
}

RoomSync::Step RoomSync::live(const RoomEvent &event)
{
    Step step;
    if (m_stage == Stage::Away || event.seq <= m_cursor)
        return step;
    if (m_stage == Stage::Live && event.seq == m_cursor + 1) {
        moveTo(event.seq, &event);
        step.events.append(event);
        step.first = step.last = event.seq;
        return step;
    }
    if (m_held.size() < mostHeld)
        m_held.emplace(event.seq, event);
    else
        m_head = std::max(m_head, event.seq); // not held: it comes in a page
    if (m_stage == Stage::Live) {
        m_stage = Stage::Fetching;
        m_head = event.seq - 1;
        m_asked = {Fetch::Kind::After, m_cursor};
        step.fetch = m_asked;
    }
    return step;
}

} // namespace coterie
