// SPDX-License-Identifier: MIT
#include "app/ui/shell/sidepanel.h"

#include "app/ui/shell/theme.h"

#include <QPainter>

namespace coterie::ui {

SidePanel::SidePanel(QWidget *parent)
    : QStackedWidget(parent)
{
}

void SidePanel::setFloating(bool on)
{
    m_floating = on;
    setContentsMargins(on && layoutDirection() == Qt::LeftToRight ? 1 : 0, 0,
                       on && layoutDirection() == Qt::RightToLeft ? 1 : 0, 0);
    update();
}

void SidePanel::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    if (m_floating)
        painter.fillRect(QRect(layoutDirection() == Qt::LeftToRight ? 0 : width() - 1, 0, 1, height()), c.fieldBorder);
}

} // namespace coterie::ui
