// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/limits.h"
#include "shared/schema/field.h"

// Who is there. Volatile: never stored in a room's log; the newest word about a person replaces the ones before.
namespace coterie {

enum class Status { Offline, Online, Away, DoNotDisturb };
inline constexpr auto statusNames = wire::names("offline", "online", "away", "dnd");

struct Person {
    UserId id;
    QString name;
    Status status = Status::Offline;
    QString text;
    qint64 seen = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return record("person", "Somebody of this session.",
            field<&Person::id>(1, "id", Exact{}, "Who."),
            field<&Person::name>(2, "name", nameLength, "What they are called."),
            field<&Person::status>(3, "status", statusNames, "Over all their devices."),
            field<&Person::text>(4, "text", statusLength, "Their own words, or empty."),
            field<&Person::seen>(5, "seen", timeRange, "When they were last connected; 0: never."));
    }
    friend bool operator==(const Person &, const Person &) = default;
};

struct PresenceSet {
    Status status = Status::Online;
    QString text;
    static consteval auto schema()
    {
        using namespace wire;
        return message(30, "presence.set", "Says how one is. `offline` shows one as offline while connected.",
            field<&PresenceSet::status>(1, "status", statusNames, "The new status."),
            field<&PresenceSet::text>(2, "text", statusLength, "One's own words, or empty."));
    }
};

struct PresenceChanged {
    Person person;
    static consteval auto schema()
    {
        using namespace wire;
        return message(59, "presence.changed", "Somebody came, went or changed how they are.",
            field<&PresenceChanged::person>(1, "person", Exact{}, "How they are now."));
    }
};

struct TypingSet {
    RoomId room;
    bool on = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(31, "typing.set", "Says that one is writing; repeat every 4 s, it fades after 6.",
            field<&TypingSet::room>(1, "room", Exact{}, "Where."),
            field<&TypingSet::on>(2, "on", Exact{}, "False when one stops."));
    }
};

struct TypingChanged {
    RoomId room;
    UserId user;
    QString name;
    bool on = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(58, "typing.changed", "Somebody began or ceased to write.",
            field<&TypingChanged::room>(1, "room", Exact{}, "Where."),
            field<&TypingChanged::user>(2, "user", Exact{}, "Who."),
            field<&TypingChanged::name>(3, "name", nameLength, "Their name."),
            field<&TypingChanged::on>(4, "on", Exact{}, "Whether they write."));
    }
};

} // namespace coterie
