// SPDX-License-Identifier: MIT
#include "app/ui/board/boardscene.h"

#include <algorithm>

namespace coterie::ui {

void BoardScene::reset(const QList<BoardObject> &objects)
{
    m_items.clear();
    m_free.clear();
    m_index.clear();
    m_grid.clear();
    m_highest = {};
    m_items.reserve(size_t(objects.size()));
    m_index.reserve(objects.size());
    for (const BoardObject &object : objects)
        put(object);
}

void BoardScene::put(const BoardObject &object)
{
    InkPtr ink = InkStroke::of(object);
    if (!ink)
        return;
    m_highest = std::max(m_highest, object.order);
    if (const auto known = m_index.constFind(object.id); known != m_index.constEnd()) {
        Item &item = m_items[*known];
        m_grid.remove(*known, item.ink->box);
        m_grid.insert(*known, ink->box);
        item.order = object.order;
        item.ink = std::move(ink);
        return;
    }
    quint32 place = 0;
    if (m_free.empty()) {
        place = quint32(m_items.size());
        m_items.emplace_back();
    } else {
        place = m_free.back();
        m_free.pop_back();
    }
    m_grid.insert(place, ink->box);
    m_items[place] = {object.id, object.order, std::move(ink), false};
    m_index.insert(object.id, place);
}

void BoardScene::remove(ObjectId id)
{
    const auto at = m_index.constFind(id);
    if (at == m_index.constEnd())
        return;
    const quint32 place = *at;
    m_grid.remove(place, m_items[place].ink->box);
    m_items[place] = {};
    m_free.push_back(place);
    m_index.erase(at);
}

void BoardScene::setHidden(ObjectId id, bool hidden)
{
    if (const auto at = m_index.constFind(id); at != m_index.constEnd())
        m_items[*at].hidden = hidden;
}

InkPtr BoardScene::ink(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    return at == m_index.constEnd() || m_items[*at].hidden ? InkPtr() : m_items[*at].ink;
}

QRectF BoardScene::extent() const
{
    QRectF all;
    for (const Item &item : m_items)
        if (item.ink)
            all |= item.ink->box;
    return all;
}

bool BoardScene::isBelow(quint32 a, quint32 b) const
{
    const Item &one = m_items[a];
    const Item &other = m_items[b];
    return one.order != other.order ? one.order < other.order : one.id < other.id;
}

std::vector<quint32> BoardScene::indices(const QRectF &area) const
{
    std::vector<quint32> found;
    m_grid.query(area, [&](quint32 i) {
        if (!m_items[i].hidden && m_items[i].ink->box.intersects(area))
            found.push_back(i);
    });
    return found;
}

std::vector<InkPtr> BoardScene::collect(const QRectF &area) const
{
    std::vector<quint32> found = indices(area);
    std::sort(found.begin(), found.end(), [this](quint32 a, quint32 b) { return isBelow(a, b); });
    std::vector<InkPtr> inks;
    inks.reserve(found.size());
    for (const quint32 i : found)
        inks.push_back(m_items[i].ink);
    return inks;
}

int BoardScene::countIn(const QRectF &area) const
{
    return int(indices(area).size());
}

bool BoardScene::isOnTop(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    if (at == m_index.constEnd())
        return false;
    if (m_items[*at].order > m_highest)
        return true;
    bool top = true;
    m_grid.query(m_items[*at].ink->box, [&](quint32 i) {
        if (i != *at && isBelow(*at, i) && m_items[i].ink->box.intersects(m_items[*at].ink->box))
            top = false;
    });
    return top;
}

std::optional<ObjectId> BoardScene::hit(const QPointF &at, double tolerance) const
{
    std::optional<quint32> best;
    const QRectF area(at.x() - tolerance, at.y() - tolerance, 2 * tolerance, 2 * tolerance);
    m_grid.query(area, [&](quint32 i) {
        if (!m_items[i].hidden && (!best || isBelow(*best, i)) &&
            m_items[i].ink->isTouchedBy(QLineF(at, at), tolerance))
            best = i;
    });
    return best ? std::optional(m_items[*best].id) : std::nullopt;
}

QList<ObjectId> BoardScene::touchedBy(const QLineF &path, double brush) const
{
    QList<ObjectId> ids;
    const QRectF area = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    m_grid.query(area, [&](quint32 i) {
        if (!m_items[i].hidden && m_items[i].ink->isTouchedBy(path, brush))
            ids.append(m_items[i].id);
    });
    return ids;
}

} // namespace coterie::ui
