// SPDX-License-Identifier: MIT
#include "app/ui/board/minimap.h"

#include "app/ui/board/boardpicture.h"
#include "app/ui/board/boardview.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int restMs = 300;
constexpr int mostPainted = 2'000; // of more objects only the boxes are shown
constexpr double mapMargin = 12;   // pixels

} // namespace

MiniMap::MiniMap(BoardView *view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
{
    setAccessibleName(tr("Map of the board"));
    setAccessibleDescription(tr("The arrow keys move what is seen"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Map of the board: drag to move (M)"));
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &MiniMap::render);
    connect(view, &BoardView::contentChanged, this, [this] {
        if (isVisible() && !m_rest.isActive())
            m_rest.start();
    });
    connect(view, &BoardView::cameraChanged, this, [this] {
        if (!isVisible())
            return;
        layOut();
        if (m_scale != m_imageScale)
            m_rest.start(); // sharp again when the view has come to rest
        update();
    });
    connect(view, &BoardView::pointersMoved, this, qOverload<>(&QWidget::update));
    connect(view, &BoardView::looksMoved, this, qOverload<>(&QWidget::update));
}

void MiniMap::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    render();
}

void MiniMap::layOut()
{
    if (m_held)
        return;
    m_area = m_content | m_view->visibleBoard();
    const QSizeF room(sizeHint().width() - 2 * mapMargin, sizeHint().height() - 2 * mapMargin);
    m_scale = std::min(room.width() / std::max(1.0, m_area.width()), room.height() / std::max(1.0, m_area.height()));
}

void MiniMap::render()
{
    const BoardScene &scene = m_view->scene();
    m_content = scene.extent();
    layOut();
    m_imageScale = m_scale;
    const double ratio = devicePixelRatioF();
    const double scale = m_scale * ratio;
    const QSize size(std::max(1, int(std::ceil(m_content.width() * scale))),
                     std::max(1, int(std::ceil(m_content.height() * scale))));
    m_image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(Qt::transparent);
    if (scene.count() <= mostPainted) {
        paintScene(m_image, scene, m_content.topLeft(), scale, m_view->paper());
    } else if (const BoardDoc *doc = m_view->doc()) {
        QPainter painter(&m_image);
        painter.scale(m_scale, m_scale);
        painter.translate(-m_content.topLeft());
        for (const BoardObject &object : doc->objects()) {
            QColor color = QColor::fromRgba(m_view->paper().inkOn(object.color));
            color.setAlpha(110);
            painter.fillRect(object.box(), color);
        }
    }
    update();
}

QRectF MiniMap::toMap(const QRectF &board) const
{
    const QPointF origin((width() - m_area.width() * m_scale) / 2, (height() - m_area.height() * m_scale) / 2);
    return {origin + (board.topLeft() - m_area.topLeft()) * m_scale, board.size() * m_scale};
}

void MiniMap::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    painter.setClipRect(rect().adjusted(2, 2, -2, -2));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF shown = QSizeF(m_image.size()) / m_image.devicePixelRatio() * (m_scale / m_imageScale);
    painter.drawImage(QRectF(toMap(m_content).topLeft(), shown), m_image);
    const auto frame = [&](const QRectF &board, const QColor &color) {
        QColor fill = color;
        fill.setAlpha(24);
        painter.setBrush(fill);
        painter.setPen(QPen(color, 1.5));
        // Somebody else's may be far larger, or far away.
        const QRectF within = toMap(board) & QRectF(rect()).adjusted(4, 4, -4, -4);
        if (!within.isEmpty())
            painter.drawRoundedRect(within, 2, 2);
    };
    if (const BoardController *controller = m_view->controller()) {
        for (const BoardLookMark &look : controller->guests().looks())
            frame(look.view, userColor(look.user));
        for (const BoardCursorMark &mark : controller->guests().cursors()) {
            painter.setPen(QPen(c.raised, 1));
            painter.setBrush(userColor(mark.user));
            painter.drawEllipse(toMap(QRectF(mark.at, QSizeF())).topLeft(), 4, 4);
        }
    }
    frame(m_view->visibleBoard(), c.accent);
    if (hasFocus()) {
        painter.setClipping(false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.focus, focusWidth));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
    }
}

void MiniMap::moveTo(const QPointF &at)
{
    const QPointF board = m_area.topLeft() + (at - toMap(m_area).topLeft()) / std::max(1e-9, m_scale);
    m_view->panBy((m_view->visibleBoard().center() - board) * m_view->zoom());
}

void MiniMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_held = true;
    moveTo(event->position());
}

void MiniMap::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_held = false;
    layOut();
    m_rest.start();
    update();
}

void MiniMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(event->position());
}

void MiniMap::keyPressEvent(QKeyEvent *event)
{
    const QRectF seen = m_view->visibleBoard();
    const QPointF step(seen.width() * m_view->zoom() / 4, seen.height() * m_view->zoom() / 4);
    switch (event->key()) {
    case Qt::Key_Left:
        return m_view->panBy({step.x(), 0});
    case Qt::Key_Right:
        return m_view->panBy({-step.x(), 0});
    case Qt::Key_Up:
        return m_view->panBy({0, step.y()});
    case Qt::Key_Down:
        return m_view->panBy({0, -step.y()});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace coterie::ui
