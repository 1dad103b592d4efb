// SPDX-License-Identifier: MIT
#include "app/session/timelinemodel.h"

#include <QLocale>

#include <algorithm>

namespace coterie {

namespace {
constexpr int trimStep = 100;
constexpr int previewUnits = 120;

bool isShown(const RoomEvent &event)
{
    return event.chat.has_value() || event.topic.has_value();
}
} // namespace

TimelineModel::TimelineModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

bool TimelineModel::canFetchOlder() const
{
    return m_loaded && !m_source.atBeginning && !m_asksOlder;
}

void TimelineModel::fetchOlder()
{
    if (!canFetchOlder())
        return;
    m_asksOlder = true;
    emit olderWanted(m_source.events.isEmpty() ? maxSeq : m_source.events.first().seq);
}

void TimelineModel::fetchNewer()
{
    if (!canFetchNewer() || m_asksNewer)
        return;
    m_asksNewer = true;
    emit newerWanted(m_source.events.isEmpty() ? 0 : m_source.events.last().seq);
}

void TimelineModel::showLatest()
{
    if (canFetchNewer())
        emit latestWanted();
}

void TimelineModel::showAround(Seq seq)
{
    if (rowOfSeq(seq) >= 0)
        emit aroundArrived(seq, true);
    else
        emit aroundWanted(seq);
}

int TimelineModel::firstUnreadRow() const
{
    const auto at = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                 [](const TimelineRow &row) { return row.kind == RowKind::NewLine; });
    return at == m_rows.cend() ? -1 : int(at - m_rows.cbegin());
}

int TimelineModel::rowOfSeq(Seq seq) const
{
    const auto at =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const TimelineRow &row) { return row.seq == seq; });
    return seq == 0 || at == m_rows.cend() ? -1 : int(at - m_rows.cbegin());
}

Seq TimelineModel::lastLine() const
{
    for (auto row = m_rows.crbegin(); row != m_rows.crend(); ++row)
        if (row->line > 0)
            return row->line;
    return 0;
}

void TimelineModel::setMe(const UserId &me, const QString &name)
{
    m_source.me = me;
    m_source.myName = name;
    rebuild();
}

void TimelineModel::load(const QList<RoomEvent> &latest, bool atBeginning)
{
    m_source.events.clear();
    m_source.atBeginning = atBeginning;
    m_source.atEnd = true;
    m_loaded = true;
    m_asksOlder = false;
    m_asksNewer = false;
    settle(latest);
    settle(std::exchange(m_early, {}));
    rebuild();
    trimTop();
}

void TimelineModel::loadAround(Seq seq, const QList<RoomEvent> &events, bool atBeginning, bool atEnd)
{
    if (!events.isEmpty()) {
        m_source.events.clear();
        m_source.atBeginning = atBeginning;
        m_source.atEnd = atEnd;
        m_loaded = true;
        m_asksOlder = false;
        m_asksNewer = false;
        settle(events);
        const QList<RoomEvent> early = std::exchange(m_early, {});
        if (atEnd)
            settle(early);
        rebuild();
    }
    emit aroundArrived(seq, rowOfSeq(seq) >= 0);
}

void TimelineModel::unload(bool keepRows)
{
    m_loaded = false;
    m_early.clear();
    pageFailed();
    if (keepRows)
        return;
    m_source.events.clear();
    rebuild();
}

void TimelineModel::append(const QList<RoomEvent> &events)
{
    if (!m_loaded || m_asksNewer) {
        m_early.append(events); // the page that is on its way may have been read before these came
        return;
    }
    if (!m_source.atEnd)
        return; // far above the end; newerWanted() brings them when the view comes down
    const qsizetype before = m_source.events.size();
    settle(events);
    rebuild(before);
    trimTop();
}

void TimelineModel::prependPage(const QList<RoomEvent> &events, bool atBeginning)
{
    m_asksOlder = false;
    m_source.atBeginning = atBeginning;
    const Seq first = m_source.events.isEmpty() ? maxSeq : m_source.events.first().seq;
    QList<RoomEvent> older;
    for (const RoomEvent &event : events)
        if (isShown(event) && event.seq < first)
            older.append(event);
    const auto before = m_rows.size();
    m_source.events = older + m_source.events;
    rebuild();
    const int count = int(m_rows.size() - before);
    trimBottom();
    emit olderArrived(count);
}

void TimelineModel::appendPage(const QList<RoomEvent> &events, bool atEnd)
{
    m_asksNewer = false;
    const auto before = m_rows.size();
    settle(events);
    m_source.atEnd = atEnd;
    const QList<RoomEvent> early = std::exchange(m_early, {});
    if (atEnd)
        settle(early);
    rebuild();
    const int count = int(m_rows.size() - before);
    trimTop();
    emit newerArrived(count);
}

void TimelineModel::pageFailed()
{
    if (std::exchange(m_asksOlder, false))
        emit olderArrived(0);
    if (std::exchange(m_asksNewer, false))
        emit newerArrived(0);
}

void TimelineModel::setPending(const QList<PendingPost> &pending)
{
    if (m_source.pending == pending)
        return;
    m_source.pending = pending;
    rebuild(m_source.events.size());
}

void TimelineModel::setReadAnchor(std::optional<Seq> line)
{
    if (m_source.readAnchor == line)
        return;
    m_source.readAnchor = line;
    rebuild();
}

void TimelineModel::setQuote(Seq seq, const QString &author, const QString &body)
{
    m_quotes.insert(seq, QString(author + u": " + body.left(previewUnits).simplified()));
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows.at(row).replyTo == seq)
            emit dataChanged(index(row), index(row), {ReplyPreviewRole});
}

void TimelineModel::retranslate()
{
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

// Adds events that follow the last one; what is there already is skipped, and what was pending takes its place.
void TimelineModel::settle(const QList<RoomEvent> &events)
{
    for (const RoomEvent &event : events) {
        const Seq last = m_source.events.isEmpty() ? 0 : m_source.events.last().seq;
        if (event.seq <= last || !isShown(event))
            continue;
        m_source.events.append(event);
        if (event.author == m_source.me)
            m_source.pending.removeIf([&](const PendingPost &post) { return post.id == event.id; });
    }
}

void TimelineModel::trimTop()
{
    if (m_rows.size() <= windowRows)
        return;
    while (m_rows.size() > windowRows && m_source.events.size() > trimStep) {
        m_source.events.remove(0, std::min<qsizetype>(m_source.events.size(), trimStep));
        m_source.atBeginning = false;
        rebuild();
    }
}

void TimelineModel::trimBottom()
{
    while (m_rows.size() > windowRows && m_source.events.size() > trimStep) {
        m_source.events.remove(m_source.events.size() - trimStep, trimStep);
        m_source.atEnd = false;
        rebuild();
    }
}

// Brings the rows to what the source gives now, and tells the view the difference and nothing else. The rows of the
// events before `fromEvent` stay as they are: what follows the end costs nothing for what is above.
void TimelineModel::rebuild(qsizetype fromEvent)
{
    const qsizetype base = fromEvent > 0 ? m_logRows : 0;
    const auto made =
        timelineRows(m_source, base > 0 ? fromEvent : 0, std::span(m_rows.constData(), std::size_t(base)));
    const QList<TimelineRow> &wanted = made.rows;
    m_logRows = base + made.ofLog;
    const auto shorter = std::min(m_rows.size() - base, wanted.size());
    qsizetype prefix = 0;
    while (prefix < shorter && m_rows.at(base + prefix).isSameRow(wanted.at(prefix)))
        ++prefix;
    qsizetype suffix = 0;
    while (suffix < shorter - prefix &&
           m_rows.at(m_rows.size() - 1 - suffix).isSameRow(wanted.at(wanted.size() - 1 - suffix)))
        ++suffix;
    removeGone(wanted, base, prefix, suffix);
    insertOrMove(wanted, base, prefix, suffix);
    tellChanged(wanted, base);
    wantQuotes(base);
}

void TimelineModel::removeGone(const QList<TimelineRow> &wanted, qsizetype base, qsizetype from, qsizetype suffix)
{
    const auto begin = wanted.cbegin() + from;
    const auto end = wanted.cend() - suffix;
    const auto isGone = [&](qsizetype row) {
        return std::none_of(begin, end, [&](const TimelineRow &w) { return w.isSameRow(m_rows.at(row)); });
    };
    for (qsizetype last = m_rows.size() - suffix - 1; last >= base + from; --last) {
        if (!isGone(last))
            continue;
        qsizetype first = last;
        while (first > base + from && isGone(first - 1))
            --first;
        beginRemoveRows({}, int(first), int(last));
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void TimelineModel::insertOrMove(const QList<TimelineRow> &wanted, qsizetype base, qsizetype from, qsizetype suffix)
{
    const auto find = [&](const TimelineRow &row, qsizetype at) {
        const qsizetype end = m_rows.size() - suffix;
        while (at < end && !m_rows.at(at).isSameRow(row))
            ++at;
        return at < end ? at : qsizetype(-1);
    };
    const qsizetype end = base + wanted.size() - suffix;
    for (qsizetype row = base + from; row < end; ++row) {
        const qsizetype there = find(wanted.at(row - base), row);
        if (there == row)
            continue;
        if (there > row) {
            beginMoveRows({}, int(there), int(there), {}, int(row));
            m_rows.move(there, row);
            endMoveRows();
            continue;
        }
        qsizetype last = row; // a run of new rows is one insertion: the view lays out once
        while (last + 1 < end && find(wanted.at(last + 1 - base), row) < 0)
            ++last;
        beginInsertRows({}, int(row), int(last));
        m_rows.insert(row, last - row + 1, {});
        std::copy_n(wanted.cbegin() + (row - base), last - row + 1, m_rows.begin() + row);
        endInsertRows();
        row = last;
    }
}

void TimelineModel::tellChanged(const QList<TimelineRow> &wanted, qsizetype base)
{
    const qsizetype end = base + wanted.size();
    for (qsizetype row = base; row < end; ++row) {
        if (m_rows.at(row) == wanted.at(row - base))
            continue;
        qsizetype last = row;
        while (last + 1 < end && m_rows.at(last + 1) != wanted.at(last + 1 - base))
            ++last;
        for (qsizetype at = row; at <= last; ++at)
            m_rows[at] = wanted.at(at - base);
        emit dataChanged(index(int(row)), index(int(last)));
        row = last;
    }
}

void TimelineModel::wantQuotes(qsizetype fromRow)
{
    QList<Seq> missing;
    for (qsizetype at = fromRow; at < m_rows.size(); ++at) {
        const Seq seq = m_rows.at(at).replyTo;
        if (seq > 0 && !m_quotes.contains(seq) && rowOfSeq(seq) < 0) {
            m_quotes.insert(seq, {});
            missing.append(seq);
        }
    }
    for (const Seq seq : std::as_const(missing))
        emit quoteWanted(seq);
}

QString TimelineModel::preview(Seq seq) const
{
    if (const int row = rowOfSeq(seq); row >= 0) {
        const TimelineRow &said = m_rows.at(row);
        return said.name + u": " + said.body.left(previewUnits).simplified();
    }
    return m_quotes.value(seq);
}

} // namespace coterie
