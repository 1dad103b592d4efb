// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardintake.h"

#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/exchange/boardjson.h"
#include "app/ui/board/exchange/imageimport.h"
#include "app/ui/board/picturedecoder.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace coterie::ui {
namespace {

struct IntakeWords {
    Q_DECLARE_TR_FUNCTIONS(BoardIntake)
};

// A drawing may be far larger than what it carries: its board stands before what is drawn, and is all that is read.
bool isDrawing(const QByteArray &head)
{
    return head.startsWith("<?xml") || head.startsWith("<svg");
}

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

BoardIntake decodedPicture(const ImportedImage &image)
{
    BoardIntake intake;
    intake.kind = BoardIntake::Kind::Picture;
    intake.error = image.error;
    if (!intake.error.isEmpty())
        return intake;
    BoardObject object;
    object.id = newId<ObjectId>();
    object.kind = BoardKind::Image;
    object.w = image.shown.width();
    object.h = image.shown.height();
    object.asset = digestOf(image.bytes);
    intake.assets.insert(object.asset, image.bytes);
    intake.ops = {creationOf(object, object.id)};
    intake.made = {object.id};
    intake.box = object.frame();
    return intake;
}

// Only the part that is shown of a picture comes onto the board. Of a few pixels a file can ask for very many: what is
// beyond this is left out.
constexpr qint64 mostCutPixels = 256LL * 1024 * 1024;

// Puts the cut pictures in the place of whole ones; what cannot be had is an image without a picture.
void cutPictures(BoardIntake &intake, BoardImport &board)
{
    QHash<QByteArray, QList<qsizetype>> cutOf; // of each picture: the operations that show a part of it
    for (qsizetype i = 0; i < board.ops.size(); ++i)
        if (const BoardOp &op = board.ops.at(i); op.asset && board.cuts.contains(*op.object))
            cutOf[*op.asset].append(i);
    qint64 pixels = 0;
    for (auto at = cutOf.cbegin(); at != cutOf.cend(); ++at) {
        const DecodedImage whole = decodedImage(board.assets.value(at.key()));
        for (const qsizetype i : at.value()) {
            BoardOp &op = board.ops[i];
            const PictureCut cut = board.cuts.value(*op.object);
            const QSize size = cut.pixelsOf(whole.image.size()).size();
            pixels += qint64(size.width()) * size.height();
            const ImportedImage image = pixels <= mostCutPixels ? importImage(whole, cut) : ImportedImage();
            op.asset = image.bytes.isEmpty() ? QByteArray() : digestOf(image.bytes);
            if (!image.bytes.isEmpty())
                intake.assets.insert(*op.asset, image.bytes);
        }
    }
}

// Takes out the groups that nothing came into, and those that are empty by that.
void dropEmptyGroups(QList<BoardOp> &ops)
{
    QHash<ObjectId, int> held;
    QHash<ObjectId, ObjectId> holder;
    QSet<ObjectId> groups;
    for (const BoardOp &op : std::as_const(ops)) {
        if (op.act != BoardAct::Create)
            continue;
        if (op.kind == BoardKind::Group)
            groups.insert(*op.object);
        if (op.parent) {
            ++held[*op.parent];
            holder.insert(*op.object, *op.parent);
        }
    }
    QList<ObjectId> empty;
    for (const ObjectId &group : std::as_const(groups))
        if (!held.contains(group))
            empty.append(group);
    for (qsizetype i = 0; i < empty.size(); ++i) {
        const auto at = holder.constFind(empty.at(i));
        if (at != holder.constEnd() && groups.contains(*at) && --held[*at] == 0)
            empty.append(*at);
    }
    const QSet<ObjectId> gone(empty.cbegin(), empty.cend());
    ops.removeIf([&](const BoardOp &op) { return op.object && gone.contains(*op.object); });
}

// Makes what the file brought of pictures fit to be kept. By the hash in the file: the one it has now.
QHash<QByteArray, QByteArray> keepPictures(BoardIntake &intake, const QHash<QByteArray, QByteArray> &brought)
{
    QHash<QByteArray, QByteArray> now;
    for (auto at = brought.begin(); at != brought.end(); ++at) {
        // Anew in any case: a file may carry anything behind the first bytes of a picture.
        const ImportedImage image = importImage(at.value());
        if (!image.error.isEmpty())
            continue;
        const QByteArray hash = digestOf(image.bytes);
        intake.assets.insert(hash, image.bytes);
        now.insert(at.key(), hash);
    }
    return now;
}

BoardIntake boardOf(const QByteArray &file, const QSet<QByteArray> &known, const ImportIds &ids)
{
    BoardIntake intake;
    BoardImport board = importBoard(file, ids);
    intake.title = board.name;
    intake.error = board.error;
    intake.add(board);
    if (!intake.error.isEmpty())
        return intake;
    cutPictures(intake, board);
    QSet<QByteArray> shown;
    for (const BoardOp &op : std::as_const(board.ops))
        if (op.asset)
            shown.insert(*op.asset);
    QHash<QByteArray, QByteArray> toKeep;
    for (auto at = board.assets.begin(); at != board.assets.end(); ++at)
        if (shown.contains(at.key()) && !known.contains(at.key()))
            toKeep.insert(at.key(), at.value());
    const QHash<QByteArray, QByteArray> kept = keepPictures(intake, toKeep);
    const auto hasPicture = [&](const QByteArray &asset) {
        return known.contains(asset) || kept.contains(asset) || intake.assets.contains(asset);
    };
    QSet<ObjectId> left;
    for (const BoardOp &op : std::as_const(board.ops))
        if (op.asset && !hasPicture(*op.asset))
            left.insert(*op.object);
    intake.pictures += int(left.size());
    board.ops.removeIf([&](const BoardOp &op) { return left.contains(*op.object); });
    dropEmptyGroups(board.ops);
    for (BoardOp &op : board.ops) {
        if (op.asset)
            op.asset = kept.value(*op.asset, *op.asset);
        // A line that was bound to a picture which is not there ends where it ended.
        for (std::optional<BoardAnchor> *anchor : {&op.start, &op.end})
            if (*anchor && left.contains((*anchor)->object))
                anchor->reset();
        intake.ops.append(op);
        if (op.act == BoardAct::Create && !op.parent)
            intake.made.append(*op.object);
    }
    BoardDoc doc; // to see how large it is
    Seq seq = 0;
    for (const BoardOp &op : std::as_const(intake.ops))
        doc.apply({newId<OpId>(), UserId(), {op}}, ++seq);
    for (const BoardObject &object : routedBoardObjects(doc))
        intake.box |= object.box();
    if (intake.ops.isEmpty())
        intake.error = IntakeWords::tr("There is nothing in it that a board can have.");
    return intake;
}

} // namespace

BoardIntake intakeOf(const QByteArray &file, const QSet<QByteArray> &known, const ImportIds &ids)
{
    if (pictureFormatOf(file) != PictureFormat::None)
        return decodedPicture(importImage(file));
    const QByteArray head = file.left(256).trimmed();
    if (head.startsWith('{') || head.startsWith('<') || head.startsWith("\xef\xbb\xbf"))
        return boardOf(head.startsWith("\xef\xbb\xbf") ? file.mid(3) : file, known, ids);
    BoardIntake intake;
    intake.error = file.isEmpty() ? IntakeWords::tr("The file is empty.")
                                  //: %1 is a list of formats, such as "PNG, JPEG, GIF"
                                  : IntakeWords::tr("This is neither a picture (%1) nor a board (JSON of Coterie, "
                                                    ".excalidraw, an SVG that Coterie exported).")
                                        .arg(namesOf(readablePictures()));
    return intake;
}

BoardIntake intakeOfFile(const QString &path, const QSet<QByteArray> &known, const ImportIds &ids)
{
    QFile file(path);
    BoardIntake intake;
    if (QFileInfo(path).isDir())
        intake.error = IntakeWords::tr("This is a folder. Drop the files in it.");
    else if (!file.open(QIODevice::ReadOnly))
        intake.error = IntakeWords::tr("The file cannot be read: %1.").arg(file.errorString());
    else if (file.size() > mostImportBytes && !isDrawing(file.peek(256).trimmed()))
        intake.error = IntakeWords::tr("The file is larger than 256 MB.");
    else
        intake = intakeOf(file.read(mostImportBytes), known, ids);
    intake.name = QFileInfo(path).fileName();
    return intake;
}

BoardIntake intakeOf(const QImage &image)
{
    return decodedPicture(importImage(image));
}

QList<BoardOp> placed(const BoardIntake &intake, const QPointF &corner, double scale)
{
    QList<BoardOp> ops = intake.ops;
    for (BoardOp &op : ops) {
        if (op.x && op.y) {
            op.x = corner.x() + (*op.x - intake.box.x()) * scale;
            op.y = corner.y() + (*op.y - intake.box.y()) * scale;
        }
        if (op.w && op.h && scale != 1) {
            op.w = *op.w * scale;
            op.h = *op.h * scale;
        }
    }
    return ops;
}

} // namespace coterie::ui
