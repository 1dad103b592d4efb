// SPDX-License-Identifier: MIT
#include "shared/protocol/boardrights.h"

#include "shared/board/boardtext.h"
#include "shared/protocol/errors.h"

#include <QSet>

#include <algorithm>

namespace coterie {

namespace {

// Of all that would be erased with it: what cannot be seen, such as an empty group, is somebody's too.
bool isOwnTree(const BoardDoc &doc, const ObjectId &id, const UserId &user)
{
    const auto contents = doc.contents(id);
    return std::all_of(contents.cbegin(), contents.cend(), [&](const ObjectId &child) {
        return doc.authorOf(child) == user && isOwnTree(doc, child, user);
    });
}

// Who may only add has not made a text before it is written: they go on writing in what they made themselves. A text is
// as large as its letters, and gone when it is left without any that one could see.
bool isWritingOn(const BoardDoc &doc, const UserId &user, const BoardOp &op)
{
    if (doc.authorOf(*op.object) != user)
        return false;
    const auto object = doc.object(*op.object);
    if (op.act == BoardAct::Text)
        return true;
    if (!object || object->kind != BoardKind::Text)
        return false;
    if (op.act == BoardAct::Erase)
        return isBlankBoardText(object->text);
    BoardOp size = BoardOp::set(*op.object);
    size.x = op.x;
    size.y = op.y;
    size.w = op.w;
    size.h = op.h;
    return op == size;
}

// Of one operation on an object that was there before.
const char *faultOf(const RoomState &state, const BoardDoc &doc, const UserId &user, BoardRight right,
                    const BoardOp &op)
{
    if (right == BoardRight::Draw && !isWritingOn(doc, user, op))
        return "you may add to this board, not change what is on it";
    if (right == BoardRight::EditOwn && (doc.authorOf(*op.object).value_or(user) != user ||
                                         (op.act == BoardAct::Erase && op.base && !isOwnTree(doc, *op.object, user))))
        return "you may change only what you have drawn yourself";
    if (op.locked == false && isBarredByModerator(state, doc, user, *op.object))
        return "a moderator has locked this";
    return nullptr;
}

// What a redo does again needs the right that it needed at first (P49); what was undone may be of a time with more.
// rewritten: the texts that what is redone before it, in the same transaction, has written in.
const char *faultOfRedo(const RoomState &state, const BoardDoc &doc, const UserId &user, BoardRight right,
                        const OpId &target, QSet<ObjectId> &rewritten)
{
    const auto isWriting = [&](const BoardDoc::Touched &one) {
        return one.fits && (!one.ended || rewritten.contains(one.id) ||
                            isBlankBoardText(doc.textOf(one.id).value_or(QString())));
    };
    for (const BoardDoc::Touched &one : doc.touchedBy(user, target)) {
        if (one.locked && isBarredByModerator(state, doc, user, one.id))
            return "a moderator has locked this";
        const bool mayOwn = right == BoardRight::EditOwn || isWriting(one);
        if (right != BoardRight::EditAll && !one.made && (one.author != user || !mayOwn))
            return "you may not do this again: it changes what you may not change any more";
        if (one.wrote)
            rewritten.insert(one.id);
    }
    return nullptr;
}

} // namespace

bool isBarredByModerator(const RoomState &state, const BoardDoc &doc, const UserId &user, const ObjectId &id)
{
    const auto by = state.isModerator(user) ? std::nullopt : doc.lockedBy(id);
    return by && *by != user && state.isModerator(*by);
}

std::optional<BoardRefusal> checkBoardRights(const RoomState &state, const BoardId &board, const BoardDoc &doc,
                                             const UserId &user, const QList<BoardOp> &ops)
{
    const BoardInfo *info = state.board(board);
    if (!info)
        return BoardRefusal{errors::notFound, QStringLiteral("board"), QStringLiteral("there is no such board")};
    const bool moderator = state.isModerator(user);
    if (info->removed || (info->frozenBy && !moderator))
        return BoardRefusal{errors::frozen, QStringLiteral("board"),
                            info->removed ? QStringLiteral("the board was removed")
                                          : QStringLiteral("the board is frozen")};
    const BoardRight right = state.rightOf(user);
    if (right == BoardRight::View)
        return BoardRefusal{errors::forbidden, QStringLiteral("board"), QStringLiteral("you may only look at it")};
    QSet<ObjectId> created, rewritten;
    for (qsizetype i = 0; i < ops.size(); ++i) {
        const BoardOp &op = ops.at(i);
        const char *fault = nullptr;
        if (op.act == BoardAct::Create && op.object)
            created.insert(*op.object);
        else if (op.act == BoardAct::Clear && !moderator)
            fault = "only a moderator of the room clears a board";
        else if (op.act == BoardAct::Redo && op.target && !moderator)
            fault = faultOfRedo(state, doc, user, right, *op.target, rewritten);
        else if (op.object && !created.contains(*op.object))
            fault = faultOf(state, doc, user, right, op);
        if (fault)
            return BoardRefusal{errors::forbidden, QStringLiteral("ops[%1]").arg(i), QString::fromLatin1(fault)};
    }
    return {};
}

} // namespace coterie
