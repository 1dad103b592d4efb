// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QtGlobal>

#include <algorithm>

namespace coterie {

// How good the way to the host is, from the pings: the last round trips, those that never came back, and the one that
// is being waited for. Told the time, never asks for it; times are monotonic ms. The limits are product rule U-10's.
class LinkQuality
{
public:
    enum class Grade { Unknown, Good, Degraded, Poor };
    struct Sample {
        qint64 atMs = 0;
        int rttMs = -1; // -1: no answer before the next ping
        friend bool operator==(const Sample &, const Sample &) = default;
    };
    static constexpr int kept = 120;        // ten minutes
    static constexpr int judgedTrips = 5;   // their median: one slow trip is no slow network
    static constexpr int judgedLosses = 12; // one minute
    static constexpr int degradedMs = 400, poorMs = 1500;
    static constexpr int degradedWaitMs = 1000, poorWaitMs = 4000;
    static constexpr int poorLosses = 3;

    // A connection was made: what was measured on the last one says nothing about it, but stays in the history.
    void restart()
    {
        m_fresh = 0;
        m_waiting = 0;
    }
    void add(qint64 nowMs, int rttMs)
    {
        m_waiting = 0;
        append({nowMs, std::max(0, rttMs)});
    }
    void lost(qint64 nowMs) { append({nowMs, -1}); }
    // A ping is out since this long. True if that changes the grade.
    bool waiting(qint64 ms)
    {
        const Grade before = grade();
        m_waiting = ms;
        return grade() != before;
    }

    [[nodiscard]] Grade grade() const
    {
        const int trip = medianMs();
        const int losses = lossesOf(judgedLosses);
        if (trip > poorMs || losses >= poorLosses || m_waiting > poorWaitMs)
            return Grade::Poor;
        if (trip > degradedMs || losses > 0 || m_waiting > degradedWaitMs)
            return Grade::Degraded;
        return trip < 0 ? Grade::Unknown : Grade::Good;
    }
    [[nodiscard]] int medianMs() const // of the last trips on this connection; -1: none yet
    {
        QList<int> trips;
        for (qsizetype i = m_samples.size() - 1; i >= m_samples.size() - m_fresh && trips.size() < judgedTrips; --i)
            if (m_samples.at(i).rttMs >= 0)
                trips.append(m_samples.at(i).rttMs);
        if (trips.isEmpty())
            return -1;
        std::sort(trips.begin(), trips.end());
        return trips.at(trips.size() / 2);
    }
    [[nodiscard]] int lossesOf(int last) const // pings without an answer among the last ones of this connection
    {
        const qsizetype from = std::max(m_samples.size() - m_fresh, m_samples.size() - last);
        return int(std::count_if(m_samples.cbegin() + std::max<qsizetype>(0, from), m_samples.cend(),
                                 [](const Sample &sample) { return sample.rttMs < 0; }));
    }
    [[nodiscard]] const QList<Sample> &history() const { return m_samples; } // the oldest first

private:
    void append(const Sample &sample)
    {
        m_samples.append(sample);
        if (m_samples.size() > kept)
            m_samples.removeFirst();
        m_fresh = std::min<qsizetype>(m_fresh + 1, m_samples.size());
    }

    QList<Sample> m_samples;
    qsizetype m_fresh = 0; // so many of them are of this connection
    qint64 m_waiting = 0;
};

} // namespace coterie
