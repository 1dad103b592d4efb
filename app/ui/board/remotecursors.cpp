// SPDX-License-Identifier: MIT
#include "app/ui/board/remotecursors.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/shell/avatar.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr qint64 nameShownMs = 400; // of rest, then the arrow is enough
constexpr qsizetype crowd = 30;     // above, only those that move in sight are shown, and who always is
constexpr qint64 activeMs = 5'000;
constexpr double longestCursorName = 160; // pixels
constexpr QSizeF arrowSize(17, 18);
constexpr QPointF flagAt(13, 17); // from the tip

QPainterPath arrow(const QPointF &tip)
{
    QPainterPath path(tip);
    path.lineTo(tip + QPointF(5.0, 17.0));
    path.lineTo(tip + QPointF(8.6, 9.6));
    path.lineTo(tip + QPointF(16.0, 7.0));
    path.closeSubpath();
    return path;
}

} // namespace

QRect RemoteCursors::Shown::bounds() const
{
    return (QRectF(tip, arrowSize) | flag).adjusted(-3, -3, 3, 3).toAlignedRect();
}

QRegion RemoteCursors::update(const QList<BoardCursorMark> &marks, const BoardCamera &camera, const QFont &font,
                              const QRectF &sight, qint64 nowMs, const std::function<bool(const UserId &)> &always)
{
    QRegion dirty;
    for (const Shown &old : std::as_const(m_shown))
        dirty += old.bounds();
    m_shown.clear();
    const QFontMetricsF metrics(font);
    for (const BoardCursorMark &mark : marks) {
        Shown shown{mark, camera.toWidget(mark.at), {}};
        const bool active = nowMs - mark.movedMs <= activeMs && sight.contains(shown.tip);
        if (marks.size() > crowd && !active && !(always && always(mark.user)))
            continue;
        if (nowMs - mark.movedMs < nameShownMs && !mark.name.isEmpty()) {
            shown.mark.name = metrics.elidedText(mark.name, Qt::ElideRight, longestCursorName);
            const QSizeF size(metrics.horizontalAdvance(shown.mark.name) + 12, metrics.height() + 4);
            shown.flag = QRectF(shown.tip + flagAt, size);
        }
        dirty += shown.bounds();
        m_shown.append(shown);
    }
    return dirty;
}

void RemoteCursors::paint(QPainter &painter, const QFont &font) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    for (const Shown &shown : m_shown) {
        const QColor color = userColor(shown.mark.user);
        painter.setPen(QPen(Qt::white, 1.5));
        painter.setBrush(color);
        painter.drawPath(arrow(shown.tip));
        if (shown.flag.isNull())
            continue;
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(shown.flag, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(shown.flag, Qt::AlignCenter | Qt::TextSingleLine, shown.mark.name);
    }
}

int RemoteCursors::nextChangeMs(qint64 nowMs) const
{
    qint64 soonest = -1;
    for (const Shown &shown : m_shown)
        if (!shown.flag.isNull()) {
            const qint64 left = std::max<qint64>(1, shown.mark.movedMs + nameShownMs - nowMs);
            soonest = soonest < 0 ? left : std::min(soonest, left);
        }
    return int(soonest);
}

} // namespace coterie::ui
