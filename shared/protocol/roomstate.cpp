// SPDX-License-Identifier: MIT
#include "shared/protocol/roomstate.h"

#include "shared/protocol/errors.h"
#include "shared/util/text.h"

#include <algorithm>

namespace coterie {

namespace {

BoardRefusal refusal(QLatin1String code, const char *path, const char *reason)
{
    return {code, QString::fromLatin1(path), QString::fromLatin1(reason)};
}

bool needsName(BoardListAct act)
{
    return act == BoardListAct::Add || act == BoardListAct::Rename;
}

} // namespace

RoomState::RoomState(const RoomId &room, const UserId &creator, BoardRight everybody)
    : m_room(room)
    , m_everybody(everybody)
{
    m_boards.append({firstBoard(room), {}, UserId{room.value}, {}, false});
    addOwner(creator);
}

RoomState::RoomState(const RoomStatePage &page)
    : m_room(page.room)
    , m_seq(page.seq)
    , m_boards(page.boards)
    , m_everybody(page.everybody)
{
    for (const PersonRights &person : page.people)
        m_people[person.user] = {person.role, person.board};
}

RoomStatePage RoomState::page() const
{
    RoomStatePage page;
    page.room = m_room;
    page.seq = m_seq;
    page.boards = m_boards;
    page.everybody = m_everybody;
    for (const auto &[user, own] : m_people)
        page.people.append({user, own.role, own.board});
    return page;
}

void RoomState::addOwner(const UserId &user)
{
    if (!user.isNull())
        m_people[user].role = Role::Owner;
}

bool RoomState::apply(const RoomEvent &event)
{
    if (event.seq <= m_seq)
        return false;
    m_seq = event.seq;
    return foresee(event);
}

bool RoomState::foresee(const RoomEvent &event)
{
    if (event.boards)
        applyTo(event.author, *event.boards);
    if (event.rights) {
        // An owner's role ends by the word of another owner alone. Nobody may ask for that: it is how the host writes
        // that the session has passed to somebody else.
        const auto &user = event.rights->user;
        if (user && event.rights->role && *user != event.author && roleOf(*user) == Role::Owner &&
            roleOf(event.author) == Role::Owner)
            m_people[*user].role.reset();
        applyTo(*event.rights);
    }
    return event.boards || event.rights;
}

void RoomState::applyTo(const UserId &author, const BoardListChange &change)
{
    qsizetype at = indexOf(change.board);
    if (change.act == BoardListAct::Add && at < 0 && m_boards.size() < mostBoards) {
        const qsizetype behind = change.after ? indexOf(*change.after) : -1;
        at = behind < 0 ? m_boards.size() : behind + 1;
        m_boards.insert(at, {change.board, change.name.value_or(QString()), author, {}, false});
        return;
    }
    if (at < 0)
        return;
    BoardInfo &board = m_boards[at];
    switch (change.act) {
    case BoardListAct::Add:
        break;
    case BoardListAct::Rename:
        board.name = change.name.value_or(board.name);
        break;
    case BoardListAct::Remove:
        board.removed = board.removed || shown() > 1; // one is always there
        break;
    case BoardListAct::Restore:
        board.removed = board.removed && shown() >= mostBoardsShown;
        break;
    case BoardListAct::Move: {
        const BoardInfo moved = m_boards.takeAt(at);
        m_boards.insert(change.after ? indexOf(*change.after) + 1 : 0, moved);
        break;
    }
    case BoardListAct::Freeze:
        board.frozenBy = author;
        break;
    case BoardListAct::Thaw:
        board.frozenBy.reset();
        break;
    }
}

void RoomState::applyTo(const RightsChange &change)
{
    if (!change.user) {
        m_everybody = change.board.value_or(m_everybody);
        return;
    }
    Own &own = m_people[*change.user];
    if (change.role && own.role != Role::Owner)
        own.role = *change.role == Role::Member ? std::nullopt : change.role;
    if (change.board)
        own.board = change.board;
    if (change.inherit.value_or(false))
        own.board.reset();
    if (!own.role && !own.board)
        m_people.erase(*change.user);
}

const BoardInfo *RoomState::board(const BoardId &id) const
{
    const auto at = indexOf(id);
    return at < 0 ? nullptr : &m_boards.at(at);
}

Role RoomState::roleOf(const UserId &user) const
{
    const auto own = m_people.find(user);
    return own == m_people.end() ? Role::Member : own->second.role.value_or(Role::Member);
}

std::optional<BoardRight> RoomState::ownRightOf(const UserId &user) const
{
    const auto own = m_people.find(user);
    return own == m_people.end() ? std::nullopt : own->second.board;
}

BoardRight RoomState::rightOf(const UserId &user) const
{
    const Role role = roleOf(user);
    if (role >= Role::Moderator)
        return BoardRight::EditAll;
    if (role == Role::Guest)
        return BoardRight::View;
    return ownRightOf(user).value_or(m_everybody);
}

BoardRight RoomState::rightOn(const BoardId &id, const UserId &user) const
{
    const BoardInfo *info = board(id);
    if (!info || info->removed || (info->frozenBy && !isModerator(user)))
        return BoardRight::View;
    return rightOf(user);
}

std::optional<BoardRefusal> RoomState::check(const UserId &user, const BoardListChange &change) const
{
    const BoardInfo *known = board(change.board);
    if (needsName(change.act) && !change.name)
        return refusal(QLatin1String("missing"), "change.name", "a board needs a name");
    if (change.name && normalizedName(*change.name) != *change.name)
        return refusal(errors::badName, "change.name", "a name needs visible characters and no control characters");
    if (change.after && (!board(*change.after) || *change.after == change.board))
        return refusal(errors::notFound, "change.after", "there is no such board");
    if (change.act == BoardListAct::Add) {
        if (rightOf(user) != BoardRight::EditAll)
            return refusal(errors::forbidden, "change.act", "you may not add boards here");
        if (known)
            return refusal(errors::idReused, "change.board", "there is such a board already");
        if (m_boards.size() >= mostBoards || shown() >= mostBoardsShown)
            return refusal(errors::full, "change.act", "this room has as many boards as it may");
        return {};
    }
    if (!known)
        return refusal(errors::notFound, "change.board", "there is no such board");
    const bool ownName =
        change.act == BoardListAct::Rename && known->author == user && rightOf(user) != BoardRight::View;
    if (!isModerator(user) && !ownName)
        return refusal(errors::forbidden, "change.act", "only a moderator of the room may do this");
    if (change.act == BoardListAct::Remove && !known->removed && shown() == 1)
        return refusal(errors::board, "change.act", "a room keeps one board");
    if (change.act == BoardListAct::Restore && known->removed && shown() >= mostBoardsShown)
        return refusal(errors::full, "change.act", "this room has as many boards as it may");
    return {};
}

std::optional<BoardRefusal> RoomState::check(const UserId &user, const RightsChange &change) const
{
    const Role own = roleOf(user);
    if (!change.role && !change.board && !change.inherit.value_or(false))
        return refusal(QLatin1String("missing"), "change", "nothing is to be changed");
    if (!change.user && (change.role || change.inherit))
        return refusal(QLatin1String("missing"), "change.user", "a role is a person's");
    if (own < Role::Moderator)
        return refusal(errors::forbidden, "change", "only a moderator of the room may do this");
    if (!change.user)
        return {};
    // Only of those who stand lower, so nobody changes themselves or is pushed out by their equals.
    if (roleOf(*change.user) >= own)
        return refusal(errors::forbidden, "change.user", "their role is not lower than yours");
    if (change.role && (own < Role::Admin || *change.role >= own))
        return refusal(errors::forbidden, "change.role", "only an owner or admin gives roles, lower than their own");
    if (!m_people.contains(*change.user) && qsizetype(m_people.size()) >= mostExceptions)
        return refusal(errors::full, "change.user", "this room has as many exceptions as it may");
    return {};
}

qsizetype RoomState::indexOf(const BoardId &id) const
{
    const auto at =
        std::find_if(m_boards.cbegin(), m_boards.cend(), [&](const BoardInfo &one) { return one.id == id; });
    return at == m_boards.cend() ? -1 : at - m_boards.cbegin();
}

qsizetype RoomState::shown() const
{
    return std::count_if(m_boards.cbegin(), m_boards.cend(), [](const BoardInfo &one) { return !one.removed; });
}

} // namespace coterie
