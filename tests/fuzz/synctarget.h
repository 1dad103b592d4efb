// SPDX-License-Identifier: MIT
#pragma once

#include "tests/fuzz/choices.h"
#include "tests/fuzz/syncfollower.h"

#include <deque>

// What must hold for whatever a network, a host and its restarts do to somebody who follows a room and its board: the
// log is shown in order, each event once, none missing (A10 to A13), and never goes on from what is no part of it (P12,
// P20), also where it was written anew under the same epoch and numbers.
namespace coterie::fuzz {

// Rules that are broken on purpose.
enum class SyncPlant {
    None,
    NoChain,       // who comes back does not say what stands for all they have
    DeafToReset,   // they go on when the host says that what they have is no part of its log
    HastySnapshot, // what came while a snapshot was on its way is taken for a part of it
};

class SyncScript final
{
public:
    explicit SyncScript(QByteArrayView bytes, SyncPlant plant = SyncPlant::None)
        : m_choices(bytes)
        , m_plant(plant)
    {
    }

    QString fault()
    {
        for (int steps = 0; steps < 400 && !m_choices.isOver() && found().isEmpty(); ++steps)
            step();
        // Left alone it comes home: nothing more is lost.
        cut();
        join();
        for (int rounds = 0; rounds < 10'000 && found().isEmpty() && !isHome(); ++rounds) {
            if (m_room.isAsking())
                answer(m_room, 4);
            else if (m_board.isAsking())
                answer(m_board, 4);
            else if (!m_wire.empty())
                deliver();
            else if (m_board.isOther())
                m_board.mend();
            else
                return QStringLiteral("left alone, it does not come home (%1 and %2 of %3)")
                    .arg(m_room.last())
                    .arg(m_board.last())
                    .arg(m_host.head());
        }
        return found();
    }

private:
    [[nodiscard]] QString found() const { return m_room.fault().isEmpty() ? m_board.fault() : m_room.fault(); }
    [[nodiscard]] bool isHome() const { return m_wire.empty() && m_room.isHome() && m_board.isHome(); }

    void step()
    {
        switch (m_choices.below(12)) {
        case 0:
            cut();
            break;
        case 1:
            if (!m_joined)
                join();
            break;
        case 2:
            answer(m_room, m_choices.below(5) + 1);
            break;
        case 3:
            answer(m_board, m_choices.below(5) + 1);
            break;
        case 4:
            cut();
            restart();
            break;
        case 5:
            cut();
            m_room.reopen(m_choices.below(4));
            m_board.reopen(m_choices.below(4));
            break;
        case 6: // lost on the way
            if (!m_wire.empty())
                m_wire.pop_front();
            break;
        case 7: // twice on the way
            if (!m_wire.empty())
                m_wire.push_front(m_wire.front());
            break;
        case 8:
            deliver();
            break;
        case 9:
            if (m_choices.below(2))
                m_board.mend();
            else if (m_host.head() > 0)
                m_host.turn(1 + m_choices.byte() % m_host.head());
            break;
        default:
            append(m_choices.below(4) + 1);
        }
    }

    // The host's, after a fault.
    void restart()
    {
        const int kind = m_choices.below(4);
        const auto all = std::size_t(m_host.head());
        if (kind == 0) // the log begins anew, or its end was lost, and the host says so
            m_host.lose(all, true);
        else if (kind == 1)
            m_host.lose(m_choices.byte() % (all + 1), true);
        else if (kind == 2) { // it goes on from an earlier state, and nobody notices
            m_host.lose(m_choices.byte() % (all + 1), false);
            append(m_choices.below(8));
        } else {
            m_host.lose(0, false);
        }
    }
    void append(int count)
    {
        for (int n = 0; n < count; ++n) {
            m_host.append(m_choices.below(3) == 1);
            if (m_joined)
                m_wire.push_back(m_host.told(m_host.head()));
        }
    }
    void cut()
    {
        m_room.away();
        m_board.away();
        m_joined = false;
        m_wire.clear();
    }
    // The board goes by what the room is told.
    void join()
    {
        m_joined = true;
        const Seq after = m_room.sync().cursor();
        const QByteArray chain = m_plant == SyncPlant::NoChain ? QByteArray() : m_room.sync().chain();
        const bool reset = m_plant != SyncPlant::DeafToReset && m_host.differs(m_room.sync().epoch(), after, chain);
        m_room.joined(reset, after);
        m_board.joined(reset, after);
    }
    void deliver()
    {
        if (m_wire.empty())
            return;
        const RoomEvent next = m_wire.front();
        m_wire.pop_front();
        m_room.live(next);
        m_board.live(next);
    }
    // `choice`: how long the page is, and now and then that a snapshot is another one by now.
    void answer(SyncFollower &who, int choice) { who.answer(choice, choice == 1, m_plant == SyncPlant::HastySnapshot); }

    Choices m_choices;
    const SyncPlant m_plant;
    SyncHost m_host;
    SyncFollower m_room{m_host, false};
    SyncFollower m_board{m_host, true};
    std::deque<RoomEvent> m_wire;
    bool m_joined = false;
};

inline QString syncFault(QByteArrayView bytes)
{
    return SyncScript(bytes).fault();
}

} // namespace coterie::fuzz
