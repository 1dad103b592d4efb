// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

class QLineEdit;
class QListView;

namespace coterie::ui {

// The emoji people use most, to be chosen by the pointer or by keys alone: letters search by name, arrows walk, Return
// takes one. A popup that deletes itself when it is closed. GUI thread.
class EmojiPicker final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmojiPicker)

public:
    explicit EmojiPicker(QWidget *parent);

    // Its lower right corner is at `corner`, on the screen, as far as there is room.
    void open(const QPoint &corner);
    [[nodiscard]] QListView *list() const { return m_list; }

signals:
    void chosen(const QString &emoji);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search(const QString &word);
    void choose(const QModelIndex &index);

    QStandardItemModel m_all;
    QSortFilterProxyModel m_found;
    QLineEdit *m_field;
    QListView *m_list;
};

} // namespace coterie::ui
