// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/edits/boardedits.h"

#include <QCursor>

class QPainter;

namespace coterie::ui {

class BoardCamera;
struct Colors;

// What is taken hold of at a selection. Sides and corners clockwise from the top left.
enum class Handle { None, TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left, Turn, First, Second };

// The frame around a selection with its handles: eight, and one to turn it; of a single line its two ends. Values only.
class SelectionFrame final
{
public:
    SelectionFrame() = default;
    explicit SelectionFrame(const QList<BoardObject> &leaves); // as leavesOf() lists them
    explicit SelectionFrame(const QRectF &box);                // around many

    [[nodiscard]] bool isNull() const { return m_null; }
    [[nodiscard]] bool isLine() const { return m_line; }
    [[nodiscard]] bool isText() const { return m_text; } // alone: its corners keep its lines as they are
    [[nodiscard]] QRectF box() const { return m_box; }   // board units, before it is turned
    [[nodiscard]] double rotation() const { return m_rotation; }
    [[nodiscard]] QRectF bounds(const BoardCamera &camera) const; // pixels of the view, with all handles
    [[nodiscard]] QPointF boardPoint(Handle handle) const;        // of the turned box; Turn: its middle

    // reach: pixels from the middle of a handle
    [[nodiscard]] Handle handleAt(const QPointF &at, const BoardCamera &camera, double reach) const;
    [[nodiscard]] bool isOnHandle(Handle handle, const QPointF &at, const BoardCamera &camera) const; // not just near
    [[nodiscard]] QCursor cursorOf(Handle handle) const;
    // What dragging the handle from one point of the board to another does. evenly: the ratio stays; fromMiddle: the
    // middle stays; of the turning handle evenly means steps of 15 degrees.
    // leads: of what keeps its shape, the axis of the board that counts; both: the one that is changed more.
    [[nodiscard]] BoardMove dragged(Handle handle, const QPointF &from, const QPointF &to, bool evenly, bool fromMiddle,
                                    Qt::Orientations leads = Qt::Horizontal | Qt::Vertical) const;
    // The axes of the board along which a drag of the handle by so much counts: where the ratio stays the one that it
    // changes more.
    [[nodiscard]] Qt::Orientations leading(Handle handle, const QPointF &by, bool evenly) const;
    void paint(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool withHandles) const;
    // A padlock at its upper corner; beside it a crown when a moderator has locked it.
    void paintLock(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool byModerator) const;

private:
    [[nodiscard]] bool keepsRatio(Handle handle, bool evenly) const;
    [[nodiscard]] bool liesOnItsSide() const; // what is across to it goes down the board
    [[nodiscard]] QPointF place(Handle handle, const BoardCamera &camera) const; // in the view
    [[nodiscard]] QList<Handle> handles(const BoardCamera &camera) const;

    QRectF m_box;
    double m_rotation = 0;
    QPointF m_first, m_second; // ends of a single line
    bool m_line = false;
    bool m_text = false;
    bool m_null = true;
};

} // namespace coterie::ui
