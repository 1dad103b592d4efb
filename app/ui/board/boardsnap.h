// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/selectionframe.h"

namespace coterie::ui {

class BoardView;

// Draws what is dragged to the grid and to the edges and middles of what lies around; Ctrl lets it go freely. Shows
// what it holds to as lines. Remembers the neighbours of one drag until done(). The window's thread.
class BoardSnap final
{
    Q_DISABLE_COPY_MOVE(BoardSnap)
public:
    explicit BoardSnap(const BoardView &view)
        : m_view(view)
    {
    }

    void setToGrid(bool on) { m_toGrid = on; }
    void setToObjects(bool on) { m_toObjects = on; }
    [[nodiscard]] bool isToGrid() const { return m_toGrid; }
    [[nodiscard]] bool isToObjects() const { return m_toObjects; }

    // Of a selection that is moved by so much: what it is moved by. Across an axis that it shall not leave nothing
    // pulls.
    [[nodiscard]] QPointF moved(const SelectionFrame &frame, QPointF by, Qt::KeyboardModifiers modifiers,
                                Qt::Orientations along = Qt::Horizontal | Qt::Vertical);
    // Of a handle that is dragged from one point to another: where to.
    [[nodiscard]] QPointF corner(const SelectionFrame &frame, Handle handle, const QPointF &from, const QPointF &to,
                                 Qt::KeyboardModifiers modifiers, Qt::Orientations along);
    // Of a corner of something new.
    [[nodiscard]] QPointF point(const QPointF &at, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] const QList<QLineF> &guides() const { return m_guides; } // that it holds to now, board units
    void done();
    void paint(QPainter &painter, const BoardCamera &camera, const Colors &colors) const;

private:
    struct Pull {
        double by = 0;
        double line = 0; // where it holds
        QRectF to;
        bool found = false;
    };
    void gather();
    [[nodiscard]] Pull pull(const QList<double> &edges, Qt::Orientation along) const;
    [[nodiscard]] QPointF pulled(const QRectF &box, const QList<double> &xs, const QList<double> &ys,
                                 Qt::KeyboardModifiers modifiers);

    const BoardView &m_view;
    bool m_toGrid = false;
    bool m_toObjects = true;
    bool m_gathered = false;
    QList<QRectF> m_neighbours;
    QList<QLineF> m_guides; // board units
};

} // namespace coterie::ui
