// SPDX-License-Identifier: MIT
#include "app/session/roomboards.h"

#include "app/session/boardcopy.h"
#include "app/session/boardlookout.h"
#include "app/session/boardparcels.h"
#include "app/session/boardpast.h"
#include "app/session/errortext.h"
#include "app/session/outbox.h"
#include "shared/protocol/errors.h"
#include "shared/util/text.h"

#include <algorithm>

namespace coterie {

namespace {

// A little less than the rate "summon" of a host, so that none has to wait for that.
constexpr double summonsPerSecond = 0.18, summonsAtOnce = 2;

BoardListChange anyBoard() // as it would be added
{
    return {BoardListAct::Add, {}, QStringLiteral("x"), {}};
}

} // namespace

RoomBoards::RoomBoards(const RoomId &room, Requests &requests, LocalStore &store, Outbox &outbox, const Clock &clock,
                       QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_requests(requests)
    , m_store(store)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_summons(summonsPerSecond, summonsAtOnce)
    , m_confirmed(room, {}, BoardRight::EditAll)
    , m_shown(m_confirmed)
    , m_kept(room, store)
{
    m_model.setBoards(m_shown, m_me);
    m_current = current();
}

BoardId RoomBoards::current() const
{
    return homeOf(m_chosen);
}

void RoomBoards::setCurrent(const BoardId &board)
{
    if (board == m_chosen)
        return;
    emit chosen(board);
    m_chosen = board;
    m_store.putCurrentBoard(m_room, board);
    tellCurrent();
}

QString RoomBoards::nameOf(const BoardId &board) const
{
    const BoardInfo *info = m_shown.board(board);
    return info ? BoardListModel::nameOf(*info) : QString();
}

bool RoomBoards::hasName(const QString &name) const
{
    const auto &all = m_shown.boards();
    return std::any_of(all.cbegin(), all.cend(), [&](const BoardInfo &one) { return one.name == name; });
}

BoardId RoomBoards::homeOf(const BoardId &board) const
{
    return m_model.rowOf(board) >= 0 ? board : m_model.boardAt(0);
}

bool RoomBoards::isRemoved(const BoardId &board) const
{
    const BoardInfo *info = m_shown.board(board);
    return info && info->removed;
}

bool RoomBoards::isGone(const BoardId &board) const
{
    return m_told && !m_shown.board(board);
}

BoardPast *RoomBoards::past(const BoardId &board, QObject *parent)
{
    return new BoardPast(m_room, board, m_requests, parent);
}

void RoomBoards::tellCurrent()
{
    if (std::exchange(m_current, current()) != current())
        emit currentChanged(m_current);
}

// ---- what the person asks for

bool RoomBoards::change(const BoardListChange &change)
{
    if (const auto refusal = m_shown.check(m_me, change)) {
        emit noticed(refusalSentence(change, refusal->code));
        return false;
    }
    RoomEvent event;
    event.id = newId<OpId>();
    event.boards = change;
    return ask(event, BoardListEdit{event.id, m_room, change});
}

// Never kept for later: by then it would be about another moment.
void RoomBoards::summon(const BoardId &board, const QRectF &view,
                        const std::function<void(const QString &sentence)> &told)
{
    const auto area = boardAreaOf(view);
    if (!isModerator())
        return told(tr("Only a moderator of the room can bring everyone here"));
    if (!m_passesSummons)
        return told(errorSentence(QString(errors::unknownType)));
    if (!area)
        return told(tr("Nothing of the board is in sight"));
    // As often as the host allows: a question that had to wait would bring people to where one was then.
    if (m_summoning || m_summons.take(m_clock.monotonicMs()) > 0)
        return told(tr("Everyone is being asked already"));
    m_summoning = true;
    m_requests.ask<Done>(
        BoardSummon{0, m_room, *area, boardOnWire(m_room, board)},
        [this, told](const Done &) {
            m_summoning = false;
            told(tr("Everyone in the room is asked to come here. They may stay where they are"));
        },
        [this, told](const Failure &failure) {
            m_summoning = false;
            told(failure.code == Requests::lostCode ? tr("You are offline: nobody can hear that you want them here")
                                                    : errorSentence(failure));
        },
        Requests::Urgency::Next);
}

bool RoomBoards::change(const RightsChange &change)
{
    if (const auto refusal = m_shown.check(m_me, change)) {
        emit noticed(errorSentence(refusal->code));
        return false;
    }
    RoomEvent event;
    event.id = newId<OpId>();
    event.rights = change;
    return ask(event, RightsSet{event.id, m_room, change});
}

bool RoomBoards::ask(RoomEvent event, const ClientMessage &message)
{
    event.author = m_me;
    m_pending.append({event});
    m_outbox.add({event.id, m_room, m_clock.wallMs(), message, {}});
    show();
    return true;
}

QString RoomBoards::barrierToAdding() const
{
    const auto refusal = m_shown.check(m_me, anyBoard());
    return refusal ? refusal->code : QString();
}

QString RoomBoards::whyNotAdding() const
{
    const QString code = barrierToAdding();
    return code.isEmpty() ? QString() : refusalSentence(anyBoard(), code);
}

// What is in the way, and what helps: one that was removed still counts where they are counted for good. Only a
// moderator removes one, and brings it back.
QString RoomBoards::refusalSentence(const BoardListChange &change, const QString &code) const
{
    if (code == errors::forbidden && change.act == BoardListAct::Add)
        return tr("You may not add boards in this room");
    if (code != errors::full)
        return errorSentence(code);
    if (change.act == BoardListAct::Restore || m_shown.boards().size() < mostBoards)
        return isModerator() ? tr("This room has as many boards as it may. Remove one that nobody needs")
                             : tr("This room has as many boards as it may. Ask a moderator to remove one");
    if (m_model.rowCount() >= mostBoardsShown)
        return tr("This room has had as many boards as it may. Go on in another room");
    return isModerator() ? tr("This room has had as many boards as it may. Bring one back that was removed, or go on "
                              "in another room")
                         : tr("This room has had as many boards as it may. Ask a moderator to bring one back that was "
                              "removed, or go on in another room");
}

BoardId RoomBoards::add(const QString &name, const std::optional<BoardId> &after)
{
    const auto board = newId<BoardId>();
    const QString usable = normalizedName(name).value_or(QString());
    const bool good = change(BoardListChange{BoardListAct::Add, board, usable, after});
    return good ? board : BoardId{};
}

bool RoomBoards::rename(const BoardId &board, const QString &name)
{
    const QString usable = normalizedName(name).value_or(QString());
    return change(BoardListChange{BoardListAct::Rename, board, usable, {}});
}

bool RoomBoards::remove(const BoardId &board)
{
    return change(BoardListChange{BoardListAct::Remove, board, {}, {}});
}

bool RoomBoards::restore(const BoardId &board)
{
    return change(BoardListChange{BoardListAct::Restore, board, {}, {}});
}

bool RoomBoards::setFrozen(const BoardId &board, bool frozen)
{
    return change(BoardListChange{frozen ? BoardListAct::Freeze : BoardListAct::Thaw, board, {}, {}});
}

// ---- boards made of others

// "Lab board (my changes) 2": the list, and whoever exports by name, can tell them apart.
QString RoomBoards::numberedName(const QString &pattern, const QString &of) const
{
    // As a board will have it: two that differ by a kind of blank are one.
    const auto like = [&](const QString &numbered) {
        const QString name = boardNameLike(numbered, of);
        return normalizedName(name).value_or(name);
    };
    QString name = like(pattern);
    for (int n = 2; hasName(name); ++n)
        name = like(pattern + u' ' + QString::number(n));
    return name;
}

QString boardNameLike(const QString &pattern, const QString &name)
{
    const qsizetype room = nameLength.max - pattern.arg(QString()).size();
    if (name.size() <= room)
        return pattern.arg(name);
    // Neither half a sign nor what joins one to the next can stand at the end of a name; a blank there would be lost.
    const auto isLoose = [](QChar end) {
        return end.isHighSurrogate() || end.isSpace() || end == QChar(0x200c) || end == QChar(0x200d);
    };
    QString kept = name.left(std::max(room, qsizetype(0)));
    while (!kept.isEmpty() && isLoose(kept.back()))
        kept.chop(1);
    return pattern.arg(kept);
}

BoardId RoomBoards::addCopy(const BoardId &of, const QString &pattern, const QString &name,
                            const QList<BoardOp> &creations)
{
    const BoardId copy = add(numberedName(pattern, name), of);
    if (copy.isNull())
        return copy;
    // The board is in the outbox before what stands on it.
    auto id = newId<OpId>();
    const OpId step = id;
    for (const QList<BoardOp> &parcel : boardParcels(detached(creations))) {
        m_outbox.add({id, m_room, m_clock.wallMs(), BoardCommit{id, m_room, parcel, copy, step}, {}});
        id = newId<OpId>();
    }
    return copy;
}

// ---- what comes from the host, and from an earlier run

void RoomBoards::setMe(const UserId &me)
{
    m_me = me;
    show();
}

void RoomBoards::load()
{
    m_told = false;
    m_read = false;
    m_epoch = {};
    m_anew = m_stateRead = false;
    m_pending.clear();
    for (const OutboxEntry &entry : m_outbox.entries(m_room)) {
        RoomEvent event;
        event.id = entry.id;
        event.author = m_me;
        if (const auto *edit = std::get_if<BoardListEdit>(&entry.message))
            event.boards = edit->change;
        else if (const auto *rights = std::get_if<RightsSet>(&entry.message))
            event.rights = rights->change;
        else
            continue;
        m_pending.append({event});
    }
    m_confirmed = RoomState(m_room, {}, BoardRight::EditAll);
    show();
    m_store.roomState(m_room, [this](const CachedRoomState &kept) {
        if (m_chosen.isNull())
            m_chosen = kept.current.value_or(BoardId{});
        m_stateRead = true;
        if (kept.page && !m_told)
            m_confirmed = RoomState(*kept.page);
        show();
        if (m_told && std::exchange(m_anew, false) && kept.page) // the host was quicker than this computer's disk
            tellLost(RoomState(*kept.page));
    });
    m_store.conflicts(m_room, [this](const QHash<BoardId, RefusedWork> &conflicts) {
        for (auto one = conflicts.cbegin(); one != conflicts.cend(); ++one) {
            m_kept.read(one.key(), one.value(), possible(one.value()));
            tellConflict(one.key());
        }
        m_read = true;
        rehomeConflicts();
    });
}

// What the host has acknowledged, and lost before it came back in the log, is still shown: it goes once more under its
// id, as messages do (A185).
void RoomBoards::askAgain()
{
    QList<OutboxEntry> lost;
    for (Pending &one : m_pending) {
        if (m_outbox.find(one.event.id))
            continue; // it is on its way anyhow
        one.seq = 0;
        const OpId id = one.event.id;
        ClientMessage message = BoardListEdit{id, m_room, one.event.boards.value_or(BoardListChange{})};
        if (one.event.rights)
            message = RightsSet{id, m_room, *one.event.rights};
        lost.append({id, m_room, m_clock.wallMs(), message, {}});
    }
    m_outbox.addAhead(lost);
}

// Boards and rights that were in the lost log come back by nobody's doing, and a board that was frozen can be drawn on:
// whoever sees to them has to know.
void RoomBoards::tellLost(RoomState before)
{
    for (const Pending &one : std::as_const(m_pending)) // which are not lost
        before.foresee(one.event);
    const bool boards = before.boards() != m_shown.boards();
    const bool rights = before.everybody() != m_shown.everybody() || before.page().people != m_shown.page().people;
    if (before.seq() == 0 || (!boards && !rights))
        return;
    emit noticed(boards ? tr("The host was set back to an earlier state, and the boards of this room are not as they "
                             "were. Look which there are, and who may do what")
                        : tr("The host was set back to an earlier state, and who may do what in this room is not as it "
                             "was. Look at it"));
}

void RoomBoards::roomJoined(const RoomInfo &room, bool anew)
{
    Q_ASSERT(room.id == m_room);
    if (anew || (!m_epoch.isNull() && room.epoch != m_epoch)) {
        m_anew = true;
        askAgain();
    }
    m_epoch = room.epoch;
    RoomStateGet question;
    question.room = m_room;
    m_requests.ask<RoomStatePage>(
        question,
        [this](const RoomStatePage &page) {
            m_told = true;
            const BoardId before = m_current;
            const QString name = nameOf(before);
            const RoomState known = std::exchange(m_confirmed, RoomState(page));
            m_pending.removeIf([&](const Pending &one) { return one.seq > 0 && one.seq <= page.seq; });
            m_store.putRoomState(page);
            show();
            rehomeConflicts();
            if (m_stateRead && std::exchange(m_anew, false))
                tellLost(known);
            if (const BoardInfo *info = m_confirmed.board(before); info && info->removed && m_current != before)
                emit noticed(
                    tr("The board “%1” has been removed meanwhile. You are on “%2” now").arg(name, nameOf(m_current)));
        },
        [](const Failure &) {}); // the next join asks again; what is known so far holds
}

void RoomBoards::handleEvent(const RoomEvent &event)
{
    if (!m_told) // the page that is on its way has it
        return;
    m_pending.removeIf([&](const Pending &one) { return one.event.id == event.id; });
    const BoardId before = m_current;
    const QString name = nameOf(before);
    if (!m_confirmed.apply(event))
        return;
    m_store.putRoomState(m_confirmed.page());
    show();
    rehomeConflicts();
    // One's own was shown, and left, when it was asked for.
    if (m_current != before && event.boards && event.boards->act == BoardListAct::Remove &&
        event.boards->board == before)
        //: %1 is a person, %2 and %3 are names of boards.
        emit noticed(tr("%1 removed the board “%2”. You are on “%3” now").arg(event.name, name, nameOf(m_current)));
}

void RoomBoards::acknowledged(const OpId &id, Seq seq)
{
    for (Pending &one : m_pending)
        if (one.event.id == id)
            one.seq = seq;
    const auto before = m_pending.size();
    m_pending.removeIf([&](const Pending &one) { return one.seq > 0 && one.seq <= m_confirmed.seq(); });
    if (before != m_pending.size())
        show();
}

void RoomBoards::refused(const OutboxEntry &entry, const Failure &failure)
{
    if (m_pending.removeIf([&](const Pending &one) { return one.event.id == entry.id; }) == 0)
        return;
    show();
    // Somebody else may have been quicker; what they did may not be here yet.
    const auto *edit = std::get_if<BoardListEdit>(&entry.message);
    const bool isOwn = edit && (failure.code == errors::full || failure.code == errors::forbidden);
    emit noticed(isOwn ? refusalSentence(edit->change, failure.code) : errorSentence(failure));
}

void RoomBoards::show()
{
    m_shown = m_confirmed;
    for (const Pending &one : std::as_const(m_pending))
        m_shown.foresee(one.event);
    m_model.setBoards(m_shown, m_me);
    for (const BoardId &board : m_kept.boards())
        m_model.setRefused(board, conflictObjects(board), conflictReason(board));
    tellCurrent();
    emit changed();
}

} // namespace coterie
