// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QRectF>

#include <vector>

namespace coterie::ui {

// Which objects are near: squares of 256 board units, each with the indices of the boxes that meet it; boxes that meet
// very many squares are kept apart. One thread. Knows indices only.
class SpatialGrid final
{
public:
    void insert(quint32 index, const QRectF &box);
    void remove(quint32 index, const QRectF &box); // with the box it was inserted with
    void clear();

    // Calls visit(index) once for each index whose squares meet the area.
    template <class Visit> void query(const QRectF &area, Visit visit) const
    {
        ++m_round;
        const auto once = [&](quint32 index) {
            if (m_seen[index] == m_round)
                return;
            m_seen[index] = m_round;
            visit(index);
        };
        const Cells cells = cellsOf(area);
        if (cells.count() > m_cells.size()) {
            for (const auto &cell : m_cells)
                for (const quint32 index : cell)
                    once(index);
        } else {
            for (int y = cells.top; y <= cells.bottom; ++y)
                for (int x = cells.left; x <= cells.right; ++x)
                    if (const auto at = m_cells.constFind(key(x, y)); at != m_cells.constEnd())
                        for (const quint32 index : *at)
                            once(index);
        }
        for (const quint32 index : m_large)
            once(index);
    }

private:
    struct Cells {
        int left, top, right, bottom;
        [[nodiscard]] qint64 count() const { return qint64(right - left + 1) * (bottom - top + 1); }
    };
    [[nodiscard]] static Cells cellsOf(const QRectF &box);
    [[nodiscard]] static quint64 key(int x, int y) { return quint64(quint32(x)) << 32 | quint32(y); }

    QHash<quint64, std::vector<quint32>> m_cells;
    std::vector<quint32> m_large;
    mutable std::vector<quint32> m_seen; // by index: the round that met it last
    mutable quint32 m_round = 0;
};

} // namespace coterie::ui
