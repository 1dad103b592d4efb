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
constexpr qsizetype mostBytes = 64 * 1024 * 1024;
constexpr qsizetype mostPieces = 4'000;

// Any legal id; the clipboard belongs to no room.
const RoomId nowhere{QUuid(u"018f0000-0000-7000-8000-000000000001")};
const OpId nothing{QUuid(u"018f0000-0000-7000-8000-000000000002")};

} // namespace

QByteArray encodeClip(const QList<BoardOp> &creations)
{
    QCborArray pieces;
    for (qsizetype at = 0; at < creations.size(); at += opsInPiece) {
        BoardCommit piece;
        piece.id = nothing;
        piece.room = nowhere;
        piece.ops = creations.mid(at, opsInPiece);
        pieces.append(encode(ClientMessage(piece), Framing::Cbor));
    }
    return QCborValue(pieces).toCbor();
}

std::optional<QList<BoardOp>> decodeClip(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > mostBytes)
        return {};
    const QCborArray pieces = QCborValue::fromCbor(bytes).toArray();
    if (pieces.isEmpty() || pieces.size() > mostPieces)
        return {};
    QList<BoardOp> creations;
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
        creations += commit->ops;
    }
    return creations;
}

QByteArray encodeClipPictures(const QHash<QByteArray, QByteArray> &pictures)
{
    QCborMap map;
    qsizetype all = 0;
    for (auto at = pictures.begin(); at != pictures.end(); ++at)
        if ((all += at->size()) <= mostBytes)
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
