// SPDX-License-Identifier: MIT
#include "server/net/frameguard.h"

#include <algorithm>

namespace coterie::server {

namespace {

// RFC 6455 §7.4 and the IANA registry: what may stand in a Close frame.
bool mayBeSent(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

} // namespace

FrameGuard::FrameGuard(const Limits &limits)
    : m_limits(limits)
{
}

FrameGuard::Verdict FrameGuard::feed(QByteArrayView bytes, qint64 nowMs, QByteArray &passed)
{
    m_verdict = {};
    passed.resize(0);
    qsizetype at = 0;
    qsizetype frameFrom = 0; // where the part of the present frame begins in `bytes`
    // The usual input passes untouched; the first byte that must not makes this a rewriting.
    const auto settle = [&](bool pass) {
        if (!pass && !m_verdict.rewritten) {
            m_verdict.rewritten = true;
            passed.append(bytes.first(frameFrom));
        } else if (pass && m_verdict.rewritten) {
            passed.append(bytes.sliced(frameFrom, at - frameFrom));
        }
        frameFrom = at;
    };
    while (at < bytes.size()) {
        const quint8 byte = quint8(bytes[at]);
        bool good = true;
        switch (m_stage) {
        case Stage::First:
            good = takeFirst(byte, nowMs);
            ++at;
            break;
        case Stage::Second:
            good = takeSecond(byte);
            ++at;
            break;
        case Stage::Length:
            good = takeLength(byte);
            ++at;
            break;
        case Stage::Mask:
            m_mask[m_maskBytes++] = byte;
            if (m_maskBytes == 4)
                m_stage = Stage::Payload;
            ++at;
            break;
        case Stage::Payload: {
            const qsizetype taken = takePayload(bytes.sliced(at));
            good = taken >= 0;
            at += std::max(taken, qsizetype(0));
            m_strideBytes += taken;
            if (m_strideBytes >= m_limits.frameStride) {
                m_frameSince = nowMs;
                m_strideBytes = 0;
            }
            break;
        }
        }
        const bool ended = good && m_stage == Stage::Payload && m_left == 0;
        if (ended)
            good = judgeEnd();
        if (!good) {
            settle(false);
            return m_verdict;
        }
        if (ended) {
            settle(!m_absorb);
            endFrame(passed);
        }
    }
    if (at > frameFrom)
        settle(!m_absorb);
    return m_verdict;
}

bool FrameGuard::takeFirst(quint8 byte, qint64 nowMs)
{
    m_frameSince = nowMs;
    m_strideBytes = 0;
    m_final = (byte & 0x80) != 0;
    m_opcode = byte & 0x0f;
    if ((byte & 0x70) != 0)
        return object(1002, "a reserved bit is set");
    if ((m_opcode > Binary && m_opcode < Close) || m_opcode > Pong)
        return object(1002, "the opcode is reserved");
    if (isControl()) {
        if (!m_final)
            return object(1002, "a control frame is fragmented");
        if (m_opcode != Close && !spendControl(nowMs))
            return object(4029, "too many pings or pongs");
        m_absorb = m_opcode == Close;
        m_checkText = false;
        m_close.resize(0);
    } else {
        if (m_opcode == Continuation && m_fragments == 0)
            return object(1002, "a continuation has nothing to continue");
        if (m_opcode != Continuation && m_fragments != 0)
            return object(1002, "a message begins inside another");
        if (m_opcode != Continuation) {
            m_messageOpcode = m_opcode;
            m_message = 0;
            m_utf8 = {};
        }
        if (++m_fragments > m_limits.fragments)
            return object(1009, "a message has too many fragments");
        m_checkText = m_messageOpcode == Text;
        m_absorb = m_checkText && (m_opcode == Continuation || !m_final);
    }
    m_stage = Stage::Second;
    return true;
}

bool FrameGuard::takeSecond(quint8 byte)
{
    if ((byte & 0x80) == 0)
        return object(1002, "a client's frame is not masked");
    m_length = byte & 0x7f;
    m_maskBytes = 0;
    m_maskAt = 0;
    if (isControl() && m_length > 125)
        return object(1002, "a control frame is over 125 bytes");
    if (m_length < 126) {
        m_stage = Stage::Mask;
        return judgeLength();
    }
    m_lengthSize = m_length == 126 ? 2 : 8;
    m_lengthBytes = m_lengthSize;
    m_length = 0;
    m_stage = Stage::Length;
    return true;
}

bool FrameGuard::takeLength(quint8 byte)
{
    if (m_lengthBytes == 8 && (byte & 0x80) != 0)
        return object(1002, "the length's top bit is set");
    m_length = m_length << 8 | byte;
    if (--m_lengthBytes > 0)
        return true;
    if (m_lengthSize == 8 ? m_length <= 0xffff : m_length < 126)
        return object(1002, "a length is not in its shortest form");
    m_stage = Stage::Mask;
    return judgeLength();
}

bool FrameGuard::judgeLength()
{
    m_left = m_length;
    if (!isControl() && (m_length > m_limits.message || m_message > m_limits.message - m_length))
        return object(1009, "a message is over the limit");
    return true;
}

// How many bytes belong to the frame, or -1 when one of them is wrong.
qsizetype FrameGuard::takePayload(QByteArrayView bytes)
{
    const qsizetype count = qsizetype(std::min(m_left, quint64(bytes.size())));
    m_left -= quint64(count);
    if (!m_checkText && m_opcode != Close)
        return count;
    for (qsizetype i = 0; i < count; ++i) {
        const quint8 byte = quint8(bytes[i]) ^ m_mask[m_maskAt++ & 3];
        if (m_opcode == Close) {
            m_close.append(char(byte));
        } else if (!takeTextByte(byte)) {
            return -1;
        }
    }
    return count;
}

bool FrameGuard::takeTextByte(quint8 byte)
{
    if (!m_utf8.take(byte))
        return object(1007, "a text is not UTF-8");
    if (m_absorb)
        m_joined.append(char(byte));
    return true;
}

// What can only be said of a whole frame; it is said before its last byte passes.
bool FrameGuard::judgeEnd()
{
    if (m_opcode == Close)
        return judgeClose();
    if (m_checkText && m_final && !m_utf8.isComplete())
        return object(1007, "a text ends inside a character");
    return true;
}

void FrameGuard::endFrame(QByteArray &passed)
{
    m_stage = Stage::First;
    if (isControl())
        return;
    m_message += m_length;
    if (!m_final)
        return;
    m_fragments = 0;
    if (m_absorb) {
        appendFrameHeader(passed, Text, quint64(m_joined.size()));
        passed.append(m_joined);
        m_joined.clear();
    }
}

bool FrameGuard::judgeClose()
{
    if (m_close.size() == 1)
        return object(1002, "a close code has one byte");
    quint16 code = 1005;
    if (m_close.size() >= 2) {
        code = quint16(quint8(m_close[0]) << 8 | quint8(m_close[1]));
        if (!mayBeSent(code))
            return object(1002, "a close code is not one that may be sent");
        Utf8Check reason;
        const bool text =
            std::all_of(m_close.cbegin() + 2, m_close.cend(), [&](char c) { return reason.take(quint8(c)); });
        if (!text || !reason.isComplete())
            return object(1007, "a close reason is not UTF-8");
    }
    m_verdict.peerCloses = true;
    return object(code, "");
}

bool FrameGuard::spendControl(qint64 nowMs)
{
    const qint64 full = qint64(m_limits.controlBurst) * 1000;
    m_tokens = m_tokensSince < 0
                   ? full
                   : std::min(full, m_tokens + std::max(nowMs - m_tokensSince, qint64(0)) * m_limits.controlPerSecond);
    m_tokensSince = nowMs;
    if (m_tokens < 1000)
        return false;
    m_tokens -= 1000;
    return true;
}

bool FrameGuard::isOverdue(qint64 nowMs) const
{
    return m_stage != Stage::First && nowMs - m_frameSince > m_limits.frameMs;
}

bool FrameGuard::object(quint16 code, const char *reason)
{
    m_verdict.closeCode = code;
    m_verdict.reason = reason;
    return false;
}

void appendFrameHeader(QByteArray &out, quint8 opcode, quint64 length)
{
    char header[10];
    qsizetype size = 2;
    header[0] = char(0x80 | opcode);
    if (length < 126) {
        header[1] = char(length);
    } else {
        const bool wide = length > 0xffff;
        const int bytes = wide ? 8 : 2;
        header[1] = wide ? 127 : 126;
        for (int i = 0; i < bytes; ++i)
            header[2 + i] = char(length >> (8 * (bytes - 1 - i)));
        size += bytes;
    }
    out.append(header, size);
}

QByteArray closeFrame(quint16 code, QByteArrayView reason)
{
    QByteArray payload;
    if (code != 1005) {
        payload.append(char(code >> 8)).append(char(code & 0xff));
        qsizetype size = std::min(reason.size(), qsizetype(123));
        while (size < reason.size() && size > 0 && (quint8(reason[size]) & 0xc0) == 0x80)
            --size; // never cut a character
        payload.append(reason.first(size));
    }
    QByteArray out;
    appendFrameHeader(out, 8, quint64(payload.size()));
    out.append(payload);
    return out;
}

} // namespace coterie::server
