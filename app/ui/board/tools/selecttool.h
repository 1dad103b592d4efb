// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/selectionframe.h"
#include "app/ui/board/tools/areaselect.h"
#include "app/ui/board/tools/boardtool.h"
#include "app/ui/board/tools/selectiondrag.h"

#include <QTimer>

#include <memory>

namespace coterie::ui {

// Chooses objects and moves, sizes and turns them, with the pointer and with the keys (W-15, W-25).
class SelectTool final : public BoardTool
{
public:
    explicit SelectTool(BoardView &view);
    ~SelectTool() override;

    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    void hover(const ToolPoint &point) override;
    bool doubleClick(const ToolPoint &point) override;
    bool key(QKeyEvent *event) override;
    bool step(bool forward) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return m_drag && !m_drag->isNothing(); }
    void leave() override;
    void settle() override;
    void boardReset() override;
    void cameraMoved() override;
    void paint(QPainter &painter) override;
    [[nodiscard]] QCursor cursor() const override;

    [[nodiscard]] bool isBusy() const { return m_drag || m_area || m_pressed; }
    // The selected object is connected to the next one that is chosen: Tab and Enter, or a click.
    void beginConnect();
    // By the keys; several of one kind in a row are one step. Board units, degrees clockwise.
    void nudge(const QPointF &by);
    void resize(const QPointF &by);
    void turn(double degrees);
    // Around what is selected, as it is by now. Looked for only when the board or the selection has changed.
    [[nodiscard]] const SelectionFrame &frame() const;

private:
    enum class Run { None, Move, Resize, Turn }; // of keys
    bool goOn(Run run); // with a run of keys, or begins one; false: nothing can be changed, which was said
    void beginDrag(const ToolPoint &point);
    void dragTo(const ToolPoint &point);
    void dragEnd(const ToolPoint &point);
    void selectIn(const AreaSelect &area, const ToolPoint &point);
    void click();
    // What is between the objects of a selection, or the lines of one, is the selection's as well.
    [[nodiscard]] bool isInFrame(const QPointF &board) const;
    [[nodiscard]] bool wouldMove(const ToolPoint &point) const; // a press there takes hold of what is selected
    void paintEach(QPainter &painter);
    void endRun(); // of keys, as far as it came
    bool connectTo(const ObjectId &target);
    [[nodiscard]] bool isConnecting() const; // and nothing else was chosen or done since
    [[nodiscard]] const QList<ObjectId> &connectable() const;
    void stepConnection(bool forward);
    // What comes behind where the keys are, in reading order, or before it; round: and then from the other end.
    [[nodiscard]] std::optional<ObjectId> beside(bool forward, bool round) const;
    void walk(bool forward); // goes there, and what is selected stays
    void addOrTakeOut();     // where the keys are
    bool enter();            // writes in what the keys are at, or goes into the group
    void paintWhereKeysAre(QPainter &painter) const;
    void endConnecting();
    [[nodiscard]] static QString howToConnect();
    void sayHowToConnect();
    void paintConnection(QPainter &painter);
    // Of the selection: asked at each move of the pointer and each paint, and slow to find of very much.
    struct Found {
        const BoardDoc *doc = nullptr;
        quint64 hash = 0; // of the doc and one's right on it
        QList<ObjectId> ids;
        SelectionFrame frame;
        QList<QRectF> boxes;  // of each, as long as there are few enough to be framed one by one
        bool anyFree = false; // to be changed
        bool locked = false;  // all of it
        bool isLoose = false; // there is room between its parts
    };
    [[nodiscard]] const Found &found() const;
    // What the keys go through: asked at each of them, and slow to find of a large board.
    struct Order {
        const BoardDoc *doc = nullptr;
        quint64 hash = 0;
        std::optional<ObjectId> group;
        QList<ObjectId> ids;
    };
    template <class Find>
    [[nodiscard]] const QList<ObjectId> &kept(Order &order, const std::optional<ObjectId> &group, Find find) const;
    [[nodiscard]] const QList<ObjectId> &walkingOrder() const; // in the entered group, else on the board
    [[nodiscard]] QString stepName() const;

    bool m_pressed = false;
    ToolPoint m_from;
    std::optional<ObjectId> m_hit;
    bool m_inFrame = false; // and on no object
    Handle m_handle = Handle::None;
    Handle m_hovered = Handle::None;
    bool m_overSelected = false;
    SelectionFrame m_frame; // as it was when the drag began
    std::unique_ptr<SelectionDrag> m_drag;
    std::optional<AreaSelect> m_area;
    bool m_touching = false;             // the area takes what it meets
    QList<ObjectId> m_before;            // selected before the area was begun
    bool m_adding = false;               // to that
    std::optional<BoardAnchor> m_anchor; // where the dragged end of a line would be bound
    std::optional<ObjectId> m_connectFrom;
    std::optional<ObjectId> m_connectTo; // that the keys have come to
    QTimer m_nudgeRest;
    Run m_run = Run::None;
    QPointF m_runBy;          // all of the run together
    QList<ObjectId> m_runIds; // what was selected when it began
    mutable Found m_found;
    mutable Order m_walking;
    mutable Order m_connectable;
};

} // namespace coterie::ui
