// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace coterie::ui {

// Paints what was found: rooms as headings, below them person, time and up to two lines with the words marked.
class SearchDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchDelegate)

public:
    explicit SearchDelegate(QObject *parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintRoom(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintHit(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

class SearchList final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchList)

public:
    explicit SearchList(QWidget *parent = nullptr);

    void selectFirst();
    void step(int by); // from match to match, over the headings
    void activateCurrent();

signals:
    void chosen(const QModelIndex &index);
    void leaveRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace coterie::ui
