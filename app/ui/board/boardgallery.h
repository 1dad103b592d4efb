// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomboards.h"

#include <QListView>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QWidget>

#include <functional>

namespace coterie::ui {

class Button;

// A row of the gallery: a small picture of the board, its name, whether it is frozen, and how much a host refused
// there.
class BoardGalleryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardGalleryDelegate)
public:
    struct Look {
        QPixmap picture; // null while the board is not here,
        QString instead; // and what stands there then
    };
    using Picture = std::function<Look(const BoardId &board, const QSize &size, double pixelRatio)>; // device pixels
    BoardGalleryDelegate(Picture picture, QObject *parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    void setRenamer(std::function<void(const BoardId &, const QString &)> rename) { m_rename = std::move(rename); }

private:
    [[nodiscard]] QRect nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintMarks(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    Picture m_picture;
    std::function<void(const BoardId &, const QString &)> m_rename;
};

// The boards of a room as a panel that drops from the switcher: choose one, make, name, duplicate, order, freeze,
// remove and bring back. By mouse and by keys: arrows and Enter choose, F2 names, Ctrl+D duplicates, Ctrl+arrows order,
// Delete removes. Closes by itself.
class BoardGallery final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardGallery)
public:
    BoardGallery(RoomBoards &boards, BoardGalleryDelegate::Picture picture, QWidget *parent);

    [[nodiscard]] QListView *list() const { return m_list; }
    void open(const QPoint &topLeft); // in global coordinates
    void addBoard();
    void renameBoard(const BoardId &board);
    void removeBoard(const BoardId &board);
    void refresh(const BoardId &board); // its small picture is another one

signals:
    void said(const QString &sentence);
    void clearAsked(); // the board that is shown
    void duplicateAsked(const coterie::BoardId &board);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void showMenu(const BoardId &board, const QPoint &at);
    void moveBoard(const BoardId &board, int by);
    void duplicateBoard(const BoardId &board);
    void follow();
    [[nodiscard]] BoardId selected() const;
    [[nodiscard]] QString freeName() const;

    RoomBoards &m_boards;
    QListView *m_list;
    Button *m_add;
    Button *m_more;
};

} // namespace coterie::ui
