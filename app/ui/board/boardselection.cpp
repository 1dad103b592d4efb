// SPDX-License-Identifier: MIT
#include "app/ui/board/boardselection.h"

#include <algorithm>

namespace coterie::ui {
namespace {

std::optional<ObjectId> groupOf(const BoardDoc &doc, const ObjectId &id)
{
    const auto object = doc.object(id);
    const auto holder = object && object->parent ? doc.object(*object->parent) : std::nullopt;
    return holder && holder->kind == BoardKind::Group ? object->parent : std::nullopt;
}

} // namespace

BoardSelection::BoardSelection(IsSeen isSeen, QObject *parent)
    : QObject(parent)
    , m_isSeen(std::move(isSeen))
{
}

void BoardSelection::take(QList<ObjectId> ids, std::optional<ObjectId> current)
{
    ids.removeIf([this](const ObjectId &id) { return !m_isSeen(id); });
    if (current && !m_isSeen(*current))
        current.reset();
    if (m_entered && !m_isSeen(*m_entered))
        m_entered.reset();
    const bool others = m_ids != ids;
    const bool moved = m_current != current;
    m_ids = ids;
    m_current = current;
    if (others)
        emit changed();
    else if (moved)
        emit currentChanged();
}

void BoardSelection::set(const QList<ObjectId> &ids)
{
    take(ids, {});
}

void BoardSelection::choose(const BoardDoc &doc, const QList<ObjectId> &ids)
{
    const auto group = ids.isEmpty() ? std::nullopt : groupOf(doc, ids.first());
    const bool all =
        group && std::all_of(ids.begin(), ids.end(), [&](const ObjectId &id) { return groupOf(doc, id) == group; });
    m_entered = all ? group : std::nullopt;
    set(ids);
}

std::optional<ObjectId> BoardSelection::current() const
{
    return m_current || m_ids.isEmpty() ? m_current : m_ids.last();
}

bool BoardSelection::isApart() const
{
    return m_current && m_ids != QList{*m_current};
}

void BoardSelection::goTo(const ObjectId &id)
{
    take(m_ids, id);
}

void BoardSelection::toggleCurrent()
{
    const auto at = current();
    if (!at)
        return;
    QList<ObjectId> all = m_ids;
    if (!all.removeOne(*at))
        all.append(*at);
    take(all, at);
}

void BoardSelection::add(const QList<ObjectId> &ids)
{
    QList<ObjectId> all = m_ids;
    for (const ObjectId &id : ids)
        if (!all.contains(id))
            all.append(id);
    set(all);
}

void BoardSelection::toggle(const ObjectId &id)
{
    QList<ObjectId> all = m_ids;
    if (!all.removeOne(id))
        all.append(id);
    set(all);
}

void BoardSelection::clear()
{
    m_entered.reset();
    set({});
}

void BoardSelection::enter(const ObjectId &group, const ObjectId &child)
{
    m_entered = group;
    set({child});
}

bool BoardSelection::leaveGroup()
{
    if (!m_entered)
        return false;
    const ObjectId group = *m_entered;
    m_entered.reset();
    set({group});
    return true;
}

void BoardSelection::prune()
{
    take(m_ids, m_current);
}

ObjectId BoardSelection::unitOf(const BoardDoc &doc, const ObjectId &id) const
{
    ObjectId unit = id;
    auto object = doc.object(id);
    for (int depth = 0; object && object->parent && depth <= maxBoardNesting; ++depth) {
        if (m_entered == object->parent)
            return object->id;
        object = doc.object(*object->parent);
        if (object && object->kind == BoardKind::Group)
            unit = object->id;
    }
    return unit;
}

} // namespace coterie::ui
