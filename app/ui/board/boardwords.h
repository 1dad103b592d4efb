// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <functional>
#include <optional>

namespace coterie::ui {

// Boards in words, for screen readers and menus.
[[nodiscard]] QString boardKindName(BoardKind kind);
// "Arrow from rectangle to ellipse"; "Rectangle, 120 by 80, locked"; "Note, 160 by 160, by Ana".
using NameOf = std::function<QString(const UserId &)>;
// Why a card stands in the place of an object: its picture cannot be read, or be had as yet, or only a newer version
// draws it, or its picture did not arrive as it was sent.
enum class Undrawn { No, Broken, Missing, Newer, Damaged };
using UndrawnOf = std::function<Undrawn(const BoardObject &)>;
[[nodiscard]] QString describe(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf = {},
                               const UndrawnOf &undrawnOf = {});
[[nodiscard]] QString describe(const BoardDoc &doc, const QList<ObjectId> &selection, const NameOf &nameOf = {},
                               const UndrawnOf &undrawnOf = {});
// Where the keys are apart from what is selected: "Rectangle, 120 by 80, not selected. 2 objects are selected: …".
[[nodiscard]] QString describeWalk(const BoardDoc &doc, const ObjectId &at, bool selected, const QString &selection,
                                   const NameOf &nameOf = {}, const UndrawnOf &undrawnOf = {});
// "Note: why here?, by Ana"; what it says where it says something, else what it is.
[[nodiscard]] QString outlineWords(const BoardDoc &doc, const BoardObject &object, const NameOf &nameOf = {},
                                   const UndrawnOf &undrawnOf = {});
// That it is not drawn, and the same with what works all the same and what to do; nothing when it is.
[[nodiscard]] QString undrawnWords(Undrawn why);
[[nodiscard]] QString undrawnTip(Undrawn why);

// How little room is left on a board with so many objects that can be seen; nothing while there is plenty.
// logLeft: per cent of its log. mayAdd: boards, so that whoever reads it can go on by themselves.
[[nodiscard]] QString describeRoom(int objects, std::optional<int> logLeft = {}, bool mayAdd = true);

} // namespace coterie::ui
