// SPDX-License-Identifier: MIT
#include "app/session/boardparcels.h"

#include "shared/protocol/limits.h"
#include "shared/protocol/protocol.h"

#include <numeric>
#include <utility>

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
    const auto hasRoom = [&](qsizetype count, qsizetype size) {
        return !parcels.isEmpty() && parcels.last().size() + count <= maxBoardOps && bytes + size <= mostBytes;
    };
    const auto begin = [&] {
        parcels.append(QList<BoardOp>());
        bytes = 0;
    };
    for (qsizetype i = 0; i < ops.size();) {
        qsizetype end = i + 1;
        while (ops.at(i).act == BoardAct::Create && end < ops.size() && ops.at(end).object == ops.at(i).object)
            ++end;
        QList<qsizetype> sizes;
        for (qsizetype j = i; j < end; ++j)
            sizes.append(ops.size() > 1 ? bytesOf({ops.at(j)}) - envelope : 0);
        if (!hasRoom(end - i, std::accumulate(sizes.cbegin(), sizes.cend(), qsizetype(0))))
            begin();
        for (const qsizetype size : std::as_const(sizes)) {
            if (!parcels.last().isEmpty() && !hasRoom(1, size)) // too much for one by itself
                begin();
            parcels.last().append(ops.at(i++));
            bytes += size;
        }
    }
    return parcels;
}

} // namespace coterie
