// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/roomstate.h"

#include <QAbstractListModel>
#include <QHash>

namespace coterie {

// The boards of a room in their order, without those that were removed. Values only; RoomBoards fills it. Lives in the
// window's thread.
class BoardListModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardListModel)
public:
    enum Role {
        BoardIdRole = Qt::UserRole + 1, // BoardId
        FrozenRole,                     // bool
        RightRole,                      // BoardRight of this person, at this moment
        RefusedRole,                    // int: objects of this person's that the host did not take
    };

    explicit BoardListModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // DisplayRole is the name; one without a name is called "Board".
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override; // a name can be edited in place
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] BoardId boardAt(int row) const;        // null: there is no such row
    [[nodiscard]] int rowOf(const BoardId &board) const; // -1: it is not there
    [[nodiscard]] static QString nameOf(const BoardInfo &board);

    void setBoards(const RoomState &state, const UserId &me);
    void setRefused(const BoardId &board, int objects, const QString &why); // 0: none any more

private:
    struct Row {
        BoardInfo info;
        BoardRight right = BoardRight::EditAll;
        friend bool operator==(const Row &, const Row &) = default;
    };
    [[nodiscard]] QString spoken(const Row &row) const; // for screen readers
    struct Refused {
        int objects = 0;
        QString why; // a sentence; empty: it is not known
    };
    QList<Row> m_rows;
    QHash<BoardId, Refused> m_refused;
};

} // namespace coterie
