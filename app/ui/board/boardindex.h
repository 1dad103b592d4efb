// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

#include <QHash>
#include <QSet>

namespace coterie::ui {

// What tools ask about a board again and again without walking through all of it: which lines are bound to an object,
// which frames there are, and how many groups. The window's thread.
class BoardIndex final
{
public:
    void clear();
    void put(const BoardObject &object);
    void remove(const ObjectId &id);
    [[nodiscard]] QList<ObjectId> linesAt(const ObjectId &target) const { return m_lines.value(target); }
    [[nodiscard]] const QList<ObjectId> &frames() const { return m_frames; }
    [[nodiscard]] int groupCount() const { return int(m_groups.size()); }

private:
    QHash<ObjectId, QList<ObjectId>> m_lines;   // by what they are bound to
    QHash<ObjectId, QList<ObjectId>> m_targets; // by line
    QList<ObjectId> m_frames;
    QSet<ObjectId> m_groups;
};

} // namespace coterie::ui
