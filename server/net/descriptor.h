// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <array>
#include <span>

// What the operating system offers about descriptors and Qt does not. Where there is none of it, every function says so
// by its result and the callers take Qt's way.
namespace coterie::server::descriptor {

// Raises this process's soft limit of open descriptors to the hard one; returns the limit that now holds.
qint64 raiseLimit();

// The first descriptor number that a new connection must not have: near it the process runs out. Numbers are given out
// from below, so the number of a fresh descriptor tells how many are open, whoever opened them.
[[nodiscard]] qint64 ceiling(qint64 spare = 64);
// Whether one more descriptor can be opened at all.
[[nodiscard]] bool isOneFree();

// Tiny answers leave at once instead of waiting 40 ms; a listening socket passes this on to what it accepts.
void setNoDelay(qintptr socket);
void shutdownWriting(qintptr socket);
// Says one thing to a fresh connection and is done with it, without any object for it.
void refuse(qintptr socket, QByteArrayView answer);

inline constexpr std::size_t maxParts = 16;
enum class SendState { Open, Broken };
struct Sent {
    qint64 bytes = 0;
    SendState state = SendState::Open;
};
// As much as the kernel takes now. Never blocks, never raises a signal.
Sent sendNow(qintptr socket, QByteArrayView bytes);
Sent sendNow(qintptr socket, std::span<const QByteArrayView> parts); // at most maxParts
// What a send came to that says this by itself: the bytes that were taken, or less than 0 and the error.
[[nodiscard]] Sent resultOf(qint64 sent, int error);

} // namespace coterie::server::descriptor
