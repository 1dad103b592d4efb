// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "app/ui/board/boardadoption.h"
#include "app/ui/board/boardcamera.h"
#include "app/ui/board/boardpictures.h"
#include "app/ui/board/boardselection.h"
#include "app/ui/board/boardsnap.h"
#include "app/ui/board/boardstyle.h"
#include "app/ui/board/boardtaps.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/liveink.h"
#include "app/ui/board/onlookerlayer.h"
#include "app/ui/board/remotecursors.h"
#include "app/ui/board/tilelayer.h"
#include "app/ui/board/tools/everypoint.h"
#include "app/ui/board/tools/toolbox.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QHelpEvent;
class QNativeGestureEvent;
class QTabletEvent;
class QTouchEvent;

namespace coterie::ui {

class TextEditing;

// How the board takes what comes from devices (W-13, W-14).
struct BoardHands {
    enum class Finger { UntilPen, Draws, Moves }; // one finger: draws until a pen has been used, always, never
    bool pressure = true;                         // of a pen counts
    Finger finger = Finger::UntilPen;
    bool wheelZooms = false; // and scrolls with Ctrl; else the other way round
    bool letterKeys = true;  // signs alone do something
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
    void setToolKept(bool kept) { m_tools.setKept(kept); } // it stays chosen after it was used
    [[nodiscard]] bool isToolKept() const { return m_tools.isKept(); }
    void setStyle(ToolId tool, const BoardStyle &style) { m_styles[size_t(tool)] = style; }
    [[nodiscard]] const BoardStyle &style(ToolId tool) const { return m_styles[size_t(tool)]; }
    void setStyles(const BoardStyles &styles) { m_styles = styles; }
    [[nodiscard]] const BoardStyles &styles() const { return m_styles; }
    void setHands(const BoardHands &hands) { m_hands = hands; } // from the next press on
    [[nodiscard]] const BoardHands &hands() const { return m_hands; }
    // Only the hand is left; who may point selects, too, and has the laser.
    void setReadOnly(bool readOnly, bool mayPoint = false);
    // How people are called, and that somebody is called otherwise, or known at all, by now.
    void setNames(std::function<QString(const UserId &)> nameOf);
    void namesChanged();
    [[nodiscard]] QString signatureOf(const ObjectId &note) const; // the initials of who made it; empty: nobody knows
    void setFollowed(const std::optional<UserId> &user);           // whose pointer is shown in any crowd
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] bool maySelect() const { return !m_readOnly || m_mayPoint; }
    [[nodiscard]] BoardSelection &selection() { return m_selection; }
    [[nodiscard]] const BoardSelection &selection() const { return m_selection; }
    [[nodiscard]] QRectF selectionRect() const; // with its handles, in pixels of the view
    [[nodiscard]] bool isDragging() const { return m_drag; }
    bool abandonDrag(); // what a drag would have done is not done; false when there is none
    bool eventFilter(QObject *watched, QEvent *event) override;
    [[nodiscard]] std::optional<QPointF> pointer() const { return m_pointer; } // while it is above the view
    [[nodiscard]] BoardSnap &snap() { return m_snap; }

    [[nodiscard]] double zoom() const { return m_camera.zoom(); }
    [[nodiscard]] const BoardCamera &camera() const { return m_camera; }
    [[nodiscard]] const BoardScene &scene() const { return m_scene; }
    [[nodiscard]] BoardPictures &pictures() { return m_pictures; }
    [[nodiscard]] TileLayer &tiles() { return m_tileLayer; }
    [[nodiscard]] bool isSettled() const; // every visible tile is exact
    void zoomBy(double factor);           // about the middle of the view
    void zoomTo(double zoom);
    void zoomToFit();
    void zoomToBox(const QRectF &board); // as large as fits, at most 100 %
    void reveal(const QRectF &board);    // pans as little as it takes to see it
    // What cards cover on each side; what is fitted into the view comes to lie beside them.
    void setCovered(const QMargins &covered) { m_camera.setCovered(covered); }
    [[nodiscard]] const QMargins &covered() const { return m_camera.covered(); }
    void showStart();                                  // as a board begins that nobody has looked at
    void showFrom(const QPointF &corner, double zoom); // this place of the board in the upper left
    void lookAt(const QPointF &middle, double zoom);   // this place of the board in the middle
    [[nodiscard]] QRectF visibleBoard() const;
    void panBy(const QPointF &delta);
    void setBackgroundPainting(bool on); // off: each paint is complete, for pictures and tests
    [[nodiscard]] bool isBackgroundPainting() const { return m_tileLayer.isInBackground(); }

    // ---- for the tools (boardviewtools.cpp)
    [[nodiscard]] const BoardDoc *doc() const { return m_controller ? &m_controller->doc() : nullptr; }
    [[nodiscard]] const BoardIndex &index() const { return m_index; }
    // The lines bound to an object that one may change along with it. Others' are painted where they are bound anyway.
    [[nodiscard]] QList<ObjectId> linesToFollow(const ObjectId &id) const;
    [[nodiscard]] bool mayChange(const ObjectId &id) const; // by one's right on the board
    [[nodiscard]] bool mayErase(const ObjectId &id) const;  // with all that is in it
    // Those of them that one may change and that are not locked, and the sentence that says why others are left out.
    [[nodiscard]] QList<ObjectId> changeable(const QList<ObjectId> &ids) const;
    [[nodiscard]] QString rightWords() const;
    void saySplit(int texts); // that so many were too long to be copied in one piece, if any were
    // Who locked it, or what it is in, if that was a moderator; then only a moderator unlocks it (P28).
    [[nodiscard]] std::optional<UserId> hostLockOf(const ObjectId &id) const;
    [[nodiscard]] bool mayUnlock(const ObjectId &id) const;
    // Why these stay locked, if one of them is not one's own to unlock; else what there is to be said otherwise.
    [[nodiscard]] QString lockWords(const QList<ObjectId> &ids, const QString &otherwise) const;
    // What of the selection has a size and a style that one may change.
    [[nodiscard]] QList<BoardObject> changeableBodies() const;
    // The object as it is painted: bound ends of lines are where they are bound.
    [[nodiscard]] BoardObject shown(const BoardObject &object) const;
    [[nodiscard]] Undrawn undrawn(const BoardObject &object) const; // a card stands in its place
    // The topmost object that takes the pointer; one that is locked only when asked for.
    // Pixels around what one means; a finger hides what it points at.
    [[nodiscard]] double pointerReach() const { return m_byFinger ? 12 : 5; }
    [[nodiscard]] double handleReach() const { return m_byFinger ? 20 : 9; }
    [[nodiscard]] std::optional<ObjectId> objectAt(const QPointF &board, bool evenLocked = false) const;
    [[nodiscard]] QList<ObjectId> objectsIn(const QRectF &board) const; // whose box meets it, in painting order
    [[nodiscard]] std::optional<ObjectId> frameAt(const QPointF &board, const QSet<ObjectId> &except) const;
    // What something new of this kind that fills this box comes to belong to.
    [[nodiscard]] std::optional<ObjectId> frameFor(BoardKind kind, const QRectF &box) const;
    // The same when it is made of something else: the group that this is in, if it is in one.
    [[nodiscard]] std::optional<ObjectId> holderFor(const std::optional<ObjectId> &holder, BoardKind kind,
                                                    const QRectF &box) const;
    void toolFinished(const QList<ObjectId> &made); // selects it, back to Select unless the tool is kept
    void settle() { m_tools.current().settle(); }   // before anything else changes the board
    void finish(); // what is drawn, moved or written just now is done as far as it has come: nobody goes on with it
    // Opens the object's text, with the caret at a place of the view; false: nothing can be written there.
    bool editText(const ObjectId &object, const std::optional<QPointF> &at = {});
    bool editTextAt(const QPointF &board); // a new one
    [[nodiscard]] TextEditing &writing() const { return *m_writing; }
    [[nodiscard]] bool isWriting() const;
    void ping(const QPointF &board);
    void beginConnect();       // the selected object to another, by keys or pointer
    void showFrame(bool next); // the next frame in reading order fills the view
    void fitFrame();           // the one that was shown last does again
    // Which of how many frames is shown, from 1 on; 0: none of them.
    [[nodiscard]] std::pair<int, int> frameTurn() const;
    // Of the board only that frame is seen, until it is moved by hand.
    void setPresenting(bool presenting);
    // Not painted and not touched, though it is there.
    void setHidden(const QList<ObjectId> &objects, bool hidden);
    void updateBoard(const QRectF &box); // what lies there is painted again
    void showCursorShape();

signals:
    void cameraChanged();
    void contentChanged();    // objects came or went
    void controllerChanged(); // and nothing of its board is here yet
    void toolChanged(coterie::ui::ToolId tool);
    void dragChanged(); // a button was pressed, or let go
    void menuAsked(const QPoint &at, bool byKey);
    void noticed(const QString &sentence);
    void noticeOver(const QString &sentence); // it was said, and asks for what has been done by now
    void pointersMoved();                     // of the others
    void looksMoved();                        // likewise, or somebody came or went

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class PenPress { None, Board, Text }; // who got it, while the pen is down
    struct Remote {
        ObjectId stream;
        LiveInk ink;
    };

    // boardview.cpp
    void adoptBoard();
    void boardCame();
    void applyChanges(const QList<BoardObjectChange> &changes);
    bool applyChange(const BoardObjectChange &change, bool paint);
    void refresh(const ObjectId &id, bool paint);
    void repaint(const std::vector<SceneChange> &looks);
    void growOwn(int from);
    void endOwn();
    void growRemote(const ObjectId &stream, int from);
    void endRemote(const LiveStroke &stroke);
    void updateCursors();
    void showCursors();
    void takeOnlookers(bool boardChanged); // what the others have selected
    void updateOnlookers();                // the view of it
    void noteWriters(const QList<BoardObjectChange> &changes);
    void tellLook(bool looking); // what one sees, to the others
    void tellSelection();        // what one has selected, likewise
    void cameraMoved();
    void followPixelRatio();
    void paintLive(QPainter &painter, const QRect &device);

    // boardviewtools.cpp
    [[nodiscard]] bool isInsideShape(const ObjectId &id, const QPointF &board) const;
    [[nodiscard]] QList<ObjectId> framesInOrder() const;
    [[nodiscard]] std::optional<BoardObject> shownFrame() const;
    void paintAroundFrame(QPainter &painter) const;
    [[nodiscard]] qsizetype turnAmong(const QList<ObjectId> &frames) const;
    void followShownFrame();
    [[nodiscard]] bool isFitted() const; // to the frame that is shown, and not moved by hand since
    [[nodiscard]] bool isAlwaysPointedOut(const UserId &user) const;

    // boardinput.cpp
    [[nodiscard]] ToolPoint pointAt(const QPointF &at, Qt::KeyboardModifiers modifiers, double pressure = 0,
                                    bool withPressure = false) const;
    [[nodiscard]] BoardTool &toolForDrag(ToolId chosen) const;
    void beginDrag(BoardTool &tool, const ToolPoint &point);
    void moveDrag(const ToolPoint &point);
    void endDrag(const ToolPoint &point);
    void endLostDrag(Qt::MouseButtons held);
    void leap();                        // the board is about to be elsewhere under the pointer
    void letGo(const ToolPoint &point); // of the pointer
    void cancelDrag();
    void penCame();
    void penSpoke(const QTabletEvent &event);
    void penWent();
    static bool doubleClick(BoardTool &tool, const ToolPoint &point);
    void beginTap(ToolId chosen, const ToolPoint &point, quint64 ms); // of a pen or a finger
    void openHeldMenu(const QPointF &at);
    [[nodiscard]] bool isForText(const QTabletEvent &event); // what a pen does
    void zoomAt(double factor, const QPointF &at);
    bool touchEvent(QTouchEvent *event); // boardtouch.cpp
    void liftFinger();
    void showTip(const QHelpEvent &event);
    [[nodiscard]] bool fingerMoves() const;

    QPointer<BoardController> m_controller;
    BoardPictures m_pictures;
    BoardScene m_scene;
    BoardIndex m_index;
    BoardAdoption m_adoption{m_scene, m_index};
    TileLayer m_tileLayer;
    BoardSelection m_selection{[this](const ObjectId &id) { return m_controller && doc()->isVisible(id); }};
    BoardSnap m_snap{*this};
    ToolBox m_tools;
    BoardCamera m_camera;
    LivePainter m_livePainter;
    std::optional<LiveInk> m_own;
    std::vector<Remote> m_remote;
    RemoteCursors m_cursors;
    OnlookerLayer m_onlookers;
    QTimer m_zoomRest;      // the zoom has come to rest
    QTimer m_selectionRest; // until a large selection that has changed is told again
    QTimer m_nameTimer;     // a name beside a pointer disappears
    BoardStyles m_styles = defaultStyles();
    BoardHands m_hands;
    bool m_readOnly = false;
    bool m_mayPoint = false;
    std::optional<ObjectId> m_frameShown;
    bool m_adopted = false;       // the board's content has been seen

    QPoint m_place;                         // of the view in its window
    BoardTool *m_drag = nullptr;            // has the pointer while a button is down
    std::optional<EveryPoint> m_everyPoint; // while the tool that has the pointer needs it
    Qt::MouseButton m_dragButton = Qt::NoButton;
    ToolPoint m_last; // of the drag
    std::optional<QPointF> m_pointer;
    bool m_spaceHeld = false;
    bool m_penNear = false; // its events come as mouse events too; those are ignored
    QTimer m_penSilent;     // since its last event, while it is not pressed
    bool m_penUsed = false; // ever since, fingers only move the board
    int m_fingers = 0;
    BoardTaps m_taps{[this](const QPointF &at) { openHeldMenu(at); }}; // of the pen, and of one finger
    bool m_pinched = false;          // two fingers have been down, or a menu is open; the one that is left does nothing
    QPointF m_touchBegin;            // where one finger began
    double m_touchFarthest = 0;      // that it has been from there; a circle ends where it began
    bool m_byFinger = false;         // the last thing that pointed at the board
    std::pair<int, int> m_touchPair; // the ids of the two fingers that pan and zoom
    QPointF m_touchMiddle;
    double m_touchSpread = 0;
    std::unique_ptr<TextEditing> m_writing;
    QTimer m_onlookersDue; // what the others have selected has moved
    QTimer m_writersTimer; // until somebody may have stopped writing
    ToolPoint m_begun;     // the drag
    std::function<QString(const UserId &)> m_nameOf;
    mutable QHash<UserId, QString> m_initials; // of who made notes
    QTimer m_namesDue;
    std::optional<UserId> m_followed;
    bool m_presenting = false;
    double m_fittedZoom = 0; // with the frame in the view
    QPoint m_fittedCorner;
    QRectF m_fittedBox;           // of the frame, board units
    QList<ObjectId> m_framesThen; // when the frame that is shown was among them last
    QList<int> m_contacts;        // the ids of the fingers that came down here while no pen was near
    PenPress m_penPress = PenPress::None;
};

} // namespace coterie::ui
