// SPDX-License-Identifier: MIT
#include "app/ui/timeline/timelineoverlay.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagerow.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <array>

namespace coterie::ui {

NewestPill::NewestPill(QWidget *parent)
    : QPushButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setCount(0);
    hide();
}

void NewestPill::setCount(int count)
{
    m_count = count;
    setText(count > 0 ? tr("%Ln new message(s)", "button over the timeline", count) : QString());
    setAccessibleName(count > 0 ? text() : tr("To the newest message"));
    setToolTip(tr("To the newest message"));
    resize(sizeHint());
    update();
}

QSize NewestPill::sizeHint() const
{
    const int height = std::max(32, fontMetrics().height() + space::m);
    if (m_count == 0)
        return {height, height};
    return {QFontMetrics(typeface(Type::SmallStrong, font())).horizontalAdvance(text()) + 16 + space::s + 2 * space::m,
            height};
}

void NewestPill::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    const bool news = m_count > 0;
    const QColor ground = news ? (underMouse() ? c.accentHover : c.accent) : underMouse() ? c.hover : c.raised;
    stylepaint::rounded(painter, rect(), height() / 2.0, ground, news ? QColor() : c.fieldBorder);
    const QColor ink = news ? c.onAccent : c.text;
    const int side = 16;
    const QRect mark(news ? space::m : (width() - side) / 2, (height() - side) / 2, side, side);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), u"arrow-down", ink);
    if (news) {
        painter.setFont(typeface(Type::SmallStrong, font()));
        painter.setPen(ink);
        painter.drawText(
            QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(mark.right() + space::s, 0, 0, 0)),
            int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), text());
    }
    if (hasFocus())
        stylepaint::focusRing(painter, QRectF(rect()).adjusted(2, 2, -2, -2), height() / 2.0 - 2,
                              news ? c.onAccent : c.focus);
}

Skeleton::Skeleton(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Messages are loading"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    static constexpr std::array<double, 6> lengths{0.62, 0.35, 0.8, 0.5, 0.7, 0.42};
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    const int left = bodyLeft(width());
    const int room = bodyWidth(width());
    int y = height() - 6 * 72 - space::l;
    for (const double length : lengths) {
        stylepaint::rounded(painter, QRectF(left - avatarSide - space::m, y, avatarSide, avatarSide), avatarSide / 2.0,
                            c.sunken);
        stylepaint::rounded(painter, QRectF(left, y + 2, 120, 12), 4, c.sunken);
        stylepaint::rounded(painter, QRectF(left, y + 24, room * length, 12), 4, c.sunken);
        y += 72;
    }
}

} // namespace coterie::ui
