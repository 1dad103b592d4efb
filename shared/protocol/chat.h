// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

namespace coterie {

struct ChatPost {
    OpId id;
    RoomId room;
    QString body;
    std::optional<Seq> replyTo;
    static consteval auto schema()
    {
        using namespace wire;
        return message(20, "chat.post", "Asks for a message to be appended to a room. Answered by `ack`; members get the event.",
            field<&ChatPost::id>(1, "id", Exact{}, "A new UUID (version 7). A resend with the same id is not posted twice, however late."),
            field<&ChatPost::room>(2, "room", Exact{}, "The room."),
            field<&ChatPost::body>(3, "body", bodyLength, "Plain text; Markdown by convention."),
            field<&ChatPost::replyTo>(4, "replyTo", seqRange, "The event it answers."));
    }
};

struct HistoryGet {
    qint64 req = 0;
    RoomId room;
    std::optional<Seq> before, after;
    int limit = 100;
    bool board = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(22, "history.get", "Asks for a page of a room's log. Answered by `history.page`.",
            field<&HistoryGet::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&HistoryGet::room>(2, "room", Exact{}, "The room."),
            field<&HistoryGet::before>(3, "before", seqRange, "The latest events under this seq."),
            field<&HistoryGet::after>(4, "after", seqRange, "The earliest events over this seq (catch-up). With neither: the latest."),
            field<&HistoryGet::limit>(5, "limit", Range{1, 200}, "Most events wanted."),
            field<&HistoryGet::board>(6, "board", Exact{}, "Whether changes of the board are wanted too."));
    }
};

struct HistoryPage {
    qint64 req = 0;
    RoomId room;
    QList<RoomEvent> events;
    bool more = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(57, "history.page", "Answers `history.get`.",
            field<&HistoryPage::req>(1, "req", requestRange, "The request."),
            field<&HistoryPage::room>(2, "room", Exact{}, "The room."),
            field<&HistoryPage::events>(3, "events", Items<Exact>{0, 200, {}}, "By rising seq; fewer than asked for when they are large."),
            field<&HistoryPage::more>(4, "more", Exact{}, "Whether there are more in the direction asked."));
    }
};

struct EventPosted {
    RoomId room;
    RoomEvent event;
    static consteval auto schema()
    {
        using namespace wire;
        return message(53, "room.event", "Something happened in a room, and is stored.",
            field<&EventPosted::room>(1, "room", Exact{}, "The room."), field<&EventPosted::event>(2, "event", Exact{}, "What."));
    }
};

} // namespace coterie
