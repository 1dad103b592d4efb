// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardwords.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QItemSelection>

#include <vector>

namespace coterie::ui {

// What is on a board as a tree of words: frames and groups with what is in them, all in reading order. A picture of one
// moment, taken anew when asked to; of a board with very much on it strokes are left out, which say nothing in words.
// The window's thread.
class BoardOutline final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardOutline)
public:
    using QAbstractItemModel::QAbstractItemModel;
    static constexpr int mostRows = 4000; // beyond, strokes are left out, then whatever comes last

    void take(const BoardDoc *doc, const NameOf &nameOf, const UndrawnOf &undrawnOf = {}); // null: nothing
    [[nodiscard]] int leftOut() const { return m_leftOut; }
    [[nodiscard]] std::optional<ObjectId> objectAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const ObjectId &object) const;
    [[nodiscard]] QItemSelection rowsOf(const QList<ObjectId> &objects) const; // of those that have one

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex & /*parent*/ = {}) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        ObjectId object;
        BoardKind kind = BoardKind::Stroke;
        int holder = -1; // its row of m_rows; -1: the board
        int place = 0;   // among its holder's
        QString words;
        std::vector<int> content;
    };
    [[nodiscard]] const std::vector<int> &contentOf(const QModelIndex &parent) const;

    std::vector<Row> m_rows;
    std::vector<int> m_top;
    QHash<ObjectId, int> m_byObject;
    int m_leftOut = 0;
};

} // namespace coterie::ui
