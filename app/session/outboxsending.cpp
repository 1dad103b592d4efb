// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

#include <QSet>
#include <algorithm>
#include <utility>

namespace coterie {

namespace {

constexpr qint64 answerMs = 20'000; // without an answer for this long it is sent again; the id makes that harmless
constexpr qint64 pauseMs = 500, mostPauseMs = 30'000;

} // namespace

void Outbox::begin(const Limits &limits)
{
    m_online = true;
    m_toldHeld = false;
    m_outside.clear();
    m_pauses.clear();
    // One less than the host allows: its clock is not ours.
    m_chat = TokenBucket(std::max(1, limits.chatPerSecond) * 0.95, std::max(1, limits.chatBurst - 1));
    m_board = TokenBucket(std::max(1, limits.boardPerSecond) * 0.95, std::max(1, limits.boardBurst - 1));
    m_other = TokenBucket(5, 20);
    pump();
}

void Outbox::connectionLost()
{
    m_online = false;
    m_ready.clear();
    m_timer.stop();
    QSet<RoomId> rooms;
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        if (m_items.at(i).state != State::Sending)
            continue;
        rooms.insert(m_items.at(i).entry.room);
        requeue(i);
    }
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
}

void Outbox::roomReady(const RoomId &room, const EpochId &epoch)
{
    m_ready.insert(room, epoch);
    roomThere(room);
    pump();
}

// What was under way there is not there, or its event comes after the next join.
void Outbox::roomLeft(const RoomId &room)
{
    m_ready.remove(room);
    m_outside.remove(room);
    std::erase_if(m_pauses, [&](const auto &pause) { return pause.first.first == room; });
    for (qsizetype i = m_items.size() - 1; i >= 0; --i)
        if (m_items.at(i).entry.room == room && m_items.at(i).state == State::Sending)
            requeue(i);
    emit changed(room);
    pump();
}

void Outbox::roomThere(const RoomId &room)
{
    if (const auto index = indexOf(OpId{room.value});
        index >= 0 && m_items.at(index).state == State::Refused &&
        std::holds_alternative<RoomCreate>(m_items.at(index).entry.message))
        remove(index);
}

void Outbox::assetStored(const QByteArray &hash)
{
    if (m_assets.remove(hash))
        pump();
}

void Outbox::assetRefused(const QByteArray &hash, const Failure &failure)
{
    QList<OpId> refused;
    for (const Item &item : std::as_const(m_items))
        if (item.state == State::Queued && anyAsset(item.entry.message, [&](const auto &one) { return one == hash; }))
            refused.append(item.entry.id);
    for (const OpId &id : std::as_const(refused))
        if (const auto index = indexOf(id); index >= 0)
            refuse(index, failure);
    m_assets.remove(hash); // not before: one that is kept lets the next one go
    pump();
}

Outbox::Lane Outbox::laneOf(const Item &item)
{
    const ClientMessage &message = item.entry.message;
    if (std::holds_alternative<RoomCreate>(message))
        return {{}, false}; // behind no message of its own room: they all wait for it
    return {item.entry.room, std::holds_alternative<BoardCommit>(message) ||
                                 std::holds_alternative<BoardListEdit>(message) ||
                                 std::holds_alternative<RightsSet>(message)};
}

void Outbox::pause(const Item &item, qint64 atLeastMs)
{
    Pause &pause = m_pauses[laneOf(item)];
    const qint64 own = std::min(mostPauseMs, pauseMs << std::min(pause.times, 6));
    pause.until = m_clock.monotonicMs() + std::max(atLeastMs, own);
    ++pause.times;
}

bool Outbox::isPaused(const Item &item) const
{
    const auto pause = m_pauses.find(laneOf(item));
    return pause != m_pauses.end() && pause->second.until > m_clock.monotonicMs();
}

void Outbox::setApart(const RoomId &room, bool apart)
{
    if (apart == m_apart.contains(room))
        return;
    if (apart)
        m_apart.insert(room);
    else
        m_apart.remove(room);
    emit changed(room);
}

// A room has to be there, and joined, before anything can happen in it, and an image before it can be seen; what
// somebody changes stays until they are done, and what builds on what was refused until that is kept.
bool Outbox::mayGo(const Item &item) const
{
    if (item.next || item.entry.id == m_held || isStray(item) || isOfUnsettled(item) ||
        anyAsset(item.entry.message, [this](const QByteArray &hash) { return m_assets.contains(hash); }))
        return false;
    return std::holds_alternative<RoomCreate>(item.entry.message) || m_ready.contains(item.entry.room);
}

// One that waits behind others is not: they would wait for it, and it for them.
bool Outbox::isSuspectNext() const
{
    if (std::none_of(m_items.cbegin(), m_items.cend(), [](const Item &item) { return item.suspect; }))
        return false;
    QSet<Lane> known;
    for (const Item &item : m_items) {
        if (item.suspect && item.state == State::Sending)
            return true;
        const bool waits = item.state == State::Queued || item.state == State::Saving;
        const Lane lane = laneOf(item);
        if (!waits || known.contains(lane))
            continue;
        known.insert(lane);
        if (item.suspect && item.state == State::Queued && mayGo(item) && !isPaused(item))
            return true;
    }
    return false;
}

void Outbox::pump()
{
    if (!m_online)
        return;
    const qint64 now = m_clock.monotonicMs();
    const bool isBusy = m_isLinkBusy && m_isLinkBusy();
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        if (m_items.at(i).state != State::Sending || now - m_items.at(i).sentMs < answerMs)
            continue;
        if (isBusy) // to send it again would make a slow link slower
            m_items[i].sentMs = now;
        else
            requeue(i);
    }
    qint64 next = -1;
    const auto lookAgainIn = [&](qint64 ms) { next = next < 0 ? ms : std::min(next, ms); };
    const bool anySuspect = isSuspectNext();
    const bool anyUnderWay =
        std::any_of(m_items.cbegin(), m_items.cend(), [](const Item &item) { return item.state == State::Sending; });
    QSet<Lane> busy;
    QList<ClientMessage> out;
    QSet<RoomId> touched;
    for (Item &item : m_items) {
        const Lane lane = laneOf(item);
        if (item.state == State::Sending || item.state == State::Saving) {
            if (item.state == State::Sending)
                lookAgainIn(answerMs - (now - item.sentMs));
            busy.insert(lane);
        }
        if (item.state != State::Queued || busy.contains(lane))
            continue;
        busy.insert(lane);
        if (!mayGo(item))
            continue;
        if (const auto pause = m_pauses.find(lane); pause != m_pauses.end() && pause->second.until > now) {
            lookAgainIn(pause->second.until - now);
            continue;
        }
        if (anySuspect && (!item.suspect || anyUnderWay || !out.isEmpty()))
            continue; // a suspect goes alone; whatever ends before or after it calls this again
        TokenBucket &bucket = std::holds_alternative<ChatPost>(item.entry.message)      ? m_chat
                              : std::holds_alternative<BoardCommit>(item.entry.message) ? m_board
                                                                                        : m_other;
        if (const qint64 ms = bucket.take(now); ms > 0) {
            lookAgainIn(ms);
            continue;
        }
        item.state = State::Sending;
        item.sentMs = now;
        item.unanswered = item.entry.sent;
        item.entry.sent = true;
        if (std::holds_alternative<ChatPost>(item.entry.message) && !std::exchange(item.noted, true))
            m_store.noteSent(item.entry.id);
        out.append(item.entry.message);
        touched.insert(item.entry.room);
    }
    if (next >= 0)
        m_timer.start(int(std::max<qint64>(1, next)));
    else if (!out.isEmpty())
        m_timer.start(int(answerMs));
    for (const ClientMessage &message : std::as_const(out))
        emit sendWanted(message);
    for (const RoomId &room : std::as_const(touched))
        emit changed(room);
}

} // namespace coterie
