// SPDX-License-Identifier: MIT
#include "app/ui/board/boardduplicate.h"

#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/boardcopy.h"
#include "app/ui/board/boardclip.h"
#include "app/ui/board/exchange/importtally.h"
#include "app/ui/board/exchange/longtext.h"
#include "shared/protocol/errors.h"

#include <QCoreApplication>
#include <QSet>

namespace coterie::ui {

namespace {

struct DuplicateWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::BoardDuplicate)
};

// The host would refuse them, and with each all that goes out with it.
QSet<QByteArray> lackingPictures(const QList<BoardOp> &creations, BoardAssets *assets)
{
    QSet<QByteArray> lacking;
    if (assets)
        for (const BoardOp &op : creations)
            if (op.asset && assets->bytes(*op.asset).isEmpty() && assets->failureOf(*op.asset) == errors::notFound)
                lacking.insert(*op.asset);
    return lacking;
}

} // namespace

BoardDuplicate duplicateOf(const BoardDoc &doc)
{
    BoardDuplicate out;
    QList<BoardOp> all = copiesOf(doc);
    out.newer = int(all.removeIf([](const BoardOp &op) { return op.kind && !isKnownBoardKind(*op.kind); }));
    const QList<BoardOp> pieces = withTextsInPieces(all, &out.splitTexts);
    out.creations = takeable(pieces);
    out.unfit = seenObjectsOf(pieces) - seenObjectsOf(out.creations);
    out.objects = seenObjectsOf(all) - out.unfit;
    return out;
}

BoardDuplicate duplicateOf(const BoardController &board)
{
    BoardDuplicate out = duplicateOf(board.doc());
    out.leaveOutLacking(board.assets());
    return out;
}

void BoardDuplicate::leaveOutLacking(BoardAssets *assets)
{
    creations = withoutPictures(creations, lackingPictures(creations, assets), &pictures);
    objects -= pictures;
}

QStringList BoardDuplicate::sentences(const QString &name) const
{
    return QStringList{
               objects == 0
                   ? DuplicateWords::tr("This is an empty copy of “%1”").arg(name)
                   : DuplicateWords::tr("This is a copy of “%1”, with %Ln object(s)", nullptr, objects).arg(name)} +
           differences();
}

QStringList BoardDuplicate::differences() const
{
    QStringList said;
    if (newer > 0)
        said.append(DuplicateWords::tr("%Ln object(s) were left out: only a newer version can copy them", nullptr, newer));
    if (pictures > 0)
        said.append(DuplicateWords::tr("%Ln picture(s) were left out: the host has not got them", nullptr, pictures));
    ImportTally tally;
    tally.unfit = unfit;
    tally.splitTexts = splitTexts;
    return said + tally.sentences();
}

QString whyNotAllHere(const BoardController &board, bool isOnlyHere)
{
    if (isOnlyHere)
        return {};
    if (board.isOnline() ? !board.isCaughtUp() : board.isReading())
        return DuplicateWords::tr("“%1” is still being loaded. Try again in a moment");
    if (!board.isLoaded())
        return DuplicateWords::tr("“%1” is not on this computer. You can duplicate it as soon as you are online");
    return {};
}

} // namespace coterie::ui
