// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <map>
#include <optional>

namespace coterie {

// The room's first board, which is there without anybody's making it.
[[nodiscard]] inline BoardId firstBoard(const RoomId &room)
{
    return BoardId{room.value};
}
// On the wire the first board is told by saying nothing, as programs do that know of one board only.
[[nodiscard]] inline BoardId boardOf(const RoomId &room, const std::optional<BoardId> &board)
{
    return board.value_or(firstBoard(room));
}
[[nodiscard]] inline std::optional<BoardId> boardOnWire(const RoomId &room, const BoardId &board)
{
    return board == firstBoard(room) ? std::nullopt : std::optional(board);
}

// What the events of a room come to: its boards, and who may do what (rules P23 to P28). The same code says on the host
// what is refused and in the window what is offered. A plain value; deterministic; any thread.
class RoomState final
{
public:
    RoomState() = default;
    // As it is before the first event. Creator and session's owner are owners, whatever the log says.
    RoomState(const RoomId &room, const UserId &creator, BoardRight everybody);
    explicit RoomState(const RoomStatePage &page);
    [[nodiscard]] RoomStatePage page() const; // without its request's number

    void addOwner(const UserId &user);
    // False when the event changes nothing here, as one that it has been told of already.
    bool apply(const RoomEvent &event);
    bool foresee(const RoomEvent &event); // one that has no place in the log yet

    [[nodiscard]] RoomId room() const { return m_room; }
    [[nodiscard]] Seq seq() const { return m_seq; }
    [[nodiscard]] const QList<BoardInfo> &boards() const { return m_boards; } // removed ones too
    [[nodiscard]] const BoardInfo *board(const BoardId &id) const;
    [[nodiscard]] BoardRight everybody() const { return m_everybody; }
    [[nodiscard]] Role roleOf(const UserId &user) const;
    [[nodiscard]] bool isModerator(const UserId &user) const { return roleOf(user) >= Role::Moderator; }
    // Of the person on the boards of the room, frozen or not.
    [[nodiscard]] BoardRight rightOf(const UserId &user) const;
    [[nodiscard]] std::optional<BoardRight> ownRightOf(const UserId &user) const; // when it is not everybody's
    // On this board, at this moment: View when it is frozen or removed.
    [[nodiscard]] BoardRight rightOn(const BoardId &board, const UserId &user) const;

    // Whether the person may ask for it; the same code, path and sentence as an error of the host.
    [[nodiscard]] std::optional<BoardRefusal> check(const UserId &user, const BoardListChange &change) const;
    [[nodiscard]] std::optional<BoardRefusal> check(const UserId &user, const RightsChange &change) const;

private:
    void applyTo(const UserId &author, const BoardListChange &change);
    void applyTo(const RightsChange &change);
    [[nodiscard]] qsizetype indexOf(const BoardId &id) const;
    [[nodiscard]] qsizetype shown() const;

    RoomId m_room;
    Seq m_seq = 0;
    QList<BoardInfo> m_boards;
    BoardRight m_everybody = BoardRight::EditAll;
    struct Own {
        std::optional<Role> role;
        std::optional<BoardRight> board;
    };
    std::map<UserId, Own> m_people;
};

} // namespace coterie
