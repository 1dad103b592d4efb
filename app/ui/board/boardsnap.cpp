// SPDX-License-Identifier: MIT
#include "app/ui/board/boardsnap.h"

#include "app/ui/board/boardview.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QPainter>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr double snapReach = 6; // pixels
constexpr qsizetype mostNeighbours = 400;

QRectF turnedBounds(const SelectionFrame &frame)
{
    if (frame.isLine() || frame.rotation() == 0)
        return frame.box();
    QPolygonF corners;
    for (const Handle handle : {Handle::TopLeft, Handle::TopRight, Handle::BottomRight, Handle::BottomLeft})
        corners.append(frame.boardPoint(handle));
    return corners.boundingRect();
}

double toGrid(double value)
{
    return std::round(value / boardGridStep) * boardGridStep;
}

} // namespace

void BoardSnap::gather()
{
    if (std::exchange(m_gathered, true))
        return;
    m_neighbours.clear();
    const BoardDoc *doc = m_view.doc();
    if (!m_toObjects || !doc)
        return;
    QSet<ObjectId> own;
    for (const BoardObject &leaf : leavesOf(*doc, m_view.selection().ids()))
        own.insert(leaf.id);
    for (const ObjectId &id : m_view.objectsIn(m_view.visibleBoard())) {
        // Of ink, which most of a board is, nothing more is looked up.
        const FigurePtr figure = m_view.scene().figure(id);
        if (!figure || figure->kind == BoardKind::Stroke || isBoardLine(figure->kind) || own.contains(id))
            continue;
        if (const auto object = doc->object(id))
            m_neighbours.append(boundsOf({*object}));
        if (m_neighbours.size() >= mostNeighbours)
            return;
    }
}

BoardSnap::Pull BoardSnap::pull(const QList<double> &edges, Qt::Orientation along) const
{
    Pull best;
    double least = snapReach / m_view.zoom();
    for (const QRectF &box : m_neighbours) {
        const bool x = along == Qt::Horizontal;
        for (const double line :
             {x ? box.left() : box.top(), x ? box.center().x() : box.center().y(), x ? box.right() : box.bottom()})
            for (const double edge : edges)
                if (std::abs(line - edge) < least) {
                    least = std::abs(line - edge);
                    best = {line - edge, line, box, true};
                }
    }
    return best;
}

QPointF BoardSnap::pulled(const QRectF &box, const QList<double> &xs, const QList<double> &ys,
                          Qt::KeyboardModifiers modifiers)
{
    m_guides.clear();
    if (modifiers & Qt::ControlModifier)
        return {};
    gather();
    const Pull across = pull(xs, Qt::Horizontal);
    const Pull down = pull(ys, Qt::Vertical);
    QPointF by(across.by, down.by);
    if (m_toGrid && !across.found && !xs.isEmpty())
        by.setX(toGrid(xs.first()) - xs.first());
    if (m_toGrid && !down.found && !ys.isEmpty())
        by.setY(toGrid(ys.first()) - ys.first());
    const QRectF there = box.translated(by);
    if (across.found)
        m_guides.append({across.line, std::min(there.top(), across.to.top()), across.line,
                         std::max(there.bottom(), across.to.bottom())});
    if (down.found)
        m_guides.append(
            {std::min(there.left(), down.to.left()), down.line, std::max(there.right(), down.to.right()), down.line});
    return by;
}

QPointF BoardSnap::moved(const SelectionFrame &frame, QPointF by, Qt::KeyboardModifiers modifiers,
                         Qt::Orientations along)
{
    if (!(along & Qt::Horizontal))
        by.setX(0);
    if (!(along & Qt::Vertical))
        by.setY(0);
    const QRectF box = turnedBounds(frame).translated(by);
    QList<double> xs, ys;
    if (along & Qt::Horizontal)
        xs = {box.left(), box.center().x(), box.right()};
    if (along & Qt::Vertical)
        ys = {box.top(), box.center().y(), box.bottom()};
    return by + pulled(box, xs, ys, modifiers);
}

QPointF BoardSnap::corner(const SelectionFrame &frame, Handle handle, const QPointF &from, const QPointF &to,
                          Qt::KeyboardModifiers modifiers, Qt::Orientations along)
{
    if (std::fmod(frame.rotation(), 90) != 0) // its edges lie along none of the others'
        return to;
    const QPointF corner = frame.boardPoint(handle);
    const QPointF moved = corner + to - from;
    const QPointF middle = frame.box().center();
    const bool across = along & Qt::Horizontal && std::abs(corner.x() - middle.x()) > 1e-6;
    const bool down = along & Qt::Vertical && std::abs(corner.y() - middle.y()) > 1e-6;
    return to + pulled(QRectF(moved, QSizeF()), across ? QList{moved.x()} : QList<double>(),
                       down ? QList{moved.y()} : QList<double>(), modifiers);
}

QPointF BoardSnap::point(const QPointF &at, Qt::KeyboardModifiers modifiers)
{
    return at + pulled(QRectF(at, QSizeF()), {at.x()}, {at.y()}, modifiers);
}

void BoardSnap::done()
{
    m_gathered = false;
    m_guides.clear();
}

void BoardSnap::paint(QPainter &painter, const BoardCamera &camera, const Colors &colors) const
{
    painter.setPen(QPen(colors.danger, 1));
    for (const QLineF &guide : m_guides)
        painter.drawLine(camera.toWidget(guide.p1()), camera.toWidget(guide.p2()));
}

} // namespace coterie::ui
