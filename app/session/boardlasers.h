// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/strokebuilder.h"
#include "shared/protocol/board.h"
#include "shared/util/clock.h"

#include <QObject>
#include <QPointF>
#include <QTimer>

namespace coterie {

// Where a laser was, and when.
struct LaserSpot {
    QPointF at;
    qint64 ms = 0;
};
struct LaserTrail {
    UserId user;
    ObjectId stream;
    double originX = 0, originY = 0; // where the samples of somebody else are counted from
    int next = 0;                    // the sample to come
    bool moved = false;              // else it is a ping
    QList<LaserSpot> spots;          // the latest last
};

// Lasers and pings, one's own and those of the others. On the wire a laser is a live stroke without opacity: ink that
// leaves nothing and is never created for good. One that stays at a point is a ping. A trail fades within 1.2 seconds,
// a ping within 2. Belongs to a BoardController; the window's thread.
class BoardLasers final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardLasers)
public:
    static constexpr qint64 trailMs = 1'200;
    static constexpr qint64 pingMs = 2'000;

    BoardLasers(const RoomId &room, const Clock &clock, QObject *parent = nullptr);

    // ---- one's own
    void setSelf(const UserId &self) { m_self = self; }
    void begin(const QPointF &at, double zoom);
    void moveTo(const QPointF &at);
    void end();
    void ping(const QPointF &at, double zoom);

    // ---- the others'
    bool take(const BoardPreview &preview); // false: it is ink
    void forget(const UserId &user);
    void clear();

    [[nodiscard]] const QList<LaserTrail> &trails() const { return m_trails; }
    [[nodiscard]] qint64 nowMs() const { return m_clock.monotonicMs(); }

    void tick(); // what the timer does, for tests with a clock of their own

signals:
    void requested(const coterie::BoardLive &live);
    void changed(); // also while one fades

private:
    void send();
    void arm();
    LaserTrail *trailOf(const ObjectId &stream);

    const RoomId m_room;
    const Clock &m_clock;
    UserId m_self;
    std::optional<StrokeBuilder> m_own;
    double m_zoom = 1;
    int m_sent = 0;
    bool m_ended = false; // when all has been told
    QList<LaserTrail> m_trails;
    QTimer m_timer;
};

} // namespace coterie
