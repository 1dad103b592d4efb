// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <QHash>
#include <QSet>
#include <QStringList>

// Judges a history by what the clients saw, and knows nothing of the server: rules P7 to P11 and P16.
namespace coterie::sim {

class Checker
{
public:
    void invoked(int client, const OpId &id, const QString &body);
    void acknowledged(int client, const Ack &ack);
    void delivered(int client, const RoomEvent &event);
    void refused(int, const Failure &) {}
    // A client is told to begin anew: once, at most, for each time that the log lost its end.
    void wasReset(int client);
    // The disk lost these, and the host knows: nobody is owed them any more. Whoever still keeps one sends it again.
    void lost(const QList<RoomEvent> &events);
    void tookStranger() { fault(QStringLiteral("a token of another host was taken")); }
    // At the end: what each client holds, and what the store holds.
    void finish(const QList<QList<RoomEvent>> &views, const QList<RoomEvent> &stored);

    [[nodiscard]] const QStringList &faults() const { return m_faults; }
    [[nodiscard]] qsizetype acks() const { return m_acks.size(); }

private:
    void fault(const QString &text)
    {
        if (m_faults.size() < 20)
            m_faults.append(text);
    }
    struct Invocation {
        int client = 0;
        int order = 0;
        QString body;
    };
    QHash<OpId, Invocation> m_invoked;
    QHash<OpId, Seq> m_acks;
    QHash<Seq, OpId> m_places; // as any client saw them
    QSet<OpId> m_lost;         // acknowledged, and then forgotten by the disk
    QHash<int, int> m_resets;
    int m_losses = 0;
    QStringList m_faults;
    int m_order = 0;
};

} // namespace coterie::sim
