// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "app/ui/board/boardcamera.h"
#include "app/ui/board/liveink.h"
#include "app/ui/board/remotecursors.h"
#include "app/ui/board/tilelayer.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QNativeGestureEvent;
class QTabletEvent;

namespace coterie::ui {

enum class BoardTool { Pen, Eraser, Hand };

struct PenStyle {
    quint32 color = 0xff1e1e1e;
    double width = 4; // board units
    friend bool operator==(const PenStyle &, const PenStyle &) = default;
};

// The board on the screen: finished tiles, the strokes that grow above them, the pointers of the others, and the input
// of mouse, pen and touchpad. Owns the scene and the camera; the board itself is the controller's. Never sends
// anything.
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
    [[nodiscard]] const BoardPaper &paper() const { return m_tiles.paper(); }
    void setTool(BoardTool tool);
    [[nodiscard]] BoardTool tool() const { return m_tool; }
    void setPenStyle(const PenStyle &style);
    [[nodiscard]] const PenStyle &penStyle() const { return m_style; }
    void setReadOnly(bool readOnly); // only the hand is left

    [[nodiscard]] double zoom() const { return m_camera.zoom(); }
    [[nodiscard]] const BoardCamera &camera() const { return m_camera; }
    [[nodiscard]] const BoardScene &scene() const { return m_scene; }
    [[nodiscard]] TileLayer &tiles() { return m_tiles; }
    [[nodiscard]] bool isSettled() const; // every visible tile is exact
    void zoomBy(double factor);           // about the middle of the view
    void zoomTo(double zoom);
    void zoomToFit();
    void panBy(const QPointF &delta);
    void setBackgroundPainting(bool on); // off: each paint is complete, for pictures and tests

signals:
    void cameraChanged();
    void contentChanged(); // objects came or went
    void toolChanged(coterie::ui::BoardTool tool);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Draw, Erase, Pan };
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
    void updateBoard(const QRectF &box);
    void cameraMoved();
    void followPixelRatio();
    void paintLive(QPainter &painter, const QRect &device);

    // boardinput.cpp
    void beginDrag(Drag drag, const QPointF &at, double pressure, bool withPressure);
    void moveDrag(const QPointF &at, double pressure);
    void endDrag();
    void cancelDrag();
    void eraseAlong(const QPointF &to);
    void showAgain(const QList<ObjectId> &hidden);
    void zoomAt(double factor, const QPointF &at);
    [[nodiscard]] Drag dragFor(BoardTool tool) const;
    void showCursorShape();
    void point(const QPointF &at);

    QPointer<BoardController> m_controller;
    BoardScene m_scene;
    TileLayer m_tiles;
    BoardCamera m_camera;
    LivePainter m_livePainter;
    std::optional<LiveInk> m_own;
    std::vector<Remote> m_remote;
    RemoteCursors m_cursors;
    QTimer m_zoomRest;  // the zoom has come to rest
    QTimer m_nameTimer; // a name beside a pointer disappears
    BoardTool m_tool = BoardTool::Pen;
    PenStyle m_style;
    bool m_readOnly = false;
    bool m_adopted = false; // the board's content has been seen

    Drag m_drag = Drag::None;
    Qt::MouseButton m_dragButton = Qt::NoButton;
    QPointF m_last;                // widget position of the drag
    QList<ObjectId> m_underEraser; // hidden until the eraser is lifted
    bool m_spaceHeld = false;
    bool m_penNear = false; // its events come as mouse events too; those are ignored
};

} // namespace coterie::ui
