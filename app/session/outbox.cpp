// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

#include "app/session/backoff.h"
#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

#include <QSet>

#include <algorithm>

namespace coterie {

namespace {

constexpr qint64 answerMs = 20'000; // without an answer for this long it is sent again; the id makes that harmless
constexpr qint64 pauseMs = 500, mostPauseMs = 30'000;
constexpr int mostStrikes = 2;

// The codes of the table before those of requests: the frame itself could not be read.
bool isAboutAFrame(const QString &code)
{
    for (const ErrorRow &row : errorTable) {
        if (QLatin1String(row.code) == errors::helloFirst)
            return false;
        if (code == QLatin1String(row.code))
            return true;
    }
    return false;
}

template <class F> bool anyAsset(const ClientMessage &message, F &&meets)
{
    const auto *commit = std::get_if<BoardCommit>(&message);
    return commit && std::any_of(commit->ops.cbegin(), commit->ops.cend(),
                                 [&](const BoardOp &op) { return op.asset && meets(*op.asset); });
}

} // namespace

Outbox::Outbox(LocalStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_chat(5, 20)
    , m_board(120, 240)
    , m_other(5, 20)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outbox::pump);
}

void Outbox::load(const QList<OutboxEntry> &entries)
{
    QSet<RoomId> rooms;
    for (const Item &item : std::as_const(m_items))
        rooms.insert(item.entry.room);
    // What was added since the disk was asked is not among these, and its answer is still to come.
    m_items.removeIf([](const Item &item) { return item.state != State::Saving; });
    const QList<Item> added = std::exchange(m_items, {});
    for (const OutboxEntry &entry : entries) {
        m_items.append({entry, entry.refusal ? State::Refused : State::Queued});
        rooms.insert(entry.room);
    }
    m_items += added;
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
}

void Outbox::add(const OutboxEntry &entry, bool clearDraft)
{
    m_items.append({entry, State::Saving});
    m_store.putOperation(entry, clearDraft, [this, id = entry.id, room = entry.room](bool ok) {
        const auto index = indexOf(id);
        if (index < 0) {
            emit saved(room, id, ok);
            return;
        }
        // A disk that refuses must not keep anybody from speaking: it is sent all the same, and the caller says so.
        m_items[index].state = State::Queued;
        emit saved(room, id, ok);
        emit changed(room);
        pump();
    });
}

void Outbox::discard(const OpId &id)
{
    const auto index = indexOf(id);
    if (index < 0)
        return;
    Item &item = m_items[index];
    if (item.state == State::Sending)
        item.unwanted = true; // the host may have it; if not, it is not sent again
    else if (item.state != State::Acked)
        remove(index);
}

bool Outbox::edit(const OpId &id, const QString &body)
{
    const auto index = indexOf(id);
    if (index < 0)
        return false;
    Item &item = m_items[index];
    if ((item.state != State::Queued && item.state != State::Refused) || item.changing ||
        !std::holds_alternative<ChatPost>(item.entry.message))
        return false;
    OutboxEntry changed = item.entry;
    std::get<ChatPost>(changed.message).body = body;
    changed.edited = true;
    changed.refusal.reset();
    item.changing = true;
    m_store.changeOperation(changed, [this, changed](bool ok) {
        const auto at = indexOf(changed.id);
        if (at < 0) { // discarded meanwhile
            emit saved(changed.room, changed.id, ok);
            return;
        }
        m_items[at].entry = changed;
        m_items[at].state = State::Queued;
        m_items[at].changing = false;
        emit saved(changed.room, changed.id, ok);
        emit this->changed(changed.room);
        pump();
    });
    return true;
}

void Outbox::hold(const std::optional<OpId> &id)
{
    m_held = id;
    pump();
}

void Outbox::retry(const OpId &id)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state != State::Refused)
        return;
    Item &item = m_items[index];
    item.state = State::Queued;
    item.entry.refusal.reset();
    m_store.setRefusal(id, {});
    emit changed(item.entry.room);
    pump();
}

void Outbox::begin(const Limits &limits)
{
    m_online = true;
    m_toldHeld = false;
    m_pauses.clear();
    // One less than the host allows: its clock is not ours.
    m_chat = TokenBucket(std::max(1, limits.chatPerSecond) * 0.95, std::max(1, limits.chatBurst - 1));
    m_board = TokenBucket(std::max(1, limits.boardPerSecond) * 0.95, std::max(1, limits.boardBurst - 1));
    m_other = TokenBucket(5, 20);
    pump();
}

void Outbox::connectionLost()
{
    m_online = false;
    m_ready.clear();
    m_timer.stop();
    QSet<RoomId> rooms;
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        Item &item = m_items[i];
        if (item.state != State::Sending)
            continue;
        item.state = State::Queued;
        rooms.insert(item.entry.room);
        if (item.unwanted)
            remove(i);
    }
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
}

void Outbox::roomReady(const RoomId &room)
{
    m_ready.insert(room);
    pump();
}

void Outbox::handleAck(const Ack &ack)
{
    const auto index = indexOf(ack.id);
    if (index < 0)
        return;
    Item &item = m_items[index];
    const RoomId room = item.entry.room;
    m_toldHeld = false;
    m_pauses.erase(laneOf(item));
    // A resend of what was edited: which words the host has, the log says. Until then both are kept.
    item.confirming = ack.dup && item.entry.edited;
    if (item.confirming)
        confirmEdited(ack.id, ack.seq);
    else
        m_store.removeOperation(ack.id);
    item.state = State::Acked;
    item.seq = ack.seq;
    if (!std::holds_alternative<ChatPost>(item.entry.message))
        m_items.removeAt(index); // only messages are shown until their event comes
    emit changed(room);
    emit acknowledged(room, ack.id, ack.seq);
    pump();
}

void Outbox::handleFailure(const Failure &failure)
{
    if (!failure.id && !failure.req) {
        if (isAboutAFrame(failure.code))
            suspect(failure);
        return;
    }
    const qsizetype index = failure.id ? indexOf(*failure.id) : -1;
    if (index < 0 || m_items.at(index).state != State::Sending)
        return;
    // A host that is at a limit of rooms or boards will not have a place in a moment; somebody has to decide.
    const ClientMessage &message = m_items.at(index).entry.message;
    const bool roomLimit = failure.code == errors::full && (std::holds_alternative<RoomCreate>(message) ||
                                                            std::holds_alternative<BoardListEdit>(message) ||
                                                            std::holds_alternative<RightsSet>(message));
    if (m_items.at(index).unwanted)
        remove(index);
    else if (isWorthRetrying(failure.code) && !roomLimit)
        postpone(index, failure);
    else
        refuse(index, failure);
    pump();
}

// A frame the host could not read has no id to answer with, and it need not have been one of these: typing and pointers
// go out too. So whoever was under way goes once more, alone; only who is met by the same twice then is at fault.
void Outbox::suspect(const Failure &failure)
{
    QList<qsizetype> under;
    for (qsizetype i = 0; i < m_items.size(); ++i)
        if (m_items.at(i).state == State::Sending)
            under.append(i);
    if (under.isEmpty())
        return;
    Item &first = m_items[under.first()];
    if (under.size() == 1 && first.suspect && ++first.strikes >= mostStrikes) {
        if (first.unwanted)
            remove(under.first());
        else
            refuse(under.first(), failure);
        pump();
        return;
    }
    QSet<RoomId> rooms;
    for (auto i = under.crbegin(); i != under.crend(); ++i) {
        Item &item = m_items[*i];
        item.suspect = true;
        item.state = State::Queued;
        pause(item, 0); // its ack may be on the way
        rooms.insert(item.entry.room);
        if (item.unwanted)
            remove(*i);
    }
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
    pump();
}

// The event may have been here before its ack; otherwise it comes, and noteLog() looks at it.
void Outbox::confirmEdited(const OpId &id, Seq seq)
{
    const RoomId room = m_items.at(indexOf(id)).entry.room;
    m_store.page({room, seq + 1, {}, 1}, [this, room, id, seq](const CachedPage &page) {
        if (const auto index = indexOf(id); index >= 0)
            m_items[index].confirming = false;
        if (!page.events.isEmpty() && page.events.last().seq == seq)
            noteLog(room, seq, {id}, page.events);
    });
}

// The host had the message before its words were changed. They are not lost: they stand here, for somebody to decide.
void Outbox::editedTooLate(const OutboxEntry &entry)
{
    OutboxEntry late = entry;
    late.id = newId<OpId>();
    std::get<ChatPost>(late.message).id = late.id;
    late.edited = false;
    late.refusal = QString(editedTooLateCode);
    m_items.append({late, State::Refused});
    m_store.putOperation(late, false, {});
}

void Outbox::assetStored(const QByteArray &hash)
{
    if (m_assets.remove(hash))
        pump();
}

void Outbox::assetRefused(const QByteArray &hash, const Failure &failure)
{
    m_assets.remove(hash);
    QList<OpId> refused;
    for (const Item &item : std::as_const(m_items))
        if (item.state == State::Queued && anyAsset(item.entry.message, [&](const auto &one) { return one == hash; }))
            refused.append(item.entry.id);
    for (const OpId &id : std::as_const(refused))
        if (const auto index = indexOf(id); index >= 0)
            refuse(index, failure);
    pump();
}

void Outbox::noteLog(const RoomId &room, Seq upTo, const QList<OpId> &own, const QList<RoomEvent> &said)
{
    bool any = false;
    QList<OutboxEntry> late;
    for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
        const Item &item = m_items.at(i);
        if (item.entry.room != room)
            continue;
        const bool seen = own.contains(item.entry.id);
        if (!seen && !(item.state == State::Acked && item.seq <= upTo && !item.confirming))
            continue;
        const auto event =
            std::find_if(said.cbegin(), said.cend(), [&](const RoomEvent &one) { return one.id == item.entry.id; });
        if (item.entry.edited && event != said.cend() && event->chat &&
            event->chat->body != std::get<ChatPost>(item.entry.message).body)
            late.prepend(item.entry);
        if (item.state != State::Acked || item.entry.edited)
            m_store.removeOperation(item.entry.id); // its ack was lost, or is still to come
        if (seen)
            m_pauses.erase(laneOf(item));
        m_items.removeAt(i);
        any = true;
    }
    for (const OutboxEntry &entry : std::as_const(late))
        editedTooLate(entry);
    if (!any)
        return;
    emit changed(room);
    pump();
}

int Outbox::waiting() const
{
    return int(std::count_if(m_items.cbegin(), m_items.cend(), [](const Item &item) {
        return item.state != State::Acked && item.state != State::Refused;
    }));
}

const Outbox::Item *Outbox::find(const OpId &id) const
{
    const auto index = indexOf(id);
    return index < 0 ? nullptr : &m_items.at(index);
}

QList<PendingPost> Outbox::posts(const RoomId &room) const
{
    using Delivery = TimelineRow::Delivery;
    QList<PendingPost> posts;
    for (const Item &item : m_items) {
        const auto *post = std::get_if<ChatPost>(&item.entry.message);
        if (!post || item.entry.room != room || item.state == State::Saving)
            continue;
        const Delivery state = item.state == State::Queued    ? Delivery::Queued
                               : item.state == State::Sending ? Delivery::Sending
                               : item.state == State::Refused ? Delivery::Refused
                                                              : Delivery::Sent;
        posts.append({item.entry.id, post->body, post->replyTo, item.entry.time, state,
                      item.entry.refusal ? errorSentence(*item.entry.refusal) : QString()});
    }
    return posts;
}

QList<OutboxEntry> Outbox::entries(const RoomId &room) const
{
    QList<OutboxEntry> entries;
    for (const Item &item : m_items)
        if (item.entry.room == room && item.state != State::Acked)
            entries.append(item.entry);
    return entries;
}

Outbox::Lane Outbox::laneOf(const Item &item)
{
    const ClientMessage &message = item.entry.message;
    return {item.entry.room, std::holds_alternative<BoardCommit>(message) ||
                                 std::holds_alternative<BoardListEdit>(message) ||
                                 std::holds_alternative<RightsSet>(message)};
}

qsizetype Outbox::indexOf(const OpId &id) const
{
    const auto at =
        std::find_if(m_items.cbegin(), m_items.cend(), [&](const Item &item) { return item.entry.id == id; });
    return at == m_items.cend() ? -1 : at - m_items.cbegin();
}

void Outbox::refuse(qsizetype index, const Failure &failure)
{
    Item &item = m_items[index];
    const RoomId room = item.entry.room;
    const OpId id = item.entry.id;
    const OutboxEntry entry = item.entry;
    if (entry.edited && failure.code == errors::idReused) {
        m_store.removeOperation(id);
        m_items.removeAt(index);
        editedTooLate(entry);
        emit changed(room);
        return;
    }
    if (std::holds_alternative<ChatPost>(entry.message)) {
        item.state = State::Refused;
        item.entry.refusal = failure.code;
        m_store.setRefusal(id, failure.code);
    } else { // nothing of it can be shown or changed: whoever asked is told
        m_store.removeOperation(id);
        m_items.removeAt(index);
    }
    emit changed(room);
    emit refused(entry, failure);
}

void Outbox::postpone(qsizetype index, const Failure &failure)
{
    Item &item = m_items[index];
    pause(item, hostPause(failure.retryMs));
    item.state = State::Queued;
    emit changed(item.entry.room);
    if (failure.code != errors::rate && !std::exchange(m_toldHeld, true))
        emit held(failure);
}

void Outbox::pause(const Item &item, qint64 atLeastMs)
{
    Pause &pause = m_pauses[laneOf(item)];
    const qint64 own = std::min(mostPauseMs, pauseMs << std::min(pause.times, 6));
    pause.until = m_clock.monotonicMs() + std::max(atLeastMs, own);
    ++pause.times;
}

bool Outbox::isPaused(const Item &item) const
{
    const auto pause = m_pauses.find(laneOf(item));
    return pause != m_pauses.end() && pause->second.until > m_clock.monotonicMs();
}

void Outbox::remove(qsizetype index)
{
    const RoomId room = m_items.at(index).entry.room;
    m_store.removeOperation(m_items.at(index).entry.id);
    m_items.removeAt(index);
    emit changed(room);
    pump();
}

// A room has to be there, and joined, before anything can happen in it, and an image before it can be seen; what
// somebody changes stays until they are done.
bool Outbox::mayGo(const Item &item) const
{
    if (item.changing || item.entry.id == m_held ||
        anyAsset(item.entry.message, [this](const QByteArray &hash) { return m_assets.contains(hash); }))
        return false;
    return std::holds_alternative<RoomCreate>(item.entry.message) || m_ready.contains(item.entry.room);
}

void Outbox::pump()
{
    if (!m_online)
        return;
    const qint64 now = m_clock.monotonicMs();
    qint64 next = -1;
    const auto lookAgainIn = [&](qint64 ms) { next = next < 0 ? ms : std::min(next, ms); };
    const bool anySuspect = std::any_of(m_items.cbegin(), m_items.cend(), [this](const Item &item) {
        return item.suspect &&
               (item.state == State::Sending || (item.state == State::Queued && mayGo(item) && !isPaused(item)));
    });
    const bool anyUnderWay = std::any_of(m_items.cbegin(), m_items.cend(), [&](const Item &item) {
        return item.state == State::Sending && now - item.sentMs < answerMs;
    });
    QSet<std::pair<RoomId, bool>> busy;
    QList<ClientMessage> out;
    QSet<RoomId> touched;
    for (Item &item : m_items) {
        const Lane lane = laneOf(item);
        if (item.state == State::Sending && now - item.sentMs >= answerMs)
            item.state = State::Queued;
        if (item.state == State::Sending || item.state == State::Saving) {
            if (item.state == State::Sending)
                lookAgainIn(answerMs - (now - item.sentMs));
            busy.insert(lane);
        }
        if (item.state != State::Queued || busy.contains(lane))
            continue;
        busy.insert(lane);
        if (!mayGo(item))
            continue;
        if (const auto pause = m_pauses.find(lane); pause != m_pauses.end() && pause->second.until > now) {
            lookAgainIn(pause->second.until - now);
            continue;
        }
        if (anySuspect && (!item.suspect || anyUnderWay || !out.isEmpty()))
            continue; // a suspect goes alone; whatever ends before or after it calls this again
        TokenBucket &bucket = std::holds_alternative<ChatPost>(item.entry.message)      ? m_chat
                              : std::holds_alternative<BoardCommit>(item.entry.message) ? m_board
                                                                                        : m_other;
        if (const qint64 ms = bucket.take(now); ms > 0) {
            lookAgainIn(ms);
            continue;
        }
        item.state = State::Sending;
        item.sentMs = now;
        out.append(item.entry.message);
        touched.insert(item.entry.room);
    }
    if (next >= 0)
        m_timer.start(int(std::max<qint64>(1, next)));
    else if (!out.isEmpty())
        m_timer.start(int(answerMs));
    for (const ClientMessage &message : std::as_const(out))
        emit sendWanted(message);
    for (const RoomId &room : std::as_const(touched))
        emit changed(room);
}

} // namespace coterie
