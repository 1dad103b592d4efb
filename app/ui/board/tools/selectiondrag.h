// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/objectsprite.h"

#include <QSet>

namespace coterie::ui {

class BoardView;

// A selection under way: hidden on the board, drawn as a sprite, and one step at its end (W-25). What others do
// meanwhile is applied around it and never ends it (W-15). Lives as long as the drag; gives the board back as it was
// unless it was finished.
class SelectionDrag final
{
    Q_DISABLE_COPY_MOVE(SelectionDrag)
public:
    // copying: the objects stay and copies of them are dragged.
    SelectionDrag(BoardView &view, const QList<ObjectId> &selection, bool copying);
    ~SelectionDrag();

    [[nodiscard]] bool isEmpty() const { return m_leaves.isEmpty(); }
    [[nodiscard]] const QList<BoardObject> &leaves() const { return m_leaves; } // as they were at the beginning
    [[nodiscard]] const BoardMove &move() const { return m_move; }
    [[nodiscard]] bool isNothing() const; // all would stay as it is
    // What of it is sized and styled: of a frame the frame alone.
    [[nodiscard]] QList<BoardObject> bodies() const;
    // From the first move that is a change of size on, what lies in frames stays as it is.
    void setMove(const BoardMove &move);
    // Instead of a move: this object as it would be.
    void setObject(const BoardObject &object);
    void paint(QPainter &painter) const;
    void paperChanged() { renderAll(); } // or the camera
    // Commits. Answers what stands for the selection afterwards.
    QList<ObjectId> finish(const QString &what);
    bool sayLeftOut() const; // that one may not change some of it, if so

private:
    [[nodiscard]] QHash<ObjectId, BoardObject> changed() const;
    [[nodiscard]] static QString goneWords();
    void render();
    void renderAll();
    void hide(bool hidden);
    void hideLeaves();
    void leaveContent();
    void adoptFrames(QHash<ObjectId, BoardObject> &changed) const;

    BoardView &m_view;
    QList<ObjectId> m_selection;
    QList<BoardObject> m_leaves;
    QHash<ObjectId, BoardObject> m_stored; // as they stand in the board: a line may be seen elsewhere
    QList<ObjectId> m_hidden;
    QList<ObjectId> m_lines;    // follow
    QSet<ObjectId> m_stretched; // leaves between one of them and something that stays
    std::optional<BoardObject> m_object;
    BoardMove m_move;
    const bool m_copying;
    bool m_sizing = false;
    bool m_leftOut = false; // some of it, by one's right
    ObjectSprite m_sprite;
    ObjectSprite m_lineSprite; // of the lines that do not move as the rest does
    QTransform m_spriteMove;   // what m_sprite has been rendered with
};

} // namespace coterie::ui
