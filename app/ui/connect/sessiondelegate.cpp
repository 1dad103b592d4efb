// SPDX-License-Identifier: MIT
#include "app/ui/connect/sessiondelegate.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QPainter>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int tileSide = 36;

} // namespace

SessionDelegate::SessionDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(typeface(Type::Body, option.font)).height() +
                      QFontMetrics(typeface(Type::Small, option.font)).height();
    return {200, std::max(tileSide, lines) + space::l};
}

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    painter->save();
    const QRect row = option.rect.adjusted(0, 1, 0, -1);
    const bool keyboard = option.state.testFlag(QStyle::State_HasFocus);
    if (option.state.testFlag(QStyle::State_Selected))
        stylepaint::rounded(*painter, row, cornerRadius, c.selected);
    else if (option.state.testFlag(QStyle::State_MouseOver) || keyboard)
        stylepaint::rounded(*painter, row, cornerRadius, c.hover);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
    const QRect tile = placed({row.left() + space::s, row.center().y() - tileSide / 2 + 1, tileSide, tileSide});
    stylepaint::rounded(*painter, tile, cornerRadius, c.accentSoft);
    paintIcon(*painter, tile.adjusted(9, 9, -9, -9), index.data(SignRole).toString(), c.link);

    const QFont strong = typeface(Type::Strong, option.font);
    const QFont small = typeface(Type::Small, option.font);
    const QString when = index.data(WhenRole).toString();
    const int whenWidth = QFontMetrics(small).horizontalAdvance(when) + 2;
    const int left = row.left() + space::s + tileSide + space::m;
    const int width = row.right() - space::m - left;
    const int first = QFontMetrics(strong).height();
    const int second = QFontMetrics(small).height();
    const int top = row.center().y() - (first + second) / 2 + 1;
    const int start = stylepaint::leading(option);
    const int end = stylepaint::trailing(option);
    painter->setFont(strong);
    painter->setPen(c.text);
    painter->drawText(
        placed({left, top, width - whenWidth - space::m, first}), start,
        QFontMetrics(strong).elidedText(index.data().toString(), Qt::ElideRight, width - whenWidth - space::m));
    painter->setFont(small);
    painter->setPen(c.muted);
    painter->drawText(placed({left, top + first, width, second}), start,
                      QFontMetrics(small).elidedText(index.data(WhereRole).toString(), Qt::ElideMiddle, width));
    painter->drawText(placed({left + width - whenWidth, top, whenWidth, first}), end, when);
    if (keyboard && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
    painter->restore();
}

} // namespace coterie::ui
