// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/toolid.h"

#include <QCursor>
#include <QPointF>

class QKeyEvent;
class QPainter;

namespace coterie::ui {

class BoardView;

// Where the pointer is, whatever it is: mouse, pen or finger.
struct ToolPoint {
    QPointF at;    // logical pixels of the view
    QPointF board; // the same place in board units
    double pressure = 0;
    bool withPressure = false;
    Qt::KeyboardModifiers modifiers;
};

// What a pointer and the keys do on a board. The view forwards its input to the chosen tool and lets it paint above the
// board; a tool changes the board through the view's controller only. A drag is press, moves, release; cancel() gives
// up the drag as if it had never begun. Lives in the window's thread; owned by the ToolBox.
class BoardTool
{
    Q_DISABLE_COPY_MOVE(BoardTool)
public:
    explicit BoardTool(BoardView &view)
        : m_view(view)
    {
    }
    virtual ~BoardTool() = default;

    virtual void press(const ToolPoint &) {}
    virtual void move(const ToolPoint &) {}    // while pressed
    virtual void release(const ToolPoint &) {} // where it was let go; no move() comes before
    virtual void hover(const ToolPoint &) {}   // nothing is pressed
    virtual bool doubleClick(const ToolPoint &) { return false; }
    virtual bool key(QKeyEvent *) { return false; } // true: it was meant for the tool
    virtual bool step(bool) { return false; }       // Tab, or back; true: there was something to go to
    virtual void cancel() {}
    [[nodiscard]] virtual bool isChanging() const { return false; } // the drag has come to something on the board
    virtual void leave() {}                                         // another tool is chosen
    virtual void settle() {}          // ends what goes on without a button held, before something else is done
    virtual void boardReset() {}      // every object may be another; what the pointer does goes on (W-15)
    virtual void cameraMoved() {}     // the board is seen at another place or size
    virtual void paint(QPainter &) {} // above the board, in logical pixels of the view
    [[nodiscard]] virtual QCursor cursor() const { return Qt::CrossCursor; }
    // The way of a drag matters, not only where it is: no place of the pointer may be left out.
    [[nodiscard]] virtual bool needsEveryPoint() const { return false; }

protected:
    [[nodiscard]] BoardView &view() const { return m_view; }

private:
    BoardView &m_view;
};

} // namespace coterie::ui
