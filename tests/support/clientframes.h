// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QStringBuilder>

// Frames as a client sends them, right or wrong on purpose.
namespace coterie::test {

struct FrameShape {
    bool final = true;
    int reserved = 0;
    bool masked = true;
    int lengthBytes = -1;      // 0, 2 or 8 forces that form
    qint64 claimedLength = -1; // else the payload's
    quint32 key = 0x37fa213d;
};

inline QByteArray clientFrame(int opcode, const QByteArray &payload = {}, const FrameShape &shape = {})
{
    const quint64 length = shape.claimedLength >= 0 ? quint64(shape.claimedLength) : quint64(payload.size());
    int lengthBytes = shape.lengthBytes;
    if (lengthBytes < 0)
        lengthBytes = length < 126 ? 0 : length <= 0xffff ? 2 : 8;
    const int maskBit = shape.masked ? 0x80 : 0;
    QByteArray out;
    out.append(char((shape.final ? 0x80 : 0) | shape.reserved << 4 | opcode));
    out.append(char(maskBit | (lengthBytes == 0 ? int(length & 127) : lengthBytes == 2 ? 126 : 127)));
    for (int i = lengthBytes; i-- > 0;)
        out.append(char(length >> (8 * i)));
    if (!shape.masked)
        return out + payload;
    char key[4];
    for (int i = 0; i < 4; ++i)
        key[i] = char(shape.key >> (8 * (3 - i)));
    out.append(key, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(char(payload[i] ^ key[i & 3]));
    return out;
}

inline QByteArray part(int opcode, const QByteArray &payload)
{
    return clientFrame(opcode, payload, {.final = false});
}

inline QByteArray clientClose(int code, const QByteArray &reason = {})
{
    return clientFrame(8, QByteArray(1, char(code >> 8)) + char(code & 0xff) + reason);
}

inline QByteArray handshake(const QByteArray &more = {}, const QByteArray &path = "/")
{
    return "GET " + path +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           more + "\r\n";
}

} // namespace coterie::test
