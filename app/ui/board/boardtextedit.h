// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/shapefigure.h"

#include <QMouseEvent>
#include <QTextEdit>
#include <QTimer>

namespace coterie::ui {

// Takes what is written in an object: keys, input methods, pointer, clipboard, menu, as in any field. It shows nothing
// itself. The board paints the text by its own layout, turned and zoomed as the object is, and on top the marks from
// here; so nothing moves when writing begins or ends. Plain text only. Lives in the window's thread.
class BoardTextEdit final : public QTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardTextEdit)
public:
    explicit BoardTextEdit(QWidget *parent);

    void setOneLine(bool oneLine) { m_oneLine = oneLine; } // Enter ends it
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString shownText() const; // with what an input method is composing
    // Somebody else's change; the caret stays where it was among the letters, and so does what is selected.
    void takeText(const QString &text);
    [[nodiscard]] bool isComposing() const { return !m_preedit.isEmpty(); }

    // How the board lays the text out, and where: from the units of its block to the parent's pixels.
    void setPlace(const WritingPlace &place, const QTransform &toParent);
    // Caret, selection and the line under what is being composed; the painter's unit is the parent's pixel.
    void paintMarks(QPainter &painter, const QColor &ink, const QColor &selection) const;
    [[nodiscard]] QRectF caretRect() const; // in the parent's pixels
    void putCaretAt(const QPointF &inParent);

    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    Q_INVOKABLE QVariant inputMethodQuery(Qt::InputMethodQuery query, QVariant argument) const;

signals:
    void ended();
    void cutShort();         // what was pasted, to what the board takes
    void nextAsked();        // Tab
    void compositionBegun(); // before an input method changes anything: what others wrote can be taken now
    void marksChanged();
    void composed(); // what is being composed is another

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    struct Line;
    [[nodiscard]] std::vector<Line> lines() const;
    [[nodiscard]] int laidPosition(int position) const; // in its paragraph, with what is being composed
    [[nodiscard]] QRectF caretInBlock() const;
    [[nodiscard]] std::vector<QRectF> rectsBetween(int from, int to) const;
    [[nodiscard]] QPointF toDocument(const QPointF &pixel) const;
    [[nodiscard]] QMouseEvent mapped(QMouseEvent *event) const;
    void showCaret();

    WritingPlace m_place;
    QTransform m_toParent;
    QString m_preedit;
    int m_preeditCaret = 0;
    bool m_oneLine = false;
    bool m_caretShown = false;
    QTimer m_blink;
};

} // namespace coterie::ui
