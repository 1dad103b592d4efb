// SPDX-License-Identifier: MIT
#include "app/ui/board/boardselection.h"

namespace coterie::ui {

void BoardSelection::set(const QList<ObjectId> &ids)
{
    if (m_ids == ids)
        return;
    m_ids = ids;
    emit changed();
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

void BoardSelection::prune(const BoardDoc &doc)
{
    if (m_entered && !doc.isVisible(*m_entered))
        m_entered.reset();
    QList<ObjectId> seen;
    for (const ObjectId &id : m_ids)
        if (doc.isVisible(id))
            seen.append(id);
    set(seen);
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
