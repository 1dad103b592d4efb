// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomsync.h"
#include "tests/fuzz/choices.h"

#include <deque>
#include <vector>

// What must hold for whatever a network, a host and its restarts do to somebody who follows a room: the log is shown in
// order, each event once, none missing (A10 to A13). Judged by a model that has the whole log.
namespace coterie::fuzz {

class SyncScript final
{
public:
    explicit SyncScript(QByteArrayView bytes)
        : m_choices(bytes)
        , m_sync(Seq(12)) // few are many, so that all ways are gone
    {
    }

    QString fault()
    {
        for (int steps = 0; steps < 400 && !m_choices.isOver() && m_fault.isEmpty(); ++steps)
            step();
        // Left alone it comes home: nothing more is lost.
        cut();
        join();
        for (int rounds = 0; rounds < 10'000 && m_fault.isEmpty() && (m_fetch || !m_wire.empty()); ++rounds) {
            if (m_fetch)
                answer(4);
            else
                deliver();
        }
        if (m_fault.isEmpty() && (m_fetch || m_sync.stage() != RoomSync::Stage::Live || m_last != head()))
            fail("left alone, it does not come home");
        return m_fault;
    }

private:
    [[nodiscard]] Seq head() const { return Seq(m_log.size()); }
    void fail(const char *what)
    {
        if (m_fault.isEmpty())
            m_fault = QStringLiteral("%1 (cursor %2, head %3)").arg(QLatin1String(what)).arg(m_last).arg(head());
    }

    RoomEvent event(Seq seq) const
    {
        RoomEvent made;
        made.seq = seq;
        made.id = OpId{QUuid(uint(seq), m_epoch, 0, 0, 0, 0, 0, 0, 0, 0, 1)};
        made.chat = ChatBody{QString::number(seq), {}};
        return made;
    }
    [[nodiscard]] EpochId epoch() const { return EpochId{QUuid(m_epoch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)}; }
    [[nodiscard]] RoomInfo room() const
    {
        RoomInfo info;
        info.head = head();
        info.epoch = epoch();
        return info;
    }

    void step()
    {
        switch (m_choices.below(10)) {
        case 0:
            cut();
            break;
        case 1:
            if (!m_joined)
                join();
            break;
        case 2:
            answer(m_choices.below(5) + 1);
            break;
        case 3: // a restart: the log began anew, or its end was lost
            cut();
            if (m_choices.below(2)) {
                m_epoch = quint16(m_epoch + 1);
                m_log.clear();
            } else {
                m_log.resize(m_log.size() - std::size_t(m_choices.byte()) % (m_log.size() + 1));
                m_epoch = quint16(m_epoch + 1); // which the host says (G5)
                for (std::size_t i = 0; i < m_log.size(); ++i)
                    m_log[i] = event(Seq(i + 1));
            }
            break;
        case 4: // it was closed and opened again
            cut();
            m_sync = RoomSync(Seq(12));
            if (m_holdsAnything)
                m_sync.restore(m_shownEpoch, m_last);
            break;
        case 5: // lost on the way
            if (!m_wire.empty())
                m_wire.pop_front();
            break;
        case 6: // twice on the way
            if (!m_wire.empty())
                m_wire.push_front(m_wire.front());
            break;
        case 7:
            deliver();
            break;
        default:
            for (int n = m_choices.below(4); n >= 0; --n) {
                m_log.push_back(event(head() + 1));
                if (m_joined)
                    m_wire.push_back(m_log.back());
            }
        }
    }

    void cut()
    {
        m_sync.away();
        m_joined = false;
        m_fetch.reset();
        m_wire.clear();
    }
    void join()
    {
        m_joined = true;
        const bool knows = m_holdsAnything;
        const bool reset = knows && (m_shownEpoch != epoch() || m_last > head());
        take(m_sync.joined(room(), reset));
    }
    void deliver()
    {
        if (m_wire.empty())
            return;
        const RoomEvent next = m_wire.front();
        m_wire.pop_front();
        take(m_sync.live(next));
    }
    void answer(int limit)
    {
        if (!m_fetch)
            return;
        const RoomSync::Fetch asked = *std::exchange(m_fetch, {});
        const Seq from = asked.kind == RoomSync::Fetch::Kind::Latest ? std::max<Seq>(0, head() - limit) : asked.after;
        QList<RoomEvent> events;
        for (Seq seq = from + 1; seq <= head() && events.size() < limit; ++seq)
            events.append(m_log[std::size_t(seq - 1)]);
        const bool more = asked.kind == RoomSync::Fetch::Kind::Latest ? from > 0 : from + events.size() < head();
        take(m_sync.page(events, more));
    }

    // What somebody sees of it.
    void take(const RoomSync::Step &step)
    {
        if (step.dropAll) {
            m_holdsAnything = false;
            m_last = 0;
        }
        if (step.last >= step.first) {
            if (step.leap) {
                if (m_holdsAnything && step.first <= m_last)
                    fail("A13: a leap backwards");
            } else if (step.first != m_last + 1) {
                fail("A10: a stretch that does not follow");
            }
            Seq at = step.first - 1;
            for (const RoomEvent &one : step.events) {
                if (one.seq != at + 1)
                    fail("A10: an event is missing, twice, or out of order");
                else if (one.seq > head() || m_log[std::size_t(one.seq - 1)].id != one.id)
                    fail("A12: an event of another log");
                at = one.seq;
            }
            if (at != step.last)
                fail("A10: the stretch is longer than its events");
            m_last = step.last;
            m_holdsAnything = true;
            m_shownEpoch = epoch();
        } else if (!step.events.isEmpty()) {
            fail("events without a stretch");
        }
        if (step.caughtUp && !m_holdsAnything) {
            m_holdsAnything = true; // an empty room is something, too
            m_shownEpoch = epoch();
        }
        if (step.fetch) {
            if (m_fetch)
                fail("A11: two pages are asked for at once");
            m_fetch = step.fetch;
        }
        if (m_sync.cursor() != m_last && m_holdsAnything && m_sync.stage() != RoomSync::Stage::Away)
            fail("the cursor is not where the log was shown to");
    }

    Choices m_choices;
    RoomSync m_sync;
    std::vector<RoomEvent> m_log;
    std::deque<RoomEvent> m_wire;
    std::optional<RoomSync::Fetch> m_fetch;
    EpochId m_shownEpoch;
    Seq m_last = 0;
    quint16 m_epoch = 1;
    bool m_joined = false;
    bool m_holdsAnything = false;
    QString m_fault;
};

inline QString syncFault(QByteArrayView bytes)
{
    return SyncScript(bytes).fault();
}

} // namespace coterie::fuzz
