// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "shared/board/boarddoc.h"

#include <QObject>

#include <functional>

class QPainter;

namespace coterie::ui {

class BoardTextEdit;
class BoardView;
class FittedTexts;

// Writing in an object. Every key belongs to the board as it is typed and survives the end of the program; the whole
// of it, until it is left, is one step (W-25). What others write in the same text meanwhile is taken over around the
// caret (W-15). A text begins to exist with its first letter and is gone when it is left without any. When others take
// away what is written in, it stays open until it is left: the keys that follow are words still, not tools. Owns the
// editor, paints the object as it will be; the window's thread.
class TextEditing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextEditing)
public:
    explicit TextEditing(BoardView &view);
    ~TextEditing() override;

    [[nodiscard]] bool isOpen() const { return m_editor != nullptr; }
    [[nodiscard]] bool isAt(const QPointF &at) const; // what is at this place of the view is the text's
    [[nodiscard]] BoardTextEdit *editor() const { return m_editor.get(); }
    [[nodiscard]] bool mayOpen(const ObjectId &id) const; // says why not
    // With the caret at a place of the view, or behind the last letter. False: nothing can be written in it.
    bool open(const ObjectId &id, const std::optional<QPointF> &at = {});
    void openNew(const BoardObject &text);
    void close();
    void place();      // the board is seen at another place, size or ground
    void boardReset(); // every object may be another
    void rightsChanged();
    void setNames(std::function<QString(const UserId &)> nameOf) { m_nameOf = std::move(nameOf); } // for who did it
    void takeChanges(const QList<BoardObjectChange> &changes);
    void paint(QPainter &painter) const;
    // Around what is written in, what is being composed included, in pixels of the view; null when there is nothing.
    [[nodiscard]] QRectF bounds() const { return isOpen() ? m_outline.boundingRect() : QRectF(); }

signals:
    void opened();
    void closed();
    void placed(); // bounds() may be others

private:
    // Why the board takes no more words for now.
    enum class Hold { None, Deleted, Locked, LookOnly };

    void begin(const BoardObject &object);
    [[nodiscard]] Hold hold() const; // by now
    void setHold(Hold hold);
    [[nodiscard]] QString holdSentence(Hold hold) const;
    void paintSentence(QPainter &painter) const;
    void typed();
    void takeText();
    void keepWords(const QString &text);
    void nextNote();
    void beginAgain();
    bool takeBackAgain();
    [[nodiscard]] BoardObject kept() const; // as the board has it
    [[nodiscard]] BoardObject seen() const; // with what is in the editor
    [[nodiscard]] BoardObject fitted(BoardObject object) const;
    void noteFit(const BoardObject &object);

    BoardView &m_view;
    std::unique_ptr<BoardTextEdit> m_editor;
    ObjectId m_id;
    std::optional<BoardObject> m_new; // not on the board yet
    std::optional<ObjectId> m_made;   // here, by its first letter
    std::optional<ObjectId> m_undone; // that one, and it is as before its first letter
    QString m_accepted;               // by the board
    bool m_ownWidth = false;
    bool m_refused = false; // the object could not be made
    bool m_taking = false;  // a change of somebody else, not typing
    bool m_typed = false;   // something, since it was opened
    Hold m_hold = Hold::None;
    BoardObject m_last; // as it was on the board last
    QString m_heldText; // what the board had when it took no more
    std::function<QString(const UserId &)> m_nameOf;
    std::unique_ptr<FittedTexts> m_fits;
    ObjectSprite m_sprite;
    QColor m_ink;
    QPolygonF m_outline; // pixels of the view
};

} // namespace coterie::ui
