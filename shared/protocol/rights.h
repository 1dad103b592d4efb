// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/limits.h"
#include "shared/schema/field.h"

// The boards of a room and who may do what there. Both are changed by events of the room's log; shared/protocol/roomstate.h
// says what they come to, and who may make which change.
namespace coterie {

// In a room. Each may what those before it may. Stored: never renumber.
enum class Role { Guest, Member, Moderator, Admin, Owner };
inline constexpr auto roleNames = wire::names("guest", "member", "moderator", "admin", "owner");

// On the boards of a room: nothing; add to them; change one's own too; change everything.
enum class BoardRight { View, Draw, EditOwn, EditAll };
inline constexpr auto boardRightNames = wire::names("view", "draw", "edit-own", "edit-all");

inline constexpr qsizetype mostBoards = 200;      // of a room, with those that were removed
inline constexpr qsizetype mostBoardsShown = 64;  // without them
inline constexpr qsizetype mostExceptions = 500; // people of a room with a role or right of their own

enum class BoardListAct { Add, Rename, Remove, Restore, Move, Freeze, Thaw };

struct BoardListChange {
    BoardListAct act = BoardListAct::Add;
    BoardId board;
    std::optional<QString> name;
    std::optional<BoardId> after;
    static consteval auto schema()
    {
        using namespace wire;
        return record("boardListChange", "The boards of the room were changed.",
            field<&BoardListChange::act>(1, "act", names("add", "rename", "remove", "restore", "move", "freeze", "thaw"), "What was done."),
            field<&BoardListChange::board>(2, "board", Exact{}, "Which. For `add` a new id; the room's first board has the room's id."),
            field<&BoardListChange::name>(3, "name", nameLength, "For `add` and `rename`."),
            field<&BoardListChange::after>(4, "after", Exact{}, "For `add` and `move`: directly behind this one. Without: add at the end, move to the front."));
    }
};

struct RightsChange {
    std::optional<UserId> user;
    std::optional<Role> role;
    std::optional<BoardRight> board;
    std::optional<bool> inherit;
    static consteval auto schema()
    {
        using namespace wire;
        return record("rightsChange", "Who may do what in the room was changed.",
            field<&RightsChange::user>(1, "user", Exact{}, "Whose. Without: of everybody who has no right of their own."),
            field<&RightsChange::role>(2, "role", roleNames, "Of a person: all but `owner`."),
            field<&RightsChange::board>(3, "board", boardRightNames, "What they may do on the boards."),
            field<&RightsChange::inherit>(4, "inherit", Exact{}, "True: on the boards, the person may again what everybody may."));
    }
};

struct BoardListEdit {
    OpId id;
    RoomId room;
    BoardListChange change;
    static consteval auto schema()
    {
        using namespace wire;
        return message(44, "boards.change", "Asks for a change of the room's boards. Answered by `ack`; members get the event.",
            field<&BoardListEdit::id>(1, "id", Exact{}, "A new UUID (version 7)."),
            field<&BoardListEdit::room>(2, "room", Exact{}, "The room."),
            field<&BoardListEdit::change>(3, "change", Exact{}, "What is to be done."));
    }
};

struct RightsSet {
    OpId id;
    RoomId room;
    RightsChange change;
    static consteval auto schema()
    {
        using namespace wire;
        return message(45, "rights.set", "Asks for a change of who may do what. Answered by `ack`; members get the event.",
            field<&RightsSet::id>(1, "id", Exact{}, "A new UUID (version 7)."),
            field<&RightsSet::room>(2, "room", Exact{}, "The room."),
            field<&RightsSet::change>(3, "change", Exact{}, "What is to hold from now on."));
    }
};

struct RoomStateGet {
    qint64 req = 0;
    RoomId room;
    static consteval auto schema()
    {
        using namespace wire;
        return message(46, "state.get", "Asks for a room's boards and rights. Answered by `state.page`.",
            field<&RoomStateGet::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&RoomStateGet::room>(2, "room", Exact{}, "The room."));
    }
};

struct BoardInfo {
    BoardId id;
    QString name;
    UserId author;
    std::optional<UserId> frozenBy;
    bool removed = false;
    static consteval auto schema()
    {
        using namespace wire;
        return record("boardInfo", "A board of a room.",
            field<&BoardInfo::id>(1, "id", Exact{}, "The board; the first one has the room's id."),
            field<&BoardInfo::name>(2, "name", Length{0, nameLength.max}, "Its name; empty for a first board that nobody has named."),
            field<&BoardInfo::author>(3, "author", Exact{}, "Who made it; of the first, itself."),
            field<&BoardInfo::frozenBy>(4, "frozenBy", Exact{}, "Who froze it, when it is frozen."),
            field<&BoardInfo::removed>(5, "removed", Exact{}, "It was removed and can be restored."));
    }
    friend bool operator==(const BoardInfo &, const BoardInfo &) = default;
};

struct PersonRights {
    UserId user;
    std::optional<Role> role;
    std::optional<BoardRight> board;
    static consteval auto schema()
    {
        using namespace wire;
        return record("personRights", "What one person may, where it differs from everybody.",
            field<&PersonRights::user>(1, "user", Exact{}, "Who."),
            field<&PersonRights::role>(2, "role", roleNames, "Their role, when it is not `member`."),
            field<&PersonRights::board>(3, "board", boardRightNames, "Their right on the boards, when it is their own."));
    }
    friend bool operator==(const PersonRights &, const PersonRights &) = default;
};

struct RoomStatePage {
    qint64 req = 0;
    RoomId room;
    Seq seq = 0;
    QList<BoardInfo> boards;
    BoardRight everybody = BoardRight::EditAll;
    QList<PersonRights> people;
    static consteval auto schema()
    {
        using namespace wire;
        return message(64, "state.page", "Answers `state.get`: what the room's events come to.",
            field<&RoomStatePage::req>(1, "req", requestRange, "The request."),
            field<&RoomStatePage::room>(2, "room", Exact{}, "The room."),
            field<&RoomStatePage::seq>(3, "seq", seqRange, "The last event it holds."),
            field<&RoomStatePage::boards>(4, "boards", Items<Exact>{1, mostBoards, {}}, "In their order."),
            field<&RoomStatePage::everybody>(5, "everybody", boardRightNames, "What members may do on the boards."),
            field<&RoomStatePage::people>(6, "people", Items<Exact>{0, mostExceptions + 2, {}}, "Whoever has a role or right of their own."));
    }
};

} // namespace coterie
