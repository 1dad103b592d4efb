// SPDX-License-Identifier: MIT
#include "app/session/roomlistmodel.h"

#include <algorithm>

namespace coterie {

RoomListModel::RoomListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int RoomListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rooms.size());
}

QVariant RoomListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Room &room = m_rooms.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return room.name;
    case Qt::AccessibleTextRole:
        return accessible(room);
    case IdRole:
        return QVariant::fromValue(room.id);
    case TopicRole:
        return room.topic;
    case UnreadRole:
        return room.unread;
    case JoinedRole:
        return room.joined;
    case MembersRole:
        return room.members;
    case DraftRole:
        return room.draft;
    case LiveDrawingRole:
        return room.drawing;
    case ActiveRole:
        return room.id == m_active;
    case TroubleRole:
        return room.trouble;
    case PastRole:
        return room.past;
    default:
        return {};
    }
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    return {{IdRole, "id"},         {NameRole, "name"},       {TopicRole, "topic"}, {UnreadRole, "unread"},
            {JoinedRole, "joined"}, {MembersRole, "members"}, {DraftRole, "draft"}, {LiveDrawingRole, "liveDrawing"},
            {ActiveRole, "active"}, {TroubleRole, "trouble"}, {PastRole, "past"}};
}

QModelIndex RoomListModel::indexOf(const RoomId &id) const
{
    const auto at = std::find_if(m_rooms.cbegin(), m_rooms.cend(), [&](const Room &room) { return room.id == id; });
    return at == m_rooms.cend() ? QModelIndex() : index(int(at - m_rooms.cbegin()));
}

RoomId RoomListModel::roomAt(int row) const
{
    return row >= 0 && row < m_rooms.size() ? m_rooms.at(row).id : RoomId{};
}

void RoomListModel::setRooms(const QList<Room> &rooms)
{
    QList<Room> wanted = rooms;
    std::stable_partition(wanted.begin(), wanted.end(), [](const Room &room) { return room.joined; });
    for (int row = int(m_rooms.size()) - 1; row >= 0; --row) {
        const RoomId id = m_rooms.at(row).id;
        if (std::none_of(wanted.cbegin(), wanted.cend(), [&](const Room &room) { return room.id == id; })) {
            beginRemoveRows({}, row, row);
            m_rooms.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const Room &room = wanted.at(row);
        const int there = indexOf(room.id).row();
        if (there < 0) {
            beginInsertRows({}, row, row);
            m_rooms.insert(row, room);
            endInsertRows();
            continue;
        }
        if (there != row) { // everything before row is in place, so it can only stand further down
            beginMoveRows({}, there, there, {}, row);
            m_rooms.move(there, row);
            endMoveRows();
        }
        if (m_rooms.at(row) != room) {
            m_rooms[row] = room;
            tell(row, {});
        }
    }
    recount();
}

void RoomListModel::update(const Room &room)
{
    const int there = indexOf(room.id).row();
    if (there < 0) {
        const int row = placeFor(room);
        beginInsertRows({}, row, row);
        m_rooms.insert(row, room);
        endInsertRows();
    } else if (m_rooms.at(there) != room) {
        const bool moves = m_rooms.at(there).joined != room.joined;
        m_rooms[there] = room;
        tell(there, {});
        if (moves) {
            // Joining moves a room to the end of one's own, leaving it to the end of all.
            const int to = room.joined ? placeFor(room) : int(m_rooms.size());
            if (to != there && to != there + 1 && beginMoveRows({}, there, there, {}, to)) {
                m_rooms.move(there, to > there ? to - 1 : to);
                endMoveRows();
            }
        }
    }
    recount();
}

void RoomListModel::setActive(const RoomId &id)
{
    const RoomId before = m_active;
    if (before == id)
        return;
    m_active = id;
    for (const RoomId &changed : {before, id})
        if (const QModelIndex index = indexOf(changed); index.isValid())
            tell(index.row(), {ActiveRole});
}

int RoomListModel::placeFor(const Room &room) const
{
    if (!room.joined)
        return int(m_rooms.size());
    const auto firstOther =
        std::find_if(m_rooms.cbegin(), m_rooms.cend(), [&](const Room &r) { return !r.joined || r.id == room.id; });
    return int(firstOther - m_rooms.cbegin());
}

void RoomListModel::tell(int row, const QList<int> &roles)
{
    emit dataChanged(index(row), index(row), roles);
}

void RoomListModel::recount()
{
    int unread = 0;
    for (const Room &room : std::as_const(m_rooms))
        unread += room.unread;
    if (unread == m_unread)
        return;
    m_unread = unread;
    emit unreadTotalChanged(unread);
}

QString RoomListModel::accessible(const Room &room) const
{
    QStringList parts{room.name};
    if (room.unread > 0)
        parts.append(tr("%Ln unread message(s)", nullptr, room.unread));
    if (room.draft)
        parts.append(tr("unsent draft"));
    if (room.drawing)
        parts.append(tr("somebody is drawing"));
    if (!room.trouble.isEmpty())
        parts.append(room.joined ? tr("the host has not got this room")
                                 : tr("something of yours waits here", "of a room one does not belong to"));
    if (!room.joined)
        parts.append(tr("not joined"));
    return parts.join(QStringLiteral(", "));
}

} // namespace coterie
