// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

namespace coterie {

// What does something to these pieces of a stroke, however many they are: one operation takes maxBoardParts. make is
// BoardOp::erasePart or BoardOp::restorePart.
template <typename Make>
[[nodiscard]] QList<BoardOp> boardPartOps(const ObjectId &stroke, const BoardIntervals &parts, Make make)
{
    QList<BoardOp> ops;
    for (qsizetype at = 0; at < parts.size(); at += maxBoardParts)
        ops.append(make(stroke, parts.mid(at, maxBoardParts)));
    return ops;
}

[[nodiscard]] inline QList<BoardOp> erasePartOps(const ObjectId &stroke, const BoardIntervals &parts)
{
    return boardPartOps(stroke, parts, BoardOp::erasePart);
}

[[nodiscard]] inline QList<BoardOp> restorePartOps(const ObjectId &stroke, const BoardIntervals &parts)
{
    return boardPartOps(stroke, parts, BoardOp::restorePart);
}

} // namespace coterie
