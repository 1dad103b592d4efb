// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace coterie::ui {

// Paints a person: picture with presence mark, name, and what they do or how they are.
class MemberDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemberDelegate)

public:
    explicit MemberDelegate(QObject *parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    // The second line: what somebody does, their own words, or when they were last seen.
    [[nodiscard]] static QString secondLine(const QModelIndex &index);
};

class MemberListView final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemberListView)

public:
    explicit MemberListView(QWidget *parent = nullptr);

protected:
    bool viewportEvent(QEvent *event) override;
};

// "just now", "12 minutes ago", "yesterday 14:20", "3 March".
[[nodiscard]] QString sinceText(const QDateTime &then, const QDateTime &now);

} // namespace coterie::ui
