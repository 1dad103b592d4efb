// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"

#include <QByteArray>

#include <vector>

namespace coterie::server {

// The framed messages of one turn of the event loop, one after another, and where among them the kind of delivery
// changes. Keeps its memory from turn to turn.
class TurnBuffer final
{
public:
    struct Segment {
        qsizetype end; // where it ends in bytes()
        Delivery delivery;
        Seq first = 0, last = 0; // of the events in it, when Logged; of what is newest, its stamps
    };

    void append(quint8 opcode, QByteArrayView payload, Delivery delivery, Seq seq = 0);
    // What another buffer holds from a place on.
    void append(const TurnBuffer &other, qsizetype from);
    void appendFrame(QByteArrayView frame, Delivery delivery);
    void clear();
    // What comes next is a segment of its own: somebody joins here.
    void cut() { m_cut = true; }

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] const std::vector<Segment> &segments() const { return m_segments; }

private:
    void mark(Delivery delivery, Seq seq = 0);

    QByteArray m_bytes;
    bool m_cut = false;
    std::vector<Segment> m_segments;
};

} // namespace coterie::server
