// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/limits.h"
#include "shared/schema/field.h"

// Who looks at which part of a board and what they have selected there. Volatile: never stored, the newest word about a
// person replaces the ones before.
namespace coterie {

// Objects of a selection that are told one by one; of a larger one the first of them, and the box around all.
inline constexpr int maxLookSelected = 64;

struct BoardArea {
    double x = 0, y = 0;
    double width = 0, height = 0;
    friend bool operator==(const BoardArea &, const BoardArea &) = default;
    static consteval auto schema()
    {
        using namespace wire;
        return record("boardArea", "A rectangle of a board, in board units.",
                      field<&BoardArea::x>(1, "x", boardCoordinate, "Its left edge."),
                      field<&BoardArea::y>(2, "y", boardCoordinate, "Its upper edge."),
                      field<&BoardArea::width>(3, "width", Real{0, 2e7}, "To the right."),
                      field<&BoardArea::height>(4, "height", Real{0, 2e7}, "Downwards."));
    }
};

struct BoardLook {
    RoomId room;
    std::optional<BoardArea> view;
    std::optional<QList<ObjectId>> selected;
    std::optional<BoardArea> around;
    std::optional<UserId> follows;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(
            47, "board.look",
            "What one looks at on a board. Whoever has said so hears the same of the others there (`board.onlooker`), "
            "first how it is now. At most 10 a second; repeat it every 10 s, for after 30 s without a word one is "
            "taken for "
            "gone. A connection looks at one board at a time.",
            field<&BoardLook::room>(1, "room", Exact{}, "The room."),
            field<&BoardLook::view>(2, "view", Exact{}, "The part that one sees; without: one looks no more."),
            field<&BoardLook::selected>(3, "selected", Items<Exact>{1, maxLookSelected, {}},
                                        "The objects one has selected."),
            field<&BoardLook::around>(4, "around", Exact{},
                                      "The box around all of them, when more are selected than are told."),
            field<&BoardLook::follows>(5, "follows", Exact{}, "Whose view one follows."),
            field<&BoardLook::board>(6, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct BoardOnlooker {
    RoomId room;
    UserId user;
    QString name;
    std::optional<BoardArea> view;
    std::optional<QList<ObjectId>> selected;
    std::optional<BoardArea> around;
    std::optional<UserId> follows;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(
            65, "board.onlooker", "Somebody's `board.look`, to those who look at the same board.",
            field<&BoardOnlooker::room>(1, "room", Exact{}, "The room."),
            field<&BoardOnlooker::user>(2, "user", Exact{}, "Who."),
            field<&BoardOnlooker::name>(3, "name", nameLength, "Their name."),
            field<&BoardOnlooker::view>(4, "view", Exact{}, "The part that they see; without: they look no more."),
            field<&BoardOnlooker::selected>(5, "selected", Items<Exact>{1, maxLookSelected, {}},
                                            "The objects they have selected."),
            field<&BoardOnlooker::around>(6, "around", Exact{},
                                          "The box around all of them, when more are selected than are told."),
            field<&BoardOnlooker::follows>(7, "follows", Exact{}, "Whose view they follow."),
            field<&BoardOnlooker::board>(8, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct BoardSummon {
    qint64 req = 0;
    RoomId room;
    BoardArea view;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(
            48, "board.summon",
            "Asks everybody who is in the room at this moment to come to this part of a board. A moderator's. Not stored; "
            "answered by `done`.",
            field<&BoardSummon::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&BoardSummon::room>(2, "room", Exact{}, "The room."),
            field<&BoardSummon::view>(3, "view", Exact{}, "The part that they are to see."),
            field<&BoardSummon::board>(4, "board", Exact{}, "Which board; without: the room's first."));
    }
};

struct BoardSummoned {
    RoomId room;
    UserId user;
    QString name;
    BoardArea view;
    std::optional<BoardId> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(66, "board.summoned",
                       "A moderator asks everybody in the room to come to a place of a board. Whoever hears it may stay.",
                       field<&BoardSummoned::room>(1, "room", Exact{}, "The room."),
                       field<&BoardSummoned::user>(2, "user", Exact{}, "Who asks."),
                       field<&BoardSummoned::name>(3, "name", nameLength, "Their name."),
                       field<&BoardSummoned::view>(4, "view", Exact{}, "The part that they see."),
                       field<&BoardSummoned::board>(5, "board", Exact{}, "Which board; without: the room's first."));
    }
};

} // namespace coterie
