// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roomlistview.h"

#include "app/session/roomlistmodel.h"
#include "app/ui/shell/text.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

namespace coterie::ui {

RoomListView::RoomListView(QWidget *parent)
    : QListView(parent)
    , m_delegate(new RoomDelegate(this))
{
    setAccessibleName(tr("Rooms", "name of the list for screen readers"));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { openRow(index.row()); });
}

void RoomListView::setModel(QAbstractItemModel *model)
{
    QListView::setModel(model);
}

void RoomListView::setCompact(bool on)
{
    m_compact = on;
    m_delegate->setCompact(on);
    setUniformItemSizes(true); // forgets the size it knew
    scheduleDelayedItemsLayout();
}

void RoomListView::setMarksCurrent(bool on)
{
    m_delegate->setMarksCurrent(on);
}

int RoomListView::activeRow() const
{
    for (int row = 0; model() && row < model()->rowCount(); ++row) {
        if (model()->index(row, 0).data(RoomListModel::ActiveRole).toBool())
            return row;
    }
    return -1;
}

int RoomListView::rowFromActive(int step, bool unreadOnly) const
{
    const int count = model() ? model()->rowCount() : 0;
    const int from = activeRow();
    for (int i = 1; i <= count; ++i) {
        const int row = (((from < 0 && step < 0 ? 0 : from) + step * i) % count + count) % count;
        const QModelIndex index = model()->index(row, 0);
        if (row == from || !index.data(RoomListModel::JoinedRole).toBool())
            continue;
        if (!unreadOnly || index.data(RoomListModel::UnreadRole).toInt() > 0)
            return row;
    }
    return -1;
}

void RoomListView::openRow(int row)
{
    if (!model() || row < 0 || row >= model()->rowCount())
        return;
    const QModelIndex index = model()->index(row, 0);
    setCurrentIndex(index);
    emit roomChosen(index.data(RoomListModel::IdRole).value<RoomId>());
}

void RoomListView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        openRow(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

void RoomListView::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && activeRow() >= 0)
        setCurrentIndex(model()->index(activeRow(), 0));
    QListView::focusInEvent(event);
}

void RoomListView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        emit menuWanted(index.data(RoomListModel::IdRole).value<RoomId>(),
                        byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

bool RoomListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        const QString topic = index.data(RoomListModel::TopicRole).toString();
        const QString name = index.data(RoomListModel::NameRole).toString();
        const QString tip = topic.isEmpty() ? (m_compact ? name : QString()) : QString(name % u'\n' % topic);
        QToolTip::showText(help->globalPos(), plainTip(tip), viewport());
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace coterie::ui
