// SPDX-License-Identifier: MIT
#include "app/ui/shell/card.h"

#include "app/ui/shell/avatar.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QPainter>
#include <QSvgRenderer>

namespace coterie::ui {

Card::Card(QWidget *parent)
    : QWidget(parent)
{
}

void Card::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 4, c.raised, c.border);
}

AvatarView::AvatarView(int side, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(side, side);
}

void AvatarView::setPerson(const QString &name, const QColor &color)
{
    m_name = name;
    m_color = color;
    setAccessibleName(name);
    update();
}

void AvatarView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAvatar(painter, rect(), m_name, m_color, font());
}

AppMark::AppMark(int side, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(side, side);
}

void AppMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QSvgRenderer(QStringLiteral(":/app/coterie.svg")).render(&painter, rect());
}

Badge::Badge(QStringView iconName, int side, QWidget *parent)
    : QWidget(parent)
    , m_icon(iconName.toString())
{
    setFixedSize(side, side);
}

void Badge::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 2, c.accentSoft);
    const double inset = width() * 0.26;
    paintIcon(painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_icon, c.link);
}

} // namespace coterie::ui
