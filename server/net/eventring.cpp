// SPDX-License-Identifier: MIT
#include "server/net/eventring.h"

#include <algorithm>

namespace coterie::server {

void EventRing::append(Seq first, Seq last, const QByteArray &frames)
{
    m_pieces.push_back({first, last, frames});
    m_bytes += frames.size();
    while (m_pieces.size() > 1 && (end() - begin() > mostEvents || m_bytes > mostBytes)) {
        m_bytes -= m_pieces.front().frames.size();
        m_pieces.pop_front();
    }
}

const EventRing::Piece *EventRing::find(Seq first) const
{
    const auto at = std::lower_bound(m_pieces.begin(), m_pieces.end(), first,
                                     [](const Piece &piece, Seq seq) { return piece.first < seq; });
    return at != m_pieces.end() && at->first == first ? &*at : nullptr;
}

} // namespace coterie::server
