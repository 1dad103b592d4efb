// SPDX-License-Identifier: MIT
#include "tests/bench/peers/raw/relayframes.h"

#include <QCryptographicHash>
#include <QStringBuilder>

namespace coterie::bench {

std::optional<QByteArray> takeHandshake(QByteArray &in)
{
    const qsizetype end = in.indexOf("\r\n\r\n");
    const qsizetype key = in.indexOf("Sec-WebSocket-Key: ");
    if (end < 0 || key < 0)
        return std::nullopt;
    const QByteArray nonce = in.mid(key + 19, 24) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    in.remove(0, end + 4);
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           QCryptographicHash::hash(nonce, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n";
}

Answers takeFrames(QByteArray &in)
{
    Answers answers;
    qsizetype at = 0;
    while (in.size() - at >= 6) {
        const auto *head = reinterpret_cast<const unsigned char *>(in.constData() + at);
        const int opcode = head[0] & 0x0f;
        qsizetype length = head[1] & 0x7f;
        qsizetype offset = 2;
        if (length == 126) {
            length = head[2] << 8 | head[3];
            offset = 4;
        }
        if (length == 127 || opcode == 8) { // nothing that large is sent here
            answers.over = true;
            break;
        }
        if (in.size() - at < offset + 4 + length)
            break;
        QByteArray body = in.mid(at + offset + 4, length);
        for (qsizetype i = 0; i < length; ++i)
            body[i] = char(body[i] ^ head[offset + (i & 3)]);
        at += offset + 4 + length;
        QByteArray frame(1, char(0x80 | (opcode == 9 ? 10 : 1)));
        if (opcode == 1 && body == "hello") {
            answers.own.append(frame).append(char(7)).append("welcome");
            continue;
        }
        if (length < 126)
            frame.append(char(length));
        else
            frame.append(char(126)).append(char(length >> 8)).append(char(length));
        frame.append(body);
        if (opcode == 9)
            answers.own.append(frame);
        else if (opcode == 1 || opcode == 2)
            answers.everybodys.append(frame);
    }
    in.remove(0, at);
    return answers;
}

} // namespace coterie::bench
