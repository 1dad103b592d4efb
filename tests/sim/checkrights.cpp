// SPDX-License-Identifier: MIT
#include "shared/protocol/errors.h"
#include "tests/convergence/plainrights.h"
#include "tests/sim/checker.h"

#include <algorithm>

// Who might do what, at each place of the log: by the plain rights and the plain board, which know nothing of the
// server's (P24 to P29, P49).
namespace coterie::sim {

using test::PlainBoard;
using test::PlainRights;

namespace {

// Creator and session's owner are owners, whatever the log says.
PlainRights firstRights(const QList<UserId> &owners)
{
    PlainRights rights;
    for (const UserId &owner : owners) {
        if (owner.isNull())
            continue;
        RoomEvent event;
        event.rights = RightsChange{owner, Role::Owner, {}, {}};
        rights.apply(event);
    }
    return rights;
}

// Of each operation, the place of what it does again.
QList<Seq> redoneBy(const QList<BoardOp> &ops, const QHash<OpId, Seq> &places)
{
    QList<Seq> redone;
    for (const BoardOp &op : ops)
        redone.append(op.act == BoardAct::Redo ? places.value(op.target.value_or(OpId{})) : 0);
    return redone;
}

bool isOfRights(const QString &code)
{
    return code == errors::forbidden || code == errors::frozen;
}

QString differenceOfRights(RoomState shown, PlainRights rights, const QSet<UserId> &people)
{
    const auto *board = shown.board(firstBoard(shown.room()));
    if (!board || board->frozenBy.has_value() != rights.isFrozen())
        return QStringLiteral("P26: whether the board is frozen");
    if (shown.everybody() != rights.rightOf(UserId{}))
        return QStringLiteral("P25: what everybody may");
    // Rights of one's own show when those of everybody change.
    for (const auto everybody : {rights.rightOf(UserId{}), BoardRight::View, BoardRight::EditAll}) {
        RoomEvent event;
        event.rights = RightsChange{{}, {}, everybody, {}};
        (void)shown.foresee(event);
        rights.apply(event);
        for (const UserId &user : people)
            if (shown.rightOf(user) != rights.rightOf(user))
                return QStringLiteral("P25: what somebody may");
            else if (shown.roleOf(user) != rights.roleOf(user))
                return QStringLiteral("P24: the role of somebody");
    }
    return {};
}

} // namespace

RoomEvent Checker::eventOf(const OpId &id) const
{
    const Wish wish = m_invoked.value(id).wish;
    RoomEvent event;
    event.id = id;
    event.author = wish.author;
    event.boards = wish.boards;
    event.rights = wish.rights;
    return event;
}

// ---- what was refused

// There was a moment at which the board's rules forbid it, in the log as it is or as it was before it lost its end; or
// the person had not the right, at a moment between the last that anybody had seen of the log when they asked, and the
// last that can have been asked for when they heard the refusal. What the host had taken counts (P25) though the disk
// refused it then, or a crash came first: such a wish is in no log, and only where the log explains nothing it may.
void Checker::judgeRefusals(const QList<Log> &logs)
{
    for (auto at = m_barred.cbegin(); at != m_barred.cend(); ++at) {
        const Invocation &asked = m_invoked[at.key()];
        const auto found = std::find_if(logs.cbegin(), logs.cend(), [&](const Log &l) { return l.room == asked.room; });
        Log log = found == logs.cend() ? Log{asked.room, {}, {}, {}} : *found;
        const auto histories = m_whole.value(asked.room) + QList<QList<RoomEvent>>{log.events};
        for (const Barred &barred : *at) {
            const QString &code = barred.failure.code;
            if (!isOfRights(code)) {
                const bool isDrawing = asked.wish.kind == Wish::Kind::Board;
                if (!isDrawing || std::none_of(histories.cbegin(), histories.cend(),
                                               [&](const auto &events) { return isBarred(at.key(), events); }))
                    fault(QStringLiteral("K10: %1 of client %2 was refused for nothing, with %3")
                              .arg(isDrawing ? QStringLiteral("a drawing") : QStringLiteral("a change of rights"))
                              .arg(asked.client)
                              .arg(code));
                continue;
            }
            log.events = histories.at(std::min(qsizetype(barred.losses), histories.size() - 1));
            if (isOutOfRights(at.key(), barred, log, false) || isOutOfRights(at.key(), barred, log, true))
                continue;
            fault(
                asked.wish.kind == Wish::Kind::Board
                    ? QStringLiteral("P29: a drawing of client %1 was refused for want of a right that it had, with %2")
                          .arg(asked.client)
                          .arg(code)
                    : QStringLiteral("P24: client %1 may change rights, and was refused with %2")
                          .arg(asked.client)
                          .arg(code));
        }
    }
}

bool Checker::isBarred(const OpId &id, const QList<RoomEvent> &events) const
{
    const Wish wish = m_invoked.value(id).wish;
    const BoardTransaction wanted{id, wish.author, wish.ops, {}};
    BoardDoc board;
    for (const RoomEvent &event : events) {
        if (!event.board)
            continue;
        if (event.id == id) // it stands there itself: what it makes is no reason
            return false;
        if (board.validate(wanted))
            return true;
        board.apply(boardTransaction(event), event.seq);
    }
    return board.validate(wanted).has_value();
}

// Of those the host can have taken, in the order in which they were asked for, and whose place in the log is not known.
QList<RoomEvent> Checker::doubtfulWishes(const RoomId &room, int order, const QSet<OpId> &standing) const
{
    std::map<int, RoomEvent> wishes;
    for (auto at = m_invoked.cbegin(); at != m_invoked.cend(); ++at)
        if (at->room == room && at->wish.kind == Wish::Kind::Rights && at->order <= order &&
            !standing.contains(at.key()) && m_withoutEffect.value(at.key()) < m_sends.value(at.key()))
            wishes[at->order] = eventOf(at.key());
    QList<RoomEvent> events;
    for (const auto &[when, event] : wishes)
        events.append(event);
    return events;
}

bool Checker::isOutOfRights(const OpId &id, const Barred &barred, const Log &log, bool doubtful) const
{
    const Invocation asked = m_invoked.value(id);
    const auto end = std::find_if(log.events.cbegin(), log.events.cend(), [&](const RoomEvent &event) {
        return event.id == id || m_invoked.value(event.id).order > barred.order;
    });
    const Seq last = end - log.events.cbegin();
    const Seq first = std::min(asked.since, last);
    std::vector<std::pair<Seq, PlainRights>> moments; // and where each of them ends
    PlainRights rights = firstRights(log.owners);
    for (auto event = log.events.cbegin(); event != end; ++event) {
        if (!event->boards && !event->rights)
            continue;
        if (event->seq > first)
            moments.emplace_back(event->seq - 1, rights);
        rights.apply(*event);
    }
    moments.emplace_back(last, rights);
    if (doubtful) {
        const auto known = moments;
        QSet<OpId> standing;
        std::for_each(log.events.cbegin(), end, [&](const RoomEvent &event) { standing.insert(event.id); });
        const auto wishes = doubtfulWishes(asked.room, barred.order, standing);
        for (const auto &[until, moment] : known) {
            PlainRights all = moment;
            for (const RoomEvent &wish : wishes) {
                PlainRights one = moment;
                one.apply(wish);
                all.apply(wish);
                moments.emplace_back(until, one);
                moments.emplace_back(until, all);
            }
        }
    }
    if (asked.wish.kind == Wish::Kind::Rights)
        return std::any_of(moments.begin(), moments.end(),
                           [&](const auto &moment) { return !moment.second.mayAsk(eventOf(id)); });
    // What is on its way to the disk counts among the rights, and is not on the board yet: the board is the older one.
    const BoardTransaction tx{id, asked.wish.author, asked.wish.ops, {}};
    const BoardRefusal refusal{barred.failure.code, barred.failure.path.value_or(QString()),
                               barred.failure.text.value_or(QString())};
    PlainBoard board;
    QHash<OpId, Seq> places;
    bool isNew = true;
    for (Seq at = 0; at <= last; ++at) {
        if (at > 0)
            if (const RoomEvent &event = log.events.at(at - 1); event.board) {
                board.apply(boardTransaction(event), event.seq);
                places.insert(event.id, event.seq);
                isNew = true;
            }
        if (at < first || !std::exchange(isNew, false))
            continue;
        const auto redone = redoneBy(tx.ops, places);
        if (std::any_of(moments.begin(), moments.end(), [&](const auto &moment) {
                return moment.first >= at && moment.second.isTrue(refusal, tx, redone, board);
            }))
            return true;
    }
    return false;
}

// Refused each time that it was sent: it is on nobody's board, as the log alone says what is there (B13).
void Checker::judgeRefused(const Log &log)
{
    for (const RoomEvent &event : log.events)
        if (m_barred.contains(event.id) && m_withoutEffect.value(event.id) >= m_sends.value(event.id))
            fault(QStringLiteral("P29: seq %1 was refused with %2, and is stored")
                      .arg(event.seq)
                      .arg(m_barred.value(event.id).constLast().failure.code));
}

// ---- what is there

// Each event of the log was its author's to do, at its place; and in the end everybody knows who may do what.
void Checker::judgeRights(const QList<View> &views, const Log &log)
{
    PlainRights rights = firstRights(log.owners);
    PlainBoard board;
    QHash<OpId, Seq> places;
    QSet<UserId> people(log.owners.cbegin(), log.owners.cend());
    people.remove(UserId{});
    bool haveChanged = false; // ever
    for (const RoomEvent &event : log.events) {
        people.insert(event.author);
        if (event.boards || event.rights) {
            if (!rights.mayAsk(event))
                fault(QStringLiteral("P24: seq %1 changes rights, by somebody who may not").arg(event.seq));
            rights.apply(event);
            haveChanged = true;
            if (event.rights && event.rights->user)
                people.insert(*event.rights->user);
        }
        if (!event.board)
            continue;
        const BoardTransaction tx = boardTransaction(event);
        const PlainBoard before = rights.isModerator(tx.author) ? PlainBoard() : board;
        board.apply(tx, event.seq);
        if (const QString what = rights.trespass(tx, event.seq, redoneBy(tx.ops, places), before, board);
            !what.isEmpty())
            fault(QStringLiteral("%1, at seq %2").arg(what).arg(event.seq));
        places.insert(event.id, event.seq);
        m_judgedDrawings += haveChanged && !rights.isModerator(tx.author) ? 1 : 0;
    }
    for (const View &view : views) {
        if (view.room != log.room || !view.rights)
            continue;
        m_comparedRights += haveChanged ? 1 : 0;
        if (const QString difference = differenceOfRights(*view.rights, rights, people); !difference.isEmpty())
            fault(QStringLiteral("%1 is another thing for client %2 than in the log").arg(difference).arg(view.client));
    }
}

} // namespace coterie::sim
