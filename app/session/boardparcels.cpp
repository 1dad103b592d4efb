// SPDX-License-Identifier: MIT
#include "app/session/boardparcels.h"

#include "shared/protocol/limits.h"
#include "shared/protocol/protocol.h"

namespace coterie {

namespace {

constexpr qsizetype mostBytes = largestClientFrame * 3 / 4;

qsizetype bytesOf(const QList<BoardOp> &ops)
{
    return encode(ClientMessage(BoardCommit{OpId(), RoomId(), ops, {}}), Framing::Cbor).size();
}

} // namespace

QList<QList<BoardOp>> boardParcels(const QList<BoardOp> &ops)
{
    QList<QList<BoardOp>> parcels;
    const qsizetype envelope = bytesOf({});
    qsizetype bytes = 0;
    for (const BoardOp &op : ops) {
        const qsizetype size = ops.size() > 1 ? bytesOf({op}) - envelope : 0;
        if (parcels.isEmpty() || parcels.last().size() >= maxBoardOps || bytes + size > mostBytes) {
            parcels.append(QList<BoardOp>());
            bytes = 0;
        }
        parcels.last().append(op);
        bytes += size;
    }
    return parcels;
}

} // namespace coterie
