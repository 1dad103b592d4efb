// SPDX-License-Identifier: MIT
#include "app/ui/board/minimap.h"

#include "app/ui/board/boardpicture.h"
#include "app/ui/board/boardview.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int restMs = 300;
constexpr int mostRestMs = 5'000;
constexpr int restShare = 4;       // times as long as painting takes, while somebody draws
constexpr int mostInStrip = 4'000; // objects, about: they are looked up in the window's thread
constexpr double mapMargin = 12;   // pixels
constexpr int stripMargin = 2;     // pixels

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
    connect(view, &BoardView::controllerChanged, this, &MiniMap::boardLeft);
    connect(view, &BoardView::contentChanged, this, &MiniMap::contentChanged);
    connect(view, &BoardView::cameraChanged, this, [this] {
        if (!isVisible())
            return;
        layOut();
        if (isOfTheBoard() && m_scale != m_picture.scale)
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

void MiniMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        m_rest.start(); // the paper has another colour then
}

// Of the next one there is nothing yet, and a large one is a while in coming.
void MiniMap::boardLeft()
{
    m_rest.stop();
    m_shownBoard.clear();
    m_picture = {};
    m_next = {};
    ++m_round;
    m_isRendering = false;
    m_isStale = false;
    m_held = false;
    m_content = {};
    layOut();
    update();
}

bool MiniMap::isOfTheBoard() const
{
    return m_shownBoard && m_shownBoard == m_view->controller();
}

void MiniMap::contentChanged()
{
    if (!isVisible())
        return;
    if (m_shownBoard != m_view->controller())
        render(); // what is seen is of another board
    else if (m_isRendering)
        m_isStale = true;
    else if (!m_rest.isActive())
        m_rest.start();
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
    if (m_shownBoard != m_view->controller()) {
        m_shownBoard = m_view->controller();
        m_picture = {};
        update();
    } else if (m_isRendering) {
        m_isStale = true;
        return;
    }
    ++m_round;
    m_isStale = false;
    m_since.start();
    const BoardScene &scene = m_view->scene();
    m_content = scene.extent();
    layOut();
    const double ratio = devicePixelRatioF();
    const QSize size(std::max(1, int(std::ceil(m_content.width() * m_scale * ratio))),
                     std::max(1, int(std::ceil(m_content.height() * m_scale * ratio))));
    m_next = {QImage(size, QImage::Format_ARGB32_Premultiplied), m_content, m_scale};
    m_next.image.setDevicePixelRatio(ratio);
    m_next.image.fill(Qt::transparent);
    m_row = 0;
    m_rows = std::max(1, size.height() / (1 + scene.count() / mostInStrip));
    m_isRendering = true;
    if (m_view->isBackgroundPainting())
        return renderStrip();
    while (m_isRendering)
        renderStrip();
}

// Any strip has the pixels that the whole has there (V1).
void MiniMap::renderStrip()
{
    if (m_row >= m_next.image.height())
        return endRender();
    const int top = std::exchange(m_row, std::min(m_row + m_rows, m_next.image.height()));
    const double scale = m_next.scale * devicePixelRatioF();
    const QPoint corner = (m_next.content.topLeft() * scale).toPoint() + QPoint(0, top);
    QImage strip(m_next.image.width(), m_row - top, QImage::Format_ARGB32_Premultiplied);
    strip.fill(Qt::transparent);
    const QRect reach = QRect(corner, strip.size()).adjusted(-stripMargin, -stripMargin, stripMargin, stripMargin);
    auto figures = m_view->scene().collect({QPointF(reach.topLeft()) / scale, QSizeF(reach.size()) / scale});
    auto paint = [strip, figures = std::move(figures), corner, scale, paper = m_view->paper()]() mutable {
        paintFigures(strip, figures, corner, scale, paper);
        return strip;
    };
    if (!m_view->isBackgroundPainting())
        return takeStrip(paint(), top);
    inBackground(this, std::move(paint), [this, top, round = m_round](const QImage &done) {
        if (round != m_round)
            return;
        takeStrip(done, top);
        do // in the background again, or all that is left
            renderStrip();
        while (m_isRendering && !m_view->isBackgroundPainting());
    });
}

void MiniMap::takeStrip(const QImage &strip, int top)
{
    for (int y = 0; y < strip.height(); ++y)
        std::memcpy(m_next.image.scanLine(top + y), strip.constScanLine(y), size_t(strip.width()) * sizeof(quint32));
}

void MiniMap::endRender()
{
    m_isRendering = false;
    m_picture = std::exchange(m_next, {});
    m_rest.setInterval(int(std::clamp<qint64>(restShare * m_since.elapsed(), restMs, mostRestMs)));
    if (m_isStale)
        m_rest.start();
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
    if (isOfTheBoard() && !m_picture.image.isNull()) {
        const QSizeF size = m_picture.image.deviceIndependentSize() * (m_scale / m_picture.scale);
        painter.drawImage(QRectF(toMap(m_picture.content).topLeft(), size), m_picture.image);
    }
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
    if (!isOfTheBoard())
        return; // nobody sees where to
    const QPointF board = m_area.topLeft() + (at - toMap(m_area).topLeft()) / std::max(1e-9, m_scale);
    m_view->panBy((m_view->visibleBoard().center() - board) * m_view->zoom());
}

// Whoever holds it lets go without a release.
void MiniMap::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_held = false;
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
