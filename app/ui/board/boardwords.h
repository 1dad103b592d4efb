// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <functional>

namespace coterie::ui {

// Boards in words, for screen readers and menus.
[[nodiscard]] QString boardKindName(BoardKind kind);
// "Arrow from rectangle to ellipse"; "Rectangle, 120 by 80, locked"; "Note, 160 by 160, by Ana".
using NameOf = std::function<QString(const UserId &)>;
[[nodiscard]] QString describe(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf = {});
[[nodiscard]] QString describe(const BoardDoc &doc, const QList<ObjectId> &selection, const NameOf &nameOf = {});
// Where the keys are apart from what is selected: "Rectangle, 120 by 80, not selected. 2 objects are selected: …".
[[nodiscard]] QString describeWalk(const BoardDoc &doc, const ObjectId &at, bool selected, const QString &selection,
                                   const NameOf &nameOf = {});
// "Note: why here?, by Ana"; what it says where it says something, else what it is.
[[nodiscard]] QString outlineWords(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf = {});

// How little room is left on a board with so many objects that can be seen; nothing while there is plenty.
[[nodiscard]] QString describeRoom(int objects);

} // namespace coterie::ui
