// SPDX-License-Identifier: MIT
#include "tests/sim/simpeople.h"

#include <algorithm>

namespace coterie::sim {

void SimPeople::page(const MembersPage &page, const UserId &self)
{
    Members &members = m_rooms[page.room];
    members.clear();
    for (const Person &person : page.members) {
        members[person.id] = person;
        if (person.id == self)
            heard(person);
    }
}

void SimPeople::joined(const MemberJoined &joined)
{
    if (const auto room = m_rooms.find(joined.room); room != m_rooms.end())
        room->second[joined.person.id] = joined.person;
}

void SimPeople::left(const MemberLeft &left)
{
    if (const auto room = m_rooms.find(left.room); room != m_rooms.end())
        room->second.erase(left.user);
}

void SimPeople::changed(const Person &person, const UserId &self)
{
    for (auto &[id, members] : m_rooms)
        if (const auto known = members.find(person.id); known != members.end())
            known->second = person;
    if (person.id == self)
        heard(person);
}

// The host keeps what was said last, on whichever device; but for what it has not heard yet.
void SimPeople::heard(const Person &self)
{
    const Choice said{self.status, self.text};
    if (said == m_own)
        m_isUntold = false;
    else if (!m_isUntold)
        m_own = said;
}

namespace {

QString faultOf(const Person &shown, const Choice &chosen, bool isThere)
{
    const QString name = shown.name;
    if (!isThere)
        return shown.status == Status::Offline ? QString()
                                               : QStringLiteral("G8: %1 has gone and is shown as there").arg(name);
    if (shown.status == Status::Offline && chosen.status != Status::Offline)
        return QStringLiteral("G8: %1 is there and shown as gone").arg(name);
    if (shown.status != chosen.status || shown.text != chosen.text)
        return QStringLiteral("P46: %1 is not shown as they chose").arg(name);
    return {};
}

// Nobody but those on the disk, and of these all but whom the host let go before they were told who they are, where the
// disk refused to forget them: nobody is them, and the next run of the host shows them as gone.
bool areTheMembers(const SimPeople::Members &shown, const std::set<UserId> &stored, const PresenceTruth &truth)
{
    return std::all_of(shown.begin(), shown.end(), [&](const auto &one) { return stored.contains(one.first); }) &&
           std::all_of(stored.begin(), stored.end(),
                       [&](const UserId &one) { return shown.contains(one) || !truth.chosen.contains(one); });
}

} // namespace

QStringList presenceFaults(const QList<PresenceView> &views, const PresenceTruth &truth, const QString &when)
{
    QStringList faults;
    const auto fault = [&](int client, const QString &text) {
        if (faults.size() < 5)
            faults.append(QStringLiteral("%1 (to client %2, %3)").arg(text).arg(client).arg(when));
    };
    for (const PresenceView &view : views) {
        if (!view.rooms.empty() && view.own != truth.chosen.at(view.user)) // else nobody tells it
            fault(view.client, QStringLiteral("P46: a device does not know how its person is"));
        std::set<RoomId> rooms;
        for (const auto &[room, members] : truth.members)
            if (members.contains(view.user))
                rooms.insert(room);
        std::set<RoomId> shown;
        for (const auto &[room, members] : view.rooms)
            shown.insert(room);
        if (rooms != shown)
            fault(view.client, QStringLiteral("P45: a device is not in the rooms of its person"));
        for (const auto &[room, members] : view.rooms) {
            const auto there = truth.members.find(room);
            if (there == truth.members.end() || !areTheMembers(members, there->second, truth))
                fault(view.client, QStringLiteral("the members of a room are others"));
            for (const auto &[id, person] : members) {
                const auto chosen = truth.chosen.find(id);
                const QString text =
                    faultOf(person, chosen == truth.chosen.end() ? Choice() : chosen->second, truth.there.contains(id));
                if (!text.isEmpty())
                    fault(view.client, text);
            }
        }
    }
    return faults;
}

} // namespace coterie::sim
