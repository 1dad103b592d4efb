// SPDX-License-Identifier: MIT
#include "app/session/boardlasers.h"

#include "app/session/fairshare.h"

#include <algorithm>

namespace coterie {
namespace {

constexpr int frameMs = 33;
constexpr int laserSamplesPerMessage = 64;
constexpr int mostTrails = 50;
constexpr int mostTrailsOfOne = 6; // that of a moment ago fades while the next one is drawn; pings too
constexpr qsizetype mostSpots = 600;
constexpr quint32 noOpacity = 0x00ffffff; // the colour is each one's own
constexpr double laserWidth = 4;

} // namespace

BoardLasers::BoardLasers(const RoomId &room, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_clock(clock)
{
    m_timer.setInterval(frameMs);
    connect(&m_timer, &QTimer::timeout, this, &BoardLasers::tick);
}

LaserTrail *BoardLasers::trailOf(const ObjectId &stream)
{
    const auto at =
        std::find_if(m_trails.begin(), m_trails.end(), [&](const LaserTrail &t) { return t.stream == stream; });
    return at == m_trails.end() ? nullptr : &*at;
}

void BoardLasers::begin(const QPointF &at, double zoom)
{
    end();
    send(); // what an earlier one has left
    m_zoom = zoom;
    m_own.emplace(newId<ObjectId>(), noOpacity, laserWidth, zoom, false, PenSample{at.x(), at.y()});
    m_sent = 0;
    m_ended = false;
    m_trails.append({m_self, m_own->id(), 0, 0, 0, false, {{at, nowMs()}}});
    arm();
    emit changed();
}

void BoardLasers::moveTo(const QPointF &at)
{
    if (!m_own || m_ended)
        return;
    if (!m_own->add({at.x(), at.y()}))
        return begin(at, m_zoom); // as long as one may be
    if (LaserTrail *trail = trailOf(m_own->id())) {
        trail->moved |= m_own->count() > 1;
        trail->spots.append({at, nowMs()});
        if (trail->spots.size() > mostSpots)
            trail->spots.removeFirst();
    } else {
        m_trails.append({m_self, m_own->id(), 0, 0, 0, true, {{at, nowMs()}}}); // it had faded while it rested
    }
    arm();
    emit changed();
}

void BoardLasers::end()
{
    m_ended = m_own.has_value();
    arm();
}

void BoardLasers::ping(const QPointF &at, double zoom)
{
    begin(at, zoom);
    end();
}

void BoardLasers::send()
{
    while (m_own && m_sent < m_own->count()) {
        BoardLive live;
        live.room = m_room;
        live.stream = m_own->id();
        live.first = m_sent;
        if (m_sent == 0)
            live.style = StrokeStyle{m_own->color(), m_own->width(), m_own->x(), m_own->y()};
        live.points = m_own->packedFrom(m_sent, laserSamplesPerMessage);
        m_sent = std::min(m_sent + laserSamplesPerMessage, m_own->count());
        emit requested(live);
    }
    if (m_ended)
        m_own.reset();
}

bool BoardLasers::take(const BoardPreview &preview)
{
    LaserTrail *trail = trailOf(preview.stream);
    if (!trail) {
        if (!preview.style || quint32(preview.style->color) >> 24 != 0)
            return false;
        if (const qsizetype goes =
                placeToGiveUp(m_trails, preview.user, mostTrailsOfOne, mostTrails,
                              [](const LaserTrail &t) { return t.spots.isEmpty() ? 0 : t.spots.last().ms; });
            goes >= 0)
            m_trails.removeAt(goes);
        m_trails.append({preview.user, preview.stream, preview.style->x, preview.style->y, preview.first, false, {}});
        trail = &m_trails.last();
    }
    const auto samples = StrokePoints::unpack(preview.points);
    if (!samples || trail->user != preview.user || preview.user == m_self)
        return true;
    const double quantum = strokeQuantum(samples->exponent);
    const auto known = size_t(std::max(0, trail->next - preview.first)); // told twice
    for (size_t i = known; i < samples->at.size(); ++i)
        trail->spots.append(
            {{trail->originX + samples->at[i].x * quantum, trail->originY + samples->at[i].y * quantum}, nowMs()});
    trail->next = std::max(trail->next, preview.first + int(samples->at.size()));
    trail->moved |= trail->next > 1;
    if (trail->spots.size() > mostSpots)
        trail->spots.remove(0, trail->spots.size() - mostSpots);
    arm();
    emit changed();
    return true;
}

void BoardLasers::forget(const UserId &user)
{
    m_trails.removeIf([&](const LaserTrail &trail) { return trail.user == user; });
    emit changed();
}

void BoardLasers::clear()
{
    m_trails.removeIf([&](const LaserTrail &trail) { return trail.user != m_self; });
    emit changed();
}

void BoardLasers::tick()
{
    send();
    const qint64 now = nowMs();
    for (LaserTrail &trail : m_trails) {
        const qint64 lasts = trail.moved ? trailMs : pingMs;
        trail.spots.removeIf([now, lasts](const LaserSpot &spot) { return now - spot.ms >= lasts; });
    }
    m_trails.removeIf([](const LaserTrail &trail) { return trail.spots.isEmpty(); });
    emit changed();
    arm();
}

void BoardLasers::arm()
{
    const bool busy = !m_trails.isEmpty() || (m_own && (m_ended || m_sent < m_own->count()));
    if (!busy)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
}

} // namespace coterie
