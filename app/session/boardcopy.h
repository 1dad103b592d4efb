// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QHash>

namespace coterie {

// The operation that creates this object as it looks now, under its own id. A parent or an end that is not in the same
// list of operations is to be left out by whoever makes the list; see detached().
[[nodiscard]] BoardOp creationOf(const BoardObject &object);

// Copies of what this person's operations create or change, as the board shows it now: one creating operation for each
// object, and for what is in groups and frames among them. What the board does not show is left out, but for what they
// create and it has not got, or has of somebody else under the same id: that is kept as they say it.
[[nodiscard]] QList<BoardOp> copiesOf(const BoardDoc &doc, const QList<BoardOp> &ops, const UserId &author);

// Copies of all that the board shows, in painting order, with what is rubbed out of them and what is locked.
[[nodiscard]] QList<BoardOp> copiesOf(const BoardDoc &doc);

// Only the operations that create something.
[[nodiscard]] QList<BoardOp> creationsIn(const QList<BoardOp> &ops);

// How many objects they create that one can see: a group is none (T86).
[[nodiscard]] int seenObjectsOf(const QList<BoardOp> &ops);

// Without the objects that no board can have: they would be refused wherever they are put, and for ever.
[[nodiscard]] QList<BoardOp> takeable(const QList<BoardOp> &creations);

// The same operations with these objects under other ids.
[[nodiscard]] QList<BoardOp> renamedIn(QList<BoardOp> ops, const QHash<ObjectId, ObjectId> &renamed);

// The same objects with new ids, so that they can stand on another board; what refers to something outside of the list
// refers to nothing any more.
[[nodiscard]] QList<BoardOp> detached(const QList<BoardOp> &creations);

// The same operations in an order in which a parent is created before what is in it; else as they were. Where parents
// go round in a circle, one of them holds nothing.
[[nodiscard]] QList<BoardOp> parentsFirst(const QList<BoardOp> &ops);

// The same, and what is to be locked is locked behind it all: of a locked object, or in one, nothing counts any more.
[[nodiscard]] QList<BoardOp> parentsFirst(const QList<BoardOp> &ops, const QList<ObjectId> &locked);

} // namespace coterie
