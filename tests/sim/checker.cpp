// SPDX-License-Identifier: MIT
#include "tests/sim/checker.h"

namespace coterie::sim {

void Checker::invoked(int client, const OpId &id, const QString &body)
{
    m_invoked.insert(id, {client, ++m_order, body});
}

void Checker::acknowledged(int client, const Ack &ack)
{
    const auto known = m_invoked.constFind(ack.id);
    if (known == m_invoked.cend() || known->client != client)
        fault(QStringLiteral("client %1 got an ack for what it never sent").arg(client));
    const auto before = m_acks.constFind(ack.id);
    if (before != m_acks.cend() && *before != ack.seq)
        fault(QStringLiteral("P7: two acks with seq %1 and %2 for one operation").arg(*before).arg(ack.seq));
    m_acks.insert(ack.id, ack.seq);
}

void Checker::wasReset(int client)
{
    if (++m_resets[client] > m_losses)
        fault(QStringLiteral("P12: client %1 was reset for the %2. time, and the log lost its end %3 times")
                  .arg(client)
                  .arg(m_resets.value(client))
                  .arg(m_losses));
}

void Checker::lost(const QList<RoomEvent> &events)
{
    ++m_losses;
    for (const RoomEvent &event : events) {
        if (m_acks.remove(event.id))
            m_lost.insert(event.id);
        m_places.remove(event.seq);
    }
}

void Checker::delivered(int client, const RoomEvent &event)
{
    const auto known = m_invoked.constFind(event.id);
    if (known == m_invoked.cend())
        fault(QStringLiteral("G4: client %1 saw seq %2, which nobody sent").arg(client).arg(event.seq));
    else if (!event.chat || known->body != event.chat->body)
        fault(QStringLiteral("client %1 saw another text at seq %2").arg(client).arg(event.seq));
    const auto seen = m_places.constFind(event.seq);
    if (seen != m_places.cend() && *seen != event.id)
        fault(QStringLiteral("P9: clients disagree about seq %1").arg(event.seq));
    m_places.insert(event.seq, event.id);
}

namespace {
constexpr qint64 aMinute = 60'000;
} // namespace

void Checker::finish(const QList<QList<RoomEvent>> &views, const QList<RoomEvent> &stored)
{
    QSet<OpId> ids;
    QHash<int, int> lastOrder; // per sender
    Seq expected = 0, line = 0;
    qint64 time = 0;
    for (const auto &event : stored) {
        if (event.seq != ++expected)
            fault(QStringLiteral("P9: seq %1 where %2 was due").arg(event.seq).arg(expected));
        if (event.line != ++line)
            fault(QStringLiteral("P10: wrong line at seq %1").arg(event.seq));
        if (event.time < time && time - event.time <= aMinute) // by more, the clock was wrong before
            fault(QStringLiteral("P16: time goes back at seq %1").arg(event.seq));
        time = event.time;
        if (ids.contains(event.id))
            fault(QStringLiteral("P7: stored twice, the second time at seq %1").arg(event.seq));
        ids.insert(event.id);
        const auto known = m_invoked.value(event.id);
        if (known.order < lastOrder.value(known.client))
            fault(QStringLiteral("G6: client %1's messages changed places at seq %2").arg(known.client).arg(event.seq));
        lastOrder.insert(known.client, known.order);
    }
    for (auto ack = m_acks.cbegin(); ack != m_acks.cend(); ++ack)
        if (!ids.contains(ack.key()))
            fault(QStringLiteral("G1: seq %1 was acknowledged and is lost").arg(ack.value()));
        else if (ack.value() < 1 || ack.value() > stored.size() || stored.at(ack.value() - 1).id != ack.key())
            fault(QStringLiteral("G1: the ack named seq %1, the log has something else there").arg(ack.value()));
    for (auto sent = m_invoked.cbegin(); sent != m_invoked.cend(); ++sent)
        if (!ids.contains(sent.key()) && !m_lost.contains(sent.key()))
            fault(QStringLiteral("G19: an operation of client %1 never arrived").arg(sent->client));
    for (qsizetype i = 0; i < views.size(); ++i) {
        if (views.at(i).size() != stored.size())
            fault(QStringLiteral("G5: client %1 holds %2 of %3 events")
                      .arg(i)
                      .arg(views.at(i).size())
                      .arg(stored.size()));
        for (qsizetype k = 0; k < std::min(views.at(i).size(), stored.size()); ++k)
            if (views.at(i).at(k).id != stored.at(k).id || views.at(i).at(k).seq != stored.at(k).seq) {
                fault(QStringLiteral("G5: client %1 differs from the log at seq %2").arg(i).arg(stored.at(k).seq));
                break;
            }
    }
}

} // namespace coterie::sim
