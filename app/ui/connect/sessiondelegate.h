// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace coterie::ui {

// Paints a session in a list: its sign and name, below where it is, at the end a word such as when one was there.
class SessionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionDelegate)

public:
    enum Role { SignRole = Qt::UserRole + 1, WhereRole, WhenRole, FirstFree }; // SignRole: name of an icon

    explicit SessionDelegate(QObject *parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace coterie::ui
