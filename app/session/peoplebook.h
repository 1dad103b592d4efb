// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/membermodel.h"
#include "app/session/requests.h"
#include "app/session/typing.h"
#include "shared/protocol/rooms.h"

#include <QHash>
#include <QObject>

namespace coterie {

class Connection;

// Who belongs to which room, how they are and who is writing. Owns the member models and the typing trackers; asks for
// the members of a room when somebody looks at them, and again after each reconnect. Lives in the window's thread.
class PeopleBook final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeopleBook)
public:
    PeopleBook(Connection &connection, Requests &requests, Router &router, const Clock &clock,
               const ConnectionTiming &timing = {}, QObject *parent = nullptr);

    [[nodiscard]] MemberModel *members(const RoomId &room);
    [[nodiscard]] TypingTracker *typing(const RoomId &room);

    void setMe(const UserId &me);
    void roomJoined(const RoomId &room); // on this connection
    void roomLeft(const RoomId &room);
    void connectionLost();
    void noteEvents(const RoomId &room, const QList<RoomEvent> &events); // who has written is not writing any more
    void setDrawing(const RoomId &room, const UserId &user, bool on);

    void setTyping(const RoomId &room, bool on); // one's own, as often as one likes
    void setStatus(Status status, const QString &text);
    [[nodiscard]] Status status() const { return m_status; }
    [[nodiscard]] QString statusText() const { return m_statusText; }
    void tellStatus(); // after a welcome: what the host has not heard

signals:
    void membersChanged(const coterie::RoomId &room, int members);
    void userGone(const coterie::UserId &user); // offline now, or left a room
    // By another device of one's own (P45).
    void meJoined(const coterie::RoomId &room);
    void meLeft(const coterie::RoomId &room);
    void meChanged();

private:
    struct Group {
        MemberModel *members = nullptr;
        TypingTracker *typing = nullptr;
        bool joined = false;
        bool asked = false;
    };
    void noteMe(const Person &me);
    void fetch(const RoomId &room, const std::optional<UserId> &after, const QList<Person> &sofar);

    Connection &m_connection;
    Requests &m_requests;
    const Clock &m_clock;
    const int m_againMs;
    QHash<RoomId, Group> m_groups;
    QHash<RoomId, TypingThrottle> m_throttles;
    UserId m_me;
    Status m_status = Status::Online;
    QString m_statusText;
    bool m_statusUntold = false; // chosen here, and not heard back yet
};

} // namespace coterie
