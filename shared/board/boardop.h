// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/field.h"

#include <QByteArray>
#include <QList>

// What a person does to a board. A transaction is a list of these that applies whole or not at all; the room's log
// orders transactions, and the same BoardDoc applies them on the server and in every client.
namespace coterie {

enum class BoardAct { Create, Set, Erase, Clear, Undo, Redo };

struct BoardOp {
    BoardAct act = BoardAct::Create;
    std::optional<ObjectId> object; // create, set, erase
    std::optional<OpId> target;     // undo, redo: the transaction meant
    std::optional<QByteArray> points;
    std::optional<qint64> color; // 0xAARRGGBB
    std::optional<double> width;
    std::optional<double> x, y;
    std::optional<Seq> base; // clear: what its author had seen

    static consteval auto schema()
    {
        using namespace wire;
        return record("boardOp", "One change of a board.",
            field<&BoardOp::act>(1, "act", names("create", "set", "erase", "clear", "undo", "redo"), "What is done."),
            field<&BoardOp::object>(2, "object", Exact{}, "The object meant; a new id for `create`."),
            field<&BoardOp::target>(3, "target", Exact{}, "For `undo` and `redo`: the id of one's own transaction."),
            field<&BoardOp::points>(4, "points", Length{1, 40960}, "For `create`: the stroke's samples, see shared/board/README.md."),
            field<&BoardOp::color>(5, "color", Range{0, 0xffffffff}, "0xAARRGGBB."),
            field<&BoardOp::width>(6, "width", Real{0.1, 512}, "Pen width in board units."),
            field<&BoardOp::x>(7, "x", Real{-1e7, 1e7}, "Position in board units."),
            field<&BoardOp::y>(8, "y", Real{-1e7, 1e7}, "Position in board units."),
            field<&BoardOp::base>(9, "base", Range{0, maxSeq}, "For `clear`: the last seq its author had applied."));
    }
};

} // namespace coterie
