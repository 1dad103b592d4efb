// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

#include <QtEndian>

#include <set>
#include <vector>

namespace coterie::fuzz {

// A made-up host with the log of one room, as far as somebody who follows it can tell: epoch and chain, what it says to
// whoever comes back (P12, P20), pages with the board's events and without, and the place of a snapshot. Its log may
// lose its end and say so, or be written anew under the same numbers and say nothing.
class SyncHost final
{
public:
    [[nodiscard]] Seq head() const { return Seq(m_log.size()); }
    [[nodiscard]] const RoomEvent &at(Seq seq) const { return m_log[std::size_t(seq - 1)]; }
    [[nodiscard]] EpochId epoch() const { return EpochId{QUuid(m_epoch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)}; }
    [[nodiscard]] RoomInfo room() const
    {
        RoomInfo info;
        info.head = head();
        info.epoch = epoch();
        if (head() > 0)
            info.chain = at(head()).chain;
        return info;
    }

    void append(bool board)
    {
        RoomEvent made;
        made.seq = head() + 1;
        made.id = OpId{QUuid(++m_made, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)};
        if (board)
            made.board = BoardChange{};
        else
            made.chat = ChatBody{QString::number(m_made), {}};
        m_log.push_back(made);
        chain(m_log.size() - 1);
    }
    // The last events are lost. Whoever notices gives the log another epoch (G5).
    void lose(std::size_t count, bool isNoticed)
    {
        m_log.resize(m_log.size() - std::min(count, m_log.size()));
        m_turned.clear();
        if (!isNoticed)
            return;
        ++m_epoch;
        for (std::size_t i = 0; i < m_log.size(); ++i)
            chain(i);
    }
    // What it reads of this event's chain is something else, until it is started again (S20).
    void turn(Seq seq) { m_turned.insert(seq); }

    // Whether what somebody has up to there is no part of this log.
    [[nodiscard]] bool differs(const EpochId &claimed, Seq after, const QByteArray &chain) const
    {
        if (after == 0)
            return false;
        return claimed != epoch() || after > head() || (!chain.isEmpty() && at(after).chain != chain);
    }
    [[nodiscard]] RoomEvent told(Seq seq) const
    {
        RoomEvent event = at(seq);
        if (m_turned.count(seq) > 0)
            event.chain = QByteArray(8, '\x7f');
        return event;
    }
    // The first events behind one, or the latest; and whether there are more.
    [[nodiscard]] QList<RoomEvent> page(std::optional<Seq> after, int limit, bool withBoard, bool *more) const
    {
        QList<RoomEvent> events;
        const auto wanted = [&](Seq seq) { return withBoard || !at(seq).board; };
        *more = false;
        const Seq step = after ? 1 : -1;
        for (Seq seq = after ? *after + 1 : head(); seq >= 1 && seq <= head() && !*more; seq += step) {
            if (!wanted(seq))
                continue;
            if (events.size() == limit)
                *more = true;
            else
                after ? events.append(told(seq)) : events.prepend(told(seq));
        }
        return events;
    }

private:
    void chain(std::size_t at)
    {
        quint64 sum = at == 0 ? m_epoch : qFromBigEndian<quint64>(m_log[at - 1].chain->constData());
        sum = (sum ^ m_log[at].id.value.data1) * 1099511628211ULL + 1;
        QByteArray bytes(8, '\0');
        qToBigEndian(sum, bytes.data());
        m_log[at].chain = bytes;
    }

    std::vector<RoomEvent> m_log;
    std::set<Seq> m_turned;
    quint32 m_made = 0;
    quint16 m_epoch = 1;
};

} // namespace coterie::fuzz
