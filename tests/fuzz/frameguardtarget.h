// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/frameguard.h"

#include <QList>
#include <QString>

#include <optional>

// What must hold for whatever bytes a client sends: the verdict does not depend on how they were cut, and what passes
// on to QWebSocket is sound by a second, plainer reading.
namespace coterie::fuzz {

struct GuardOutcome {
    int code = 0;
    QByteArray reason;
    bool peerCloses = false;
    QByteArray passed; // whole frames only: a part of one that turns out wrong may have gone before
    friend bool operator==(const GuardOutcome &, const GuardOutcome &) = default;
};

struct PlainFrame {
    quint8 first = 0;
    bool masked = false;
    QByteArray payload; // unmasked
    qsizetype size = 0; // with its header
    bool shortest = true;
};

// The next whole frame, read the slow and obvious way.
inline std::optional<PlainFrame> plainFrame(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    PlainFrame frame;
    frame.first = quint8(bytes[0]);
    frame.masked = (quint8(bytes[1]) & 0x80) != 0;
    const int form = quint8(bytes[1]) & 0x7f;
    const qsizetype extended = form < 126 ? 0 : form == 126 ? 2 : 8;
    const qsizetype head = 2 + extended + (frame.masked ? 4 : 0);
    if (bytes.size() < head)
        return std::nullopt;
    quint64 length = extended == 0 ? quint64(form) : 0;
    for (qsizetype i = 0; i < extended; ++i)
        length = length << 8 | quint8(bytes[2 + i]);
    frame.shortest = extended == 0 || length > (extended == 2 ? 125u : 65535u);
    if (quint64(bytes.size() - head) < length)
        return std::nullopt;
    frame.size = head + qsizetype(length);
    frame.payload = bytes.sliced(head, qsizetype(length)).toByteArray();
    if (frame.masked)
        for (qsizetype i = 0; i < frame.payload.size(); ++i)
            frame.payload[i] = char(frame.payload[i] ^ bytes[head - 4 + (i & 3)]);
    return frame;
}

inline QByteArray wholeFrames(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (const auto frame = plainFrame(bytes.sliced(at)))
        at += frame->size;
    return bytes.first(at).toByteArray();
}

// Guard: what is asked; the tests put a worse one in its place.
template <class Guard = server::FrameGuard> GuardOutcome runGuard(const QList<QByteArray> &pieces)
{
    Guard guard;
    GuardOutcome outcome;
    QByteArray passed;
    for (const QByteArray &piece : pieces) {
        const auto verdict = guard.feed(piece, 1000, passed);
        outcome.passed += verdict.rewritten ? passed : piece;
        if (verdict.closeCode != 0) {
            outcome.code = verdict.closeCode;
            outcome.reason = verdict.reason;
            outcome.peerCloses = verdict.peerCloses;
            break;
        }
    }
    outcome.passed = wholeFrames(outcome.passed);
    return outcome;
}

inline QList<QByteArray> inPieces(const QByteArray &bytes, qsizetype size)
{
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        pieces.append(bytes.mid(at, size));
    return pieces;
}

// Why QWebSocket would stumble over this frame; null when it would not.
inline const char *unsound(const PlainFrame &frame)
{
    const int opcode = frame.first & 15;
    const bool final = (frame.first & 0x80) != 0;
    if ((frame.first & 0x70) != 0 || !frame.shortest)
        return "a reserved bit or a long form of a length passed";
    if (frame.payload.size() > 64 * 1024)
        return "a frame over the limit passed";
    if (opcode == 9 || opcode == 10)
        return final && frame.masked && frame.payload.size() <= 125 ? nullptr : "a bad control frame passed";
    if (opcode == 1) {
        if (!final)
            return "a part of a text passed";
        return QString::fromUtf8(frame.payload).toUtf8() == frame.payload ? nullptr : "a text that is none passed";
    }
    if (opcode != 0 && opcode != 2)
        return "a frame of another kind passed";
    return frame.masked ? nullptr : "an unmasked frame passed";
}

template <class Guard = server::FrameGuard> QString guardFault(const QByteArray &bytes)
{
    const GuardOutcome whole = runGuard<Guard>({bytes});
    for (qsizetype at = 0; at < whole.passed.size();) {
        const auto frame = plainFrame(QByteArrayView(whole.passed).sliced(at));
        if (const char *why = unsound(*frame))
            return QString::fromLatin1(why);
        at += frame->size;
    }
    for (const qsizetype size : {1, 2, 3, 7, 64})
        if (bytes.size() <= 4096 && !(runGuard<Guard>(inPieces(bytes, size)) == whole))
            return QStringLiteral("another verdict in pieces of %1").arg(size);
    return {};
}

} // namespace coterie::fuzz
