// SPDX-License-Identifier: MIT
#include "app/ui/board/selectionframe.h"

#include "app/ui/board/boardcamera.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace coterie::ui {
namespace {

constexpr double padding = 8;       // pixels between what is selected and its frame
constexpr double handleSide = 9;    // pixels
constexpr double turnDistance = 22; // of the turning handle from the frame
constexpr double roomForSides = 36; // a shorter side has no handle in its middle

// Where a handle is on the box, from -1 to 1.
QPointF sideOf(Handle handle)
{
    switch (handle) {
    case Handle::TopLeft:
        return {-1, -1};
    case Handle::Top:
    case Handle::Turn:
        return {0, -1};
    case Handle::TopRight:
        return {1, -1};
    case Handle::Right:
        return {1, 0};
    case Handle::BottomRight:
        return {1, 1};
    case Handle::Bottom:
        return {0, 1};
    case Handle::BottomLeft:
        return {-1, 1};
    case Handle::Left:
        return {-1, 0};
    default:
        return {};
    }
}

} // namespace

SelectionFrame::SelectionFrame(const QList<BoardObject> &leaves)
{
    if (leaves.isEmpty())
        return;
    m_null = false;
    if (leaves.size() == 1) {
        m_box = withSides(leaves.first()).frame();
        m_rotation = leaves.first().rotation;
        m_text = leaves.first().kind == BoardKind::Text;
        if (isBoardLine(leaves.first().kind)) {
            m_line = true;
            m_rotation = 0;
            std::tie(m_first, m_second) = boardLineEnds(leaves.first());
            m_box = QRectF(m_first, m_second).normalized();
        }
        return;
    }
    QList<BoardObject> sized;
    std::transform(leaves.begin(), leaves.end(), std::back_inserter(sized), withSides);
    m_box = boundsOf(sized);
}

SelectionFrame::SelectionFrame(const QRectF &box)
    : m_box(box)
    , m_null(box.isNull())
{
}

QPointF SelectionFrame::boardPoint(Handle handle) const
{
    if (handle == Handle::First)
        return m_first;
    if (handle == Handle::Second)
        return m_second;
    const QPointF side = handle == Handle::Turn ? QPointF() : sideOf(handle);
    const QPointF flat = m_box.center() + QPointF(side.x() * m_box.width() / 2, side.y() * m_box.height() / 2);
    return boardTurned(flat, m_rotation, m_box.center());
}

QPointF SelectionFrame::place(Handle handle, const BoardCamera &camera) const
{
    if (m_line)
        return camera.toWidget(boardPoint(handle));
    const QPointF side = sideOf(handle);
    const double out = handle == Handle::Turn ? padding + turnDistance : padding;
    const QPointF off(side.x() * (m_box.width() / 2 * camera.zoom() + out),
                      side.y() * (m_box.height() / 2 * camera.zoom() + out));
    return camera.toWidget(m_box.center()) + boardTurned(off, m_rotation, {});
}

QList<Handle> SelectionFrame::handles(const BoardCamera &camera) const
{
    if (m_line)
        return {Handle::First, Handle::Second};
    QList<Handle> list{Handle::TopLeft, Handle::TopRight, Handle::BottomRight, Handle::BottomLeft, Handle::Turn};
    if (m_box.width() * camera.zoom() >= roomForSides)
        list << Handle::Top << Handle::Bottom;
    if (m_box.height() * camera.zoom() >= roomForSides)
        list << Handle::Left << Handle::Right;
    return list;
}

QRectF SelectionFrame::bounds(const BoardCamera &camera) const
{
    QRectF all;
    if (m_null)
        return all;
    for (const Handle handle : handles(camera)) {
        const QPointF at = place(handle, camera);
        all |= QRectF(at.x() - handleSide, at.y() - handleSide, 2 * handleSide, 2 * handleSide);
    }
    return all;
}

Handle SelectionFrame::handleAt(const QPointF &at, const BoardCamera &camera, double reach) const
{
    if (m_null)
        return Handle::None;
    Handle best = Handle::None;
    double least = reach;
    for (const Handle handle : handles(camera))
        if (const double distance = QLineF(at, place(handle, camera)).length(); distance <= least) {
            least = distance;
            best = handle;
        }
    return best;
}

bool SelectionFrame::isOnHandle(Handle handle, const QPointF &at, const BoardCamera &camera) const
{
    return QLineF(at, place(handle, camera)).length() <= handleSide / 2 + 1;
}

QCursor SelectionFrame::cursorOf(Handle handle) const
{
    if (handle == Handle::Turn || handle == Handle::First || handle == Handle::Second)
        return Qt::CrossCursor;
    const QPointF side = sideOf(handle);
    if (handle == Handle::None || side.isNull())
        return Qt::SizeAllCursor;
    const double angle = std::atan2(side.y(), side.x()) * 180 / M_PI + m_rotation;
    static constexpr std::array shapes{Qt::SizeHorCursor, Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor};
    return shapes.at(size_t((int(std::lround(angle / 45)) % 4 + 4) % 4));
}

bool SelectionFrame::keepsRatio(Handle handle, bool evenly) const
{
    const QPointF side = sideOf(handle);
    return evenly || (m_text && side.x() != 0 && side.y() != 0);
}

Qt::Orientations SelectionFrame::leading(Handle handle, const QPointF &by, bool evenly) const
{
    const QPointF side = sideOf(handle);
    if (!keepsRatio(handle, evenly) || side.x() == 0 || side.y() == 0)
        return Qt::Horizontal | Qt::Vertical;
    const QPointF moved = boardTurned(by, -m_rotation, {});
    // A side without a length cannot be made longer.
    const bool across = m_box.height() < 1e-6 || (m_box.width() >= 1e-6 && std::abs(moved.x()) * m_box.height() >
                                                                               std::abs(moved.y()) * m_box.width());
    return across != liesOnItsSide() ? Qt::Horizontal : Qt::Vertical;
}

bool SelectionFrame::liesOnItsSide() const
{
    const double turn = std::fmod(std::abs(m_rotation), 180);
    return turn > 45 && turn < 135;
}

BoardMove SelectionFrame::dragged(Handle handle, const QPointF &from, const QPointF &to, bool evenly, bool fromMiddle,
                                  Qt::Orientations leads) const
{
    BoardMove move;
    move.about = m_box.center();
    if (handle == Handle::Turn) {
        const double before = QLineF(move.about, from).angle();
        const double after = QLineF(move.about, to).angle(); // QLineF counts against the clock
        move.turn = before - after;
        if (evenly)
            move.turn = std::round((m_rotation + move.turn) / 15) * 15 - m_rotation;
        return move;
    }
    const QPointF side = sideOf(handle);
    move.axis = m_rotation;
    if (!fromMiddle)
        move.about = boardTurned(m_box.center() - QPointF(side.x() * m_box.width() / 2, side.y() * m_box.height() / 2),
                                 m_rotation, m_box.center());
    const QPointF moved = boardTurned(to - from, -m_rotation, {});
    const double reach = fromMiddle ? 2 : 1;
    const auto factor = [reach](double along, double by, double length) {
        return along == 0 || length < 1e-6 ? 1.0 : 1 + reach * along * by / length;
    };
    move.sx = factor(side.x(), moved.x(), m_box.width());
    move.sy = factor(side.y(), moved.y(), m_box.height());
    if (keepsRatio(handle, evenly)) {
        const bool isFree = leads == (Qt::Horizontal | Qt::Vertical);
        const bool across =
            isFree ? std::abs(move.sx - 1) > std::abs(move.sy - 1) : leads.testFlag(Qt::Horizontal) != liesOnItsSide();
        const double most = side.x() == 0 ? move.sy : side.y() == 0 || across ? move.sx : move.sy;
        move.sx = side.x() != 0 && side.y() != 0 ? std::copysign(most, move.sx) : std::abs(most);
        move.sy = side.x() != 0 && side.y() != 0 ? std::copysign(most, move.sy) : std::abs(most);
        if (side.x() == 0)
            move.sy = most;
        if (side.y() == 0)
            move.sx = most;
    }
    // Nothing is made so thin that it could not be taken hold of again.
    const auto least = [](double wanted, double length) {
        const double smallest = length > 1 ? 1 / length : 1;
        return std::abs(wanted) < smallest ? std::copysign(smallest, wanted) : wanted;
    };
    move.sx = least(move.sx, m_box.width());
    move.sy = least(move.sy, m_box.height());
    return move;
}

void SelectionFrame::paint(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool withHandles) const
{
    if (m_null)
        return;
    painter.save();
    painter.setBrush(Qt::NoBrush);
    if (!m_line || !withHandles) {
        const QPolygonF frame{place(Handle::TopLeft, camera), place(Handle::TopRight, camera),
                              place(Handle::BottomRight, camera), place(Handle::BottomLeft, camera)};
        painter.setPen(QPen(colors.accent, 1.25, withHandles ? Qt::SolidLine : Qt::DashLine));
        painter.drawPolygon(frame);
        if (withHandles)
            painter.drawLine(QLineF((frame.at(0) + frame.at(1)) / 2, place(Handle::Turn, camera)));
    }
    if (withHandles) {
        painter.setPen(QPen(colors.accent, 1.5));
        painter.setBrush(colors.raised);
        for (const Handle handle : handles(camera)) {
            const QPointF at = place(handle, camera);
            painter.save();
            painter.translate(at);
            painter.rotate(m_rotation);
            const QRectF knob(-handleSide / 2, -handleSide / 2, handleSide, handleSide);
            const bool round = handle == Handle::Turn || m_line;
            painter.drawRoundedRect(knob, round ? handleSide / 2 : 2, round ? handleSide / 2 : 2);
            painter.restore();
        }
    }
    painter.restore();
}

void SelectionFrame::paintLock(QPainter &painter, const BoardCamera &camera, const Colors &colors,
                               bool byModerator) const
{
    if (m_null)
        return;
    constexpr double badge = 11;
    constexpr double icon = 14;
    const double more = byModerator ? icon + 4 : 0; // to the right, where nothing of it is
    const QPointF at = place(Handle::TopRight, camera);
    painter.setPen(QPen(colors.accent, 1.25));
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(QRectF(at.x() - badge, at.y() - badge, 2 * badge + more, 2 * badge), badge, badge);
    const QRectF place(at.x() - icon / 2, at.y() - icon / 2, icon, icon);
    paintIcon(painter, place, u"lock", colors.accent);
    if (byModerator)
        paintIcon(painter, place.translated(more, 0), u"crown", colors.accent);
}

} // namespace coterie::ui
