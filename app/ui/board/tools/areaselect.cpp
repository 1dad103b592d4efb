// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/areaselect.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/board/boardscene.h"
#include "app/ui/shell/theme.h"

#include <QPainter>

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

QList<ObjectId> AreaSelect::taken(const BoardScene &scene, bool touching) const
{
    if (!m_lasso)
        return scene.within(box(), touching ? BoardScene::Take::Meeting : BoardScene::Take::Inside);
    return scene.within(Polyline(m_outline.begin(), m_outline.end()),
                        touching ? BoardScene::Take::Meeting : BoardScene::Take::Inside);
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
