// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "app/ui/board/boardcamera.h"
#include "app/ui/board/liveink.h"
#include "app/ui/board/remotecursors.h"
#include "app/ui/board/tilelayer.h"
#include "app/ui/board/tools/toolbox.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QNativeGestureEvent;
class QTabletEvent;

namespace coterie::ui {

struct PenStyle {
    quint32 color = 0xff1e1e1e;
    double width = 4; // board units
    friend bool operator==(const PenStyle &, const PenStyle &) = default;
};

// The board on the screen: finished tiles, the strokes that grow above them, the pointers of the others, and the input
// of mouse, pen and touchpad, which it forwards to the chosen tool. Owns the scene, the camera and the tools; the board
// itself is the controller's. Never sends anything.
class BoardView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardView)
public:
    explicit BoardView(QWidget *parent = nullptr);
    ~BoardView() override;

    void setController(BoardController *controller); // may be null; may die first
    [[nodiscard]] BoardController *controller() const { return m_controller; }
    void setPaper(const BoardPaper &paper);
    [[nodiscard]] const BoardPaper &paper() const { return m_tileLayer.paper(); }
    void setTool(ToolId tool);
    [[nodiscard]] ToolId tool() const { return m_tools.currentId(); }
    void setPenStyle(const PenStyle &style);
    [[nodiscard]] const PenStyle &penStyle() const { return m_style; }
    void setReadOnly(bool readOnly); // only the hand is left

    [[nodiscard]] double zoom() const { return m_camera.zoom(); }
    [[nodiscard]] const BoardCamera &camera() const { return m_camera; }
    [[nodiscard]] const BoardScene &scene() const { return m_scene; }
    [[nodiscard]] TileLayer &tiles() { return m_tileLayer; }
    [[nodiscard]] bool isSettled() const; // every visible tile is exact
    void zoomBy(double factor);           // about the middle of the view
    void zoomTo(double zoom);
    void zoomToFit();
    void panBy(const QPointF &delta);
    void setBackgroundPainting(bool on); // off: each paint is complete, for pictures and tests

    // ---- for the tools
    // Not painted and not touched, though it is there.
    void setHidden(const QList<ObjectId> &objects, bool hidden);
    void updateBoard(const QRectF &box); // what lies there is painted again
    void showCursorShape();

signals:
    void cameraChanged();
    void contentChanged(); // objects came or went
    void toolChanged(coterie::ui::ToolId tool);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Remote {
        ObjectId stream;
        LiveInk ink;
    };

    // boardview.cpp
    void adoptBoard();
    void applyChanges(const QList<BoardObjectChange> &changes);
    bool applyChange(const BoardObjectChange &change, bool paint);
    void growOwn(int from);
    void endOwn();
    void growRemote(const ObjectId &stream, int from);
    void endRemote(const LiveStroke &stroke);
    void updateCursors();
    void cameraMoved();
    void followPixelRatio();
    void paintLive(QPainter &painter, const QRect &device);

    // boardinput.cpp
    [[nodiscard]] ToolPoint pointAt(const QPointF &at, Qt::KeyboardModifiers modifiers, double pressure = 0,
                                    bool withPressure = false) const;
    [[nodiscard]] BoardTool &toolForDrag(ToolId chosen) const;
    void beginDrag(BoardTool &tool, const ToolPoint &point);
    void moveDrag(const ToolPoint &point);
    void endDrag(const ToolPoint &point);
    void cancelDrag();
    void zoomAt(double factor, const QPointF &at);

    QPointer<BoardController> m_controller;
    BoardScene m_scene;
    TileLayer m_tileLayer;
    ToolBox m_tools;
    BoardCamera m_camera;
    LivePainter m_livePainter;
    std::optional<LiveInk> m_own;
    std::vector<Remote> m_remote;
    RemoteCursors m_cursors;
    QTimer m_zoomRest;  // the zoom has come to rest
    QTimer m_nameTimer; // a name beside a pointer disappears
    PenStyle m_style;
    bool m_readOnly = false;
    bool m_adopted = false; // the board's content has been seen

    BoardTool *m_drag = nullptr; // has the pointer while a button is down
    Qt::MouseButton m_dragButton = Qt::NoButton;
    ToolPoint m_last; // of the drag
    bool m_spaceHeld = false;
    bool m_penNear = false; // its events come as mouse events too; those are ignored
};

} // namespace coterie::ui
