// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardobject.h"
#include "shared/board/boardtext.h"

// What a person does to a board. A transaction is a list of operations that count together; the room's log orders
// transactions, and the same BoardDoc gives them their meaning on the server and in every client (README.md here).
namespace coterie {

// Unknown: of a newer host, and what it says is not understood here. It counts as nothing (B23).
enum class BoardAct { Create, Set, Erase, Clear, Undo, Redo, Text, ErasePart, Unknown = 255 };
enum class BoardOrder { Front, Back, Above, Below };
enum class BoardUnset { Parent, Start, End };

struct BoardOp {
    BoardAct act = BoardAct::Clear;
    std::optional<ObjectId> object; // create, set, erase, text, erasePart
    std::optional<OpId> target;     // undo, redo
    std::optional<BoardKind> kind;  // create
    std::optional<QByteArray> points;
    std::optional<quint32> color;
    std::optional<double> width;
    std::optional<double> x, y;
    std::optional<Seq> base;         // clear, text, erase of a group or frame
    std::optional<BoardOrder> order; // set
    std::optional<bool> deleted;     // set, erasePart
    std::optional<double> w, h;
    std::optional<double> rotation;
    std::optional<quint32> fill;
    std::optional<double> opacity;
    std::optional<BoardDash> dash;
    std::optional<double> fontSize;
    std::optional<BoardAlign> align;
    std::optional<ObjectId> sibling; // set with order above or below
    std::optional<ObjectId> parent;
    std::optional<QList<BoardUnset>> unset; // set: what there is no more
    std::optional<bool> locked;
    std::optional<QByteArray> asset; // create
    std::optional<BoardAnchor> start, end;
    std::optional<QString> text;             // create
    std::optional<BoardDelta> delta;         // text
    std::optional<qint64> client;            // text, undo, redo
    std::optional<BoardIntervals> intervals; // erasePart
    friend bool operator==(const BoardOp &, const BoardOp &) = default;

    static consteval auto schema();
    [[nodiscard]] static BoardOp notUnderstood();

    [[nodiscard]] static BoardOp create(ObjectId id, BoardKind kind, double x, double y, double w, double h);
    [[nodiscard]] static BoardOp createStroke(ObjectId id, double x, double y, QByteArray packed, quint32 argb,
                                              double width);
    [[nodiscard]] static BoardOp createGroup(ObjectId id);
    [[nodiscard]] static BoardOp set(ObjectId id);
    [[nodiscard]] static BoardOp setParent(ObjectId id, std::optional<ObjectId> parent);
    [[nodiscard]] static BoardOp place(ObjectId id, BoardOrder aboveOrBelow, ObjectId sibling);
    [[nodiscard]] static BoardOp erase(ObjectId id);
    // A group or frame with everything that was in it at base.
    [[nodiscard]] static BoardOp eraseTree(ObjectId id, Seq base);
    [[nodiscard]] static BoardOp clear(Seq base);
    // A change of the text as it was at base, with everything this client did before.
    [[nodiscard]] static BoardOp editText(ObjectId id, Seq base, BoardDelta delta);
    [[nodiscard]] static BoardOp erasePart(ObjectId id, BoardIntervals intervals);
    [[nodiscard]] static BoardOp restorePart(ObjectId id, BoardIntervals intervals);
    [[nodiscard]] static BoardOp undo(OpId target);
    [[nodiscard]] static BoardOp redo(OpId target);

    [[nodiscard]] qsizetype bulk() const; // bytes of what can be long in it, roughly
};

consteval auto BoardOp::schema()
{
    using namespace wire;
    constexpr Real coordinate{-maxBoardCoordinate, maxBoardCoordinate};
    return record(
        "boardOp", "One change of a board.",
        field<&BoardOp::act>(1, "act", names("create", "set", "erase", "clear", "undo", "redo", "text", "erasePart"),
                             "What is done."),
        field<&BoardOp::object>(2, "object", Exact{}, "For `create` a new id, else the object meant."),
        field<&BoardOp::target>(3, "target", Exact{}, "For `undo` and `redo`: the id of one's own transaction."),
        field<&BoardOp::points>(4, "points", Length{1, maxStrokeBytes},
                                "For `create` of a stroke: its samples, see shared/board/README.md."),
        field<&BoardOp::color>(5, "color", Range{0, 0xffffffff}, "Ink, outline or text: 0xAARRGGBB."),
        field<&BoardOp::width>(6, "width", Real{minBoardWidth, maxBoardWidth},
                               "Width of pen or outline in board units; a unit is a pixel at 100 %."),
        field<&BoardOp::x>(7, "x", coordinate, "Position in board units; together with `y`."),
        field<&BoardOp::y>(8, "y", coordinate, "Position in board units, downwards."),
        field<&BoardOp::base>(
            9, "base", Range{0, maxSeq},
            "For `clear`, `text` and `erase` of a group or frame: the last seq its author's board had applied."),
        field<&BoardOp::kind>(10, "kind",
                              openNames("stroke", "rectangle", "ellipse", "diamond", "line", "arrow", "text", "sticky",
                                        "image", "frame", "group"),
                              "For `create`: what it is."),
        field<&BoardOp::order>(
            11, "order", names("front", "back", "above", "below"),
            "For `set`: painted above or below everything else, or directly above or below `sibling`."),
        field<&BoardOp::deleted>(12, "deleted", Exact{},
                                 "For `set`: true erases, false brings an erased object back. For `erasePart`: false "
                                 "brings the pieces back."),
        field<&BoardOp::w>(
            13, "w", coordinate,
            "Size; of a stroke its factor of scale, of a line the way to its other end. Together with `h`."),
        field<&BoardOp::h>(14, "h", coordinate, "Like `w`, downwards."),
        field<&BoardOp::rotation>(15, "rotation", Real{-36000, 36000},
                                  "Degrees clockwise about the middle of the unrotated box."),
        field<&BoardOp::fill>(16, "fill", Range{0, 0xffffffff}, "0xAARRGGBB; 0 is none."),
        field<&BoardOp::opacity>(17, "opacity", Real{0, 1}, "Of the whole object."),
        field<&BoardOp::dash>(18, "dash", names("solid", "dashed", "dotted"), "Of the outline."),
        field<&BoardOp::fontSize>(19, "fontSize", Real{minBoardFont, maxBoardFont}, "In board units."),
        field<&BoardOp::align>(20, "align", names("left", "center", "right"), "Of the text."),
        field<&BoardOp::sibling>(21, "sibling", Exact{}, "For `order` `above` and `below`: the object meant."),
        field<&BoardOp::parent>(22, "parent", Exact{}, "The group or frame it is in."),
        field<&BoardOp::unset>(23, "unset", Items<Names<3>>{1, 3, names("parent", "start", "end")},
                               "For `set`: what there is no more."),
        field<&BoardOp::locked>(24, "locked", Exact{}, "Of a locked object nothing counts but unlocking."),
        field<&BoardOp::asset>(25, "asset", Length{boardAssetBytes, boardAssetBytes},
                               "For `create` of an image: SHA-256 of its bytes."),
        field<&BoardOp::start>(26, "start", Exact{}, "Of a line: where its first end is bound."),
        field<&BoardOp::end>(27, "end", Exact{}, "Of a line: where its other end is bound."),
        field<&BoardOp::text>(28, "text", Length{0, maxBoardText}, "For `create`: what is written in it."),
        field<&BoardOp::delta>(29, "delta", Items<Exact>{1, maxBoardTextSteps, {}},
                               "For `text`: steps that together cover the text as it was at `base`."),
        field<&BoardOp::client>(30, "client", Range{1, 0xffffffff},
                                "For `text`, `undo` and `redo`: a number by which a person's devices are told apart."),
        field<&BoardOp::intervals>(31, "intervals", Items<Exact>{1, maxBoardParts, {}},
                                   "For `erasePart`: pieces of the stroke."));
}

// One atomic list of operations with the identifier that makes a resend harmless.
struct BoardTransaction {
    OpId id;
    UserId author;
    QList<BoardOp> ops;
    std::optional<OpId> step = {}; // the first transaction of the step of undo that it belongs to (B27)
    friend bool operator==(const BoardTransaction &, const BoardTransaction &) = default;
};

// Why a transaction does not count: a code of shared/protocol/errors.h, the place ("ops[3].points") and a sentence.
struct BoardRefusal {
    QString code;
    QString path;
    QString reason;
};

// What operations weigh, roughly: for each one of these, and what can be long in it. Whoever limits bytes counts so.
inline constexpr qint64 boardOpInMemory = sizeof(BoardOp);
inline constexpr qint64 boardOpInLog = 64;
inline constexpr qint64 boardOpBulkOnly = 0; // where the operations themselves are counted apart
[[nodiscard]] qint64 boardWeight(const QList<BoardOp> &ops, qint64 each);

// Everything that can be said against a transaction without knowing the board.
[[nodiscard]] std::optional<BoardRefusal> checkBoardOps(const QList<BoardOp> &ops);

} // namespace coterie
