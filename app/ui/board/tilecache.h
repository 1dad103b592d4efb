// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QImage>

namespace coterie::ui {

inline constexpr int tileExtent = 256; // device pixels

// A square of the board in device pixels at one scale. Tiles of several scales live side by side.
struct TileKey {
    double scale = 1;
    int x = 0;
    int y = 0;

    [[nodiscard]] QRect rect() const { return {x * tileExtent, y * tileExtent, tileExtent, tileExtent}; }
    friend bool operator==(const TileKey &, const TileKey &) = default;
    friend size_t qHash(const TileKey &key, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, key.scale, key.x, key.y);
    }
};

struct Tile {
    QImage image;
    quint32 revision = 0; // of what it should show, never given twice; a picture made for another one is not for it
    int behind = 0;       // times in a row that it had changed again when its picture came
    quint64 used = 0;
    bool exact = false;  // the image shows the board as it is now
    bool queued = false; // a picture is being made
};

// The painted squares of a board, the least recently used ones leave first. The window's thread.
class TileCache final
{
public:
    explicit TileCache(qsizetype byteLimit = 96 * 1024 * 1024)
        : m_limit(byteLimit)
    {
    }

    [[nodiscard]] Tile *find(const TileKey &key);
    Tile *find(const TileKey &key, quint64 turn); // and it is used in this turn
    Tile &use(const TileKey &key, quint64 turn);  // makes it if need be
    [[nodiscard]] quint32 nextRevision() { return ++m_revision; }
    void remove(const TileKey &key) { m_tiles.remove(key); }
    void clear() { m_tiles.clear(); }
    // Of what was not used in this turn, down to three quarters of what there is room for.
    void evict(quint64 turn, qsizetype inSight);
    [[nodiscard]] bool isFull(qsizetype inSight) const; // inSight: how many squares a view needs at once
    [[nodiscard]] qsizetype bytes() const;
    [[nodiscard]] qsizetype count() const { return m_tiles.size(); }

    template <class Visit> void each(Visit visit)
    {
        for (auto at = m_tiles.begin(); at != m_tiles.end(); ++at)
            visit(at.key(), at.value());
    }

private:
    [[nodiscard]] qsizetype mostWith(qsizetype inSight) const;

    QHash<TileKey, Tile> m_tiles;
    qsizetype m_limit;
    quint32 m_revision = 0;
};

} // namespace coterie::ui
