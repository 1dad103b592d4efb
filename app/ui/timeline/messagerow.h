// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/timelinemodel.h"

#include <QFont>
#include <QRect>

class QModelIndex;

// One row of the timeline as values: what the model says about it, and where its parts stand.
namespace coterie::ui {

inline constexpr int longWaitMs = 30'000; // after which it is said in words while the host is away

struct MessageRow {
    TimelineModel::RowKind kind = TimelineModel::RowKind::Message;
    TimelineModel::Delivery state = TimelineModel::Delivery::Sent;
    OpId op;
    UserId author;
    QString name, body, refusal, replyPreview;
    QDateTime time;
    Seq seq = 0, line = 0, replyTo = 0;
    bool mine = false;
    bool header = false;
    bool saysWaiting = false; // the last of those that have waited for long: it says so in words

    [[nodiscard]] bool isMessage() const { return kind == TimelineModel::RowKind::Message; }
    [[nodiscard]] bool isRefused() const { return state == TimelineModel::Delivery::Refused; }
    // On its way: shown with a clock.
    [[nodiscard]] bool isPending() const
    {
        return isMessage() && (state == TimelineModel::Delivery::Queued || state == TimelineModel::Delivery::Sending);
    }
    // How long it has been on its way. This computer's clock may have been set back meanwhile: what was written "later"
    // waits, and never looks as if it had arrived.
    [[nodiscard]] qint64 waitedMs(const QDateTime &now) const
    {
        const qint64 since = time.msecsTo(now);
        return since < 0 ? longWaitMs : since;
    }
    // Still here and nowhere else, so that its words can be changed and taken back.
    [[nodiscard]] bool isEditable() const
    {
        return isMessage() && mine && seq == 0 && (state == TimelineModel::Delivery::Queued || isRefused());
    }
};

[[nodiscard]] MessageRow messageRow(const QModelIndex &index);

// Everything is relative to the row's upper left corner.
struct RowGeometry {
    QRect avatar, name, time, reply, body, mark, reason, retry, edit, copy, discard;
    QRect gutterTime;
    QRect waiting;
    int height = 0;
};

inline constexpr int avatarSide = 36;
inline constexpr int rowMargin = 20;
inline constexpr int widestText = 860;

[[nodiscard]] int bodyLeft(int width);
[[nodiscard]] int bodyWidth(int width);
// bodyHeight is what MessageLayout says for bodyWidth(width).
[[nodiscard]] RowGeometry geometryOf(const MessageRow &row, const QFont &font, int width, int bodyHeight);
// Days, notices and the line above what is new.
[[nodiscard]] int plainRowHeight(const MessageRow &row, const QFont &font, int width);

[[nodiscard]] QString retryText();
[[nodiscard]] QString copyText();
[[nodiscard]] QString discardText();
[[nodiscard]] QString editText();
[[nodiscard]] QString waitingText();
[[nodiscard]] QString clockText(const QDateTime &time);

} // namespace coterie::ui
