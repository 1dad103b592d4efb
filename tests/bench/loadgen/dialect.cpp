// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/dialect.h"

#include "tests/bench/loadgen/coteriedialect.h"

#include <cstring>

namespace coterie::bench {

namespace {

bool startsWith(const FrameView &frame, const char *text)
{
    const std::size_t size = std::strlen(text);
    return frame.size >= size && std::memcmp(frame.payload, text, size) == 0;
}

// A bare relay: whoever connects is in the room; each text frame goes to everybody as it is.
class RelayDialect final : public Dialect
{
public:
    QByteArray request(int port) const override { return upgradeRequest("/", port, {}); }
    QByteArray opening(int) override { return maskedFrame(Opcode::Text, "hello"); }
    Step arrived(int, const FrameView &frame) override { return {{}, startsWith(frame, "welcome"), {}}; }
    Kind kindOf(const FrameView &frame) const override
    {
        return frame.opcode == Opcode::Text ? Kind::Delivery : Kind::Other;
    }
    QByteArray post(const QByteArray &text) override { return maskedFrame(Opcode::Text, text); }
    QByteArray keepAlive() const override { return maskedFrame(Opcode::Ping, {}); }
};

// Engine.IO 4 over WebSocket: "0" open, "2" ping, "3" pong, "4" message; in it "0" connect, "2" event, "3" ack.
class SocketIoDialect final : public Dialect
{
public:
    QByteArray request(int port) const override
    {
        return upgradeRequest("/socket.io/?EIO=4&transport=websocket", port, {});
    }
    QByteArray opening(int) override { return {}; }
    Step arrived(int, const FrameView &frame) override
    {
        if (startsWith(frame, "0{"))
            return {maskedFrame(Opcode::Text, "40"), false, {}};
        if (startsWith(frame, "40"))
            return {maskedFrame(Opcode::Text, "420[\"join\"]"), false, {}};
        if (startsWith(frame, "44"))
            return {{}, false, "the connection was refused"};
        return {answer(frame), startsWith(frame, "430"), {}};
    }
    Kind kindOf(const FrameView &frame) const override
    {
        return startsWith(frame, "42[\"m\",") ? Kind::Delivery : Kind::Other;
    }
    QByteArray post(const QByteArray &text) override { return maskedFrame(Opcode::Text, "42[\"m\",\"" + text + "\"]"); }
    QByteArray keepAlive() const override { return {}; } // the server asks
    QByteArray answer(const FrameView &frame) const override
    {
        return frame.size == 1 && *frame.payload == '2' ? maskedFrame(Opcode::Text, "3") : QByteArray();
    }
};

} // namespace

std::unique_ptr<Dialect> makeDialect(const QByteArray &name)
{
    if (name == "coterie")
        return std::make_unique<CoterieDialect>(Framing::Cbor);
    if (name == "coterie-json")
        return std::make_unique<CoterieDialect>(Framing::Json);
    if (name == "socketio")
        return std::make_unique<SocketIoDialect>();
    if (name == "relay")
        return std::make_unique<RelayDialect>();
    return nullptr;
}

} // namespace coterie::bench
