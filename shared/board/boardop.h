// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/strokepoints.h"
#include "shared/schema/field.h"

#include <QByteArray>
#include <QList>

// What a person does to a board. A transaction is a list of operations that count together; the room's log orders
// transactions, and the same BoardDoc gives them their meaning on the server and in every client (README.md here).
namespace coterie {

enum class BoardAct { Create, Set, Erase, Clear, Undo, Redo };
enum class BoardKind { Stroke };
enum class BoardOrder { Front, Back };

inline constexpr int maxBoardOps = 512;
inline constexpr double maxBoardCoordinate = 8e6; // so that 1/256 of a unit fits 32 bits
inline constexpr double minBoardWidth = 1.0 / 32;
inline constexpr double maxBoardWidth = 512;

struct BoardOp {
    BoardAct act = BoardAct::Clear;
    std::optional<ObjectId> object; // create, set, erase
    std::optional<OpId> target;     // undo, redo
    std::optional<BoardKind> kind;  // create
    std::optional<QByteArray> points;
    std::optional<quint32> color;
    std::optional<double> width;
    std::optional<double> x, y;
    std::optional<Seq> base;
    std::optional<BoardOrder> order; // set
    std::optional<bool> deleted;     // set
    friend bool operator==(const BoardOp &, const BoardOp &) = default;

    static consteval auto schema()
    {
        using namespace wire;
        constexpr Real coordinate{-maxBoardCoordinate, maxBoardCoordinate};
        return record(
            "boardOp", "One change of a board.",
            field<&BoardOp::act>(1, "act", names("create", "set", "erase", "clear", "undo", "redo"), "What is done."),
            field<&BoardOp::object>(2, "object", Exact{},
                                    "For `create` a new id, for `set` and `erase` the object meant."),
            field<&BoardOp::target>(3, "target", Exact{}, "For `undo` and `redo`: the id of one's own transaction."),
            field<&BoardOp::points>(4, "points", Length{1, maxStrokeBytes},
                                    "For `create`: the stroke's samples, see shared/board/README.md."),
            field<&BoardOp::color>(5, "color", Range{0, 0xffffffff}, "0xAARRGGBB."),
            field<&BoardOp::width>(6, "width", Real{minBoardWidth, maxBoardWidth},
                                   "Pen width in board units; a unit is a pixel at 100 %."),
            field<&BoardOp::x>(7, "x", coordinate, "Position in board units; together with `y`."),
            field<&BoardOp::y>(8, "y", coordinate, "Position in board units, downwards."),
            field<&BoardOp::base>(9, "base", Range{0, maxSeq},
                                  "For `clear`: the last seq its author's board had applied."),
            field<&BoardOp::kind>(10, "kind", names("stroke"), "For `create`: what it is."),
            field<&BoardOp::order>(11, "order", names("front", "back"),
                                   "For `set`: painted above or below everything else."),
            field<&BoardOp::deleted>(12, "deleted", Exact{},
                                     "For `set`: true erases, false brings an erased object back."));
    }

    [[nodiscard]] static BoardOp createStroke(ObjectId id, double x, double y, QByteArray packed, quint32 argb,
                                              double width);
    [[nodiscard]] static BoardOp set(ObjectId id);
    [[nodiscard]] static BoardOp erase(ObjectId id);
    [[nodiscard]] static BoardOp clear(Seq base);
    [[nodiscard]] static BoardOp undo(OpId target);
    [[nodiscard]] static BoardOp redo(OpId target);
};

// One atomic list of operations with the identifier that makes a resend harmless.
struct BoardTransaction {
    OpId id;
    UserId author;
    QList<BoardOp> ops;
    friend bool operator==(const BoardTransaction &, const BoardTransaction &) = default;
};

// Why a transaction does not count: a code of shared/protocol/errors.h, the place ("ops[3].points") and a sentence.
struct BoardRefusal {
    QString code;
    QString path;
    QString reason;
};

// Everything that can be said against a transaction without knowing the board.
[[nodiscard]] std::optional<BoardRefusal> checkBoardOps(const QList<BoardOp> &ops);

} // namespace coterie
