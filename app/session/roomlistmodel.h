// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/types.h"
#include "shared/protocol/rooms.h"

#include <QAbstractListModel>

namespace coterie {

// The rooms of one host: those one belongs to in the order they were made, then the others. Lives in the window's
// thread; filled by Session. Never reorders a room for what happens in it, so nothing moves under the pointer.
class RoomListModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomListModel)
public:
    enum Role {
        IdRole = Qt::UserRole + 1, // RoomId
        NameRole,
        TopicRole,
        UnreadRole,      // int, 0 for a room one does not belong to
        JoinedRole,      // bool
        MembersRole,     // int
        DraftRole,       // bool
        LiveDrawingRole, // bool: somebody draws there now
        ActiveRole,      // bool: the room on the screen
        TroubleRole,     // QString: why the host has not got it, or what waits there, of a room that is not joined;
                         // empty: all is well, or on its way there
        PastRole,        // bool: what the host lost of a room; it can only be read
    };
    Q_ENUM(Role)

    struct Room {
        RoomId id;
        QString name, topic;
        int unread = 0;
        int members = 0;
        bool joined = false;
        bool draft = false;
        bool drawing = false;
        QString trouble = {};
        bool past = false;
        friend bool operator==(const Room &, const Room &) = default;
    };

    explicit RoomListModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QModelIndex indexOf(const RoomId &id) const; // invalid when it is not there
    [[nodiscard]] RoomId roomAt(int row) const;
    [[nodiscard]] int unreadTotal() const { return m_unread; }
    [[nodiscard]] RoomId active() const { return m_active; }

    // Brings the model to this list, in this order; only what differs is told.
    void setRooms(const QList<Room> &rooms);
    void update(const Room &room); // one room that is there already or is new
    void setActive(const RoomId &id);

signals:
    void unreadTotalChanged(int unread);

private:
    [[nodiscard]] int placeFor(const Room &room) const;
    void tell(int row, const QList<int> &roles);
    void recount();
    [[nodiscard]] QString accessible(const Room &room) const;

    QList<Room> m_rooms;
    RoomId m_active;
    int m_unread = 0;
};

} // namespace coterie
