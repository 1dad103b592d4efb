// SPDX-License-Identifier: MIT
#include "shared/protocol/boardrights.h"
#include "shared/protocol/errors.h"
#include "tests/sim/simwire.h"

#include <algorithm>

// Who may do what changes while others draw, as they are told it; and what becomes of what is refused for it.
namespace coterie::sim {

// ---- a client

void SimClient::askState(const SimRoom &room)
{
    if (m_habits.rights && m_send && room.isLive && !room.knowsState && !isAsking(Question::Kind::State, room.id))
        m_send(RoomStateGet{ask(Question::Kind::State, room.id), room.id});
}

void SimClient::on(const RoomStatePage &page)
{
    const auto question = answered(page.req);
    if (auto *room = question ? find(question->room) : nullptr; room && room->isLive)
        room->statePage(page);
}

bool SimClient::isModerator() const
{
    return std::any_of(m_rooms.begin(), m_rooms.end(), [&](const auto &entry) {
        return entry.second.isWanted && entry.second.state.isModerator(m_user);
    });
}

void SimClient::changeRights(test::Dice &lots, const QList<UserId> &people)
{
    QList<SimRoom *> rooms;
    for (auto &[id, room] : m_rooms)
        if (room.isWanted && room.hasState)
            rooms.append(&room);
    if (rooms.isEmpty() || people.isEmpty())
        return;
    const SimRoom &room = *rooms.at(lots.between(0, int(rooms.size()) - 1));
    const Wish wish = someChange(room, lots, people);
    if (!wish.boards && !wish.rights)
        return;
    const auto refusal = wish.rights ? room.state.check(m_user, *wish.rights) : room.state.check(m_user, *wish.boards);
    if (refusal && lots.chance(0.7)) // not offered. Not each program asks before
        return;
    const OpId id = newId();
    put(wish.rights ? ClientMessage(RightsSet{id, room.id, *wish.rights})
                    : ClientMessage(BoardListEdit{id, room.id, *wish.boards}),
        id, room.id, wish);
}

Wish SimClient::someChange(const SimRoom &room, test::Dice &lots, const QList<UserId> &people) const
{
    Wish wish{Wish::Kind::Rights, {}};
    const UserId whom = people.at(lots.between(0, int(people.size()) - 1));
    const auto right = BoardRight(lots.between(0, 3));
    const int what = lots.between(0, 99);
    if (what < 35) {
        const BoardId board = firstBoard(room.id);
        const auto *info = room.state.board(board);
        const bool frozen = info && info->frozenBy;
        if (!frozen && lots.chance(0.5)) // it is frozen for a part of the time only
            return wish;
        wish.boards = BoardListChange{frozen ? BoardListAct::Thaw : BoardListAct::Freeze, board, {}, {}};
    } else if (what < 55) {
        wish.rights = RightsChange{whom, Role(lots.between(0, 3)), {}, {}};
    } else if (what < 75) {
        wish.rights = RightsChange{whom, {}, right, {}};
    } else if (what < 85) {
        wish.rights = RightsChange{whom, {}, {}, true};
    } else {
        wish.rights = RightsChange{{}, {}, right, {}};
    }
    return wish;
}

// A window asks before it shows anything, by what it knows. Not each program does.
bool SimClient::holdsBack(const SimRoom &room, const QList<BoardOp> &ops)
{
    if (!m_habits.rights || !room.hasState || m_random.next() % 4 == 0)
        return false;
    const bool held =
        checkBoardRights(room.state, firstBoard(room.id), room.board->replica().view(), m_user, ops).has_value();
    m_tally.heldBack += held ? 1 : 0;
    return held;
}

// It is taken off one's board, and what was done after it goes on.
void SimClient::refuse(std::deque<Entry>::iterator entry, const Failure &failure)
{
    ++m_tally.refused;
    const bool isDrawing = std::holds_alternative<BoardCommit>(entry->message);
    const bool isOfRights = failure.code == errors::forbidden || failure.code == errors::frozen;
    m_tally.forbidden += isDrawing && isOfRights ? 1 : 0;
    m_tally.rightsRefused += !isDrawing && isOfRights ? 1 : 0;
    m_checker.givenUp(entry->id);
    if (auto *room = find(entry->room); room && room->board && isDrawing && !m_habits.keepsRefused)
        (void)room->board->replica().refuse(entry->id);
    m_outbox.erase(entry);
}

QList<Checker::View> SimClient::views() const
{
    QList<Checker::View> all;
    for (const auto &[id, room] : m_rooms) {
        if (!room.isWanted)
            continue;
        Checker::View view{m_number, id, room.events, {}, {}};
        if (room.board) {
            const BoardReplica &replica = room.board->replica();
            view.board = {replica.confirmedHash(), replica.view().hash(), replica.pendingCount()};
        }
        if (room.knowsState)
            view.rights = room.state;
        all.append(view);
    }
    return all;
}

// ---- a world

// Most of the time somebody who may.
void SimWorld::changeRights(SimClient &one)
{
    QList<UserId> people;
    QList<SimClient *> moderators;
    for (const auto &client : m_clients) {
        if (!client->user().isNull())
            people.append(client->user());
        if (client->isModerator())
            moderators.append(client.get());
    }
    const bool may = !moderators.isEmpty() && m_lots.chance(0.8);
    SimClient &asker = may ? *moderators.at(m_lots.between(0, int(moderators.size()) - 1)) : one;
    asker.changeRights(m_lots, people);
}

// A planted fault of what is taken.
bool SimWorld::refusesFalsely(server::PeerId peer, const ClientMessage &message)
{
    const auto *commit = std::get_if<BoardCommit>(&message);
    const auto *edit = std::get_if<BoardListEdit>(&message);
    const auto *set = std::get_if<RightsSet>(&message);
    if (edit && edit->change.act == BoardListAct::Freeze)
        m_onceFrozen.insert(edit->change.board);
    const auto drawsOnOnceFrozen = [&] {
        const int who = m_links[peer].client;
        return commit && who >= 0 && !m_clients[std::size_t(who)]->isModerator() &&
               m_onceFrozen.contains(boardOf(commit->room, commit->board));
    };
    if (m_config.plant == Plant::StaysFrozen && drawsOnOnceFrozen())
        m_wire->refuse(peer, commit->id, errors::frozen, QStringLiteral("board"));
    else if (m_config.plant == Plant::FalseReasons && commit && pick(4) == 0)
        m_wire->refuse(peer, commit->id, errors::forbidden, QStringLiteral("board"));
    else if (m_config.plant == Plant::FalseBars && (edit || set) && pick(4) == 0)
        m_wire->refuse(peer, edit ? edit->id : set->id, errors::forbidden, QStringLiteral("change"));
    else if (m_config.plant == Plant::AnybodysRights && (edit || set) && m_links[peer].client >= 0)
        storeForAnybody(*m_clients[std::size_t(m_links[peer].client)], message);
    else {
        if (m_config.plant == Plant::AnybodyDraws && commit)
            m_drawings.insert(commit->id, message);
        return false;
    }
    return true;
}

bool SimWorld::isStoredAllTheSame(server::PeerId peer, const Failure &failure)
{
    const bool isOfRights = failure.code == errors::forbidden || failure.code == errors::frozen;
    if (m_config.plant != Plant::AnybodyDraws || !isOfRights || !failure.id || !m_drawings.contains(*failure.id))
        return false;
    storeForAnybody(*m_clients[std::size_t(m_links[peer].client)], m_drawings.take(*failure.id));
    return true;
}

void SimWorld::storeForAnybody(const SimClient &one, const ClientMessage &message)
{
    const auto *edit = std::get_if<BoardListEdit>(&message);
    const auto *set = std::get_if<RightsSet>(&message);
    const auto *commit = std::get_if<BoardCommit>(&message);
    RoomEvent event;
    event.id = commit ? commit->id : edit ? edit->id : set->id;
    event.author = one.user();
    event.name = one.name();
    event.time = m_clock.wallMs();
    if (commit)
        event.board = BoardChange{commit->ops, {}, commit->step};
    else if (edit)
        event.boards = edit->change;
    else
        event.rights = set->change;
    m_store->append(commit ? commit->room : edit ? edit->room : set->room, event, {});
}

} // namespace coterie::sim
