// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <optional>

namespace coterie {

// Whether the other side of a connection still lives, and how far away it is. Told the time, never asks for it; times
// are monotonic ms. Anything that arrives is a sign of life; a ping is sent every interval whatever else goes on, so
// that the way is measured.
class Heartbeat
{
public:
    Heartbeat(qint64 intervalMs, qint64 silenceMs)
        : m_interval(intervalMs)
        , m_silence(silenceMs)
    {
    }

    void start(qint64 nowMs)
    {
        m_heard = nowMs;
        m_pinged = nowMs - m_interval; // the first ping goes out at once: the window wants a figure
        m_out = 0;
    }
    void setInterval(qint64 intervalMs) { m_interval = intervalMs; }
    void heard(qint64 nowMs) { m_heard = std::max(m_heard, nowMs); }

    // The number of the ping to send now, if one is due.
    [[nodiscard]] std::optional<qint64> takePing(qint64 nowMs)
    {
        if (nowMs - m_pinged < m_interval)
            return {};
        m_pinged = nowMs;
        m_out = ++m_number;
        return m_number;
    }
    // The round trip that a pong closes; nothing for one that was not the last asked for.
    [[nodiscard]] std::optional<int> pong(qint64 number, qint64 nowMs)
    {
        if (number != m_out)
            return {};
        m_out = 0;
        return int(nowMs - m_pinged);
    }
    [[nodiscard]] qint64 waitingMs(qint64 nowMs) const { return m_out ? nowMs - m_pinged : 0; } // for a pong
    [[nodiscard]] bool isLost(qint64 nowMs) const { return nowMs - m_heard > m_silence; }

    // This computer slept, or this program stood still: what the other side sent meanwhile is not read yet. Ask at
    // once, and leave it a moment to answer.
    void doubt(qint64 nowMs, qint64 graceMs)
    {
        m_heard = nowMs - m_silence + graceMs;
        m_pinged = nowMs - m_interval;
        m_out = 0; // what was under way then measures the sleep, not the way
    }

private:
    qint64 m_interval, m_silence;
    qint64 m_heard = 0, m_pinged = 0;
    qint64 m_number = 0, m_out = 0;
};

// Notices that this computer slept (the wall clock ran on, the monotonic one stood) or that this program did not run
// for a while (both jumped between two looks).
class WakeWatch
{
public:
    static constexpr qint64 jumpMs = 5000;

    [[nodiscard]] bool look(qint64 wallMs, qint64 monotonicMs)
    {
        const bool first = m_mono == 0;
        const qint64 wall = wallMs - m_wall;
        const qint64 mono = monotonicMs - m_mono;
        m_wall = wallMs;
        m_mono = monotonicMs;
        return !first && (wall - mono > jumpMs || mono > jumpMs);
    }

private:
    qint64 m_wall = 0, m_mono = 0;
};

} // namespace coterie
