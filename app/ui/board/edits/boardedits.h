// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QPointF>
#include <QTransform>

#include <functional>

// What changes of a selection mean as operations. Pure functions of the document, any thread; board units.
namespace coterie::ui {

// A change of place, size and turn, as a drag makes it: scaled along axes that may be turned themselves, then turned,
// both about a point, then moved.
struct BoardMove {
    QPointF by;
    QPointF about;
    double sx = 1; // negative: mirrored
    double sy = 1;
    double axis = 0; // degrees clockwise of the axes that sx and sy mean
    double turn = 0; // degrees clockwise

    [[nodiscard]] QTransform transform() const;
    [[nodiscard]] bool isMoveOnly() const { return sx == 1 && sy == 1 && turn == 0; }
    [[nodiscard]] bool isNothing() const { return isMoveOnly() && by.isNull(); }
};
[[nodiscard]] BoardObject movedBoardObject(BoardObject object, const BoardMove &move);

inline constexpr double leastBoardSide = 1; // of what has sides
// As it counts when it is sized: nothing with sides is so thin that it could not grow.
[[nodiscard]] BoardObject withSides(BoardObject object);

// What is in none of the others, however deep, in painting order: what of a selection is moved, copied and arranged as
// one. The rest of it goes along.
[[nodiscard]] QList<ObjectId> rootsOf(const BoardDoc &doc, const QList<ObjectId> &selection);
// The objects meant by a selection without the groups: what is in groups and frames too, in painting order. Here and
// below lines have their ends where they are seen.
[[nodiscard]] QList<BoardObject> leavesOf(const BoardDoc &doc, const QList<ObjectId> &selection);
// The same for size and style: of a frame the frame alone, unless what is in it is selected too.
[[nodiscard]] QList<BoardObject> bodiesOf(const BoardDoc &doc, const QList<ObjectId> &selection);
// The roots with all that is in them, each before what is in it, in painting order.
[[nodiscard]] QList<BoardObject> treeOf(const BoardDoc &doc, const QList<ObjectId> &selection);
// What they fill, turned as they are, without the width of their outlines.
[[nodiscard]] QRectF boundsOf(const QList<BoardObject> &leaves);
// Where the title of a frame stands; it turns with the frame, about its middle.
[[nodiscard]] QRectF frameTitle(const BoardObject &frame);
// Those of the selection that can be changed: not locked, and not inside something locked.
[[nodiscard]] QList<ObjectId> unlocked(const BoardDoc &doc, const QList<ObjectId> &selection);
[[nodiscard]] bool isLocked(const BoardDoc &doc, ObjectId id); // itself, or something it is in
// What of it is: itself, or the nearest that it is in.
[[nodiscard]] std::optional<ObjectId> lockOf(const BoardDoc &doc, ObjectId id);

// What makes the one of the other; nothing when they are the same.
[[nodiscard]] std::optional<BoardOp> difference(const BoardObject &from, const BoardObject &to);
// What creates an object like this one.
[[nodiscard]] BoardOp creationOf(const BoardObject &object, ObjectId as);

// The lines, outside of the changed ones, whose ends must follow, ready at their new place.
using FindLines = std::function<QList<ObjectId>(const ObjectId &target)>;
[[nodiscard]] QList<BoardObject> followingLines(const BoardDoc &doc, const QHash<ObjectId, BoardObject> &changed,
                                                const FindLines &linesAt);
// Changed lines that are bound to something that is changed with them go with that: each of their ends that is bound
// lies where it is bound then, the one to something that stays too.
void keepEndsBound(const BoardDoc &doc, QHash<ObjectId, BoardObject> &changed);
// The operations of changing objects from what they were (`from`, else as the document has them), with the lines that
// follow. What somebody else has set meanwhile stays. Of a changed line that goes with nothing (see above) an end that
// is no longer where it was bound is free.
[[nodiscard]] QList<BoardOp> changeOps(const BoardDoc &doc, const QHash<ObjectId, BoardObject> &changed,
                                       const FindLines &linesAt, const QHash<ObjectId, BoardObject> &from = {});

// What creates objects like these, with the same ids, each after what it is in.
[[nodiscard]] QList<BoardOp> creationsOf(const QList<BoardObject> &tree);
// What they will fill, unturned. Null: nothing.
[[nodiscard]] QRectF boundsOfCreations(const QList<BoardOp> &creations);
// The group or frame that the copy of something comes to be in. It is asked for each copy that is in none of the
// others: the creation that is copied, and what the copy will fill with all that is in it.
using FindHolder = std::function<std::optional<ObjectId>(const BoardOp &original, const QRectF &box)>;
// Gives each of the creations that is in none of the others, and in nothing yet, what it comes to be in. originals:
// what it is asked for instead, by id.
void findHolders(QList<BoardOp> &creations, const FindHolder &holderOf, const QHash<ObjectId, BoardOp> &originals = {});
// The same creations under new ids and moved; what they refer to outside of themselves is left out. made gets the ids
// of those that are in none of the others.
[[nodiscard]] QList<BoardOp> renamedCreations(const QList<BoardOp> &creations, const QPointF &by, QList<ObjectId> *made,
                                              const FindHolder &holderOf = {});

} // namespace coterie::ui
