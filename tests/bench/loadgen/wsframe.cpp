// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/wsframe.h"

namespace coterie::bench {

QByteArray maskedFrame(Opcode opcode, const QByteArray &payload)
{
    QByteArray out;
    out.reserve(payload.size() + 14);
    out.append(char(0x80 | int(opcode)));
    const auto size = quint64(payload.size());
    if (size < 126) {
        out.append(char(0x80 | int(size)));
    } else {
        const int width = size <= 0xffff ? 2 : 8;
        out.append(char(width == 2 ? 0xfe : 0xff));
        for (int i = width - 1; i >= 0; --i)
            out.append(char(size >> (8 * i)));
    }
    out.append(4, '\0');
    out.append(payload);
    return out;
}

QByteArray upgradeRequest(const QByteArray &path, int port, const QByteArray &subProtocol)
{
    QByteArray out = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
                     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n";
    if (!subProtocol.isEmpty())
        out += "Sec-WebSocket-Protocol: " + subProtocol + "\r\n";
    return out + "\r\n";
}

} // namespace coterie::bench
