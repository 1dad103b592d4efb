// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

// What the bare relays understand of WebSocket (RFC 6455): a handshake, and whole frames of up to 65,535 bytes. Nothing
// is checked: those who talk to them are the load generator and the fault harness. Pure functions, any thread.
namespace coterie::bench {

// The answer to the request at the start of `in`, which is taken out; nothing as long as it is not whole.
[[nodiscard]] std::optional<QByteArray> takeHandshake(QByteArray &in);

struct Answers {
    QByteArray own, everybodys; // frames, ready to send
    bool over = false;          // they said goodbye, or sent what no relay takes
};
// What the whole frames at the start of `in` ask for; they are taken out.
[[nodiscard]] Answers takeFrames(QByteArray &in);

} // namespace coterie::bench
