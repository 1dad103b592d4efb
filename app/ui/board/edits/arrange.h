// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/edits/boardedits.h"

#include <functional>

// How the objects of a selection lie to one another, as operations. Pure functions of the document, any thread.
namespace coterie::ui {

enum class AlignTo { Left, Center, Right, Top, Middle, Bottom };

// What each of the selection moves by so that all lie along one side, or at equal distances. Lines that are bound to
// some of it are not among it.
[[nodiscard]] QHash<ObjectId, QPointF> alignment(const BoardDoc &doc, const QList<ObjectId> &units, AlignTo to);
[[nodiscard]] QHash<ObjectId, QPointF> distribution(const BoardDoc &doc, const QList<ObjectId> &units,
                                                    Qt::Orientation along);
// The selection's leaves moved so.
[[nodiscard]] QHash<ObjectId, BoardObject> movedEach(const BoardDoc &doc, const QHash<ObjectId, QPointF> &by);

// The selection mirrored about its middle, with what is in it; a frame stays where it is. What is locked, or may not be
// changed, is not among it.
[[nodiscard]] QHash<ObjectId, BoardObject> flipped(const BoardDoc &doc, const QList<ObjectId> &units,
                                                   Qt::Orientation along,
                                                   const std::function<bool(const ObjectId &)> &mayChange);

// One step up or down among what it overlaps, or above or below everything; the order among the selection stays.
enum class Restack { Forward, Backward, Front, Back };
using FindObjects = std::function<QList<ObjectId>(const QRectF &box)>; // in painting order
[[nodiscard]] QList<BoardOp> restackOps(const BoardDoc &doc, const QList<ObjectId> &units, Restack how,
                                        const FindObjects &objectsIn);

// What a new frame takes in of those near it: what lies in it whole and is in nothing yet, a group as one. No other
// frame, and nothing locked.
[[nodiscard]] QList<ObjectId> takenIn(const BoardDoc &doc, const QRectF &frame, const QList<ObjectId> &near);

[[nodiscard]] QList<BoardOp> groupOps(const BoardDoc &doc, const QList<ObjectId> &units, const ObjectId &group);
// members gets what was in the groups.
// mayChange: of a member; those that one may not change come out of the group when it goes, where they lie (B16).
[[nodiscard]] QList<BoardOp> ungroupOps(const BoardDoc &doc, const QList<ObjectId> &units, QList<ObjectId> *members,
                                        const std::function<bool(const ObjectId &)> &mayChange);
[[nodiscard]] QList<BoardOp> lockOps(const BoardDoc &doc, const QList<ObjectId> &units, bool locked);
// With what is in groups and frames. base: the last place of the log that the board has.
[[nodiscard]] QList<BoardOp> eraseOps(const BoardDoc &doc, const QList<ObjectId> &units, Seq base);

} // namespace coterie::ui
