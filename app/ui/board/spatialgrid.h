// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QRectF>

#include <algorithm>
#include <vector>

namespace coterie::ui {

// Which objects are near: squares of 256 board units, each with the boxes that meet it and their indices, side by side
// in memory; boxes that meet very many squares are kept apart. One thread. Knows boxes and indices only.
class SpatialGrid final
{
public:
    void insert(quint32 index, const QRectF &box);
    void remove(quint32 index, const QRectF &box); // with the box it was inserted with
    void clear();

    // Calls visit(index) once for each index whose box meets the area, or nearly: by as much as a float is rounded.
    template <class Visit> void query(const QRectF &area, Visit visit) const
    {
        (void)any(area, [&](quint32 index) {
            visit(index);
            return false;
        });
    }
    // The same until test(index) is true of one, and whether it was.
    template <class Test> bool any(const QRectF &area, Test test) const
    {
        ++m_round;
        const Entry near(0, area);
        const auto once = [&](const Entry &entry) {
            if (!entry.meets(near) || m_seen[entry.index] == m_round)
                return false;
            m_seen[entry.index] = m_round;
            return bool(test(entry.index));
        };
        const auto anyOf = [&](const Cell &cell) { return std::any_of(cell.begin(), cell.end(), once); };
        const Cells cells = cellsOf(area);
        if (cells.count() > m_cells.size()) {
            if (std::any_of(m_cells.begin(), m_cells.end(), anyOf))
                return true;
        } else {
            for (int y = cells.top; y <= cells.bottom; ++y)
                for (int x = cells.left; x <= cells.right; ++x)
                    if (const auto at = m_cells.constFind(key(x, y)); at != m_cells.constEnd() && anyOf(*at))
                        return true;
        }
        return anyOf(m_large);
    }

private:
    // The box is rounded outwards.
    struct Entry {
        quint32 index;
        float left, top, right, bottom;

        Entry(quint32 place, const QRectF &box);
        [[nodiscard]] bool meets(const Entry &other) const
        {
            return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
        }
    };
    using Cell = std::vector<Entry>;
    struct Cells {
        int left, top, right, bottom;
        [[nodiscard]] qint64 count() const { return qint64(right - left + 1) * (bottom - top + 1); }
    };
    [[nodiscard]] static Cells cellsOf(const QRectF &box);
    static void removeFrom(Cell &cell, quint32 index);
    [[nodiscard]] static quint64 key(int x, int y) { return quint64(quint32(x)) << 32 | quint32(y); }

    QHash<quint64, Cell> m_cells;
    Cell m_large;
    mutable std::vector<quint32> m_seen; // by index: the round that met it last
    mutable quint32 m_round = 0;
};

} // namespace coterie::ui
