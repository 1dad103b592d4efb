// SPDX-License-Identifier: MIT
#include "app/ui/board/boardclip.h"

#include "shared/protocol/protocol.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>

namespace coterie::ui {
namespace {

constexpr qsizetype opsInPiece = 64;
constexpr qsizetype mostBytes = 64 * 1024 * 1024; // of the objects
constexpr qsizetype mostPieces = 4'000;

// Any legal id: of what is from no room.
const RoomId nowhere{QUuid(u"018f0000-0000-7000-8000-000000000001")};
const OpId nothing{QUuid(u"018f0000-0000-7000-8000-000000000002")};

} // namespace

QByteArray encodeClip(const QList<BoardOp> &creations, const std::optional<RoomId> &from)
{
    QCborArray pieces;
    for (qsizetype at = 0; at < creations.size(); at += opsInPiece) {
        BoardCommit piece;
        piece.id = nothing;
        piece.room = from.value_or(nowhere);
        piece.ops = creations.mid(at, opsInPiece);
        pieces.append(encode(ClientMessage(piece), Framing::Cbor));
    }
    return QCborValue(pieces).toCbor();
}

std::optional<QList<BoardOp>> decodeClip(const QByteArray &bytes)
{
    const auto clip = decodeClipWithRoom(bytes);
    return clip ? std::optional(clip->creations) : std::nullopt;
}

std::optional<BoardClip> decodeClipWithRoom(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > mostBytes)
        return {};
    const QCborArray pieces = QCborValue::fromCbor(bytes).toArray();
    if (pieces.isEmpty() || pieces.size() > mostPieces)
        return {};
    BoardClip clip{{}, nowhere};
    QSet<ObjectId> made;
    for (const QCborValue &piece : pieces) {
        const auto result = decodeFromClient(piece.toByteArray(), Framing::Cbor);
        const auto *message = std::get_if<ClientMessage>(&result);
        const auto *commit = message ? std::get_if<BoardCommit>(message) : nullptr;
        if (!commit || checkBoardOps(commit->ops))
            return {};
        for (const BoardOp &op : commit->ops) {
            if (op.act == BoardAct::Create)
                made.insert(*op.object);
            else if (op.act != BoardAct::ErasePart || !made.contains(*op.object)) // what was rubbed out of a copy
                return {};
        }
        clip.creations += commit->ops;
        clip.from = commit->room;
    }
    return clip;
}

QList<BoardOp> withoutPictures(const QList<BoardOp> &creations, const QSet<QByteArray> &lacking, int *left)
{
    QSet<ObjectId> gone;
    for (const BoardOp &op : creations)
        if (op.asset && lacking.contains(*op.asset))
            gone.insert(*op.object);
    *left = int(gone.size());
    // Group by group up to the outermost.
    for (qsizetype before = 0; before != gone.size();) {
        before = gone.size();
        QSet<ObjectId> holders;
        for (const BoardOp &op : creations)
            if (op.parent && !gone.contains(*op.object))
                holders.insert(*op.parent);
        for (const BoardOp &op : creations)
            if (op.kind == BoardKind::Group && !holders.contains(*op.object))
                gone.insert(*op.object);
    }
    QList<BoardOp> whole = creations;
    whole.removeIf([&](const BoardOp &op) { return gone.contains(*op.object); });
    return whole;
}

QByteArray encodeClipPictures(const QHash<QByteArray, QByteArray> &pictures)
{
    QCborMap map;
    qsizetype all = 0;
    for (auto at = pictures.begin(); at != pictures.end(); ++at)
        if ((all += at->size()) <= mostClipPictureBytes)
            map.insert(QCborValue(at.key()), QCborValue(*at));
    return map.toCborValue().toCbor();
}

QHash<QByteArray, QByteArray> decodeClipPictures(const QByteArray &bytes)
{
    QHash<QByteArray, QByteArray> pictures;
    const QCborMap map = QCborValue::fromCbor(bytes).toMap();
    for (const auto &[key, value] : map) {
        const QByteArray picture = value.toByteArray();
        if (QCryptographicHash::hash(picture, QCryptographicHash::Sha256) == key.toByteArray())
            pictures.insert(key.toByteArray(), picture);
    }
    return pictures;
}

} // namespace coterie::ui
