// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"
#include "tests/bench/loadgen/dialect.h"

// A real member: says hello, asks for the rooms, joins the first one; its messages are chat.post with new ids, and what
// it counts are the room's events. Everything that the server does for a member of the window, it does here.
namespace coterie::bench {

class CoterieDialect final : public Dialect
{
public:
    explicit CoterieDialect(Framing framing)
        : m_framing(framing)
    {
    }
    QByteArray request(int port) const override;
    QByteArray opening(int member) override;
    Step arrived(int member, const FrameView &frame) override;
    Kind kindOf(const FrameView &frame) const override;
    QByteArray post(const QByteArray &text) override;
    QByteArray keepAlive() const override;
    bool acknowledges() const override { return true; }

private:
    QByteArray framed(const ClientMessage &message) const;
    Framing m_framing;
    RoomId m_room;
};

} // namespace coterie::bench
