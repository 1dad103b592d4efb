// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"
#include "tests/support/plainboard.h"

namespace coterie::test {

// Who may do what on the one board of a room, once more: rules P24 to P28 and P49 as plainly as they can be said,
// without RoomState and checkBoardRights. Looks at what a transaction has done to the board rather than at what it
// says.
class PlainRights final
{
public:
    PlainRights() = default;
    PlainRights(UserId owner, BoardRight everybody)
        : m_everybody(everybody)
    {
        m_roles.insert(owner, Role::Owner);
    }

    void apply(const RoomEvent &event); // a change of rights, or of the board as a whole

    [[nodiscard]] Role roleOf(UserId user) const { return m_roles.value(user, Role::Member); }
    [[nodiscard]] bool isModerator(UserId user) const { return roleOf(user) >= Role::Moderator; }
    [[nodiscard]] BoardRight rightOf(UserId user) const;
    [[nodiscard]] bool isFrozen() const { return m_frozen; }

    // Whether somebody may ask for such an event (P24, P25).
    [[nodiscard]] bool mayAsk(const RoomEvent &event) const;
    // What this transaction did that its author may not; empty when it stands in the log by right. Its operations
    // redo what has the places in redone.
    [[nodiscard]] QString trespass(const BoardTransaction &tx, Seq seq, const QList<Seq> &redone,
                                   const PlainBoard &before, const PlainBoard &after) const;
    // Whether what a refusal says is so: the board and the rights as they are, redone as above, one for each operation.
    [[nodiscard]] bool isTrue(const BoardRefusal &refusal, const BoardTransaction &tx, const QList<Seq> &redone,
                              const PlainBoard &board) const;

private:
    [[nodiscard]] bool isLockedByModerator(const PlainBoard &board, const PlainBoard::Object &object,
                                           UserId user) const;
    [[nodiscard]] bool mayDoAgain(UserId user, Seq done, const PlainBoard &board, const PlainBoard::Object &object,
                                  const QList<Seq> &with) const;
    [[nodiscard]] static bool isOwnTree(const PlainBoard &board, ObjectId id, UserId user, int depth = 0);

    QHash<UserId, Role> m_roles; // of all but members
    QHash<UserId, BoardRight> m_own;
    BoardRight m_everybody = BoardRight::EditAll;
    bool m_frozen = false;
};

} // namespace coterie::test
