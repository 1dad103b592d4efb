// SPDX-License-Identifier: MIT
#include "app/session/timelinerows.h"

namespace coterie {

namespace {

constexpr qint64 groupMs = 5 * 60 * 1000;

class Builder
{
public:
    Builder(const TimelineSource &source, std::span<const TimelineRow> before)
        : m_source(source)
    {
        if (before.empty())
            return;
        m_last = before.back();
        for (const TimelineRow &row : before) {
            m_lineDrawn = m_lineDrawn || row.kind == TimelineRow::Kind::NewLine;
            if (row.kind == TimelineRow::Kind::Day)
                m_day = row.time.date();
        }
    }

    void add(TimelineRow row)
    {
        // Times never decrease within a log, but the clock of this computer may lag behind the host's.
        if (!m_day.isValid() || row.time.date() > m_day) {
            m_day = row.time.date();
            TimelineRow day;
            day.kind = TimelineRow::Kind::Day;
            day.time = row.time.date().startOfDay();
            m_rows.append(day);
        }
        if (startsTheNew(row)) {
            TimelineRow line;
            line.kind = TimelineRow::Kind::NewLine;
            line.time = row.time;
            m_rows.append(line);
            m_lineDrawn = true;
        }
        const auto *last = !m_rows.isEmpty() ? &m_rows.last() : m_last ? &*m_last : nullptr;
        const bool follows = last && last->kind == TimelineRow::Kind::Message && last->author == row.author &&
                             last->time.msecsTo(row.time) < groupMs;
        row.header = row.kind == TimelineRow::Kind::Message && !follows;
        m_rows.append(row);
    }
    [[nodiscard]] qsizetype count() const { return m_rows.size(); }
    [[nodiscard]] QList<TimelineRow> take() { return std::move(m_rows); }

private:
    [[nodiscard]] bool startsTheNew(const TimelineRow &row) const
    {
        return !m_lineDrawn && m_source.readAnchor && row.kind == TimelineRow::Kind::Message && !row.mine &&
               row.line > *m_source.readAnchor;
    }

    const TimelineSource &m_source;
    QList<TimelineRow> m_rows;
    std::optional<TimelineRow> m_last; // before them
    QDate m_day;
    bool m_lineDrawn = false;
};

} // namespace

TimelineRows timelineRows(const TimelineSource &source, qsizetype fromEvent, std::span<const TimelineRow> before)
{
    Builder builder(source, before);
    for (qsizetype at = fromEvent; at < source.events.size(); ++at) {
        const RoomEvent &event = source.events.at(at);
        TimelineRow row;
        row.op = event.id;
        row.seq = event.seq;
        row.author = event.author;
        row.name = event.name;
        row.mine = event.author == source.me;
        row.time = QDateTime::fromMSecsSinceEpoch(event.time);
        if (event.chat) {
            row.line = event.line.value_or(0);
            row.body = event.chat->body;
            row.replyTo = event.chat->replyTo.value_or(0);
        } else if (event.topic) {
            row.kind = TimelineRow::Kind::Notice;
            row.body = event.topic->topic;
        } else {
            continue;
        }
        builder.add(std::move(row));
    }
    const qsizetype ofLog = builder.count();
    if (!source.atEnd)
        return {builder.take(), ofLog};
    for (const PendingPost &post : source.pending) {
        TimelineRow row;
        row.op = post.id;
        row.author = source.me;
        row.name = source.myName;
        row.mine = true;
        row.body = post.body;
        row.replyTo = post.replyTo.value_or(0);
        row.time = QDateTime::fromMSecsSinceEpoch(post.time);
        row.state = post.state;
        row.refusal = post.refusal;
        builder.add(std::move(row));
    }
    return {builder.take(), ofLog};
}

} // namespace coterie
