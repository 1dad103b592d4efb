// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/areaselect.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/shell/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace coterie::ui {

AreaSelect::AreaSelect(const QPointF &from, bool lasso)
    : m_outline{from, from}
    , m_lasso(lasso)
{
}

void AreaSelect::extend(const QPointF &to)
{
    if (m_lasso)
        m_outline.append(to);
    else
        m_outline.last() = to;
}

QRectF AreaSelect::box() const
{
    return m_lasso ? m_outline.boundingRect() : QRectF(m_outline.first(), m_outline.last()).normalized();
}

bool AreaSelect::takes(const QRectF &box, bool touching) const
{
    if (!m_lasso)
        return touching ? this->box().intersects(box) : this->box().contains(box);
    const std::array corners{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft(), box.center()};
    const auto inside = [this](const QPointF &p) { return m_outline.containsPoint(p, Qt::OddEvenFill); };
    if (!touching)
        return std::all_of(corners.begin(), corners.end(), inside);
    QPainterPath area;
    area.addPolygon(m_outline);
    area.closeSubpath();
    return area.intersects(box);
}

void AreaSelect::paint(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool touching) const
{
    QColor fill = colors.accent;
    fill.setAlpha(28);
    painter.setBrush(fill);
    painter.setPen(QPen(colors.accent, 1, touching ? Qt::DashLine : Qt::SolidLine));
    if (!m_lasso) {
        painter.drawRect(camera.toWidget(box()));
        return;
    }
    QPolygonF shown;
    for (const QPointF &p : m_outline)
        shown.append(camera.toWidget(p));
    painter.drawPolygon(shown);
}

} // namespace coterie::ui
