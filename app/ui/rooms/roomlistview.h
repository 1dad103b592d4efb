// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/types.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace coterie::ui {

// Paints a room: its name, how much is unread, whether a draft waits, whether somebody draws. Compact: an initial only.
class RoomDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomDelegate)

public:
    explicit RoomDelegate(QObject *parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setCompact(bool on) { m_compact = on; }
    // The current row is the one that stands out, not the open room: for choosing without the focus.
    void setMarksCurrent(bool on) { m_marksCurrent = on; }

private:
    void paintMarks(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, QRect &room) const;
    void paintCompact(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    bool m_compact = false;
    bool m_marksCurrent = false;
};

// The rooms of the session. A click or Enter opens one; the arrows only walk. GUI thread; knows the model's roles only.
class RoomListView final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomListView)

public:
    explicit RoomListView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setCompact(bool on);
    void setMarksCurrent(bool on);
    // The row `step` places from the open one; with unreadOnly the next that has something unread. -1: there is none.
    [[nodiscard]] int rowFromActive(int step, bool unreadOnly) const;
    [[nodiscard]] int activeRow() const;
    void openRow(int row);

signals:
    void roomChosen(const coterie::RoomId &room);
    void menuWanted(const coterie::RoomId &room, const QPoint &where);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    RoomDelegate *m_delegate;
    bool m_compact = false;
};

} // namespace coterie::ui
