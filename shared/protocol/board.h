// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

// The whiteboard on the wire. Lasting changes are events of the room's log; strokes under way and pointers are volatile.
namespace coterie {

struct BoardCommit {
    OpId id;
    RoomId room;
    QList<BoardOp> ops;
    std::optional<BoardId> board = {};
    std::optional<OpId> step = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(40, "board.commit", "Asks for a transaction on the room's board. Answered by `ack`; members get the event.",
            field<&BoardCommit::id>(1, "id", Exact{}, "A new UUID (version 7): a resend is not applied twice."),
            field<&BoardCommit::room>(2, "room", Exact{}, "The room."),
            field<&BoardCommit::ops>(3, "ops", Items<Exact>{1, 512, {}}, "Whole or not at all."),
            field<&BoardCommit::board>(4, "board", Exact{}, "Which board; without: the room's first."),
            field<&BoardCommit::step>(5, "step", Exact{}, "What is undone as one has the same: the `id` of its first transaction."));
    }
};

// How a transaction of one's own is asked for.
[[nodiscard]] inline BoardCommit boardCommit(const BoardTransaction &tx, const RoomId &room,
                                             const std::optional<BoardId> &board = {})
{
    return {tx.id, room, tx.ops, board, tx.step};
}

// Pieces that one board.get brings: few enough that a snapshot of any size never fills a connection's buffers.
inline constexpr int boardPartsAtOnce = 4;

struct BoardGet {
    qint64 req = 0;
    RoomId room;
    std::optional<Seq> seq;
    std::optional<int> from;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(41, "board.get",
            "Asks for the board as it is. Answered by up to 4 `board.part`; ask on until the last piece is there, then "
            "`history.get` what came after its `seq`.",
            field<&BoardGet::req>(1, "req", requestRange, "Echoed in the answers."),
            field<&BoardGet::room>(2, "room", Exact{}, "The room."),
            field<&BoardGet::seq>(3, "seq", seqRange, "The snapshot one has begun with. If the host has it no longer, it answers with the first pieces of another."),
            field<&BoardGet::from>(4, "from", countRange, "The piece wanted next."),
            field<&BoardGet::board>(5, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct BoardPart {
    qint64 req = 0;
    RoomId room;
    Seq seq = 0;
    int index = 0, count = 1;
    QByteArray data;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(60, "board.part", "A piece of the board's snapshot; the pieces together are in the form of shared/board/README.md.",
            field<&BoardPart::req>(1, "req", requestRange, "The request."), field<&BoardPart::room>(2, "room", Exact{}, "The room."),
            field<&BoardPart::seq>(3, "seq", seqRange, "The snapshot holds the events up to this one."),
            field<&BoardPart::index>(4, "index", countRange, "0, 1, …"), field<&BoardPart::count>(5, "count", Range{1, 100000}, "How many pieces there are."),
            field<&BoardPart::data>(6, "data", Length{0, pageBytes}, "The piece."),
            field<&BoardPart::board>(7, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct StrokeStyle {
    qint64 color = 0xff000000;
    double width = 2;
    double x = 0, y = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return record("strokeStyle", "How a stroke under way looks, and where its samples are counted from.",
            field<&StrokeStyle::color>(1, "color", Range{0, 0xffffffff}, "0xAARRGGBB."),
            field<&StrokeStyle::width>(2, "width", Real{minBoardWidth, maxBoardWidth}, "In board units."),
            field<&StrokeStyle::x>(3, "x", boardCoordinate, "The stroke's position in board units."),
            field<&StrokeStyle::y>(4, "y", boardCoordinate, "The stroke's position in board units."));
    }
};

struct BoardLive {
    RoomId room;
    ObjectId stream;
    int first = 0;
    std::optional<StrokeStyle> style;
    QByteArray points;
    std::optional<BoardId> board = {};
    std::optional<bool> over = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(42, "board.live", "Samples of a stroke under way. Not stored; the `create` of the same object replaces it.",
            field<&BoardLive::room>(1, "room", Exact{}, "The room."), field<&BoardLive::stream>(2, "stream", Exact{}, "The object that it will be."),
            field<&BoardLive::first>(3, "first", Range{0, 8192}, "Index of the first sample in `points`."),
            field<&BoardLive::style>(4, "style", Exact{}, "With the first samples, and from time to time."),
            field<&BoardLive::points>(5, "points", Length{1, 2048}, "Samples, see shared/board/README.md."),
            field<&BoardLive::board>(6, "board", Exact{}, "Which board; without: the room's first."),
            field<&BoardLive::over>(7, "over", Exact{}, "True when it was given up: no `create` follows, and the samples count for nothing."));
    }
};

struct BoardPreview {
    RoomId room;
    UserId user;
    ObjectId stream;
    int first = 0;
    std::optional<StrokeStyle> style;
    QByteArray points;
    std::optional<BoardId> board = {};
    std::optional<bool> over = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(61, "board.preview", "Somebody's `board.live`.",
            field<&BoardPreview::room>(1, "room", Exact{}, "The room."), field<&BoardPreview::user>(2, "user", Exact{}, "Who draws."),
            field<&BoardPreview::stream>(3, "stream", Exact{}, "The object that it will be."),
            field<&BoardPreview::first>(4, "first", Range{0, 8192}, "Index of the first sample in `points`."),
            field<&BoardPreview::style>(5, "style", Exact{}, "With the first samples, and from time to time."),
            field<&BoardPreview::points>(6, "points", Length{1, 2048}, "Samples."),
            field<&BoardPreview::board>(7, "board", Exact{}, "Which board; without: the room's first."),
            field<&BoardPreview::over>(8, "over", Exact{}, "True when it was given up: it is to be seen no more."));
    }
};

struct BoardCursor {
    RoomId room;
    double x = 0, y = 0;
    bool on = true;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(43, "board.cursor", "Where one points. At most 30 a second.",
            field<&BoardCursor::room>(1, "room", Exact{}, "The room."), field<&BoardCursor::x>(2, "x", boardCoordinate, "In board units."),
            field<&BoardCursor::y>(3, "y", boardCoordinate, "In board units."), field<&BoardCursor::on>(4, "on", Exact{}, "False when one leaves the board."),
            field<&BoardCursor::board>(5, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct BoardPointer {
    RoomId room;
    UserId user;
    QString name;
    double x = 0, y = 0;
    bool on = true;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(62, "board.pointer", "Where somebody points.",
            field<&BoardPointer::room>(1, "room", Exact{}, "The room."), field<&BoardPointer::user>(2, "user", Exact{}, "Who."),
            field<&BoardPointer::name>(3, "name", nameLength, "Their name."), field<&BoardPointer::x>(4, "x", boardCoordinate, "In board units."),
            field<&BoardPointer::y>(5, "y", boardCoordinate, "In board units."), field<&BoardPointer::on>(6, "on", Exact{}, "False when they left the board."),
            field<&BoardPointer::board>(7, "board", Exact{}, "Which board; without: the room's first."));
    }
};

} // namespace coterie
