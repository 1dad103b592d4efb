// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "tests/support/boardkit.h"

namespace coterie::test {

class HandClock final : public Clock
{
public:
    qint64 ms = 1'000'000;
    [[nodiscard]] qint64 wallMs() const override { return ms; }
    [[nodiscard]] qint64 monotonicMs() const override { return ms; }
};

// What a host says when it does not take something.
inline Failure refusal(QLatin1String code)
{
    Failure failure;
    failure.code = code;
    return failure;
}

// A board controller whose session is this test: what it requests comes back from a log at once, or waits.
struct BoardRig {
    HandClock clock;
    BoardController controller{newId<RoomId>(), clock};
    UserId other = newId<UserId>();
    Seq head = 0;
    int commits = 0;
    QList<BoardOp> lastOps;
    bool echo = true;

    BoardRig()
    {
        controller.setSelf(newId<UserId>());
        controller.setOnline(true);
        controller.setLoaded(true);
        QObject::connect(&controller, &BoardController::commitRequested, &controller,
                         [this](const BoardTransaction &tx) {
                             ++commits;
                             lastOps = tx.ops;
                             if (echo)
                                 hear(tx);
                         });
    }
    // From the log; what is held back (A88) is there, too, when it returns.
    void hear(const BoardTransaction &tx)
    {
        controller.receive({{tx, ++head}});
        if (const qint64 rest = controller.restMs(); rest > 0) {
            clock.ms += rest;
            controller.tick();
        }
    }
    void draw(UserId who, const BoardOp &op) { controller.receive({{{newId<OpId>(), who, {op}}, ++head}}); }
    // A straight horizontal line of somebody else.
    ObjectId line(double x, double y, double length = 100, quint32 color = 0xffd55e00, double width = 6)
    {
        const auto id = newId<ObjectId>();
        StrokePoints points;
        points.at = {{0, 0}, {qint16(length * 16), 0}};
        draw(other, BoardOp::createStroke(id, x, y, points.packed(), color, width));
        return id;
    }
};

} // namespace coterie::test
