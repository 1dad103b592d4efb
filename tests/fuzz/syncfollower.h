// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomsync.h"
#include "tests/fuzz/synchost.h"

namespace coterie::fuzz {

// What somebody sees of a log: a room's messages, or its board, which begins with a snapshot. Follows by the session's
// own logic and judges each step by the host's log.
class SyncFollower final
{
public:
    SyncFollower(const SyncHost &host, bool board)
        : m_host(host)
        , m_board(board)
        , m_sync(mostMissed)
    {
    }

    [[nodiscard]] const RoomSync &sync() const { return m_sync; }
    [[nodiscard]] Seq last() const { return Seq(m_shown.size()); }
    [[nodiscard]] bool isAsking() const { return m_fetch.has_value(); }
    [[nodiscard]] QString fault() const { return m_fault; }
    [[nodiscard]] bool isHome() const
    {
        bool isRight = !m_fetch && m_sync.stage() == RoomSync::Stage::Live && last() == m_host.head() && !m_isMending;
        for (Seq seq = 1; seq <= last() && isRight; ++seq)
            isRight = isInLog(seq);
        return isRight;
    }
    [[nodiscard]] bool isOther() const { return m_isOther; } // than the host's board

    // `judgedTo`: up to where the host has compared what is here. What the board has beyond that, the sum of the board
    // tells (P33), and it is fetched anew.
    void joined(bool reset, Seq judgedTo)
    {
        const RoomSync::Step step = m_sync.joined(m_host.room(), reset);
        if (reset && !step.dropAll)
            return fail("P12: it does not begin anew");
        if (step.dropAll)
            drop();
        const bool wasOther = m_isOther; // and was not fetched anew yet
        for (Seq seq = 1; seq <= last() && !m_isOther; ++seq)
            m_isOther = !isInLog(seq);
        if (m_isOther && !wasOther && !(m_board && (judgedTo == 0 || isInLog(std::min(judgedTo, last())))))
            return fail("P20: what is shown is no part of the log, and it did not begin anew");
        take(step);
    }
    void away()
    {
        // What was fetched anew was not whole: what is shown goes on from where it stands.
        if (std::exchange(m_isMending, false))
            m_sync.restore(m_sync.epoch(), last());
        m_fresh.reset();
        m_sync.away();
        m_fetch.reset();
        m_snapshot.reset();
    }
    // It was closed, and is opened with what was on the disk: the last `unwritten` events are not.
    void reopen(int unwritten)
    {
        away();
        m_sync = RoomSync(mostMissed);
        for (; last() > 0 && (unwritten > 0 || shownAt(last()).chain.isEmpty()); --unwritten)
            m_shown.pop_back();
        if (last() > 0)
            m_sync.restore(m_epoch, last(), m_board ? QByteArray() : shownAt(last()).chain);
        m_holdsAnything = last() > 0;
    }
    void live(const RoomEvent &event) { take(m_sync.live(event)); }
    // The host's answer, or the next piece of it. `isAnother`: it has the snapshot no longer that it had begun with.
    // `isHasty`: a rule broken on purpose, it takes the snapshot for one of the log as it is by now.
    void answer(int limit, bool isAnother, bool isHasty)
    {
        if (!m_fetch)
            return;
        if (m_board && m_fetch->kind == RoomSync::Fetch::Kind::Latest) {
            if (!m_snapshot || isAnother) {
                const Seq of = std::max<Seq>(0, m_host.head() - (limit > 3 ? limit - 2 : 0)); // made for somebody else
                m_snapshot = m_host.page(0, int(of), true, &m_more);
                return;
            }
            const auto snapshot = *std::exchange(m_snapshot, {});
            m_fetch.reset();
            auto &board = m_isMending ? m_fresh.emplace() : m_shown;
            board.clear();
            for (const RoomEvent &event : snapshot)
                board.push_back(eventOf(event));
            m_holdsAnything = true;
            m_isOther = m_isOther && m_isMending;
            m_epoch = m_sync.epoch();
            take(m_sync.snapshot(isHasty ? m_host.head() : snapshot.size()));
            return;
        }
        const RoomSync::Fetch asked = *std::exchange(m_fetch, {});
        const bool latest = asked.kind == RoomSync::Fetch::Kind::Latest;
        const auto events = m_host.page(latest ? std::nullopt : std::optional(asked.after), limit, m_board, &m_more);
        take(m_sync.page(events, m_more));
    }
    // The board comes to something else than the host's (A141).
    void mend()
    {
        if (!m_board || m_isMending || m_sync.stage() != RoomSync::Stage::Live || last() == 0)
            return;
        m_isMending = true;
        take(m_sync.again());
    }

private:
    static constexpr Seq mostMissed = 12; // few are many, so that all ways are gone
    struct Event {
        OpId id; // none: not shown
        QByteArray chain;
    };

    // What is not shown may be anything.
    [[nodiscard]] bool isInLog(Seq seq) const
    {
        return shownAt(seq).id.isNull() || (seq <= m_host.head() && m_host.at(seq).id == shownAt(seq).id);
    }
    void drop()
    {
        m_holdsAnything = m_isOther = false;
        m_shown.clear();
        m_fresh.reset();
    }
    static Event eventOf(const RoomEvent &event) { return {event.id, event.chain.value_or(QByteArray())}; }
    [[nodiscard]] const Event &shownAt(Seq seq) const { return m_shown[std::size_t(seq - 1)]; }
    void fail(const char *what)
    {
        if (m_fault.isEmpty())
            m_fault = QStringLiteral("%1, %2 (cursor %3, head %4)")
                          .arg(QLatin1String(m_board ? "board" : "room"), QLatin1String(what))
                          .arg(last())
                          .arg(m_host.head());
    }

    void take(const RoomSync::Step &step)
    {
        if (step.dropAll)
            drop();
        auto &shown = m_fresh ? *m_fresh : m_shown;
        if (step.last >= step.first && !(m_isMending && !m_fresh))
            show(step, shown);
        else if (!step.events.isEmpty())
            fail("events without a stretch");
        if (step.caughtUp && m_fresh) {
            m_shown = std::move(*std::exchange(m_fresh, {}));
            m_isMending = m_isOther = false;
        }
        if (step.caughtUp && !m_holdsAnything) {
            m_holdsAnything = true; // an empty room is something, too
            m_epoch = m_host.epoch();
        }
        if (step.fetch) {
            if (m_fetch)
                fail("A11: two pages are asked for at once");
            m_fetch = step.fetch;
            m_snapshot.reset();
        }
        if (m_holdsAnything && m_sync.stage() != RoomSync::Stage::Away && !m_isMending && m_sync.cursor() != last())
            fail("the cursor is not where the log was shown to");
        judgeChain();
    }

    void show(const RoomSync::Step &step, std::vector<Event> &shown)
    {
        const Seq before = Seq(shown.size());
        const bool isLeap = step.leap && !m_board; // the board's is the snapshot, which is shown by now
        if (isLeap && before > 0 && step.last - before <= mostMissed)
            fail("A13: a leap over little");
        else if (!isLeap && step.first != before + 1)
            fail("A10: a stretch that does not follow");
        if (step.last > m_host.head())
            return fail("A10: a stretch that goes beyond the log");
        shown.resize(std::size_t(step.last));
        Seq at = step.first;
        for (const RoomEvent &one : step.events) {
            while (!m_board && at < one.seq && at <= step.last && m_host.at(at).board)
                ++at; // a page of messages has none of these
            if (one.seq != at || at > step.last)
                return fail("A10: an event is missing, twice, or out of order");
            if (m_host.at(at).id != one.id)
                return fail("A12: an event of another log");
            shown[std::size_t(at - 1)] = eventOf(one);
            ++at;
        }
        for (; at <= step.last; ++at)
            if (m_board || !m_host.at(at).board)
                return fail("A10: the stretch is longer than its events");
        m_holdsAnything = true;
        m_epoch = m_host.epoch();
        if (!m_board && shown.back().chain.isEmpty()) // all up to the head are known, and none of the last are messages
            shown.back().chain = m_sync.chain();
    }

    // What it will say when it comes back is known, and stands for what is shown. The board says nothing of its own.
    void judgeChain()
    {
        if (m_board || m_sync.stage() != RoomSync::Stage::Live || last() == 0)
            return;
        const Event &end = shownAt(last());
        if (m_sync.chain() != (end.id.isNull() ? *m_host.at(last()).chain : end.chain))
            fail("P20: it would come back with the chain of something else");
    }

    const SyncHost &m_host;
    const bool m_board;
    RoomSync m_sync;
    std::optional<RoomSync::Fetch> m_fetch;
    std::optional<QList<RoomEvent>> m_snapshot; // that the host has begun to send
    std::vector<Event> m_shown;
    std::optional<std::vector<Event>> m_fresh; // what is shown when it is whole
    EpochId m_epoch;
    bool m_isMending = false;
    bool m_isOther = false; // than the log, where the host could not compare it
    bool m_holdsAnything = false;
    bool m_more = false;
    QString m_fault;
};

} // namespace coterie::fuzz
