// SPDX-License-Identifier: MIT
#include "server/storage/sqlitelog.h"

#include "server/storage/storewords.h"
#include "shared/protocol/protocol.h"
#include "shared/util/logging.h"

#include <QSqlError>

namespace coterie::server {

namespace {

// How much of each log is checked at every start. The whole chain is for a tool that may take its time.
constexpr int checkedTail = 32;

QString pageSql(bool backwards, bool filtered)
{
    QString sql = QStringLiteral("SELECT seq, body, substr(hash, 1, 8) FROM event WHERE room=? AND seq>? AND seq<?");
    if (filtered)
        sql += QLatin1String(" AND board=?");
    sql += backwards ? QLatin1String(" ORDER BY seq DESC LIMIT ?") : QLatin1String(" ORDER BY seq LIMIT ?");
    return sql;
}

} // namespace

SqliteLog::SqliteLog(SqliteConnection &connection)
    : m_insert(connection.prepare(
          QStringLiteral("INSERT INTO event (room, seq, line, time, kind, board, author, op, body, hash) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")))
    , m_findOp(connection.prepare(QStringLiteral("SELECT body, substr(hash, 1, 8) FROM event WHERE room=? AND op=?")))
    , m_tail(connection.prepare(
          QStringLiteral("SELECT seq, line, time, body, hash FROM event WHERE room=? ORDER BY seq DESC LIMIT ?")))
    , m_columns(connection.prepare(QStringLiteral("SELECT author, op, time FROM event WHERE room=? AND seq=?")))
    , m_topic(connection.prepare(QStringLiteral("UPDATE room SET topic=? WHERE number=?")))
    , m_chain(connection.prepare(QStringLiteral("SELECT substr(hash, 1, 8) FROM event WHERE room=? AND seq=?")))
    , m_hadEpoch(connection.prepare(QStringLiteral("SELECT 1 FROM rollback WHERE room=? AND before=?")))
    , m_state(connection.prepare(QStringLiteral("SELECT seq, body FROM event WHERE room=? AND kind >= 4 ORDER BY seq")))
{
    for (const bool backwards : {false, true})
        for (const bool filtered : {false, true})
            m_pages[backwards][filtered] = connection.prepare(pageSql(backwards, filtered));
}

Result<LogHead, ReadFault> SqliteLog::loadHead(const RoomId &room, const EpochId &epoch, qint64 number)
{
    struct Row {
        LogHead head;
        QByteArray body;
    };
    QList<Row> rows;
    m_tail.bindValue(0, number);
    m_tail.bindValue(1, checkedTail + 1);
    if (!m_tail.exec())
        return readFault(m_tail.lastError());
    while (m_tail.next())
        rows.append({{m_tail.value(0).toLongLong(), m_tail.value(1).toLongLong(), m_tail.value(2).toLongLong(),
                      m_tail.value(4).toByteArray()},
                     m_tail.value(3).toByteArray()});
    const bool failed = m_tail.lastError().isValid();
    m_tail.finish();
    if (failed)
        return readFault(m_tail.lastError());
    // The oldest row read is the ground on which the others stand, unless it is the log's first.
    LogHead head = emptyLog(room, epoch);
    if (rows.size() > checkedTail)
        head = rows.takeLast().head;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
        const auto event = decodeEvent(row->body);
        const LogHead next = event ? advanced(head, *event, row->body) : LogHead{};
        if (next.hash != row->head.hash || next.seq != head.seq + 1 || next.seq != row->head.seq ||
            next.line != row->head.line || next.time != row->head.time)
            return ReadFault{StoreWords::tr("event %1 does not follow from those before it").arg(row->head.seq)};
        head = next;
    }
    return head;
}

Result<QList<RoomEvent>, ReadFault> SqliteLog::loadState(qint64 number)
{
    QList<RoomEvent> events;
    m_state.bindValue(0, number);
    if (!m_state.exec())
        return readFault(m_state.lastError());
    while (m_state.next()) {
        const auto event = decodeEvent(m_state.value(1).toByteArray());
        if (event)
            events.append(*event);
        else // the look through the log names it, too, as the disk's doing (S20)
            logError(logStore(), "what an event changed cannot be read, and does not count")
                .with("room", number)
                .with("seq", m_state.value(0).toLongLong());
    }
    const bool failed = m_state.lastError().isValid();
    m_state.finish();
    if (failed)
        return readFault(m_state.lastError());
    return events;
}

void SqliteLog::addRoom(const RoomId &room, const SqliteRoom &stored)
{
    m_before.emplace(room); // it was not there
    m_rooms.insert(room, stored);
}

const SqliteRoom *SqliteLog::find(const RoomId &room) const
{
    const auto at = m_rooms.constFind(room);
    return at == m_rooms.cend() ? nullptr : &*at;
}

QByteArray SqliteLog::chainOf(const RoomId &room, Seq seq)
{
    const auto *stored = find(room);
    m_chain.bindValue(0, stored ? stored->number : 0);
    m_chain.bindValue(1, seq);
    const QByteArray chain = m_chain.exec() && m_chain.next() ? m_chain.value(0).toByteArray() : QByteArray();
    m_chain.finish();
    return chain;
}

bool SqliteLog::hadEpoch(const RoomId &room, const EpochId &epoch)
{
    const auto *stored = find(room);
    m_hadEpoch.bindValue(0, stored ? stored->number : 0);
    m_hadEpoch.bindValue(1, epoch.value.toRfc4122());
    const bool had = m_hadEpoch.exec() && m_hadEpoch.next();
    m_hadEpoch.finish();
    return had;
}

void SqliteLog::setEpoch(const RoomId &room, const EpochId &epoch)
{
    if (const auto at = m_rooms.find(room); at != m_rooms.end())
        at->epoch = epoch;
}

void SqliteLog::undo()
{
    for (auto it = m_before.cbegin(); it != m_before.cend(); ++it) {
        if (*it)
            m_rooms[it.key()] = **it;
        else
            m_rooms.remove(it.key());
    }
    m_before.clear();
}

Appended SqliteLog::append(const RoomId &room, const RoomEvent &event, SqlTrouble &trouble)
{
    const auto at = m_rooms.find(room);
    if (at == m_rooms.end())
        return {Outcome::Failed, event};
    const auto first = findFirst(at->number, event.id, trouble);
    if (trouble != SqlTrouble::None)
        return {Outcome::Failed, event};
    if (first)
        return isSameRequest(*first, event) ? Appended{Outcome::Duplicate, *first} : Appended{Outcome::Reused, event};

    RoomEvent stored = numbered(at->head, event);
    const QByteArray body = encodeEvent(stored);
    const LogHead head = advanced(at->head, stored, body);
    const EventKind kind = kindOf(stored);
    m_insert.bindValue(0, at->number);
    m_insert.bindValue(1, head.seq);
    m_insert.bindValue(2, head.line);
    m_insert.bindValue(3, head.time);
    m_insert.bindValue(4, int(kind));
    m_insert.bindValue(5, kind == EventKind::Board ? 1 : 0);
    m_insert.bindValue(6, stored.author.value.toRfc4122());
    m_insert.bindValue(7, stored.id.value.toRfc4122());
    m_insert.bindValue(8, body);
    m_insert.bindValue(9, head.hash);
    if (!m_insert.exec()) {
        trouble = troubleOf(m_insert.lastError());
        return {Outcome::Failed, event};
    }
    if (stored.topic) {
        m_topic.bindValue(0, stored.topic->topic.isNull() ? QStringLiteral("") : stored.topic->topic);
        m_topic.bindValue(1, at->number);
        if (!m_topic.exec()) {
            // The event is in without its effect: the whole transaction must go.
            trouble = std::max(troubleOf(m_topic.lastError()), SqlTrouble::Disk);
            return {Outcome::Failed, event};
        }
    }
    if (!m_before.contains(room))
        m_before.insert(room, *at);
    at->head = head;
    stored.chain = chainAt(head.hash);
    return {Outcome::Stored, stored};
}

// A resend is rare, yet it must be found before a number is given. One that cannot be read any more is there as well:
// an event without a kind, which is like no request.
std::optional<RoomEvent> SqliteLog::findFirst(qint64 number, const OpId &op, SqlTrouble &trouble)
{
    m_findOp.bindValue(0, number);
    m_findOp.bindValue(1, op.value.toRfc4122());
    if (!m_findOp.exec() || !m_findOp.next()) {
        trouble = troubleOf(m_findOp.lastError());
        m_findOp.finish();
        return {};
    }
    auto first = decodeEvent(m_findOp.value(0).toByteArray());
    if (first)
        first->chain = m_findOp.value(1).toByteArray();
    m_findOp.finish();
    return first ? std::move(first) : std::optional(RoomEvent());
}

HistoryResult SqliteLog::history(const HistoryQuery &query, Seq last)
{
    const auto *room = find(query.room);
    if (!room)
        return {};
    if (query.op) {
        SqlTrouble trouble = SqlTrouble::None;
        const auto first = findFirst(room->number, *query.op, trouble);
        return {trouble == SqlTrouble::None, first ? QList<RoomEvent>{*first} : QList<RoomEvent>(), false};
    }
    const bool backwards = readsBackwards(query);
    const bool filtered = query.filter != EventFilter::All;
    QSqlQuery &sql = m_pages[backwards][filtered];
    int at = 0;
    sql.bindValue(at++, room->number);
    sql.bindValue(at++, query.after.value_or(0));
    sql.bindValue(at++, std::min(query.before.value_or(last + 1), last + 1));
    if (filtered)
        sql.bindValue(at++, query.filter == EventFilter::BoardOnly ? 1 : 0);
    sql.bindValue(at++, std::max(1, query.limit) + 1);
    if (!sql.exec())
        return {};
    PageCollector page(query);
    while (sql.next()) {
        const QByteArray body = sql.value(1).toByteArray();
        auto event = decodeEvent(body);
        if (!event)
            event = readDamaged(room->number, sql.value(0).toLongLong());
        event->chain = sql.value(2).toByteArray();
        if (!page.take(*event, body.size()))
            break;
    }
    const bool failed = sql.lastError().isValid();
    sql.finish();
    return failed ? HistoryResult{} : page.finish();
}

// An event whose body cannot be read keeps its place, without a kind: clients skip it, and no page ends before it.
RoomEvent SqliteLog::readDamaged(qint64 number, Seq seq)
{
    logError(logStore(), "an event cannot be read").with("room", number).with("seq", seq);
    RoomEvent event;
    event.seq = seq;
    event.name = QStringLiteral("?");
    m_columns.bindValue(0, number);
    m_columns.bindValue(1, seq);
    if (m_columns.exec() && m_columns.next()) {
        event.author = UserId{QUuid::fromRfc4122(m_columns.value(0).toByteArray())};
        event.id = OpId{QUuid::fromRfc4122(m_columns.value(1).toByteArray())};
        event.time = m_columns.value(2).toLongLong();
    }
    m_columns.finish();
    return event;
}

} // namespace coterie::server
