// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/coteriedialect.h"

#include <cstring>

namespace coterie::bench {

QByteArray CoterieDialect::framed(const ClientMessage &message) const
{
    return maskedFrame(m_framing == Framing::Cbor ? Opcode::Binary : Opcode::Text, encode(message, m_framing));
}

QByteArray CoterieDialect::request(int port) const
{
    return upgradeRequest("/", port, m_framing == Framing::Cbor ? subProtocolCbor : subProtocolJson);
}

QByteArray CoterieDialect::opening(int member)
{
    Hello hello;
    hello.program = QStringLiteral("loadgen");
    hello.name = QStringLiteral("member %1").arg(member);
    return framed(hello);
}

Dialect::Step CoterieDialect::arrived(int, const FrameView &frame)
{
    const auto result = decodeFromServer(QByteArrayView(frame.payload, qsizetype(frame.size)), m_framing);
    const auto *message = std::get_if<ServerMessage>(&result);
    if (!message)
        return {{}, false, "a frame that is no message: " + std::get<wire::Error>(result).path.toUtf8()};
    if (const auto *failure = std::get_if<Failure>(message))
        return {{}, false, "refused: " + failure->code.toUtf8()};
    if (std::holds_alternative<Welcome>(*message)) {
        if (m_room.isNull())
            return {framed(RoomsList{1, {}}), false, {}};
        return {framed(RoomJoin{2, m_room, {}, {}}), false, {}};
    }
    if (const auto *page = std::get_if<RoomsPage>(message)) {
        if (page->rooms.isEmpty())
            return {{}, false, "the host has no room"};
        m_room = page->rooms.first().id;
        return {framed(RoomJoin{2, m_room, {}, {}}), false, {}};
    }
    return {{}, std::holds_alternative<RoomJoined>(*message), {}};
}

Dialect::Kind CoterieDialect::kindOf(const FrameView &frame) const
{
    // The type stands first in what the server writes; see wire::writeRecord().
    const auto begins = [&](const char *bytes, std::size_t size) {
        return frame.size > size && std::memcmp(frame.payload, bytes, size) == 0;
    };
    if (m_framing == Framing::Json) {
        return begins("{\"type\":\"room.event\"", 20) ? Kind::Delivery
               : begins("{\"type\":\"ack\"", 13)      ? Kind::Ack
               : begins("{\"type\":\"error\"", 15)    ? Kind::Refusal
                                                      : Kind::Other;
    }
    if (frame.size < 4 || frame.payload[1] != 0)
        return Kind::Other;
    if (frame.payload[2] == 0x18)
        return frame.payload[3] == EventPosted::schema().id ? Kind::Delivery : Kind::Other;
    return frame.payload[2] == Ack::schema().id       ? Kind::Ack
           : frame.payload[2] == Failure::schema().id ? Kind::Refusal
                                                      : Kind::Other;
}

QByteArray CoterieDialect::post(const QByteArray &text)
{
    return framed(ChatPost{newId<OpId>(), m_room, QString::fromLatin1(text), {}});
}

QByteArray CoterieDialect::keepAlive() const
{
    return framed(Ping{1});
}

} // namespace coterie::bench
