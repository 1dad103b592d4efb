// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QByteArray>

#include <deque>

namespace coterie::server {

// The newest events of one room, encoded and framed, for those who lag: shared by all of them, so that what a slow
// reader costs does not depend on how many there are. A piece holds what one turn brought; a cursor stands at the
// beginning of a piece. There is a ring only while somebody in the room lags. Any one thread.
class EventRing final
{
public:
    static constexpr Seq mostEvents = 512;
    static constexpr qsizetype mostBytes = 1024 * 1024;

    struct Piece {
        Seq first, last;
        QByteArray frames;
    };

    // They follow the last piece. The oldest go when there are too many; the newest always stays.
    void append(Seq first, Seq last, const QByteArray &frames);

    [[nodiscard]] const Piece *find(Seq first) const; // nothing: it has gone, or is still to come
    [[nodiscard]] Seq begin() const { return m_pieces.empty() ? 0 : m_pieces.front().first; }
    [[nodiscard]] Seq end() const { return m_pieces.empty() ? 0 : m_pieces.back().last + 1; }
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }

private:
    std::deque<Piece> m_pieces;
    qsizetype m_bytes = 0;
};

} // namespace coterie::server
