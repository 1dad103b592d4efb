// SPDX-License-Identifier: MIT
#include "app/ui/board/boardindex.h"

namespace coterie::ui {

void BoardIndex::clear()
{
    m_lines.clear();
    m_targets.clear();
    m_frames.clear();
    m_groups.clear();
}

void BoardIndex::put(const BoardObject &object)
{
    if (object.kind == BoardKind::Frame && !m_frames.contains(object.id))
        m_frames.append(object.id);
    if (object.kind == BoardKind::Group)
        m_groups.insert(object.id);
    if (!isBoardLine(object.kind))
        return;
    remove(object.id);
    for (const auto &anchor : {object.start, object.end})
        if (anchor && !m_targets.value(object.id).contains(anchor->object)) {
            m_targets[object.id].append(anchor->object);
            m_lines[anchor->object].append(object.id);
        }
}

void BoardIndex::remove(const ObjectId &id)
{
    m_frames.removeOne(id);
    m_groups.remove(id);
    for (const ObjectId &target : m_targets.take(id)) {
        const auto at = m_lines.find(target);
        at->removeOne(id);
        if (at->isEmpty())
            m_lines.erase(at);
    }
}

} // namespace coterie::ui
