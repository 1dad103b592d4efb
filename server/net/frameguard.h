// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/utf8check.h"
#include "shared/protocol/limits.h"

#include <QByteArray>

namespace coterie::server {

// Reads what a client sends after the handshake before QWebSocket does, and lets through only what is sound: whole
// RFC 6455 is checked here, from the first byte of each header on, so QWebSocket never has to refuse anything. Two
// kinds of frame never pass: Close, because the answer is ours to give, and the parts of a fragmented text, which
// QWebSocket decodes one by one; they are joined and passed on as one frame. Blind to how the bytes were cut. Owns no
// socket.
class FrameGuard final
{
public:
    struct Limits {
        quint64 message = quint64(largestClientFrame); // of one message, and so of one frame
        int fragments = 1024;                          // of one message
        int controlBurst = 20;                         // pings and pongs at once
        int controlPerSecond = 5;
        // A slow link takes its time for a frame; one that stands still does not get on.
        int frameMs = 10'000; // for each so many bytes of it
        int frameStride = 512;
    };

    struct Verdict {
        quint16 closeCode = 0;   // not 0: the connection is over, and this is what to say
        const char *reason = ""; // why, for the peer's developer
        bool peerCloses = false; // a sound Close came; closeCode 1005 means that it named no code
        bool rewritten = false;  // what may pass is not what came, but the bytes put into `passed`
    };

    FrameGuard() = default;
    explicit FrameGuard(const Limits &limits);

    // Nothing may be fed any more after a verdict with a close code.
    Verdict feed(QByteArrayView bytes, qint64 nowMs, QByteArray &passed);

    [[nodiscard]] const Limits &limits() const { return m_limits; }
    // A frame was begun and does not get on.
    [[nodiscard]] bool isOverdue(qint64 nowMs) const;
    void forgive(qint64 nowMs) { m_frameSince = nowMs; } // a frame that is under way gets its whole time again
    [[nodiscard]] bool isBetweenFrames() const { return m_stage == Stage::First; }

private:
    enum class Stage : quint8 { First, Second, Length, Mask, Payload };
    enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

    bool takeFirst(quint8 byte, qint64 nowMs);
    bool takeSecond(quint8 byte);
    bool takeLength(quint8 byte);
    bool judgeLength();
    qsizetype takePayload(QByteArrayView bytes);
    bool takeTextByte(quint8 byte);
    bool judgeEnd();
    bool judgeClose();
    void endFrame(QByteArray &passed);
    bool spendControl(qint64 nowMs);
    bool object(quint16 code, const char *reason);
    [[nodiscard]] bool isControl() const { return m_opcode >= Close; }

    Limits m_limits;
    Verdict m_verdict;
    QByteArray m_joined;     // payload of a fragmented text so far
    QByteArray m_close;      // payload of a Close so far
    quint64 m_length = 0;    // of the frame
    quint64 m_left = 0;      // payload bytes of the frame that have not come
    quint64 m_message = 0;   // payload bytes of the message in earlier frames
    qint64 m_frameSince = 0; // when it was begun, or got on by a stride
    qint64 m_strideBytes = 0;
    qint64 m_tokensSince = -1; // when m_tokens was true, in ms
    qint64 m_tokens = 0;       // thousandths of a control frame
    int m_fragments = 0;       // of the message that is under way; 0: none
    Stage m_stage = Stage::First;
    Utf8Check m_utf8;
    quint8 m_mask[4] = {};
    quint8 m_opcode = 0;
    quint8 m_messageOpcode = 0;
    quint8 m_lengthSize = 0;  // of the extended length, in bytes
    quint8 m_lengthBytes = 0; // of them that have not come
    quint8 m_maskBytes = 0;   // that have come
    quint8 m_maskAt = 0;
    bool m_final = false;
    bool m_absorb = false; // the frame does not pass
    bool m_checkText = false;
};

// A server's frame header: 1 + 1, 3 or 9 bytes, never masked.
void appendFrameHeader(QByteArray &out, quint8 opcode, quint64 length);
[[nodiscard]] QByteArray closeFrame(quint16 code, QByteArrayView reason);

} // namespace coterie::server
