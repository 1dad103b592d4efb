// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"

#include <QHash>

namespace coterie::ui {

// What tools ask about a board again and again without walking through all of it: which lines are bound to an object,
// and which frames there are. The window's thread.
class BoardIndex final
{
public:
    void clear();
    void put(const BoardObject &object);
    void remove(const ObjectId &id);
    [[nodiscard]] QList<ObjectId> linesAt(const ObjectId &target) const { return m_lines.value(target); }
    [[nodiscard]] const QList<ObjectId> &frames() const { return m_frames; }

private:
    QHash<ObjectId, QList<ObjectId>> m_lines;   // by what they are bound to
    QHash<ObjectId, QList<ObjectId>> m_targets; // by line
    QList<ObjectId> m_frames;
};

} // namespace coterie::ui
