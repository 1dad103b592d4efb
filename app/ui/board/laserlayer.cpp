// SPDX-License-Identifier: MIT
#include "app/ui/board/laserlayer.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/shell/avatar.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double trailWidth = 5; // pixels
constexpr double ringRadius = 40;
constexpr double longestPingName = 200;

struct LaserWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::LaserLayer)
};

// Newer parts take the place of older ones instead of lying over them: the trail is no darker where two of them meet.
void paintTrail(QPainter &target, const LaserTrail &trail, const BoardCamera &camera, qint64 now)
{
    QPolygonF way;
    for (const LaserSpot &spot : trail.spots)
        way.append(camera.toWidget(spot.at));
    const QRect box =
        way.boundingRect().adjusted(-trailWidth, -trailWidth, trailWidth, trailWidth).toAlignedRect() & target.window();
    if (box.isEmpty())
        return;
    const double ratio = target.device()->devicePixelRatioF();
    QImage layer((QSizeF(box.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    layer.setDevicePixelRatio(ratio);
    layer.fill(Qt::transparent);
    QPainter painter(&layer);
    painter.translate(-box.topLeft());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    QColor color = userColor(trail.user);
    for (qsizetype i = 1; i < trail.spots.size(); ++i) {
        const double left = 1 - double(now - trail.spots.at(i).ms) / double(BoardLasers::trailMs);
        if (left <= 0)
            continue;
        color.setAlphaF(float(std::min(1.0, left)));
        painter.setPen(QPen(color, trailWidth * (0.3 + 0.7 * left), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(way.at(i - 1), way.at(i));
    }
    const LaserSpot &head = trail.spots.last();
    color.setAlphaF(float(std::clamp(1 - double(now - head.ms) / double(BoardLasers::trailMs), 0.0, 1.0)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(way.last(), trailWidth, trailWidth);
    painter.end();
    target.drawImage(box.topLeft(), layer);
}

void paintPing(QPainter &painter, const LaserTrail &ping, const QString &name, const BoardCamera &camera,
               const QFont &font, qint64 now)
{
    const LaserSpot &spot = ping.spots.first();
    const double age = std::clamp(double(now - spot.ms) / double(BoardLasers::pingMs), 0.0, 1.0);
    const QPointF at = camera.toWidget(spot.at);
    QColor color = userColor(ping.user);
    painter.setBrush(Qt::NoBrush);
    for (const double phase : {0.0, 0.5}) {
        const double grown = std::fmod(2 * age + phase, 1.0);
        color.setAlphaF(float((1 - age) * (1 - grown)));
        painter.setPen(QPen(color, 3));
        painter.drawEllipse(at, 6 + ringRadius * grown, 6 + ringRadius * grown);
    }
    color.setAlphaF(float(1 - age * age));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(at, 5, 5);
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(name, Qt::ElideRight, longestPingName);
    if (shown.isEmpty())
        return;
    const QRectF flag(at.x() + 10, at.y() - metrics.height() - 10, metrics.horizontalAdvance(shown) + 12,
                      metrics.height() + 4);
    painter.drawRoundedRect(flag, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(flag, Qt::AlignCenter | Qt::TextSingleLine, shown);
}

} // namespace

void paintLasers(QPainter &painter, const BoardLasers &lasers, const BoardGuests &guests, const UserId &self,
                 const BoardCamera &camera, const QFont &font)
{
    if (lasers.trails().isEmpty())
        return;
    const qint64 now = lasers.nowMs();
    const QList<BoardCursorMark> cursors = guests.cursors();
    painter.setFont(font);
    for (const LaserTrail &trail : lasers.trails()) {
        if (trail.spots.isEmpty())
            continue;
        if (trail.moved) {
            paintTrail(painter, trail, camera, now);
            continue;
        }
        const auto who = std::find_if(cursors.begin(), cursors.end(),
                                      [&](const BoardCursorMark &mark) { return mark.user == trail.user; });
        const QString name = trail.user == self ? LaserWords::tr("You") : who == cursors.end() ? QString() : who->name;
        paintPing(painter, trail, name, camera, font, now);
    }
}

} // namespace coterie::ui
