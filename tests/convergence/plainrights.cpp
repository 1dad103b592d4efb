// SPDX-License-Identifier: MIT
#include "tests/convergence/plainrights.h"

#include "shared/board/boardtext.h"
#include "shared/protocol/errors.h"

#include <algorithm>

namespace coterie::test {
namespace {

using Object = PlainBoard::Object;

// What of an object has this place: everything that a transaction did to it.
struct Traces {
    bool made = false, wrote = false, parts = false;
    QSet<BoardRegister> set;
    [[nodiscard]] bool any() const { return made || wrote || parts || !set.isEmpty(); }
};

Traces tracesOf(const Object &object, Seq place)
{
    Traces all;
    all.made = object.created == place;
    all.wrote = object.edits.contains(place);
    all.parts = std::any_of(object.parts.begin(), object.parts.end(), [&](const auto &p) { return p.tx == place; });
    for (int reg = 0; reg < boardRegisterCount; ++reg) {
        const auto &writes = object.writes[size_t(reg)];
        if (std::any_of(writes.begin() + 1, writes.end(), [&](const auto &w) { return w.tx == place; }))
            all.set.insert(BoardRegister(reg));
    }
    return all;
}

// Whether what has this place counts in one of them and not in the other.
bool hasTurned(const Object &before, const Object &now, Seq place)
{
    bool turned = before.created == place && before.creationUndone != now.creationUndone;
    for (size_t reg = 0; reg < before.writes.size(); ++reg)
        for (size_t i = 1; i < before.writes[reg].size(); ++i)
            turned |= before.writes[reg][i].tx == place && before.writes[reg][i].undone != now.writes[reg][i].undone;
    for (size_t i = 0; i < before.parts.size(); ++i)
        turned |= before.parts[i].tx == place && before.parts[i].undone != now.parts[i].undone;
    const auto edit = before.edits.find(place);
    return turned || (edit != before.edits.end() && edit->second.isUndone() != now.edits.at(place).isUndone());
}

bool isFit(BoardRegister reg)
{
    return reg == BoardRegister::Position || reg == BoardRegister::Size;
}

} // namespace

BoardRight PlainRights::rightOf(UserId user) const
{
    if (isModerator(user))
        return BoardRight::EditAll;
    return roleOf(user) == Role::Guest ? BoardRight::View : m_own.value(user, m_everybody);
}

void PlainRights::apply(const RoomEvent &event)
{
    if (event.boards)
        m_frozen = event.boards->act == BoardListAct::Freeze;
    if (!event.rights)
        return;
    const RightsChange &change = *event.rights;
    if (!change.user) {
        m_everybody = *change.board;
        return;
    }
    if (change.role)
        m_roles.insert(*change.user, *change.role);
    if (change.board)
        m_own.insert(*change.user, *change.board);
    if (change.inherit)
        m_own.remove(*change.user);
}

bool PlainRights::mayAsk(const RoomEvent &event) const
{
    if (!isModerator(event.author))
        return false;
    if (!event.rights || !event.rights->user)
        return true;
    const Role own = roleOf(event.author);
    return roleOf(*event.rights->user) < own &&
           (!event.rights->role || (own >= Role::Admin && *event.rights->role < own));
}

bool PlainRights::isLockedByModerator(const PlainBoard &board, const Object &object, UserId user) const
{
    const auto &lock = board.effective(object, BoardRegister::Locked);
    return lock.value.number && lock.author != user && isModerator(lock.author) && !isModerator(user);
}

// P49, of one object that a transaction has touched; with: what else is done again before it.
bool PlainRights::mayDoAgain(UserId user, Seq done, const PlainBoard &board, const Object &object,
                             const QList<Seq> &with) const
{
    const Traces traces = tracesOf(object, done);
    const BoardRight right = rightOf(user);
    if (right == BoardRight::EditAll || traces.made || !traces.any())
        return true;
    if (object.author != user || right == BoardRight::EditOwn)
        return object.author == user;
    // Who may only add: what writing in a text of their own does, and it goes only when there is nothing to be read.
    const bool fits = std::all_of(traces.set.begin(), traces.set.end(),
                                  [](BoardRegister reg) { return isFit(reg) || reg == BoardRegister::Deleted; });
    const bool rewritten = std::any_of(with.begin(), with.end(), [&](Seq tx) { return object.edits.contains(tx); });
    const bool blank = hasBoardText(object.kind) && isBlankBoardText(board.text(object));
    return !traces.parts && fits && (traces.wrote || object.kind == BoardKind::Text) &&
           (!traces.set.contains(BoardRegister::Deleted) || rewritten || blank);
}

QString PlainRights::trespass(const BoardTransaction &tx, Seq seq, const QList<Seq> &redone, const PlainBoard &before,
                              const PlainBoard &after) const
{
    if (isModerator(tx.author))
        return {};
    const BoardRight right = rightOf(tx.author);
    if (m_frozen)
        return QStringLiteral("P26: somebody has changed a frozen board");
    if (right == BoardRight::View)
        return QStringLiteral("P25: somebody who may only look has changed the board");
    if (std::any_of(tx.ops.begin(), tx.ops.end(), [](const BoardOp &op) { return op.act == BoardAct::Clear; }))
        return QStringLiteral("P27: somebody who is no moderator has cleared the board");
    for (const auto &[id, now] : after.objects()) {
        const auto was = before.objects().find(id);
        if (was == before.objects().end())
            continue; // made by this very transaction
        if (isLockedByModerator(before, was->second, tx.author) &&
            !after.effective(now, BoardRegister::Locked).value.number)
            return QStringLiteral("P28: somebody has taken away a moderator's lock");
        if (isLockedByModerator(before, was->second, tx.author) && !isLockedByModerator(after, now, tx.author))
            return QStringLiteral("P49: somebody's lock lies above a moderator's");
        for (qsizetype i = 0; i < redone.size(); ++i)
            if (hasTurned(was->second, now, redone.at(i)) &&
                !mayDoAgain(tx.author, redone.at(i), before, was->second, redone.first(i)))
                return QStringLiteral("P49: somebody has done again what they may not do any more");
        const Traces traces = tracesOf(now, seq);
        if (!traces.any() || right == BoardRight::EditAll)
            continue;
        if (now.author != tx.author)
            return QStringLiteral("P25: somebody has changed what is somebody else's");
        const bool isText = now.kind == BoardKind::Text;
        const bool fits = std::all_of(traces.set.begin(), traces.set.end(), [&](BoardRegister reg) {
            return isText && (isFit(reg) || (reg == BoardRegister::Deleted && isBlankBoardText(after.text(now))));
        });
        if (right == BoardRight::Draw && (traces.parts || !fits))
            return QStringLiteral("P25: somebody who may only add has changed what was there");
    }
    return {};
}

bool PlainRights::isOwnTree(const PlainBoard &board, ObjectId id, UserId user, int depth)
{
    return std::all_of(board.objects().begin(), board.objects().end(), [&](const auto &entry) {
        const auto parent = board.effective(entry.second, BoardRegister::Parent).value.object();
        return parent != id || !board.isVisible(entry.second) ||
               (entry.second.author == user &&
                (depth > maxBoardNesting || isOwnTree(board, entry.first, user, depth + 1)));
    });
}

bool PlainRights::isTrue(const BoardRefusal &refusal, const BoardTransaction &tx, const QList<Seq> &redone,
                         const PlainBoard &board) const
{
    if (isModerator(tx.author) || refusal.reason.isEmpty())
        return false;
    const BoardRight right = rightOf(tx.author);
    if (refusal.path == u"board")
        return refusal.code == errors::frozen ? m_frozen
                                              : refusal.code == errors::forbidden && right == BoardRight::View;
    const auto at = std::find_if(tx.ops.begin(), tx.ops.end(), [&, i = 0](const BoardOp &) mutable {
        return refusal.path == QStringLiteral("ops[%1]").arg(i++);
    });
    if (refusal.code != errors::forbidden || at == tx.ops.end())
        return false;
    const BoardOp &op = *at;
    if (op.act == BoardAct::Clear)
        return true;
    if (op.act == BoardAct::Redo) {
        const qsizetype i = at - tx.ops.begin();
        return std::any_of(board.objects().begin(), board.objects().end(), [&](const auto &entry) {
            return !mayDoAgain(tx.author, redone.at(i), board, entry.second, redone.first(i)) ||
                   (tracesOf(entry.second, redone.at(i)).set.contains(BoardRegister::Locked) &&
                    isLockedByModerator(board, entry.second, tx.author));
        });
    }
    const auto there = op.object ? board.objects().find(*op.object) : board.objects().end();
    if (there == board.objects().end())
        return op.object && right == BoardRight::Draw; // nobody's, so not their own
    const Object &object = there->second;
    if (op.locked == false && isLockedByModerator(board, object, tx.author))
        return true;
    if (right == BoardRight::EditOwn)
        return object.author != tx.author ||
               (op.act == BoardAct::Erase && op.base && !isOwnTree(board, *op.object, tx.author));
    return right == BoardRight::Draw && (object.author != tx.author || op.act != BoardAct::Text);
}

} // namespace coterie::test
