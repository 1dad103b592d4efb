// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"
#include "tests/support/rawclient.h"

// What a room's log looks like to whoever reads it off the wire.
namespace coterie::test {

inline ServerMessage bigMessage(qsizetype bytes)
{
    Failure failure;
    failure.code = QString(bytes, u'x');
    return failure;
}

inline constexpr qsizetype eventBytes = 4000;
inline ServerMessage eventOf(Seq seq)
{
    static const auto room = newId<RoomId>();
    RoomEvent event;
    event.seq = seq;
    event.line = seq;
    event.id = newId<OpId>();
    event.author = UserId{room.value};
    event.name = QStringLiteral("Ana");
    event.chat = ChatBody{QString(eventBytes, u'e'), {}};
    return EventPosted{room, event};
}

// Where in the log one is who hears these frames; -1 when an event came twice, too early, or not at all.
inline Seq follow(Seq cursor, const QList<RawClient::Frame> &frames)
{
    for (const RawClient::Frame &frame : frames) {
        const auto message = decodeFromServer(frame.payload, Framing::Cbor);
        const auto *sound = std::get_if<ServerMessage>(&message);
        const auto *posted = sound ? std::get_if<EventPosted>(sound) : nullptr;
        if (!posted)
            continue;
        if (cursor < 0 || posted->event.seq != cursor + 1)
            return -1;
        cursor = posted->event.seq;
    }
    return cursor;
}

} // namespace coterie::test
