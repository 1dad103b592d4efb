// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>
#include <QUuid>

#include <compare>

// Identifiers as distinct types: a room can never be passed where a user is wanted. Values only, any thread.
namespace coterie {

// One 128-bit identifier (RFC 9562). Tag tells what it names. A null id means "none" and is refused on the wire.
template <class Tag> struct Id {
    QUuid value;

    [[nodiscard]] bool isNull() const { return value.isNull(); }
    [[nodiscard]] QString toString() const { return value.toString(QUuid::WithoutBraces); }
    static Id fromString(QStringView text) { return Id{QUuid::fromString(text)}; }

    friend bool operator==(const Id &a, const Id &b) { return a.value == b.value; }
    friend bool operator<(const Id &a, const Id &b) { return a.value < b.value; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.value, seed); }
};

using RoomId = Id<struct RoomTag>;
using UserId = Id<struct UserTag>;
using OpId = Id<struct OpTag>; // chosen by the client, UUIDv7: the key that makes a resend harmless
using BoardId = Id<struct BoardTag>;
using ObjectId = Id<struct ObjectTag>; // a thing drawn on a board
using EpochId = Id<struct EpochTag>;   // changes when a room's history restarts
using DeviceId = Id<struct DeviceTag>; // a session that a program has open

// Position in a room's log: 1, 2, 3, … without a gap. 0 is "before the first". Exact in a JavaScript peer too.
using Seq = qint64;
inline constexpr Seq maxSeq = (qint64(1) << 53) - 1;

// RFC 9562 §5.7 from a wall clock in ms since 1970 and 74 random bits (the high bits of both words are overwritten).
[[nodiscard]] QUuid uuidV7(qint64 unixMs, quint64 randomHigh, quint64 randomLow);

// A new identifier from this machine's clock and random source; within a process each is greater than the one before.
[[nodiscard]] QUuid newUuidV7();
template <class IdType> [[nodiscard]] IdType newId()
{
    return IdType{newUuidV7()};
}

} // namespace coterie
