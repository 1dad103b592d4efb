// SPDX-License-Identifier: MIT
#include "tests/sim/checker.h"

#include "shared/protocol/errors.h"
#include "shared/protocol/protocol.h"
#include "tests/support/plainboard.h"

#include <algorithm>

namespace coterie::sim {

namespace {

constexpr qint64 aMinute = 60'000;

bool isForNow(const QString &code)
{
    return code == errors::rate || code == errors::storage || code == errors::busy || code == errors::full;
}

QString textOf(const RoomEvent &event)
{
    return event.chat ? event.chat->body : event.topic ? event.topic->topic : QString();
}

// A number is added where somebody else has the name.
bool isCalled(const QString &name, const QString &wished)
{
    bool isNumber = false;
    (void)QStringView(name).mid(wished.size()).toInt(&isNumber);
    return name == wished || (name.startsWith(wished + u' ') && isNumber);
}

bool isSameChange(const RoomEvent &event, const Wish &wish)
{
    const auto bytes = [](const auto &boards, const auto &rights) {
        RoomEvent bare;
        bare.boards = boards;
        bare.rights = rights;
        return encode(EventPosted{{}, bare}, Framing::Cbor);
    };
    return bytes(event.boards, event.rights) == bytes(wish.boards, wish.rights);
}

// All that an event says. The chain is no part of the entry.
QByteArray wordsOf(const RoomId &room, RoomEvent event)
{
    event.chain.reset();
    return encode(EventPosted{room, std::move(event)}, Framing::Cbor);
}

} // namespace

void Checker::invoked(int client, int person, const OpId &id, const RoomId &room, const Wish &wish)
{
    m_invoked.insert(id, {client, person, ++m_order, room, wish, {}, m_top.value(room)});
}

void Checker::changed(const OpId &id, const QString &text)
{
    auto &asked = m_invoked[id];
    asked.texts.insert(std::exchange(asked.wish.text, text));
}

void Checker::takenBack(const OpId &id, bool everSent)
{
    m_given.insert(id);
    if (!everSent)
        m_neverSent.insert(id);
}

void Checker::acknowledged(int client, const Ack &ack, const std::optional<QString> &text)
{
    const auto known = m_invoked.constFind(ack.id);
    if (known == m_invoked.cend() || known->client != client)
        fault(QStringLiteral("client %1 got an ack for what it never sent").arg(client));
    else if (known->room != ack.room)
        fault(QStringLiteral("P8: the ack of seq %1 names another room than client %2 wrote in")
                  .arg(ack.seq)
                  .arg(client));
    const auto before = m_acks.constFind(ack.id);
    if (before != m_acks.cend() && before->seq != ack.seq)
        fault(QStringLiteral("P7: two acks with seq %1 and %2 for one operation").arg(before->seq).arg(ack.seq));
    // Each time that it was sent before it was refused, so none of them can be what is stored.
    const int refusals = m_withoutEffect.value(ack.id);
    if (ack.dup && refusals > 0 && refusals >= m_sends.value(ack.id) - 1)
        fault(QStringLiteral("K11: seq %1 is called stored before, and was refused each time").arg(ack.seq));
    m_acks.insert(ack.id, {ack.room, ack.seq, text || before == m_acks.cend() ? text : before->text});
}

// What is said of here is sound: everybody keeps to the form and to the limits. So there is a reason in the history, or
// there is none. The list is closed: a code that is not in it explains nothing.
void Checker::refused(const OpId &id, const Failure &failure)
{
    if (failure.code != errors::storage) // of which nobody knows whether it is on the disk
        ++m_withoutEffect[id];
    if (isForNow(failure.code))
        return;
    const auto known = m_invoked.constFind(id);
    if (known == m_invoked.cend()) {
        fault(m_askedFor.contains(RoomId{id.value})
                  ? QStringLiteral("K10: a room was refused for good, with %1").arg(failure.code)
                  : QStringLiteral("K10: what nobody asked for was refused, with %1").arg(failure.code));
        return;
    }
    const bool otherWords = failure.code == errors::idReused && !known->texts.isEmpty();
    if (m_acks.contains(id) && !otherWords)
        fault(QStringLiteral("K11: seq %1 was acknowledged to client %2, and then refused with %3")
                  .arg(m_acks.value(id).seq)
                  .arg(known->client)
                  .arg(failure.code));
    if (otherWords || (failure.code == errors::notMember && m_left.contains({known->person, known->room})))
        return;
    const bool hasRights = known->wish.kind == Wish::Kind::Board || known->wish.kind == Wish::Kind::Rights;
    if (hasRights && failure.code != errors::notMember)
        m_barred[id].append({failure, m_order, m_losses.value(known->room)});
    else
        fault(QStringLiteral("K10: an operation of client %1 was refused for nothing, with %2")
                  .arg(known->client)
                  .arg(failure.code));
}

void Checker::wasReset(int client, const RoomId &room)
{
    const int times = ++m_resets[{client, room}];
    if (times > m_losses.value(room))
        fault(QStringLiteral("P12: client %1 was reset for the %2. time, and the log lost its end %3 times")
                  .arg(client)
                  .arg(times)
                  .arg(m_losses.value(room)));
}

void Checker::lost(const RoomId &room, const QList<RoomEvent> &events, const QList<RoomEvent> &whole)
{
    ++m_losses[room];
    m_whole[room].append(whole);
    const Seq left = whole.size() - events.size();
    m_top[room] = std::min(m_top.value(room), left);
    for (Invocation &asked : m_invoked)
        if (asked.room == room)
            asked.since = std::min(asked.since, left);
    for (const RoomEvent &event : events) {
        if (m_acks.remove(event.id))
            m_given.insert(event.id);
        m_places.remove({room, event.seq});
    }
}

QString Checker::differenceOf(const RoomId &room, const RoomEvent &event, const Invocation &asked) const
{
    const Wish &wish = asked.wish;
    if (room != asked.room)
        return QStringLiteral("another room");
    if (event.author != wish.author)
        return QStringLiteral("another author");
    if (!isCalled(event.name, wish.name))
        return QStringLiteral("another name");
    bool same = false;
    switch (wish.kind) {
    case Wish::Kind::Chat:
        same = event.chat && (event.chat->body == wish.text || asked.texts.contains(event.chat->body));
        break;
    case Wish::Kind::Topic:
        same = event.topic && event.topic->topic == wish.text;
        break;
    case Wish::Kind::Board:
        same = event.board && event.board->ops == wish.ops;
        break;
    case Wish::Kind::Rights:
        same = isSameChange(event, wish);
        break;
    }
    return same ? QString() : QStringLiteral("something else");
}

void Checker::disconnected(int client)
{
    m_heard.removeIf([client](const decltype(m_heard)::iterator &heard) { return heard.key().first == client; });
}

// Live events go on from the head that the join named, each once and in order (P9, P11). Those that come ahead of the
// answer are counted by it.
void Checker::heard(int client, const RoomId &room, const RoomEvent &event)
{
    if (const auto at = m_heard.find({client, room}); at != m_heard.end()) {
        const auto said = [&](const QString &text) { fault(text.arg(client).arg(event.seq).arg(at->seq)); };
        if (event.seq != at->seq + 1 && at->isHead)
            said(QStringLiteral("P11: client %1 heard seq %2 first, and came in at %3"));
        else if (event.seq > at->seq + 1)
            said(QStringLiteral("P9: client %1 heard seq %2 next to %3"));
        else if (event.seq == at->seq)
            said(QStringLiteral("P9: client %1 heard seq %2 twice, next to %3"));
        else if (event.seq < at->seq)
            said(QStringLiteral("P9: client %1 heard seq %2 after %3"));
        *at = {std::max(event.seq, at->seq), false};
    }
    shown(client, room, event);
}

void Checker::paged(int client, const RoomId &room, Seq after, const QList<RoomEvent> &events)
{
    for (const RoomEvent &event : events) {
        if (event.seq != ++after)
            fault(QStringLiteral("P11: a page for client %1 has seq %2 where %3 was due")
                      .arg(client)
                      .arg(event.seq)
                      .arg(after));
        after = event.seq;
        shown(client, room, event);
    }
}

void Checker::shown(int client, const RoomId &room, const RoomEvent &event)
{
    const auto known = m_invoked.constFind(event.id);
    if (known == m_invoked.cend() || m_neverSent.contains(event.id))
        fault(QStringLiteral("G4: client %1 saw seq %2, which nobody sent").arg(client).arg(event.seq));
    else if (const QString difference = differenceOf(room, event, *known); !difference.isEmpty())
        fault(QStringLiteral("client %1 saw %2 at seq %3").arg(client).arg(difference).arg(event.seq));
    const QByteArray words = wordsOf(room, event);
    const auto seen = m_places.constFind({room, event.seq});
    if (seen != m_places.cend() && *seen != words)
        fault(QStringLiteral("P9: clients disagree about seq %1").arg(event.seq));
    m_places.insert({room, event.seq}, words);
    m_top[room] = std::max(m_top.value(room), event.seq);
}

void Checker::uninvited(int client, const RoomId &room, Seq seq)
{
    fault(QStringLiteral("P35: client %1 heard seq %2 of room %3, in which it is not")
              .arg(client)
              .arg(seq)
              .arg(room.toString()));
}

void Checker::finish(const QList<View> &views, const QList<Log> &logs)
{
    QSet<OpId> ids;
    std::map<RoomId, const Log *> byRoom;
    for (const Log &log : logs) {
        byRoom[log.room] = &log;
        judgeLog(log, ids);
        judgeRights(views, log);
        judgeRefused(log);
    }
    judgeAcks(byRoom);
    judgeRefusals(logs);
    judgeShown(byRoom);
    for (const RoomId &room : std::as_const(m_made))
        if (!byRoom.contains(room))
            fault(QStringLiteral("G1: a room was acknowledged and is lost"));
    for (auto sent = m_invoked.cbegin(); sent != m_invoked.cend(); ++sent)
        if (!ids.contains(sent.key()) && !m_given.contains(sent.key()))
            fault(QStringLiteral("G19: an operation of client %1 never arrived").arg(sent->client));
    for (const View &view : views)
        if (const auto log = byRoom.find(view.room); log != byRoom.end())
            judgeView(view, *log->second);
        else
            fault(QStringLiteral("client %1 is in a room that is not there").arg(view.client));
    for (const Log &log : logs)
        judgeBoards(views, log);
}

void Checker::judgeLog(const Log &log, QSet<OpId> &ids)
{
    QHash<std::pair<int, int>, int> lastOrder; // per sender, of what goes in one lane
    Seq expected = 0, line = 0;
    qint64 time = 0;
    QString topic;
    for (const auto &event : log.events) {
        if (event.seq != ++expected)
            fault(QStringLiteral("P9: seq %1 where %2 was due").arg(event.seq).arg(expected));
        if (event.chat && event.line != ++line)
            fault(QStringLiteral("P10: wrong line at seq %1").arg(event.seq));
        if (event.time < time && time - event.time <= aMinute) // by more, the clock was wrong before
            fault(QStringLiteral("P16: time goes back at seq %1").arg(event.seq));
        time = event.time;
        if (event.topic)
            topic = event.topic->topic;
        if (ids.contains(event.id))
            fault(QStringLiteral("P7: stored twice, the second time at seq %1").arg(event.seq));
        ids.insert(event.id);
        const auto known = m_invoked.constFind(event.id);
        if (known == m_invoked.cend() || m_neverSent.contains(event.id)) {
            fault(QStringLiteral("G4: seq %1 is stored, which nobody sent").arg(event.seq));
            continue;
        }
        if (const QString difference = differenceOf(log.room, event, *known); !difference.isEmpty())
            fault(QStringLiteral("seq %1 is stored with %2 than was sent").arg(event.seq).arg(difference));
        int &last = lastOrder[{known->client, event.board ? 1 : event.boards || event.rights ? 2 : 0}];
        if (m_given.contains(event.id)) // nobody waited for it any more
            continue;
        if (known->order < last)
            fault(QStringLiteral("G6: client %1's operations changed places at seq %2")
                      .arg(known->client)
                      .arg(event.seq));
        last = known->order;
    }
    if (topic != log.topic)
        fault(QStringLiteral("the room's topic is not the last one of its log"));
}

void Checker::judgeAcks(const std::map<RoomId, const Log *> &logs)
{
    for (auto ack = m_acks.cbegin(); ack != m_acks.cend(); ++ack) {
        const auto log = logs.find(ack->room);
        const auto *events = log == logs.end() ? nullptr : &log->second->events;
        if (!events || ack->seq < 1 || ack->seq > events->size())
            fault(QStringLiteral("G1: seq %1 was acknowledged and is lost").arg(ack->seq));
        else if (const RoomEvent &event = events->at(ack->seq - 1); event.id != ack.key())
            fault(QStringLiteral("G1: the ack named seq %1, the log has something else there").arg(ack->seq));
        else if (!event.board && ack->text && textOf(event) != *ack->text)
            fault(QStringLiteral("P7: a change of seq %1 was acknowledged and is lost").arg(ack->seq));
    }
}

void Checker::judgeView(const View &view, const Log &log)
{
    if (view.events.size() != log.events.size())
        fault(QStringLiteral("G5: client %1 holds %2 of %3 events")
                  .arg(view.client)
                  .arg(view.events.size())
                  .arg(log.events.size()));
    for (qsizetype k = 0; k < std::min(view.events.size(), log.events.size()); ++k) {
        const RoomEvent &seen = view.events.at(k);
        const RoomEvent &stored = log.events.at(k);
        if (wordsOf(log.room, seen) != wordsOf(log.room, stored)) {
            fault(QStringLiteral("G5: client %1 differs from the log at seq %2").arg(view.client).arg(stored.seq));
            break;
        }
    }
}

// What the disk lost is nowhere any more; all else that anybody was shown stays, also of who has forgotten it since.
void Checker::judgeShown(const std::map<RoomId, const Log *> &logs)
{
    for (auto shown = m_places.cbegin(); shown != m_places.cend(); ++shown) {
        const auto &[room, seq] = shown.key();
        const auto log = logs.find(room);
        const auto *events = log == logs.end() ? nullptr : &log->second->events;
        if (!events || seq < 1 || seq > events->size() || wordsOf(room, events->at(seq - 1)) != *shown)
            fault(QStringLiteral("G4: somebody was shown seq %1 otherwise than the log has it").arg(seq));
    }
}

// The log alone says what the board is; by the board's rules, and by the same rules written plainly.
void Checker::judgeBoards(const QList<View> &views, const Log &log)
{
    BoardDoc board;
    test::PlainBoard plain;
    bool any = false;
    for (const RoomEvent &event : log.events)
        if (event.board) {
            any = true;
            const BoardTransaction tx = boardTransaction(event);
            board.apply(tx, event.seq);
            plain.apply(tx, event.seq);
        }
    if (any)
        if (const QString difference = plain.difference(board); !difference.isEmpty())
            fault(QStringLiteral("B6: the board differs from the plain rules: ") + difference);
    for (const View &view : views) {
        if (view.room != log.room || !view.board)
            continue;
        m_comparedBoards += any ? 1 : 0;
        if (view.board->confirmed != board.hash())
            fault(QStringLiteral("B13: the board of client %1 has diverged").arg(view.client));
        else if (view.board->pending > 0)
            fault(QStringLiteral("B5: client %1 waits for what is neither in the log nor refused").arg(view.client));
        else if (view.board->view != board.hash())
            fault(QStringLiteral("B4: the view of client %1 differs though nothing is pending").arg(view.client));
    }
}

} // namespace coterie::sim
