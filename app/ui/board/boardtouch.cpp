// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"

#include <QLineF>
#include <QTouchEvent>

#include <algorithm>

// Fingers on a BoardView: one does what the tool does, or pans once a pen has been used (W-13); two pan and zoom.
namespace coterie::ui {

bool BoardView::touchEvent(QTouchEvent *event)
{
    event->accept();
    if (m_penNear) // a hand that rests beside the pen
        return true;
    QList<QEventPoint> held;
    for (const QEventPoint &point : event->points())
        if (point.state() != QEventPoint::Released)
            held.append(point);
    if (event->type() == QEvent::TouchCancel) {
        cancelDrag();
        m_fingers = 0;
        return true;
    }
    const int before = std::exchange(m_fingers, int(held.size()));
    if (held.size() >= 2) {
        const QPointF a = held.at(0).position();
        const QPointF b = held.at(1).position();
        const QPointF middle = (a + b) / 2;
        const double spread = QLineF(a, b).length();
        if (before < 2) {
            cancelDrag(); // what the first finger began was the beginning of this
        } else {
            panBy(middle - m_touchMiddle);
            if (spread > 1 && m_touchSpread > 1)
                zoomAt(spread / m_touchSpread, middle);
        }
        m_touchMiddle = middle;
        m_touchSpread = spread;
        m_pinched = true;
        return true;
    }
    const QEventPoint &point = event->points().first();
    const ToolPoint at = pointAt(point.position(), event->modifiers());
    if (held.isEmpty()) {
        if (!std::exchange(m_pinched, false))
            endDrag(at);
    } else if (before == 0) {
        m_pinched = false;
        beginDrag(m_penUsed ? m_tools.tool(ToolId::Hand) : toolForDrag(tool()), at);
    } else if (!m_pinched) {
        moveDrag(at);
    }
    return true;
}

} // namespace coterie::ui
