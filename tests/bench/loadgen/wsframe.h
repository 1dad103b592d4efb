// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

// The client's half of RFC 6455, as much as a load generator needs. Values only.
namespace coterie::bench {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct FrameView {
    Opcode opcode = Opcode::Text;
    bool final = true;
    const char *payload = nullptr;
    std::size_t size = 0;
    std::size_t consumed = 0; // with its head
};

// The frame at the beginning of what was received, or nothing while it is incomplete.
[[nodiscard]] inline std::optional<FrameView> frameAt(const char *data, std::size_t size)
{
    if (size < 2)
        return {};
    const auto at = [&](std::size_t i) { return std::uint64_t(static_cast<unsigned char>(data[i])); };
    std::uint64_t length = at(1) & 0x7f;
    std::size_t head = 2;
    if (length >= 126) {
        const std::size_t width = length == 126 ? 2 : 8;
        head += width;
        if (size < head)
            return {};
        length = 0;
        for (std::size_t i = 2; i < head; ++i)
            length = length << 8 | at(i);
    }
    if (size - head < length)
        return {};
    return FrameView{Opcode(at(0) & 0x0f), (at(0) & 0x80) != 0, data + head, std::size_t(length),
                     head + std::size_t(length)};
}

// A masked frame. The mask is zero: the server does the same work, and the generator none.
[[nodiscard]] QByteArray maskedFrame(Opcode opcode, const QByteArray &payload);
[[nodiscard]] QByteArray upgradeRequest(const QByteArray &path, int port, const QByteArray &subProtocol);

} // namespace coterie::bench
