// SPDX-License-Identifier: MIT
#include "app/session/roomlistmodel.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/wrappedwords.h"

#include <QPainter>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int roomRowHeight = 32;
constexpr int smallIcon = 16;
constexpr int mostUnreadShown = 99;

} // namespace

RoomDelegate::RoomDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int height = std::max(roomRowHeight, option.fontMetrics.height() + space::m) + 2;
    return {m_compact ? height : 120, m_compact ? height + space::s : height};
}

void RoomDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    painter->save();
    const QRect row = stylepaint::listRow(option);
    const bool active =
        m_marksCurrent ? option.state.testFlag(QStyle::State_Selected) : index.data(RoomListModel::ActiveRole).toBool();
    const bool joined = index.data(RoomListModel::JoinedRole).toBool();
    const bool unread = index.data(RoomListModel::UnreadRole).toInt() > 0;
    if (active)
        stylepaint::rounded(*painter, row, cornerRadius, c.selected);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        stylepaint::rounded(*painter, row, cornerRadius, c.hover);
    if (m_compact) {
        paintCompact(*painter, option, index);
    } else {
        QRect inside = row.adjusted(space::s, 0, -space::s, 0);
        const QRect mark(inside.left(), inside.center().y() - smallIcon / 2 + 1, smallIcon, smallIcon);
        const QColor ink = active || unread ? c.text : c.muted;
        paintIcon(*painter, QStyle::visualRect(option.direction, inside, mark), u"hash", ink);
        inside.setLeft(inside.left() + smallIcon + space::s);
        paintMarks(*painter, option, index, inside);
        painter->setPen(joined ? (unread || active ? c.text : c.muted) : c.muted);
        paintLine(*painter, QStyle::visualRect(option.direction, row.adjusted(space::s, 0, -space::s, 0), inside),
                  stylepaint::leading(option), index.data(RoomListModel::NameRole).toString(),
                  typeface(unread ? Type::Strong : Type::Body, option.font));
    }
    const bool keyboard =
        option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    if (keyboard)
        stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
    painter->restore();
}

// From the end of the row inwards; what is left of `room` is for the name.
void RoomDelegate::paintMarks(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                              QRect &room) const
{
    const Colors &c = colors(option.palette);
    const QRect whole = stylepaint::listRow(option).adjusted(space::s, 0, -space::s, 0);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, whole, rect); };
    const auto drawIcon = [&](QStringView name, const QColor &color) {
        const QRect rect(room.right() - smallIcon + 1, room.center().y() - smallIcon / 2 + 1, smallIcon, smallIcon);
        paintIcon(painter, placed(rect), name, color);
        room.setRight(rect.left() - space::xs);
    };
    const int unread = index.data(RoomListModel::UnreadRole).toInt();
    if (unread > 0) {
        const QFont font = typeface(Type::SmallStrong, option.font);
        const QString count = unread > mostUnreadShown ? QStringLiteral("99+") : option.locale.toString(unread);
        const QFontMetrics metrics(font);
        const int height = metrics.height() + 1;
        const int width = std::max(height + 2, metrics.horizontalAdvance(count) + space::m);
        const QRect pill(room.right() - width + 1, room.center().y() - height / 2 + 1, width, height);
        stylepaint::rounded(painter, placed(pill), height / 2.0, c.accent);
        painter.setFont(font);
        painter.setPen(c.onAccent);
        painter.drawText(placed(pill), Qt::AlignCenter, count);
        room.setRight(pill.left() - space::s);
    }
    if (!index.data(RoomListModel::JoinedRole).toBool()) {
        const QFont font = typeface(Type::Small, option.font);
        const QString word = tr("Join", "at a room one does not belong to");
        const int width = QFontMetrics(font).horizontalAdvance(word) + 2;
        const QRect rect(room.right() - width + 1, room.top(), width, room.height());
        painter.setFont(font);
        painter.setPen(c.link);
        painter.drawText(placed(rect), Qt::AlignCenter, word);
        room.setRight(rect.left() - space::s);
    }
    if (!index.data(RoomListModel::TroubleRole).toString().isEmpty())
        drawIcon(u"alert", c.warning);
    if (index.data(RoomListModel::LiveDrawingRole).toBool())
        drawIcon(u"board", c.link);
    if (index.data(RoomListModel::DraftRole).toBool())
        drawIcon(u"edit", c.muted);
}

void RoomDelegate::paintCompact(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const bool active = index.data(RoomListModel::ActiveRole).toBool();
    const int side = std::min(option.rect.width(), option.rect.height()) - space::s;
    QRect tile(0, 0, side, side);
    tile.moveCenter(option.rect.center());
    stylepaint::rounded(painter, tile, cornerRadius, active ? c.accent : c.sunken);
    painter.setFont(typeface(Type::SmallStrong, option.font));
    painter.setPen(active ? c.onAccent : c.text);
    painter.drawText(tile, Qt::AlignCenter, initials(index.data(RoomListModel::NameRole).toString()).left(2));
    const bool trouble = !index.data(RoomListModel::TroubleRole).toString().isEmpty();
    if (trouble || index.data(RoomListModel::UnreadRole).toInt() > 0) {
        const QRectF dot(tile.right() - 5, tile.top() - 4, 10, 10);
        stylepaint::rounded(painter, dot, 5, trouble ? c.warning : c.accent, c.window, 2);
    }
}

} // namespace coterie::ui
