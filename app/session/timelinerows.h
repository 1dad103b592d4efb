// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/rooms.h"

#include <QDateTime>
#include <QList>

#include <optional>
#include <span>

// How a timeline's rows follow from what is known: pure functions of values, any thread. The model compares what they
// give with what it showed before, and tells the view the difference.
namespace coterie {

struct TimelineRow {
    enum class Kind { Day, Message, Notice, NewLine };
    enum class Delivery { Sent, Queued, Sending, Refused };

    Kind kind = Kind::Message;
    OpId op; // with kind, author and day it tells rows apart
    Seq seq = 0, line = 0;
    UserId author;
    QString name, body;
    QDateTime time;
    bool mine = false;
    bool header = false;
    Delivery state = Delivery::Sent;
    QString refusal;
    Seq replyTo = 0;

    [[nodiscard]] bool isSameRow(const TimelineRow &other) const
    {
        return kind == other.kind && op == other.op && author == other.author &&
               (kind != Kind::Day || time.date() == other.time.date());
    }
    friend bool operator==(const TimelineRow &, const TimelineRow &) = default;
};

// A message of one's own that the log does not have yet.
struct PendingPost {
    OpId id;
    QString body;
    std::optional<Seq> replyTo;
    qint64 time = 0;
    TimelineRow::Delivery state = TimelineRow::Delivery::Queued;
    QString refusal;
    friend bool operator==(const PendingPost &, const PendingPost &) = default;
};

struct TimelineSource {
    QList<RoomEvent> events; // chat and topic only, by rising seq
    QList<PendingPost> pending;
    std::optional<Seq> readAnchor;
    UserId me;
    QString myName;
    bool atBeginning = false; // nothing older exists
    bool atEnd = true;        // nothing newer exists
};

struct TimelineRows {
    QList<TimelineRow> rows;
    qsizetype ofLog = 0; // so many are of the log; the others belong to what is pending
};

// The rows of the events from this one on and of all that is pending; `before` are those of the events before it.
[[nodiscard]] TimelineRows timelineRows(const TimelineSource &source, qsizetype fromEvent = 0,
                                        std::span<const TimelineRow> before = {});

} // namespace coterie
