// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/loadgen/wsframe.h"

#include <memory>

// What a server speaks over its WebSocket: how a member gets into the room, what a message looks like, what comes back.
// The crowd is the same for all of them, so that the servers are what differs.
namespace coterie::bench {

class Dialect
{
public:
    Dialect() = default;
    virtual ~Dialect() = default;
    Q_DISABLE_COPY_MOVE(Dialect)

    struct Step {
        QByteArray send; // whole frames
        bool ready = false;
        QByteArray fault; // the set-up failed
    };
    enum class Kind { Delivery, Ack, Refusal, Other };

    [[nodiscard]] virtual QByteArray request(int port) const = 0;
    [[nodiscard]] virtual QByteArray opening(int member) = 0;                   // right after the 101
    [[nodiscard]] virtual Step arrived(int member, const FrameView &frame) = 0; // until it is ready
    [[nodiscard]] virtual Kind kindOf(const FrameView &frame) const = 0;        // afterwards; the hot path
    [[nodiscard]] virtual QByteArray post(const QByteArray &text) = 0;
    [[nodiscard]] virtual QByteArray keepAlive() const = 0; // sent now and then by an idle member
    [[nodiscard]] virtual bool acknowledges() const { return false; }
    // The answer to a frame that wants one although the member is ready, or nothing.
    [[nodiscard]] virtual QByteArray answer(const FrameView &) const { return {}; }
};

// "coterie", "coterie-json", "socketio" or "relay"; nothing for another name.
[[nodiscard]] std::unique_ptr<Dialect> makeDialect(const QByteArray &name);

} // namespace coterie::bench
