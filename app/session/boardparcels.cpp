// SPDX-License-Identifier: MIT
#include "app/session/boardparcels.h"

#include "shared/protocol/limits.h"
#include "shared/protocol/protocol.h"

#include <QSet>

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

int leaveOutLateLocks(QList<QList<BoardOp>> &parcels)
{
    QSet<ObjectId> before;
    qsizetype left = 0;
    for (QList<BoardOp> &ops : parcels) {
        left += ops.removeIf([&](const BoardOp &op) {
            return op.act == BoardAct::Set && op.locked == true && op.object && before.contains(*op.object);
        });
        for (const BoardOp &op : std::as_const(ops))
            if (op.act == BoardAct::Create && op.object)
                before.insert(*op.object);
    }
    parcels.removeIf([](const QList<BoardOp> &ops) { return ops.isEmpty(); });
    return int(left);
}

} // namespace coterie
