// SPDX-License-Identifier: MIT
#include "app/ui/board/spatialgrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coterie::ui {
namespace {

constexpr double cellSize = 256;
constexpr qint64 mostCells = 64;

float below(double v)
{
    const auto near = float(v);
    return double(near) <= v ? near : std::nextafter(near, -std::numeric_limits<float>::infinity());
}

float above(double v)
{
    return -below(-v);
}

} // namespace

SpatialGrid::Entry::Entry(quint32 place, const QRectF &box)
    : index(place)
    , left(below(box.left()))
    , top(below(box.top()))
    , right(above(box.right()))
    , bottom(above(box.bottom()))
{
}

void SpatialGrid::removeFrom(Cell &cell, quint32 index)
{
    const auto at = std::find_if(cell.begin(), cell.end(), [&](const Entry &entry) { return entry.index == index; });
    if (at == cell.end())
        return;
    *at = cell.back();
    cell.pop_back();
}

SpatialGrid::Cells SpatialGrid::cellsOf(const QRectF &box)
{
    const auto cell = [](double v) { return int(std::floor(std::clamp(v, -1e11, 1e11) / cellSize)); };
    return {cell(box.left()), cell(box.top()), cell(box.right()), cell(box.bottom())};
}

void SpatialGrid::insert(quint32 index, const QRectF &box)
{
    if (m_seen.size() <= index)
        m_seen.resize(index + 1, 0);
    const Entry entry(index, box);
    const Cells cells = cellsOf(box);
    if (cells.count() > mostCells) {
        m_large.push_back(entry);
        return;
    }
    for (int y = cells.top; y <= cells.bottom; ++y)
        for (int x = cells.left; x <= cells.right; ++x)
            m_cells[key(x, y)].push_back(entry);
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
