// SPDX-License-Identifier: MIT
#include "app/session/boardlistmodel.h"

#include <algorithm>

namespace coterie {

BoardListModel::BoardListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int BoardListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Qt::ItemFlags BoardListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags all = QAbstractListModel::flags(index);
    return index.isValid() ? all | Qt::ItemIsEditable : all;
}

QVariant BoardListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(row.info);
    case Qt::AccessibleTextRole:
        return spoken(row);
    case Qt::ToolTipRole: {
        const Refused refused = m_refused.value(row.info.id);
        if (refused.objects == 0)
            return {};
        const QString what = tr("%Ln object(s) of yours could not be added here.", nullptr, refused.objects);
        return refused.why.isEmpty() ? what : QString(what % u'\n' % refused.why);
    }
    case RefusedRole:
        return m_refused.value(row.info.id).objects;
    case BoardIdRole:
        return QVariant::fromValue(row.info.id);
    case FrozenRole:
        return row.info.frozenBy.has_value();
    case RightRole:
        return int(row.right);
    default:
        return {};
    }
}

QString BoardListModel::spoken(const Row &row) const
{
    QString words = nameOf(row.info);
    if (row.info.frozenBy)
        //: Of a board in the list of boards, for screen readers. %1 is its name.
        words = tr("%1, frozen").arg(words);
    if (const int refused = m_refused.value(row.info.id).objects)
        //: Of a board in the list of boards, for screen readers. %1 is its name, and what else there is to say of it.
        words = tr("%1, %Ln object(s) of yours were refused", nullptr, refused).arg(words);
    return words;
}

QHash<int, QByteArray> BoardListModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert(BoardIdRole, "boardId");
    names.insert(FrozenRole, "frozen");
    names.insert(RightRole, "right");
    names.insert(RefusedRole, "refused");
    return names;
}

BoardId BoardListModel::boardAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).info.id : BoardId{};
}

int BoardListModel::rowOf(const BoardId &board) const
{
    const auto at = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &row) { return row.info.id == board; });
    return at == m_rows.cend() ? -1 : int(at - m_rows.cbegin());
}

QString BoardListModel::nameOf(const BoardInfo &board)
{
    return board.name.isEmpty() ? tr("Board") : board.name;
}

void BoardListModel::setRefused(const BoardId &board, int objects, const QString &why)
{
    if (const Refused before = m_refused.value(board); before.objects == objects && before.why == why)
        return;
    if (objects > 0)
        m_refused.insert(board, {objects, why});
    else
        m_refused.remove(board);
    if (const int row = rowOf(board); row >= 0)
        emit dataChanged(index(row), index(row));
}

void BoardListModel::setBoards(const RoomState &state, const UserId &me)
{
    QList<Row> wanted;
    for (const BoardInfo &board : state.boards())
        if (!board.removed)
            wanted.append({board, state.rightOn(board.id, me)});
    const auto isWanted = [&](const BoardId &id) {
        return std::any_of(wanted.cbegin(), wanted.cend(), [&](const Row &row) { return row.info.id == id; });
    };
    for (int row = int(m_rows.size()) - 1; row >= 0; --row)
        if (!isWanted(m_rows.at(row).info.id)) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
    for (int row = 0; row < wanted.size(); ++row) {
        const int at = rowOf(wanted.at(row).info.id);
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, wanted.at(row));
            endInsertRows();
            continue;
        }
        if (at != row) { // rows before this one are in place, so it stands behind
            beginMoveRows({}, at, at, {}, row);
            m_rows.move(at, row);
            endMoveRows();
        }
        if (m_rows.at(row) != wanted.at(row)) {
            m_rows[row] = wanted.at(row);
            emit dataChanged(index(row), index(row));
        }
    }
}

} // namespace coterie
