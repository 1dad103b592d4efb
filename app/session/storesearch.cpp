// SPDX-License-Identifier: MIT
#include "app/session/markdown.h"
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

#include <algorithm>

// Full-text search over the messages that are on this computer. The index keeps no text of its own: a row of it is
// known by a number that rises with the time of its message, so that the newest come first without sorting, and `said`
// tells which message the number stands for.
namespace coterie {

using namespace detail;

namespace {

constexpr int idTimeShift = 20;
constexpr qint64 latestTime = qint64(1) << 42; // a host may say anything
constexpr int backlogStep = 1000;

qint64 firstIdOf(const RoomEvent &event)
{
    const qint64 time = std::clamp<qint64>(event.time, 0, latestTime);
    return (time << idTimeShift) | qint64(qHash(event.id.value, 0) & 0xfffff);
}

} // namespace

bool StoreDatabase::makeIndex()
{
    return run(QStringLiteral("CREATE VIRTUAL TABLE words USING fts5(body, author, room, content='', prefix='1 2',"
                              " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")")) &&
           run(QStringLiteral("CREATE TABLE said(id INTEGER PRIMARY KEY, room BLOB NOT NULL, seq INTEGER NOT NULL,"
                              " UNIQUE(room, seq))")) &&
           // How far the messages that were here before the index are in it; no row: all are.
           run(QStringLiteral("CREATE TABLE backlog(one INTEGER PRIMARY KEY CHECK(one = 1), room BLOB NOT NULL,"
                              " seq INTEGER NOT NULL)")) &&
           run(QStringLiteral("INSERT INTO backlog SELECT 1, x'00', -1 WHERE EXISTS(SELECT 1 FROM event)"));
}

bool StoreDatabase::rebuildIndex()
{
    m_prepared.clear(); // a statement that is open would keep the tables
    // A table whose own records are damaged cannot even be opened to be dropped: it is made an empty one first.
    if (!run(QStringLiteral("SELECT 1 FROM words LIMIT 1")))
        for (const char *sql : {"DELETE FROM words_data", "DELETE FROM words_idx",
                                "INSERT INTO words_data(id, block) VALUES(1, x''), (10, x'00000000000000')",
                                "INSERT OR REPLACE INTO words_config(k, v) VALUES('version', 4)"})
            (void)run(QString::fromLatin1(sql)); // what of them is not there is no obstacle
    return run(QStringLiteral("DROP TABLE IF EXISTS words")) && run(QStringLiteral("DROP TABLE IF EXISTS said")) &&
           run(QStringLiteral("DROP TABLE IF EXISTS backlog")) && makeIndex();
}

bool StoreDatabase::addWords(const RoomId &room, const RoomEvent &event)
{
    if (!event.chat)
        return true;
    qint64 id = firstIdOf(event);
    // Two messages of one millisecond may fall on one number; the next free one does as well.
    for (;; ++id) {
        QSqlQuery &said = prepared("INSERT OR IGNORE INTO said(id, room, seq) VALUES(?, ?, ?)");
        said.addBindValue(id);
        said.addBindValue(blob(room));
        said.addBindValue(event.seq);
        if (!run(said))
            return false;
        if (said.numRowsAffected() > 0)
            break;
        QSqlQuery &known = prepared("SELECT 1 FROM said WHERE room = ? AND seq = ?");
        known.addBindValue(blob(room));
        known.addBindValue(event.seq);
        if (!run(known))
            return false;
        const bool is = known.next();
        known.finish();
        if (is)
            return true; // it is in the index
    }
    QSqlQuery &words = prepared("INSERT INTO words(rowid, body, author, room) VALUES(?, ?, ?, ?)");
    words.addBindValue(id);
    words.addBindValue(text(separated(event.chat->body)));
    words.addBindValue(text(separated(event.name)));
    words.addBindValue(indexedRoom(room));
    return run(words);
}

bool StoreDatabase::removeWords(const RoomId &room, const RoomEvent &event)
{
    QSqlQuery &said = prepared("SELECT id FROM said WHERE room = ? AND seq = ?");
    said.addBindValue(blob(room));
    said.addBindValue(event.seq);
    if (!run(said))
        return false;
    const qint64 id = said.next() ? said.value(0).toLongLong() : -1;
    said.finish();
    if (id < 0 || !event.chat)
        return true;
    QSqlQuery &words = prepared("INSERT INTO words(words, rowid, body, author, room) VALUES('delete', ?, ?, ?, ?)");
    words.addBindValue(id);
    words.addBindValue(text(separated(event.chat->body)));
    words.addBindValue(text(separated(event.name)));
    words.addBindValue(indexedRoom(room));
    QSqlQuery &gone = prepared("DELETE FROM said WHERE id = ?");
    gone.addBindValue(id);
    return run(words) && run(gone);
}

bool StoreDatabase::removeWordsOf(const RoomId &room)
{
    return eachEvent(room, 0, maxSeq, [&](const RoomEvent &event) { return removeWords(room, event); });
}

bool StoreDatabase::indexMore(bool &more)
{
    more = false;
    QSqlQuery &state = prepared("SELECT room, seq FROM backlog");
    if (!run(state))
        return false;
    if (!state.next())
        return true;
    const QVariant room = state.value(0);
    const qint64 seq = state.value(1).toLongLong();
    state.finish();
    QSqlQuery &rows =
        prepared("SELECT room, seq, body FROM event WHERE (room, seq) > (?, ?) ORDER BY room, seq LIMIT ?");
    rows.addBindValue(room);
    rows.addBindValue(seq);
    rows.addBindValue(backlogStep);
    if (!run(rows))
        return false;
    QList<std::pair<RoomId, RoomEvent>> events;
    QVariant lastRoom;
    qint64 lastSeq = 0;
    int count = 0;
    while (rows.next()) {
        ++count;
        lastRoom = rows.value(0);
        lastSeq = rows.value(1).toLongLong();
        if (auto event = decodeEvent(rows.value(2).toByteArray(), EventOrigin::Host))
            events.append({idFrom<RoomId>(lastRoom), *std::move(event)});
    }
    rows.finish();
    for (const auto &[where, event] : std::as_const(events))
        if (!addWords(where, event))
            return false;
    more = count == backlogStep;
    if (!more)
        return run(QStringLiteral("DELETE FROM backlog"));
    QSqlQuery &now = prepared("UPDATE backlog SET room = ?, seq = ?");
    now.addBindValue(lastRoom);
    now.addBindValue(lastSeq);
    return run(now);
}

bool StoreDatabase::countOf(QSqlQuery &query, qint64 &count)
{
    if (!run(query))
        return false;
    count = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    return true;
}

// How much there is to search, and what of the rooms' history is not on this computer.
bool StoreDatabase::searchable(const QList<RoomId> &rooms, SearchAnswer &answer)
{
    answer.searched = 0;
    if (rooms.isEmpty()) {
        if (!countOf(prepared("SELECT count(*) FROM said"), answer.searched))
            return false;
    }
    for (const RoomId &room : rooms) {
        QSqlQuery &query = prepared("SELECT count(*) FROM said WHERE room = ?");
        query.addBindValue(blob(room));
        qint64 count = 0;
        if (!countOf(query, count))
            return false;
        answer.searched += count;
    }
    qint64 backlog = 0, events = 0, said = 0;
    if (!countOf(prepared("SELECT count(*) FROM backlog"), backlog))
        return false;
    answer.percent = 100;
    if (backlog > 0) {
        if (!countOf(prepared("SELECT count(*) FROM event"), events) ||
            !countOf(prepared("SELECT count(*) FROM said"), said))
            return false;
        answer.percent = events > 0 ? int(std::clamp<qint64>(said * 100 / events, 0, 99)) : 99;
    }
    QSqlQuery &partial = prepared(
        "SELECT room.id FROM room LEFT JOIN (SELECT room AS id, min(first) AS first,"
        " max(last) AS last, count(*) AS runs FROM span GROUP BY room) AS here"
        " ON here.id = room.id WHERE room.line > 0 AND room.past_of IS NULL AND (here.id IS NULL OR here.first > 1"
        " OR here.runs > 1 OR here.last < room.head) ORDER BY room.place");
    if (!run(partial))
        return false;
    while (partial.next())
        if (const auto room = idFrom<RoomId>(partial.value(0)); rooms.isEmpty() || rooms.contains(room))
            answer.partial.append(room);
    partial.finish();
    return true;
}

bool StoreDatabase::roomsCalled(const QStringList &names, QList<RoomId> &rooms)
{
    QSqlQuery &query = prepared("SELECT id, name FROM room ORDER BY place");
    if (!run(query))
        return false;
    while (query.next()) {
        const QString name = foldedForSearch(query.value(1).toString());
        if (std::any_of(names.begin(), names.end(),
                        [&](const QString &wanted) { return name.startsWith(foldedForSearch(wanted)); }))
            rooms.append(idFrom<RoomId>(query.value(0)));
    }
    query.finish();
    return true;
}

bool StoreDatabase::search(const SearchQuery &query, SearchAnswer &answer)
{
    QList<RoomId> rooms;
    if (query.room)
        rooms.append(*query.room);
    if (!query.words.in.isEmpty()) {
        QList<RoomId> called;
        if (!roomsCalled(query.words.in, called))
            return false;
        if (query.room)
            called.removeIf([&](const RoomId &room) { return room != *query.room; });
        answer.noSuchRoom = called.isEmpty();
        rooms = called;
    }
    if (!searchable(rooms, answer))
        return false;
    const QString expression = matchExpression(query.words, rooms);
    if (query.words.isEmpty() || answer.noSuchRoom || expression.isEmpty())
        return true;

    QSqlQuery &count = prepared("SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)");
    count.addBindValue(expression);
    count.addBindValue(SearchAnswer::mostCounted);
    QSqlQuery &found = prepared("SELECT said.room, event.body FROM words JOIN said ON said.id = words.rowid"
                                " JOIN event ON event.room = said.room AND event.seq = said.seq"
                                " WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT ?");
    found.addBindValue(expression);
    found.addBindValue(query.limit);
    if (!countOf(count, answer.total) || !run(found)) {
        // Never the words' fault: they are strings in quotes. What is broken is made again from the messages.
        answer.damaged = true;
        return true;
    }
    while (found.next()) {
        const auto event = decodeEvent(found.value(1).toByteArray(), EventOrigin::Host);
        if (!event || !event->chat)
            continue;
        answer.hits.append({idFrom<RoomId>(found.value(0)), event->seq, event->author, event->name, event->time,
                            snippetOf(plainText(event->chat->body), query.words.terms)});
    }
    found.finish();
    return true;
}

} // namespace coterie
