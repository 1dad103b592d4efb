// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storevalues.h"

// What StoreDatabase reads and writes, the boards apart.
namespace coterie {

using namespace detail;

bool StoreDatabase::load(CachedSession &session)
{
    QSqlQuery &host = prepared("SELECT user, name, token, host FROM host");
    if (!run(host))
        return false;
    if (host.next())
        session.host = {idFrom<UserId>(host.value(0)), host.value(1).toString(), host.value(2).toByteArray(),
                        host.value(3).toString()};
    host.finish();
    QSqlQuery &earlier = prepared("SELECT user, token FROM earlier ORDER BY place");
    if (!run(earlier))
        return false;
    while (earlier.next())
        session.host.earlier.append({idFrom<UserId>(earlier.value(0)), earlier.value(1).toByteArray()});
    earlier.finish();

    QSqlQuery &rooms =
        prepared("SELECT id, name, topic, epoch, head, line, read, members, joined, cursor, read_dirty, place,"
                 " past_of, past_time, chain FROM room ORDER BY place, past_time");
    if (!run(rooms))
        return false;
    while (rooms.next()) {
        CachedRoom room;
        room.info = {idFrom<RoomId>(rooms.value(0)),  rooms.value(1).toString(),   rooms.value(2).toString(),
                     idFrom<EpochId>(rooms.value(3)), rooms.value(4).toLongLong(), rooms.value(5).toLongLong(),
                     rooms.value(6).toLongLong(),     rooms.value(7).toInt(),      rooms.value(8).toBool()};
        room.cursor = rooms.value(9).toLongLong();
        room.mark = CachedRoom::Mark(std::clamp(rooms.value(10).toInt(), 0, 2));
        room.place = rooms.value(11).toInt();
        if (!rooms.value(12).isNull())
            room.pastOf = idFrom<RoomId>(rooms.value(12));
        room.pastTime = rooms.value(13).toLongLong();
        room.chain = rooms.value(14).toByteArray();
        session.rooms.append(room);
    }
    rooms.finish();
    for (CachedRoom &room : session.rooms)
        if (room.chain.isEmpty()) // of an earlier program, which did not keep it
            room.chain = chainAt(room.info.id, room.cursor);
    QSqlQuery &opened = prepared("SELECT room FROM room_state WHERE opened > 0 ORDER BY opened DESC LIMIT 1");
    if (!run(opened))
        return false;
    if (opened.next())
        session.lastOpen = idFrom<RoomId>(opened.value(0));
    opened.finish();
    QSqlQuery &drafts = prepared("SELECT room, body FROM draft");
    if (!run(drafts))
        return false;
    while (drafts.next())
        session.drafts.insert(idFrom<RoomId>(drafts.value(0)), drafts.value(1).toString());

    QSqlQuery &outbox =
        prepared("SELECT id, room, time, message, refusal, edited, sent, epoch, answers FROM outbox ORDER BY ord");
    if (!run(outbox))
        return false;
    while (outbox.next()) {
        auto message = decodeFromClient(outbox.value(3).toByteArray(), Framing::Cbor);
        if (!std::holds_alternative<ClientMessage>(message))
            continue; // of a program with other messages: it stays in the file for that one
        session.outbox.append({idFrom<OpId>(outbox.value(0)), idFrom<RoomId>(outbox.value(1)),
                               outbox.value(2).toLongLong(), std::get<ClientMessage>(std::move(message)),
                               outbox.value(4).isNull() ? std::nullopt : std::optional(outbox.value(4).toString()),
                               outbox.value(5).toBool(), outbox.value(6).toBool(), idFrom<EpochId>(outbox.value(7)),
                               idFrom<OpId>(outbox.value(8))});
    }
    return loadUploads(session) && loadAnyPast();
}

QByteArray StoreDatabase::chainAt(const RoomId &room, Seq seq)
{
    QSqlQuery &query = prepared("SELECT body FROM event WHERE room = ? AND seq = ?"
                                " UNION ALL SELECT body FROM board_event WHERE room = ? AND seq = ?");
    for (int table = 0; table < 2; ++table) {
        query.addBindValue(blob(room));
        query.addBindValue(seq);
    }
    QByteArray chain;
    if (run(query) && query.next())
        if (const auto event = decodeEvent(query.value(0).toByteArray(), EventOrigin::Host))
            chain = event->chain.value_or(QByteArray());
    query.finish();
    return chain;
}

bool StoreDatabase::putHost(const CachedHost &host)
{
    QSqlQuery &query = prepared("INSERT OR REPLACE INTO host(one, user, name, token, host) VALUES(1, ?, ?, ?, ?)");
    query.addBindValue(blob(host.user));
    query.addBindValue(text(host.name));
    query.addBindValue(host.token);
    query.addBindValue(text(host.host));
    QSqlQuery &before = prepared("DELETE FROM earlier");
    m_hostIsNew = run(query) && run(before);
    for (qsizetype i = 0; i < host.earlier.size() && m_hostIsNew; ++i) {
        QSqlQuery &one = prepared("INSERT INTO earlier(place, user, token) VALUES(?, ?, ?)");
        one.addBindValue(i);
        one.addBindValue(blob(host.earlier.at(i).user));
        one.addBindValue(host.earlier.at(i).token);
        m_hostIsNew = run(one);
    }
    return m_hostIsNew;
}

bool StoreDatabase::putRoom(const CachedRoom &room)
{
    QSqlQuery &query = prepared("INSERT OR REPLACE INTO room(id, place, name, topic, epoch, head, line, read, "
                                "read_dirty, members, joined, cursor, past_of, past_time, chain)"
                                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.addBindValue(blob(room.info.id));
    query.addBindValue(room.place);
    query.addBindValue(text(room.info.name));
    query.addBindValue(text(room.info.topic));
    query.addBindValue(blob(room.info.epoch));
    query.addBindValue(room.info.head);
    query.addBindValue(room.info.line);
    query.addBindValue(room.info.read);
    query.addBindValue(int(room.mark));
    query.addBindValue(room.info.members);
    query.addBindValue(room.info.joined ? 1 : 0);
    query.addBindValue(room.cursor);
    query.addBindValue(room.pastOf ? blob(*room.pastOf) : QVariant());
    query.addBindValue(room.pastTime);
    query.addBindValue(room.chain);
    return run(query);
}

bool StoreDatabase::removeRoom(const RoomId &room)
{
    QSqlQuery &query = prepared("DELETE FROM room WHERE id = ?");
    query.addBindValue(blob(room));
    QSqlQuery &gone = prepared("DELETE FROM gone WHERE room = ?");
    gone.addBindValue(blob(room));
    QSqlQuery &state = prepared("DELETE FROM room_state WHERE room = ?");
    state.addBindValue(blob(room));
    return run(query) && run(gone) && run(state) && dropEvents(room);
}

bool StoreDatabase::putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last)
{
    for (const RoomEvent &event : events) {
        if (!event.chat && !event.topic)
            continue; // the board keeps its own copy
        if (m_anyPast && !takeFromPasts(room, event))
            return false;
        const QByteArray body = encodeEvent(event);
        QSqlQuery &known = prepared("SELECT body FROM event WHERE room = ? AND seq = ?");
        known.addBindValue(blob(room));
        known.addBindValue(event.seq);
        if (!run(known))
            return false;
        const QByteArray before = known.next() ? known.value(0).toByteArray() : QByteArray();
        known.finish();
        if (before == body)
            continue; // pages overlap
        // Another event in its place: its words go with it.
        if (const auto gone = before.isEmpty() ? std::nullopt : decodeEvent(before, EventOrigin::Host))
            if (!removeWords(room, *gone) && !rebuildIndex())
                return false;
        QSqlQuery &query = prepared("INSERT OR REPLACE INTO event(room, seq, body) VALUES(?, ?, ?)");
        query.addBindValue(blob(room));
        query.addBindValue(event.seq);
        query.addBindValue(body);
        // A damaged index must not keep the message from being kept.
        if (!run(query) || (!addWords(room, event) && !rebuildIndex()))
            return false;
    }
    return first > last || addSpan(room, first, last);
}

// The boards are of the same log: those that nobody looks at just now as well.
bool StoreDatabase::dropEvents(const RoomId &room)
{
    const bool intact = removeWordsOf(room);
    QSqlQuery &events = prepared("DELETE FROM event WHERE room = ?");
    events.addBindValue(blob(room));
    QSqlQuery &spans = prepared("DELETE FROM span WHERE room = ?");
    spans.addBindValue(blob(room));
    return run(events) && run(spans) && dropBoardsOf(room) && (intact || rebuildIndex());
}

bool StoreDatabase::addSpan(const RoomId &room, Seq first, Seq last)
{
    QSqlQuery &touching =
        prepared("SELECT min(first), max(last) FROM span WHERE room = ? AND first <= ? AND last >= ?");
    touching.addBindValue(blob(room));
    touching.addBindValue(last + 1);
    touching.addBindValue(first - 1);
    if (!run(touching))
        return false;
    if (touching.next() && !touching.value(0).isNull()) {
        first = std::min(first, touching.value(0).toLongLong());
        last = std::max(last, touching.value(1).toLongLong());
    }
    touching.finish();
    QSqlQuery &swallowed = prepared("DELETE FROM span WHERE room = ? AND first >= ? AND last <= ?");
    swallowed.addBindValue(blob(room));
    swallowed.addBindValue(first);
    swallowed.addBindValue(last);
    QSqlQuery &added = prepared("INSERT INTO span(room, first, last) VALUES(?, ?, ?)");
    added.addBindValue(blob(room));
    added.addBindValue(first);
    added.addBindValue(last);
    return run(swallowed) && run(added);
}

bool StoreDatabase::spanAround(const RoomId &room, Seq seq, Seq &first, Seq &last)
{
    QSqlQuery &query = prepared("SELECT first, last FROM span WHERE room = ? AND first <= ? AND last >= ?");
    query.addBindValue(blob(room));
    query.addBindValue(seq);
    query.addBindValue(seq);
    if (!run(query))
        return false;
    first = last = 0;
    if (query.next()) {
        first = query.value(0).toLongLong();
        last = query.value(1).toLongLong();
    }
    query.finish();
    return true;
}

bool StoreDatabase::page(const PageQuery &query, CachedPage &page)
{
    const bool older = query.before.has_value();
    // The stretch that ends right before, or goes on right after, the place asked for.
    const Seq next = older ? *query.before - 1 : query.after.value_or(0) + 1;
    if (!spanAround(query.room, next, page.first, page.last))
        return false;
    if (page.first == 0)
        return true;
    QSqlQuery &rows =
        prepared(older ? "SELECT body FROM event WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
                       : "SELECT body FROM event WHERE room = ? AND seq >= ? AND seq <= ? ORDER BY seq ASC LIMIT ?");
    rows.addBindValue(blob(query.room));
    rows.addBindValue(older ? page.first : next);
    rows.addBindValue(older ? next : page.last);
    rows.addBindValue(query.limit + 1);
    if (!run(rows))
        return false;
    while (rows.next()) {
        if (page.events.size() == query.limit) {
            page.more = true;
            break;
        }
        if (const auto event = decodeEvent(rows.value(0).toByteArray(), EventOrigin::Host))
            page.events.append(*event);
    }
    rows.finish();
    if (older)
        std::reverse(page.events.begin(), page.events.end());
    return true;
}

bool StoreDatabase::putDraft(const RoomId &room, const QString &draft)
{
    QSqlQuery &query = draft.isEmpty() ? prepared("DELETE FROM draft WHERE room = ?")
                                       : prepared("INSERT OR REPLACE INTO draft(room, body) VALUES(?, ?)");
    query.addBindValue(blob(room));
    if (!draft.isEmpty())
        query.addBindValue(draft);
    return run(query);
}

namespace {

void bindOperation(QSqlQuery &query, const OutboxEntry &entry)
{
    query.addBindValue(blob(entry.id));
    query.addBindValue(blob(entry.room));
    query.addBindValue(entry.time);
    query.addBindValue(encode(entry.message, Framing::Cbor));
    query.addBindValue(entry.refusal ? QVariant(text(*entry.refusal)) : QVariant());
    query.addBindValue(entry.edited ? 1 : 0);
    query.addBindValue(entry.sent ? 1 : 0);
    query.addBindValue(entry.epoch.isNull() ? QVariant() : blob(entry.epoch));
    query.addBindValue(entry.answers.isNull() ? QVariant() : blob(entry.answers));
}

} // namespace

bool StoreDatabase::putOperation(const OutboxEntry &entry, const std::optional<OpId> &before)
{
    QVariant place; // null: behind all
    if (before && !makePlace(*before, place))
        return false;
    QSqlQuery &query =
        prepared("INSERT OR IGNORE INTO outbox(id, room, time, message, refusal, edited, sent, epoch, answers, ord)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bindOperation(query, entry);
    query.addBindValue(place);
    return run(query);
}

// A place in front of this one, where it still waits. What was taken out has left one; where that was taken since, all
// that stands behind it moves on by one, past what is there.
bool StoreDatabase::makePlace(const OpId &before, QVariant &place)
{
    QSqlQuery &stands =
        prepared("SELECT o.ord, (SELECT max(ord) FROM outbox WHERE ord < o.ord), (SELECT max(ord) FROM outbox)"
                 " FROM outbox o WHERE o.id = ?");
    stands.addBindValue(blob(before));
    if (!run(stands))
        return false;
    if (!stands.next()) {
        stands.finish();
        return true;
    }
    const qint64 at = stands.value(0).toLongLong(), last = stands.value(2).toLongLong();
    const bool isFree = stands.value(1).isNull() || stands.value(1).toLongLong() < at - 1;
    stands.finish();
    place = isFree ? at - 1 : at;
    if (isFree)
        return true;
    const qint64 away = last - at + 1;
    QSqlQuery &aside = prepared("UPDATE outbox SET ord = ord + ? WHERE ord >= ?");
    aside.addBindValue(away);
    aside.addBindValue(at);
    QSqlQuery &back = prepared("UPDATE outbox SET ord = ord - ? WHERE ord > ?");
    back.addBindValue(away - 1);
    back.addBindValue(last);
    return run(aside) && run(back);
}

// Before all that waits.
bool StoreDatabase::putOperationAhead(const OutboxEntry &entry)
{
    QSqlQuery &query =
        prepared("INSERT OR IGNORE INTO outbox(id, room, time, message, refusal, edited, sent, epoch, answers, ord)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(min(ord), 1) - 1 FROM outbox))");
    bindOperation(query, entry);
    return run(query);
}

// One that never came to the disk is put: a change of nothing would be taken for one.
bool StoreDatabase::changeOperation(const OutboxEntry &entry)
{
    QSqlQuery &query =
        prepared("INSERT INTO outbox(id, room, time, message, refusal, edited, sent, epoch, answers)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET message=excluded.message,"
                 " refusal=excluded.refusal, edited=excluded.edited, epoch=excluded.epoch, answers=excluded.answers");
    bindOperation(query, entry);
    return run(query);
}

bool StoreDatabase::noteSent(const OpId &id)
{
    QSqlQuery &query = prepared("UPDATE outbox SET sent = 1 WHERE id = ?");
    query.addBindValue(blob(id));
    return run(query);
}

// Who refused it has not got it.
bool StoreDatabase::setRefusal(const OpId &id, const std::optional<QString> &code)
{
    QSqlQuery &query = prepared("UPDATE outbox SET refusal = ?, sent = 0 WHERE id = ?");
    query.addBindValue(code ? QVariant(text(*code)) : QVariant());
    query.addBindValue(blob(id));
    return run(query);
}

bool StoreDatabase::removeOperation(const OpId &id)
{
    QSqlQuery &query = prepared("DELETE FROM outbox WHERE id = ?");
    query.addBindValue(blob(id));
    return run(query);
}

} // namespace coterie
