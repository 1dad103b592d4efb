// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"
#include "shared/protocol/presence.h"
#include "shared/protocol/rights.h"

// Rooms and their log. Everything that changes a room's lasting state is an event of one gap-free log; live events,
// catch-up and history carry the same record.
namespace coterie {

struct ChatBody {
    QString body;
    std::optional<Seq> replyTo;
    static consteval auto schema()
    {
        using namespace wire;
        return record("chat", "A message of the room.",
            field<&ChatBody::body>(1, "body", bodyLength, "Plain text; Markdown by convention."),
            field<&ChatBody::replyTo>(2, "replyTo", seqRange, "The event it answers."));
    }
};

struct TopicChange {
    QString topic;
    static consteval auto schema()
    {
        using namespace wire;
        return record("topic", "The room's topic was changed.",
            field<&TopicChange::topic>(1, "topic", topicLength, "The new topic."));
    }
};

struct BoardChange {
    QList<BoardOp> ops;
    std::optional<BoardId> board = {};
    std::optional<OpId> step = {};
    static consteval auto schema()
    {
        using namespace wire;
        return record("board", "A transaction on the room's board.",
            field<&BoardChange::ops>(1, "ops", Items<Exact>{1, 512, {}}, "What was done, in order; whole or not at all."),
            field<&BoardChange::board>(2, "board", Exact{}, "Which board; without: the room's first."),
            field<&BoardChange::step>(3, "step", Exact{}, "What is undone as one has the same: the `id` of its first transaction."));
    }
};

struct RoomEvent {
    static constexpr bool growsByFields = true;
    Seq seq = 0;
    OpId id;
    UserId author;
    QString name;
    qint64 time = 0;
    std::optional<Seq> line;
    std::optional<ChatBody> chat;
    std::optional<TopicChange> topic;
    std::optional<BoardChange> board;
    std::optional<QByteArray> chain = {}; // given by the store; not part of the entry that it stores
    std::optional<BoardListChange> boards = {};
    std::optional<RightsChange> rights = {};
    static consteval auto schema()
    {
        using namespace wire;
        return record("event", "An entry of a room's log. Exactly one of its kinds is there; skip an event whose kind you do not know, its `seq` still counts.",
            field<&RoomEvent::seq>(1, "seq", seqRange, "1, 2, 3, … without a gap."),
            field<&RoomEvent::id>(2, "id", Exact{}, "The id its author chose."),
            field<&RoomEvent::author>(3, "author", Exact{}, "Who did it."),
            field<&RoomEvent::name>(4, "name", nameLength, "What they were called then."),
            field<&RoomEvent::time>(5, "time", timeRange, "When it was stored; never less than the one before."),
            field<&RoomEvent::line>(6, "line", seqRange, "For `chat`: 1, 2, 3, … among the messages, so that unread = last line − read line."),
            field<&RoomEvent::chat>(7, "chat", Exact{}, "A message."),
            field<&RoomEvent::topic>(8, "topic", Exact{}, "A new topic."),
            field<&RoomEvent::board>(9, "board", Exact{}, "A change of the board."),
            field<&RoomEvent::chain>(10, "chain", chainLength, "Stands for this event and all before it: send it back in `room.join`."),
            field<&RoomEvent::boards>(11, "boards", Exact{}, "A change of which boards there are, or of a board as a whole."),
            field<&RoomEvent::rights>(12, "rights", Exact{}, "A change of who may do what."));
    }
};

// What an event that changes a board is for the document.
[[nodiscard]] inline BoardTransaction boardTransaction(const RoomEvent &event)
{
    return {event.id, event.author, event.board->ops, event.board->step};
}

struct RoomInfo {
    RoomId id;
    QString name, topic;
    EpochId epoch;
    Seq head = 0, line = 0, read = 0;
    int members = 0;
    bool joined = false;
    std::optional<QByteArray> chain = {};
    static consteval auto schema()
    {
        using namespace wire;
        return record("room", "A room as one person sees it.",
            field<&RoomInfo::id>(1, "id", Exact{}, "The room."),
            field<&RoomInfo::name>(2, "name", nameLength, "Its name."),
            field<&RoomInfo::topic>(3, "topic", topicLength, "Its topic, or empty."),
            field<&RoomInfo::epoch>(4, "epoch", Exact{}, "A new one means that the log began anew: drop what you have."),
            field<&RoomInfo::head>(5, "head", seqRange, "Seq of the last event."),
            field<&RoomInfo::line>(6, "line", seqRange, "Line of the last message."),
            field<&RoomInfo::read>(7, "read", seqRange, "The last line you have read."),
            field<&RoomInfo::members>(8, "members", countRange, "How many belong to it."),
            field<&RoomInfo::joined>(9, "joined", Exact{}, "Whether you do."),
            field<&RoomInfo::chain>(10, "chain", chainLength, "The `chain` at `head`."));
    }
};

struct RoomsList {
    qint64 req = 0;
    std::optional<RoomId> after;
    static consteval auto schema()
    {
        using namespace wire;
        return message(10, "rooms.list", "Asks for the rooms. Answered by `rooms.page`; from then on `room.added` tells of new ones.",
            field<&RoomsList::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&RoomsList::after>(2, "after", Exact{}, "The last room of the page before."));
    }
};

struct RoomsPage {
    qint64 req = 0;
    QList<RoomInfo> rooms;
    bool more = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(50, "rooms.page", "Answers `rooms.list`.",
            field<&RoomsPage::req>(1, "req", requestRange, "The request."),
            field<&RoomsPage::rooms>(2, "rooms", Items<Exact>{0, 100, {}}, "In the order they were made."),
            field<&RoomsPage::more>(3, "more", Exact{}, "Ask again `after` the last."));
    }
};

struct RoomCreate {
    OpId id;
    QString name, topic;
    static consteval auto schema()
    {
        using namespace wire;
        return message(11, "room.create", "Makes a room; who makes it joins it as anybody does. Answered by `ack`; everybody gets `room.added`.",
            field<&RoomCreate::id>(1, "id", Exact{}, "A new UUID (version 7): a resend makes no second room."),
            field<&RoomCreate::name>(2, "name", nameLength, "Unlike all others, compared without case."),
            field<&RoomCreate::topic>(3, "topic", topicLength, "Its topic, or empty."));
    }
};

struct RoomAdded {
    RoomInfo room;
    static consteval auto schema()
    {
        using namespace wire;
        return message(51, "room.added", "There is a new room.", field<&RoomAdded::room>(1, "room", Exact{}, "The room."));
    }
};

struct RoomJoin {
    qint64 req = 0;
    RoomId room;
    std::optional<EpochId> epoch;
    std::optional<Seq> after;
    std::optional<QByteArray> chain = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(12, "room.join", "Becomes a member if one is not, and listens from here on. Answered by `room.joined`.",
            field<&RoomJoin::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&RoomJoin::room>(2, "room", Exact{}, "The room."),
            field<&RoomJoin::epoch>(3, "epoch", Exact{}, "The epoch of what one has."),
            field<&RoomJoin::after>(4, "after", seqRange, "The last seq one has."),
            field<&RoomJoin::chain>(5, "chain", chainLength, "The `chain` at `after`: the host compares it with its own."));
    }
};

struct RoomJoined {
    qint64 req = 0;
    RoomInfo room;
    bool reset = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(52, "room.joined",
            "Answers `room.join`. Events after `room.head` follow live; fetch what lies between with `history.get`.",
            field<&RoomJoined::req>(1, "req", requestRange, "The request."),
            field<&RoomJoined::room>(2, "room", Exact{}, "The room."),
            field<&RoomJoined::reset>(3, "reset", Exact{}, "What you have is of another epoch, ahead of this log or not what it holds: drop it and begin anew."));
    }
};

struct RoomLeave {
    qint64 req = 0;
    RoomId room;
    static consteval auto schema()
    {
        using namespace wire;
        return message(13, "room.leave", "Ceases to be a member. Answered by `done`.",
            field<&RoomLeave::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&RoomLeave::room>(2, "room", Exact{}, "The room."));
    }
};

struct RoomTopic {
    OpId id;
    RoomId room;
    QString topic;
    static consteval auto schema()
    {
        using namespace wire;
        return message(14, "room.topic", "Changes the topic. Answered by `ack`; members get the event.",
            field<&RoomTopic::id>(1, "id", Exact{}, "A new UUID (version 7)."),
            field<&RoomTopic::room>(2, "room", Exact{}, "The room."),
            field<&RoomTopic::topic>(3, "topic", topicLength, "The new topic, or empty."));
    }
};

struct RoomRead {
    RoomId room;
    Seq line = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(16, "room.read", "Moves one's read mark. One's other devices get `read.moved`.",
            field<&RoomRead::room>(1, "room", Exact{}, "The room."),
            field<&RoomRead::line>(2, "line", seqRange, "The last line read. It may go back."));
    }
};

struct ReadMoved {
    RoomId room;
    Seq line = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(63, "read.moved", "Another device of yours moved the read mark.",
            field<&ReadMoved::room>(1, "room", Exact{}, "The room."), field<&ReadMoved::line>(2, "line", seqRange, "The last line read."));
    }
};

struct MembersGet {
    qint64 req = 0;
    RoomId room;
    std::optional<UserId> after;
    static consteval auto schema()
    {
        using namespace wire;
        return message(15, "members.get", "Asks for the members of a room one belongs to. Answered by `members.page`.",
            field<&MembersGet::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&MembersGet::room>(2, "room", Exact{}, "The room."),
            field<&MembersGet::after>(3, "after", Exact{}, "The last member of the page before."));
    }
};

struct MembersPage {
    qint64 req = 0;
    RoomId room;
    QList<Person> members;
    bool more = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(54, "members.page", "Answers `members.get`.",
            field<&MembersPage::req>(1, "req", requestRange, "The request."),
            field<&MembersPage::room>(2, "room", Exact{}, "The room."),
            field<&MembersPage::members>(3, "members", Items<Exact>{0, 200, {}}, "Members by id."),
            field<&MembersPage::more>(4, "more", Exact{}, "Ask again `after` the last."));
    }
};

struct MemberJoined {
    RoomId room;
    Person person;
    int members = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(55, "member.joined", "Somebody became a member. In large rooms a few of these stand for many: believe `members`.",
            field<&MemberJoined::room>(1, "room", Exact{}, "The room."), field<&MemberJoined::person>(2, "person", Exact{}, "Who."),
            field<&MemberJoined::members>(3, "members", countRange, "How many belong to it now."));
    }
};

struct MemberLeft {
    RoomId room;
    UserId user;
    int members = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(56, "member.left", "Somebody ceased to be a member.",
            field<&MemberLeft::room>(1, "room", Exact{}, "The room."), field<&MemberLeft::user>(2, "user", Exact{}, "Who."),
            field<&MemberLeft::members>(3, "members", countRange, "How many belong to it now."));
    }
};

} // namespace coterie
