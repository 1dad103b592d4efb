// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <map>
#include <set>

namespace coterie::sim {

// How somebody says that they are.
struct Choice {
    Status status = Status::Online;
    QString text;
    friend bool operator==(const Choice &, const Choice &) = default;
};

// Who belongs to the rooms of one client and how they are, as it hears it; and how its own person is to be, which it
// says until it has heard it back (P46).
class SimPeople
{
public:
    using Members = std::map<UserId, Person>;

    void away() { m_rooms.clear(); } // nobody tells it any more
    void forget(const RoomId &room) { m_rooms.erase(room); }
    void page(const MembersPage &page, const UserId &self);
    void joined(const MemberJoined &joined);
    void left(const MemberLeft &left);
    void changed(const Person &person, const UserId &self);

    void choose(const Choice &choice)
    {
        m_own = choice;
        m_isUntold = true;
    }
    [[nodiscard]] bool isUntold() const { return m_isUntold; }
    [[nodiscard]] const Choice &own() const { return m_own; }
    [[nodiscard]] bool knows(const RoomId &room) const { return m_rooms.contains(room); }
    [[nodiscard]] const std::map<RoomId, Members> &rooms() const { return m_rooms; }

private:
    void heard(const Person &self);

    std::map<RoomId, Members> m_rooms; // that were asked for on this connection
    Choice m_own;
    bool m_isUntold = false;
};

// What one client shows in the end, and what is so.
struct PresenceView {
    int client = 0;
    UserId user;
    Choice own;
    std::map<RoomId, SimPeople::Members> rooms;
};
struct PresenceTruth {
    std::map<UserId, Choice> chosen;
    std::set<UserId> there; // connected, or gone for so short a time that nobody is told
    std::map<RoomId, std::set<UserId>> members;
};
// `when` stands behind each fault.
[[nodiscard]] QStringList presenceFaults(const QList<PresenceView> &views, const PresenceTruth &truth,
                                         const QString &when);

} // namespace coterie::sim
