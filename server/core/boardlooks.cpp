// SPDX-License-Identifier: MIT
#include "server/core/boardlooks.h"

#include <algorithm>
#include <utility>

namespace coterie::server {
namespace {

constexpr qint64 soonestMs = 50;
constexpr qint64 deliveriesPerMs = 20; // of one board at most, when everybody there moves all the time

} // namespace

void BoardLooks::put(const BoardKey &board, PeerId peer, const UserId &user, const BoardLook &look)
{
    Place &place = m_places[board];
    if (const auto telling = place.telling.find(user); telling != place.telling.end())
        telling->backUntilMs = 0; // back
    Looker &looker = place.lookers.try_emplace(peer, Looker{user, look}).first->second;
    looker.look = look;
    looker.turn = ++m_turns;
}

void BoardLooks::remove(const BoardKey &board, PeerId peer)
{
    const auto place = m_places.find(board);
    if (place == m_places.end())
        return;
    place->lookers.erase(peer); // when they were told of last stays, else looking away and back would be told at once
    if (place->lookers.empty() && place->telling.isEmpty())
        m_places.erase(place);
}

const BoardLook *BoardLooks::newest(const BoardKey &board, const UserId &user) const
{
    const auto place = m_places.constFind(board);
    const Looker *best = nullptr;
    if (place != m_places.cend())
        for (const auto &[peer, looker] : place->lookers)
            if (looker.user == user && (!best || best->turn < looker.turn))
                best = &looker;
    return best ? &best->look : nullptr;
}

std::map<UserId, BoardLook> BoardLooks::everybody(const BoardKey &board) const
{
    std::map<UserId, std::pair<quint64, BoardLook>> byUser;
    if (const auto place = m_places.constFind(board); place != m_places.cend())
        for (const auto &[peer, looker] : place->lookers)
            if (auto &one = byUser[looker.user]; one.first < looker.turn)
                one = {looker.turn, looker.look};
    std::map<UserId, BoardLook> all;
    for (const auto &[user, one] : byUser)
        all.emplace(user, one.second);
    return all;
}

QList<PeerId> BoardLooks::takeNew(const BoardKey &board, const UserId &user)
{
    QList<PeerId> out;
    if (const auto place = m_places.find(board); place != m_places.end())
        for (auto &[peer, looker] : place->lookers)
            if (looker.user == user && std::exchange(looker.isNew, false))
                out.append(peer);
    return out;
}

qint64 BoardLooks::everyMs(const BoardKey &board) const
{
    const auto place = m_places.constFind(board);
    const qint64 people = place == m_places.cend() ? 0 : qint64(place->lookers.size());
    return std::max(people * people / deliveriesPerMs, soonestMs);
}

std::optional<qint64> BoardLooks::dueAt(const BoardKey &board, const UserId &user, qint64 nowMs)
{
    Telling &telling = m_places[board].telling[user];
    if (telling.awaited)
        return {};
    const qint64 due = telling.lastMs ? std::max(nowMs, *telling.lastMs + everyMs(board)) : nowMs;
    telling.awaited = due > nowMs;
    return due;
}

bool BoardLooks::isAwaited(const BoardKey &board, const UserId &user) const
{
    const auto place = m_places.constFind(board);
    return place != m_places.cend() && place->telling.value(user).awaited;
}

void BoardLooks::told(const BoardKey &board, const UserId &user, qint64 nowMs)
{
    Telling &telling = m_places[board].telling[user];
    telling.lastMs = nowMs;
    telling.awaited = false;
}

void BoardLooks::waitFor(const BoardKey &board, const UserId &user, qint64 untilMs)
{
    m_places[board].telling[user].backUntilMs = untilMs;
}

bool BoardLooks::passBy(const BoardKey &board, const UserId &user, qint64 nowMs)
{
    const auto place = m_places.find(board);
    if (place == m_places.end() || newest(board, user))
        return false;
    const auto telling = place->telling.find(user);
    if (telling == place->telling.end() || telling->backUntilMs <= nowMs)
        return false;
    telling->awaited = false;
    return true;
}

bool BoardLooks::noteShown(const BoardKey &board, const UserId &user, bool shown)
{
    return std::exchange(m_places[board].telling[user].shown, shown);
}

void BoardLooks::forget(const BoardKey &board, const UserId &user, qint64 nowMs)
{
    const auto place = m_places.find(board);
    if (place == m_places.end() || newest(board, user))
        return;
    const auto telling = place->telling.constFind(user);
    if (telling != place->telling.cend() && !telling->awaited && telling->lastMs.value_or(0) + everyMs(board) <= nowMs)
        place->telling.erase(telling);
    if (place->lookers.empty() && place->telling.isEmpty())
        m_places.erase(place);
}

} // namespace coterie::server
