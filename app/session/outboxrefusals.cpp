// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

#include "app/session/backoff.h"
#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

#include <QSet>
#include <utility>

namespace coterie {

namespace {

constexpr int mostStrikes = 2;
constexpr int mostOutside = 6;  // times, with pauses that grow: about 15 s
constexpr int mostRenewals = 3; // an id is as good as never taken by chance

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

// Which image of a transaction a host says it has not got, by the field that it names.
std::optional<QByteArray> missingAsset(const ClientMessage &message, const Failure &failure)
{
    const auto *commit = std::get_if<BoardCommit>(&message);
    const QString path = failure.path.value_or(QString());
    const QLatin1String before("ops["), after("].asset");
    if (!commit || failure.code != errors::notFound || !path.startsWith(before) || !path.endsWith(after))
        return {};
    bool isNumber = false;
    const int at = path.mid(before.size(), path.size() - before.size() - after.size()).toInt(&isNumber);
    if (!isNumber || at < 0 || at >= commit->ops.size())
        return {};
    return commit->ops.at(at).asset;
}

} // namespace

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
    // A host that is at a limit of rooms, of boards or of a board will not have a place in a moment; somebody has to
    // decide.
    const ClientMessage &message = m_items.at(index).entry.message;
    const bool roomLimit =
        failure.code == errors::full &&
        (std::holds_alternative<RoomCreate>(message) || std::holds_alternative<BoardListEdit>(message) ||
         std::holds_alternative<BoardCommit>(message) || std::holds_alternative<RightsSet>(message));
    if (m_items.at(index).unwanted)
        remove(index);
    else if (isWorthRetrying(failure.code) && !roomLimit)
        postpone(index, failure);
    else if (!lacksAsset(index, failure) && !clashes(index, failure) && !isOutside(index, failure))
        refuse(index, failure);
    pump();
}

// An image that the host has lost, or never had: whoever has it here brings it, and then this goes. Once for each, so
// that a host that takes it and has it not is believed in the end.
bool Outbox::lacksAsset(qsizetype index, const Failure &failure)
{
    Item &item = m_items[index];
    const auto hash = missingAsset(item.entry.message, failure);
    if (!hash || item.brought.contains(*hash))
        return false;
    const RoomId room = item.entry.room;
    item.brought.insert(*hash);
    item.state = State::Queued;
    item.entry.sent = false; // it answered, and has not got it
    m_assets.insert(*hash);
    emit changed(room);
    emit assetMissing(room, *hash);
    return true;
}

// One has left with another device, and the word of it is on its way, or that leaving fails yet (P35). What waits there
// waits for somebody to decide, as it does once that is heard (A194): it is not refused one by one.
bool Outbox::isOutside(qsizetype index, const Failure &failure)
{
    if (failure.code != errors::notMember)
        return false;
    Item &item = m_items[index];
    const RoomId room = item.entry.room;
    item.state = State::Queued;
    item.entry.sent = item.unanswered; // as for what comes later (A287)
    pause(item, 0);
    const bool goesOn = ++m_outside[room] >= mostOutside;
    emit changed(room);
    if (goesOn) {
        m_outside.remove(room);
        emit outside(room);
    }
    return true;
}

// The id of a stroke is known to everybody before the stroke is (B15): somebody else may have made something of it.
bool Outbox::clashes(qsizetype index, const Failure &failure)
{
    const OutboxEntry entry = m_items.at(index).entry;
    if (failure.code != errors::idReused || !failure.path.value_or(QString()).startsWith(u"ops[") ||
        !std::holds_alternative<BoardCommit>(entry.message) || m_items.at(index).renewals >= mostRenewals)
        return false;
    emit clashed(entry);
    const auto now = indexOf(entry.id);
    return now >= 0 && m_items.at(now).state == State::Queued;
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
        pause(item, 0); // its ack may be on the way
        rooms.insert(item.entry.room);
        requeue(*i);
    }
    for (const RoomId &room : std::as_const(rooms))
        emit changed(room);
    pump();
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
    // Work on a board stays until a copy of it is kept, which needs that board: settle().
    if (std::holds_alternative<ChatPost>(entry.message) || std::holds_alternative<RoomCreate>(entry.message) ||
        std::holds_alternative<BoardCommit>(entry.message)) {
        item.state = State::Refused;
        item.entry.refusal = failure.code;
        item.entry.sent = item.noted = false;
        m_store.setRefusal(id, failure.code);
    } else { // nothing of it can be shown or changed: whoever asked is told
        m_store.removeOperation(id);
        m_items.removeAt(index);
    }
    emit changed(room);
    emit refused(entry, failure);
}

QList<OutboxEntry> Outbox::refusedWork() const
{
    QList<OutboxEntry> refused;
    for (const Item &item : m_items)
        if (item.state == State::Refused && std::holds_alternative<BoardCommit>(item.entry.message))
            refused.append(item.entry);
    return refused;
}

void Outbox::settle(const OpId &id)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state != State::Refused)
        return;
    m_store.removeOperation(id);
    forget(index);
    pump(); // what was to be kept with it may go
}

// Whether it changes what a refused operation, of which nothing is kept yet, was to create: nobody would find that. So
// it stays until it is in the copy, or what is written in a note that was refused would be nowhere (A83).
bool Outbox::isOfUnsettled(const Item &item) const
{
    const auto *commit = std::get_if<BoardCommit>(&item.entry.message);
    const auto isUnsettled = [](const Item &one) {
        return one.state == State::Refused && std::holds_alternative<BoardCommit>(one.entry.message);
    };
    if (!commit || std::none_of(m_items.cbegin(), m_items.cend(), isUnsettled))
        return false;
    QSet<ObjectId> objects;
    for (const BoardOp &op : commit->ops)
        if (op.object && op.act != BoardAct::Create)
            objects.insert(*op.object);
    return !objects.isEmpty() && std::any_of(m_items.cbegin(), m_items.cend(), [&](const Item &one) {
        if (!isUnsettled(one) || one.entry.room != item.entry.room)
            return false;
        const QList<BoardOp> &ops = std::get<BoardCommit>(one.entry.message).ops;
        return std::any_of(ops.cbegin(), ops.cend(), [&](const BoardOp &op) {
            return op.act == BoardAct::Create && op.object && objects.contains(*op.object);
        });
    });
}

void Outbox::postpone(qsizetype index, const Failure &failure)
{
    Item &item = m_items[index];
    pause(item, hostPause(failure.retryMs));
    item.state = State::Queued;
    // The answer is to one attempt: of one before it that was never answered the host says nothing (A287).
    item.entry.sent = item.unanswered;
    emit changed(item.entry.room);
    if (failure.code != errors::rate && !std::exchange(m_toldHeld, true))
        emit held(failure);
}

void Outbox::retry(const OpId &id)
{
    const auto index = indexOf(id);
    if (index < 0 || m_items.at(index).state != State::Refused)
        return;
    Item &item = m_items[index];
    item.state = State::Queued;
    item.suspect = false; // judged anew
    item.strikes = 0;
    item.entry.refusal.reset();
    m_store.setRefusal(id, {});
    emit changed(item.entry.room);
    pump();
}

} // namespace coterie
