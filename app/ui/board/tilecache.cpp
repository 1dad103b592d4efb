// SPDX-License-Identifier: MIT
#include "app/ui/board/tilecache.h"

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr qsizetype tileBytes = qsizetype(tileExtent) * tileExtent * 4;

}

Tile *TileCache::find(const TileKey &key)
{
    const auto at = m_tiles.find(key);
    return at == m_tiles.end() ? nullptr : &*at;
}

Tile *TileCache::find(const TileKey &key, quint64 turn)
{
    Tile *const tile = find(key);
    if (tile)
        tile->used = turn;
    return tile;
}

Tile &TileCache::use(const TileKey &key, quint64 turn)
{
    auto at = m_tiles.find(key);
    if (at == m_tiles.end()) {
        at = m_tiles.insert(key, {});
        at->revision = nextRevision();
    }
    at->used = turn;
    return *at;
}

bool TileCache::isFull(qsizetype inSight) const
{
    return m_tiles.size() > mostWith(inSight);
}

// On a large screen there is room for what was in sight a moment ago as well.
qsizetype TileCache::mostWith(qsizetype inSight) const
{
    return std::max(m_limit / tileBytes, 2 * inSight);
}

void TileCache::evict(quint64 turn, qsizetype inSight)
{
    const qsizetype most = mostWith(inSight);
    QList<std::pair<quint64, TileKey>> byAge;
    for (auto at = m_tiles.cbegin(); at != m_tiles.cend(); ++at)
        if (at->used != turn)
            byAge.append({at->used, at.key()});
    // A quarter at once, so that this does not happen in each frame of a long pan.
    const qsizetype leave = std::min(byAge.size(), m_tiles.size() - most * 3 / 4);
    std::nth_element(byAge.begin(), byAge.begin() + leave, byAge.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (qsizetype i = 0; i < leave; ++i)
        m_tiles.remove(byAge.at(i).second);
}

qsizetype TileCache::bytes() const
{
    qsizetype sum = 0;
    for (const Tile &tile : m_tiles)
        sum += tile.image.sizeInBytes();
    return sum;
}

} // namespace coterie::ui
