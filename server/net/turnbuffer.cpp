// SPDX-License-Identifier: MIT
#include "server/net/turnbuffer.h"

#include "server/net/frameguard.h"

#include <algorithm>

namespace coterie::server {

namespace {

// More than this is given back after a turn that needed it: there is a buffer for every group.
constexpr qsizetype keptBytes = 16 * 1024;

} // namespace

void TurnBuffer::append(quint8 opcode, QByteArrayView payload, Delivery delivery, Seq seq)
{
    appendFrameHeader(m_bytes, opcode, quint64(payload.size()));
    m_bytes.append(payload);
    mark(delivery, seq);
}

void TurnBuffer::appendFrame(QByteArrayView frame, Delivery delivery)
{
    m_bytes.append(frame);
    mark(delivery);
}

void TurnBuffer::append(const TurnBuffer &other, qsizetype from)
{
    qsizetype begin = 0;
    for (const Segment &segment : other.m_segments) {
        const qsizetype start = std::max(begin, from);
        // What has a number is like any other among one's own frames: nobody could say where to go on.
        if (segment.end > start)
            appendFrame(QByteArrayView(other.m_bytes).sliced(start, segment.end - start),
                        segment.delivery == Delivery::Volatile ? Delivery::Volatile : Delivery::Durable);
        begin = segment.end;
    }
}

void TurnBuffer::mark(Delivery delivery, Seq seq)
{
    const bool fits = !m_segments.empty() && m_segments.back().delivery == delivery &&
                      (seq == 0 || m_segments.back().last + 1 == seq);
    if (fits && !std::exchange(m_cut, false)) {
        m_segments.back().end = m_bytes.size();
        m_segments.back().last = seq;
    } else {
        m_segments.push_back({m_bytes.size(), delivery, seq, seq});
    }
}

void TurnBuffer::clear()
{
    // A slow peer may still share the bytes; then they are its own, and we start afresh.
    if (!m_bytes.isDetached() || m_bytes.capacity() > keptBytes)
        m_bytes = QByteArray();
    else
        m_bytes.resize(0);
    m_segments.clear();
}

} // namespace coterie::server
