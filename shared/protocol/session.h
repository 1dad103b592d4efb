// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/limits.h"
#include "shared/schema/field.h"

// Life of a connection: hello → welcome, ping and pong, answers to requests, bye.
namespace coterie {

inline constexpr int protocolVersion = 1;

struct Hello {
    int version = protocolVersion;
    QString program;
    QString name;
    std::optional<QByteArray> token;
    std::optional<DeviceId> device = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(1, "hello", "The first message of every connection. Answered by `welcome`, or by `error`, and then it may be said again.",
            field<&Hello::version>(1, "version", Range{1, 1000}, "Protocol version of the client: 1."),
            field<&Hello::program>(2, "program", nameLength, "Program and version, for the host's log."),
            field<&Hello::name>(3, "name", nameLength, "What others call you."),
            field<&Hello::token>(4, "token", tokenLength, "From an earlier `welcome`: come back as the same person."),
            field<&Hello::device>(5, "device", Exact{}, "Chosen anew for each session that a program opens. The connection that the same person has from the same one is closed with 4090."));
    }
};

struct Rate {
    QString what;
    int perMinute = 0, burst = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return record("rate", "How often one connection may do something.",
            field<&Rate::what>(1, "what", nameLength, "The class: `chat`, `board`, `board-bytes`, `live`, `typing`, `presence`, `history`, `request`, `ping`, `blob-bytes`, `part-bytes`, `look`, `summon`; skip others."),
            field<&Rate::perMinute>(2, "perMinute", countRange, "Sustained; bytes for a class of bytes."),
            field<&Rate::burst>(3, "burst", countRange, "At once."));
    }
    friend bool operator==(const Rate &, const Rate &) = default;
};

struct Limits {
    int frame = int(largestClientFrame);
    int body = int(bodyLength.max);
    int page = 100;
    int pingMs = 15000;
    int chatPerSecond = 5, chatBurst = 20;
    int boardPerSecond = 120, boardBurst = 240;
    std::optional<QList<Rate>> rates = {};
    static consteval auto schema()
    {
        using namespace wire;
        return record("limits", "What this host accepts. A client paces itself by these.",
            field<&Limits::frame>(1, "frame", countRange, "Largest frame from a client, in bytes."),
            field<&Limits::body>(2, "body", countRange, "Longest chat message, in UTF-16 units."),
            field<&Limits::page>(3, "page", countRange, "Most events in a page of history."),
            field<&Limits::pingMs>(4, "pingMs", countRange, "Send a `ping` this often, in ms; silence of more than twice this is a lost connection."),
            field<&Limits::chatPerSecond>(5, "chatPerSecond", countRange, "Sustained rate of chat messages."),
            field<&Limits::chatBurst>(6, "chatBurst", countRange, "Chat messages that may come at once."),
            field<&Limits::boardPerSecond>(7, "boardPerSecond", countRange, "Sustained rate of board transactions."),
            field<&Limits::boardBurst>(8, "boardBurst", countRange, "Board transactions that may come at once."),
            field<&Limits::rates>(9, "rates", Items<Exact>{0, 32, {}}, "The rates of all classes. Over one, an operation or request is answered `rate`, something volatile is dropped."));
    }
};

struct Welcome {
    UserId user;
    QString name;
    QByteArray token;
    QString host;
    qint64 time = 0;
    Limits limits;
    static consteval auto schema()
    {
        using namespace wire;
        return message(2, "welcome", "Answers `hello`.",
            field<&Welcome::user>(1, "user", Exact{}, "Who you are here, for as long as you keep the token."),
            field<&Welcome::name>(2, "name", nameLength, "Your name here; a number is added when somebody else has the one you asked for."),
            field<&Welcome::token>(3, "token", tokenLength, "Keep it secret, and send it in the next `hello`."),
            field<&Welcome::host>(4, "host", nameLength, "Name of the session."),
            field<&Welcome::time>(5, "time", timeRange, "The host's clock."),
            field<&Welcome::limits>(6, "limits", Exact{}, "What this host accepts."));
    }
};

struct Ping {
    qint64 n = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(3, "ping", "Asks for a `pong`: measures the way and proves that both ends live.",
            field<&Ping::n>(1, "n", seqRange, "Any number; comes back."));
    }
};

struct BoardChecksum {
    RoomId room;
    BoardId board;
    Seq seq = 0;
    QByteArray sum;
    std::optional<int> left = {};
    static consteval auto schema()
    {
        using namespace wire;
        return record(
            "boardChecksum", "What the host's copy of a board comes to.",
            field<&BoardChecksum::room>(1, "room", Exact{}, "The room."),
            field<&BoardChecksum::board>(2, "board", Exact{}, "The board."),
            field<&BoardChecksum::seq>(3, "seq", seqRange, "The last event of this board that it holds."),
            field<&BoardChecksum::sum>(4, "sum", Length{8, 8}, "Its state hash then, lowest byte first."),
            field<&BoardChecksum::left>(5, "left", Range{0, 10},
                                        "How much of its log is free, in per cent; not told when it is more than 10."));
    }
};

struct Pong {
    qint64 n = 0, time = 0;
    std::optional<BoardChecksum> board = {};
    static consteval auto schema()
    {
        using namespace wire;
        return message(4, "pong", "Answers `ping`, ahead of everything that waits.",
            field<&Pong::n>(1, "n", seqRange, "The number of the `ping`."),
            field<&Pong::time>(2, "time", timeRange, "The host's clock."),
            field<&Pong::board>(3, "board", Exact{}, "Of the board that one looks at, while the host has it at hand."));
    }
};

struct Failure {
    QString code;
    std::optional<QString> path, text;
    std::optional<qint64> req;
    std::optional<OpId> id;
    std::optional<qint64> retryMs;
    static consteval auto schema()
    {
        using namespace wire;
        return message(5, "error", "A message was refused. It had no effect.",
            field<&Failure::code>(1, "code", nameLength, "One of the codes listed below; for programs."),
            field<&Failure::path>(2, "path", Length{1, 400}, "The field at fault, such as `ops[2].points`."),
            field<&Failure::text>(3, "text", Length{1, 400}, "A sentence for people, in English."),
            field<&Failure::req>(4, "req", requestRange, "The request it answers."),
            field<&Failure::id>(5, "id", Exact{}, "The operation it answers."),
            field<&Failure::retryMs>(6, "retryMs", countRange, "Send it again after this time."));
    }
};

struct Ack {
    OpId id;
    RoomId room;
    Seq seq = 0;
    qint64 time = 0;
    bool dup = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(6, "ack", "The operation is stored: it survives a power cut from here on.",
            field<&Ack::id>(1, "id", Exact{}, "The id the client chose."),
            field<&Ack::room>(2, "room", Exact{}, "The room whose log holds it."),
            field<&Ack::seq>(3, "seq", seqRange, "Its place in the log."),
            field<&Ack::time>(4, "time", timeRange, "When it was stored."),
            field<&Ack::dup>(5, "dup", Exact{}, "It was there already; this was a resend."));
    }
};

struct Done {
    qint64 req = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(7, "done", "A request without an answer of its own was carried out.",
            field<&Done::req>(1, "req", requestRange, "The request."));
    }
};

struct Bye {
    QString reason;
    qint64 retryMs = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(8, "bye", "The host is about to close the connection.",
            field<&Bye::reason>(1, "reason", nameLength, "`restart` or `ended`."),
            field<&Bye::retryMs>(2, "retryMs", countRange, "Come back after this time; 0: the session has ended, look for it seldom."));
    }
};

} // namespace coterie
