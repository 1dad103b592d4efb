// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"

#include "app/ui/board/textediting.h"

#include <QEventPoint>
#include <QLineF>
#include <QTouchEvent>

#include <algorithm>
#include <optional>

// Fingers on a BoardView: one does what the tool does, or pans once a pen has been used, or as one has chosen (W-13);
// two pan and zoom. And what the taps of a finger, a pen and a mouse come to.
namespace coterie::ui {
namespace {

constexpr double beginningPixels = 32; // two fingers never come down at once; so far the first may have gone

} // namespace

bool BoardView::fingerMoves() const
{
    return m_hands.finger == BoardHands::Finger::Moves || (m_hands.finger == BoardHands::Finger::UntilPen && m_penUsed);
}

bool BoardView::touchEvent(QTouchEvent *event)
{
    if (event->type() == QEvent::TouchBegin && !m_penNear && m_writing->isAt(event->points().first().position())) {
        event->ignore(); // it came here from the text, which takes it as that of a mouse
        return false;
    }
    event->accept();
    m_byFinger = true;
    if (event->type() == QEvent::TouchBegin) { // the end of the ones before may have gone to a menu
        m_fingers = 0;
        m_contacts.clear();
    }
    if (event->type() == QEvent::TouchCancel) {
        m_contacts.clear();
        if (std::exchange(m_fingers, 0) > 0)
            cancelDrag();
        liftFinger();
        return true;
    }
    QList<QEventPoint> held;
    std::optional<QEventPoint> lifted;
    for (const QEventPoint &point : event->points()) {
        // What came down beside the pen is the hand that holds it, also when the pen has gone.
        if (point.state() == QEventPoint::Pressed && !m_penNear && !m_contacts.contains(point.id()))
            m_contacts.append(point.id());
        if (!m_contacts.contains(point.id()))
            continue;
        if (point.state() != QEventPoint::Released) {
            held.append(point);
        } else {
            m_contacts.removeOne(point.id());
            lifted = point;
        }
    }
    if (held.isEmpty() && !lifted)
        return true;
    const int before = std::exchange(m_fingers, int(held.size()));
    if (held.size() >= 2) {
        // The two that began stay the two, whoever else comes down or goes.
        const auto heldPoint = [&](int id) {
            return std::find_if(held.cbegin(), held.cend(), [&](const QEventPoint &one) { return one.id() == id; });
        };
        const bool same =
            before >= 2 && heldPoint(m_touchPair.first) != held.cend() && heldPoint(m_touchPair.second) != held.cend();
        if (!same)
            m_touchPair = {held.at(0).id(), held.at(1).id()};
        const QPointF a = heldPoint(m_touchPair.first)->position();
        const QPointF b = heldPoint(m_touchPair.second)->position();
        const QPointF middle = (a + b) / 2;
        const double spread = QLineF(a, b).length();
        if (before < 2) {
            // What the first finger began was the beginning of this, unless it has done something by now.
            if (m_touchFarthest < beginningPixels)
                cancelDrag();
            else
                endDrag(m_last);
        } else if (same) {
            panBy(middle - m_touchMiddle);
            if (spread > 1 && m_touchSpread > 1)
                zoomAt(spread / m_touchSpread, middle);
        }
        m_taps.forget();
        m_touchMiddle = middle;
        m_touchSpread = spread;
        m_pinched = true;
        return true;
    }
    const QEventPoint point = held.isEmpty() ? *lifted : held.first();
    const ToolPoint at = pointAt(point.position(), event->modifiers());
    if (held.isEmpty()) {
        m_taps.release(at.at);
        if (!std::exchange(m_pinched, false))
            endDrag(at);
        liftFinger();
    } else if (before == 0) {
        m_pinched = false;
        m_touchBegin = point.position();
        m_touchFarthest = 0;
        beginTap(fingerMoves() ? ToolId::Hand : tool(), at, event->timestamp());
    } else if (!m_pinched) {
        m_taps.move(at.at);
        m_touchFarthest = std::max(m_touchFarthest, QLineF(m_touchBegin, at.at).length());
        moveDrag(at);
    }
    return true;
}

// With a key held a click means something of its own, and so does the next one.
bool BoardView::doubleClick(BoardTool &tool, const ToolPoint &point)
{
    constexpr Qt::KeyboardModifiers meaning =
        Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    return !(point.modifiers & meaning) && tool.doubleClick(point);
}

// As a mouse does it with its clicks; what takes no second click takes another press. A tool that draws may begin
// slowly: the menu is that of Select and of the hand.
void BoardView::beginTap(ToolId chosen, const ToolPoint &point, quint64 ms)
{
    BoardTool &tool = toolForDrag(chosen);
    if (m_taps.press(point.at, ms) && doubleClick(tool, point)) {
        m_pinched = m_fingers > 0;
        return;
    }
    beginDrag(tool, point);
    // Whoever draws with a pen may rest a hand on the board.
    const bool mayBePalm = m_fingers > 0 && m_penUsed && this->tool() != chosen;
    if (!mayBePalm && (&tool == &m_tools.tool(ToolId::Select) || &tool == &m_tools.tool(ToolId::Hand)))
        m_taps.await();
}

void BoardView::openHeldMenu(const QPointF &at)
{
    if (!m_drag)
        return;
    m_pinched = m_fingers > 0;
    cancelDrag();
    emit menuAsked(at.toPoint(), false);
}

// It points at nothing any more.
void BoardView::liftFinger()
{
    if (m_controller)
        m_controller->pointAway();
}

} // namespace coterie::ui
