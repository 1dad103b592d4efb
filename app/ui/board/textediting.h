// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "shared/board/boarddoc.h"

#include <QObject>

class QPainter;

namespace coterie::ui {

class BoardTextEdit;
class BoardView;

// Writing in an object. Every key belongs to the board as it is typed and survives the end of the program; the whole
// of it, until it is left, is one step (W-25). What others write in the same text meanwhile is taken over around the
// caret (W-15). A text begins to exist with its first letter and is gone when it is left without any. Owns the editor,
// paints the object as it will be; the window's thread.
class TextEditing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextEditing)
public:
    explicit TextEditing(BoardView &view);
    ~TextEditing() override;

    [[nodiscard]] bool isOpen() const { return m_editor != nullptr; }
    [[nodiscard]] BoardTextEdit *editor() const { return m_editor.get(); }
    [[nodiscard]] bool mayOpen(const ObjectId &id) const; // says why not
    // With the caret at a place of the view, or behind the last letter. False: nothing can be written in it.
    bool open(const ObjectId &id, const std::optional<QPointF> &at = {});
    void openNew(const BoardObject &text);
    void close();
    void place();      // the board is seen at another place, size or ground
    void boardReset(); // every object may be another
    void takeChanges(const QList<BoardObjectChange> &changes);
    void paint(QPainter &painter) const;
    // Around what is written in, what is being composed included, in pixels of the view; null when there is nothing.
    [[nodiscard]] QRectF bounds() const { return isOpen() ? m_outline.boundingRect() : QRectF(); }

signals:
    void opened();
    void closed();
    void placed(); // bounds() may be others

private:
    void begin(const BoardObject &object);
    void typed();
    void takeText();
    void keepWords(const QString &text);
    void nextNote();
    [[nodiscard]] BoardObject kept() const; // as the board has it
    [[nodiscard]] BoardObject seen() const; // with what is in the editor
    [[nodiscard]] BoardObject fitted(BoardObject object) const;

    BoardView &m_view;
    std::unique_ptr<BoardTextEdit> m_editor;
    ObjectId m_id;
    std::optional<BoardObject> m_new; // not on the board yet
    QString m_accepted;               // by the board
    bool m_ownWidth = false;
    bool m_refused = false; // the object could not be made
    bool m_taking = false;  // a change of somebody else, not typing
    ObjectSprite m_sprite;
    QColor m_ink;
    QPolygonF m_outline; // pixels of the view
};

} // namespace coterie::ui
