// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace coterie {
class BoardController;
}

namespace coterie::ui {

class BoardView;

// The whole board, small, and the part that is seen, whichever reaches further, with the others' pointers; a press or a
// drag moves there. Owns its picture, which follows the board when it has come to rest: the figures of a strip after
// the other are looked up here and painted in a thread of the pool, so that no large board holds up the window.
class MiniMap final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MiniMap)
public:
    explicit MiniMap(BoardView *view, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {208, 148}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // Of the content, at this many pixels per board unit.
    struct Picture {
        QImage image;
        QRectF content;
        double scale = 1;
    };
    void boardLeft();
    [[nodiscard]] bool isOfTheBoard() const; // what it shows
    void contentChanged();
    void render();
    void renderStrip();
    void takeStrip(const QImage &strip, int top);
    void endRender();
    void layOut();
    void moveTo(const QPointF &at);
    [[nodiscard]] QRectF toMap(const QRectF &board) const;

    BoardView *m_view;
    QPointer<BoardController> m_shownBoard;
    Picture m_picture;
    Picture m_next;             // while it is being painted
    int m_row = 0;              // of m_next, from which nothing is painted yet
    int m_rows = 1;             // of a strip
    quint32 m_round = 0;        // a strip of an earlier one is of no use
    bool m_isRendering = false; // m_next
    bool m_isStale = false;     // the board has changed since that began
    QElapsedTimer m_since;      // it began
    QRectF m_content;           // of the board
    QRectF m_area;              // that is shown: the content and what is seen
    double m_scale = 1;         // pixels per board unit
    bool m_held = false;        // it must not slip away under the pointer
    QTimer m_rest;
};

} // namespace coterie::ui
