// SPDX-License-Identifier: MIT
#include "app/ui/shell/sidepanel.h"

#include "app/ui/shell/theme.h"

#include <QLinearGradient>
#include <QPainter>

namespace coterie::ui {

SidePanel::SidePanel(QWidget *parent)
    : QStackedWidget(parent)
{
}

void SidePanel::setFloating(bool on)
{
    m_floating = on;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setContentsMargins(on && !mirrored ? shadowWidth : 0, 0, on && mirrored ? shadowWidth : 0, 0);
    update();
}

void SidePanel::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(contentsRect(), c.window);
    if (!m_floating)
        return;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRect shade(mirrored ? width() - shadowWidth : 0, 0, shadowWidth, height());
    QLinearGradient fall(mirrored ? shade.topLeft() : shade.topRight() + QPoint(1, 0),
                         mirrored ? shade.topRight() + QPoint(1, 0) : shade.topLeft());
    QColor gone = c.shadow;
    gone.setAlpha(0);
    fall.setColorAt(0, c.shadow);
    fall.setColorAt(1, gone);
    painter.fillRect(shade, fall);
    painter.fillRect(QRect(mirrored ? shade.left() : shade.right(), 0, 1, height()), c.border);
}

} // namespace coterie::ui
