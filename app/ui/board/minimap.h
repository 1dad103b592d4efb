// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>

namespace coterie::ui {

class BoardView;

// The whole board, small, and the part that is seen, whichever reaches further, with the others' pointers; a press or a
// drag moves there. Owns its picture, which follows the board when it has come to rest.
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
    void keyPressEvent(QKeyEvent *event) override;

private:
    void render();
    void layOut();
    void moveTo(const QPointF &at);
    [[nodiscard]] QRectF toMap(const QRectF &board) const;

    BoardView *m_view;
    QImage m_image;          // of the content
    double m_imageScale = 1; // pixels per board unit, in it
    QRectF m_content;        // of the board
    QRectF m_area;           // that is shown: the content and what is seen
    double m_scale = 1;      // pixels per board unit
    bool m_held = false;     // it must not slip away under the pointer
    QTimer m_rest;
};

} // namespace coterie::ui
