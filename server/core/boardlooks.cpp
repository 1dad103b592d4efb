// SPDX-License-Identifier: MIT
#include "server/core/boardlooks.h"

#include <algorithm>

namespace coterie::server {
namespace {

constexpr qint64 soonestMs = 50;
constexpr qint64 latestMs = 5'000;
constexpr qint64 deliveriesPerMs = 20; // of one board at most, when everybody there moves all the time

} // namespace

void BoardLooks::put(const BoardKey &board, PeerId peer, const UserId &user, const BoardLook &look)
{
    m_places[board].lookers.insert_or_assign(peer, Looker{user, look, ++m_turns});
}

void BoardLooks::remove(const BoardKey &board, PeerId peer)
{
    const auto place = m_places.find(board);
    if (place == m_places.end())
        return;
    const auto looker = place->lookers.find(peer);
    if (looker != place->lookers.end()) {
        const UserId user = looker->second.user;
        place->lookers.erase(looker);
        if (!newest(board, user))
            place->telling.remove(user);
    }
    if (place->lookers.empty())
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

std::optional<qint64> BoardLooks::dueAt(const BoardKey &board, const UserId &user, qint64 nowMs)
{
    Place &place = m_places[board];
    Telling &telling = place.telling[user];
    if (telling.awaited)
        return {};
    const auto people = qint64(place.lookers.size());
    const qint64 every = std::clamp(people * people / deliveriesPerMs, soonestMs, latestMs);
    const qint64 due = telling.lastMs ? std::max(nowMs, *telling.lastMs + every) : nowMs;
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
    if (newest(board, user))
        m_places[board].telling.insert(user, {nowMs, false});
}

} // namespace coterie::server
