// SPDX-License-Identifier: MIT
#include "app/ui/board/spatialgrid.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double cellSize = 256;
constexpr qint64 mostCells = 64;

void removeFrom(std::vector<quint32> &list, quint32 index)
{
    const auto at = std::find(list.begin(), list.end(), index);
    if (at == list.end())
        return;
    *at = list.back();
    list.pop_back();
}

} // namespace

SpatialGrid::Cells SpatialGrid::cellsOf(const QRectF &box)
{
    const auto cell = [](double v) { return int(std::floor(std::clamp(v, -1e11, 1e11) / cellSize)); };
    return {cell(box.left()), cell(box.top()), cell(box.right()), cell(box.bottom())};
}

void SpatialGrid::insert(quint32 index, const QRectF &box)
{
    if (m_seen.size() <= index)
        m_seen.resize(index + 1, 0);
    const Cells cells = cellsOf(box);
    if (cells.count() > mostCells) {
        m_large.push_back(index);
        return;
    }
    for (int y = cells.top; y <= cells.bottom; ++y)
        for (int x = cells.left; x <= cells.right; ++x)
            m_cells[key(x, y)].push_back(index);
}

void SpatialGrid::remove(quint32 index, const QRectF &box)
{
    const Cells cells = cellsOf(box);
    if (cells.count() > mostCells)
        return removeFrom(m_large, index);
    for (int y = cells.top; y <= cells.bottom; ++y)
        for (int x = cells.left; x <= cells.right; ++x) {
            const auto at = m_cells.find(key(x, y));
            if (at == m_cells.end())
                continue;
            removeFrom(*at, index);
            if (at->empty())
                m_cells.erase(at);
        }
}

void SpatialGrid::clear()
{
    m_cells.clear();
    m_large.clear();
    m_seen.clear();
    m_round = 0;
}

} // namespace coterie::ui
