// SPDX-License-Identifier: MIT
#include "app/session/session.h"

#include "app/session/errortext.h"
#include "app/session/sessionparts.h"
#include "shared/protocol/errors.h"
#include "shared/protocol/roomstate.h"
#include "shared/util/text.h"

namespace coterie {

Session::Session(const SessionSettings &settings, QObject *parent)
    : QObject(parent)
    , m_parts(std::make_unique<SessionParts>(settings, *this))
{
}

Session::~Session()
{
    m_parts->disconnect(); // the parts end one after the other; none of them has a word for the others any more
    m_parts.reset();
}

void Session::open()
{
    m_parts->open();
}

void Session::close()
{
    m_parts->close();
}

void Session::rename(const QString &name)
{
    m_parts->rename(name);
}

void Session::retryNow()
{
    m_parts->retryNow();
}

bool Session::isAt(const QList<QUrl> &urls, const QByteArray &pin, const QString &name) const
{
    return m_parts->login.isAt(urls, pin, name);
}

void Session::comeTo(const QList<QUrl> &urls, const QByteArray &pin)
{
    m_parts->comeTo(urls, pin);
}

void Session::stay()
{
    m_parts->login.stay();
}

bool Session::isLoading() const
{
    return m_parts->login.isLoading();
}

std::optional<OtherSession> Session::other() const
{
    return m_parts->login.other();
}

QString Session::folder() const
{
    return m_parts->login.folderName();
}

bool Session::isUnsaved() const
{
    return m_parts->isUnsaved();
}

Session::StateInfo Session::state() const
{
    return m_parts->computeState();
}

const LinkQuality &Session::linkQuality() const
{
    return m_parts->connection.quality();
}

UserId Session::me() const
{
    return m_parts->me;
}

QString Session::myName() const
{
    return m_parts->myName.isEmpty() ? m_parts->settings.displayName : m_parts->myName;
}

QString Session::hostName() const
{
    return m_parts->hostName;
}

QUrl Session::url() const
{
    const QUrl answered = m_parts->connection.url();
    return answered.isEmpty() ? m_parts->settings.url : answered;
}

QByteArray Session::hostPin() const
{
    return m_parts->connection.key().pin;
}

const Limits &Session::limits() const
{
    return m_parts->limits;
}

QStringList Session::takeUnheard()
{
    return std::exchange(m_parts->unheard, {});
}

Status Session::myStatus() const
{
    return m_parts->people.status();
}

QString Session::myStatusText() const
{
    return m_parts->people.statusText();
}

RoomListModel *Session::rooms() const
{
    return m_parts->book.model();
}

SearchModel *Session::search() const
{
    return &m_parts->search;
}

TimelineModel *Session::timeline(const RoomId &room)
{
    return m_parts->history.timeline(room);
}

MemberModel *Session::members(const RoomId &room)
{
    return m_parts->people.members(room);
}

TypingTracker *Session::typing(const RoomId &room)
{
    return m_parts->people.typing(room);
}

BoardController *Session::board(const RoomId &room)
{
    return m_parts->boards.board(room, firstBoard(room));
}

BoardController *Session::board(const RoomId &room, const BoardId &board)
{
    return m_parts->boards.board(room, board);
}

RoomBoards *Session::boards(const RoomId &room)
{
    return m_parts->boards.boards(room);
}

void Session::openRoom(const RoomId &room)
{
    const RoomId before = m_parts->book.active();
    if (before != room && !before.isNull())
        m_parts->people.setTyping(before, false);
    if (room.isNull())
        return m_parts->book.open(room);
    (void)m_parts->history.timeline(room);
    (void)m_parts->people.members(room);
    m_parts->book.open(room);
    m_parts->noteOpen(room);
    m_parts->history.drawLine(room);
}

RoomId Session::lastOpenRoom() const
{
    return m_parts->lastOpen;
}

void Session::joinRoom(const RoomId &room)
{
    m_parts->book.join(room, Requests::Urgency::Next);
}

void Session::leaveRoom(const RoomId &room)
{
    if (m_parts->connection.phase() == Connection::Phase::Live)
        m_parts->book.leave(room);
    else
        emit requestFailed(
            QStringLiteral("leave-room"),
            tr("You are not connected, so you still belong to the room. Everything here can be read. Leave "
               "it when the host is back."));
}

void Session::setWatching(bool on)
{
    m_parts->history.setWatching(on);
}

void Session::createRoom(const QString &name, const QString &topic)
{
    const auto normalized = normalizedName(name);
    if (!normalized || !isOneLine(topic) || topic.size() > topicLength.max) {
        emit requestFailed(QStringLiteral("create-room"),
                           errorSentence(QString(normalized ? errors::badText : errors::badName)));
        return;
    }
    const auto id = newId<OpId>();
    // A room has the id of the operation that makes it: it can be written to before the host has made it.
    m_parts->outbox.add({id, RoomId{id.value}, m_parts->clock.wallMs(), RoomCreate{id, *normalized, topic}, {}});
}

void Session::makeRoom(const RoomId &room, const QString &name)
{
    const auto normalized = normalizedName(name);
    if (!normalized)
        emit requestFailed(QStringLiteral("create-room"), errorSentence(QString(errors::badName)));
    else if (!m_parts->outbox.makeRoom(room, *normalized))
        emit roomCreated(room); // it is, or is on its way to be
}

void Session::discardRoom(const RoomId &room)
{
    if (const auto *known = m_parts->book.find(room); known && known->kept.pastOf) {
        m_parts->store.removeRoom(room);
        m_parts->book.dropPast(room);
        return;
    }
    const QList<OutboxEntry> dropped = m_parts->outbox.entries(room);
    m_parts->outbox.discardRoom(room);
    if (const auto *left = m_parts->book.find(room); left && !left->isHere()) { // it is there, without this person
        m_parts->boards.discarded(dropped);
        emit roomLeft(room);
        return;
    }
    m_parts->store.putDraft(room, {});
    m_parts->store.removeRoom(room); // what is here of one that the host had once
    m_parts->book.notMade(room);
}

void Session::setTopic(const RoomId &room, const QString &topic)
{
    if (!isOneLine(topic) || topic.size() > topicLength.max) {
        emit requestFailed(QStringLiteral("topic"), errorSentence(QString(errors::badText)));
        return;
    }
    const auto id = newId<OpId>();
    m_parts->outbox.add({id, room, m_parts->clock.wallMs(), RoomTopic{id, room, topic}, {}});
}

OpId Session::post(const RoomId &room, const QString &body, std::optional<Seq> replyTo)
{
    if (!isPostable(body) || body.size() > m_parts->limits.body) {
        emit requestFailed(
            QStringLiteral("post"),
            errorSentence(body.size() > m_parts->limits.body ? QStringLiteral("too-long") : QString(errors::badText)));
        return {};
    }
    if (const auto *known = m_parts->book.find(room); known && known->kept.pastOf) {
        emit requestFailed(QStringLiteral("post"), tr("The host does not know this room. It can only be read."));
        return {};
    }
    const auto id = newId<OpId>();
    OutboxEntry entry{id, room, m_parts->clock.wallMs(), ChatPost{id, room, body, replyTo}, {}};
    TimelineModel *model = m_parts->history.timeline(room);
    if (const auto *known = m_parts->book.find(room); known && replyTo) {
        entry.epoch = known->sync.epoch();
        entry.answers = model->index(model->rowOfSeq(*replyTo)).data(TimelineModel::OpIdRole).value<OpId>();
    }
    model->setReadAnchor({}); // whoever answers has seen what was new
    model->showLatest();
    m_parts->people.setTyping(room, false);
    m_parts->outbox.add(entry, true);
    return id;
}

OpId Session::sendAgain(const RoomId &past, Seq seq)
{
    const auto *known = m_parts->book.find(past);
    const auto *model = m_parts->history.timeline(past);
    const QModelIndex row = model->index(model->rowOfSeq(seq));
    if (!known || !known->kept.pastOf || !row.data(TimelineModel::MineRole).toBool() ||
        m_parts->history.isDropped(past, seq))
        return {};
    const RoomId room = *known->kept.pastOf;
    if (const auto *target = m_parts->book.find(room); !target || !target->kept.info.joined) {
        emit requestFailed(QStringLiteral("post"),
                           tr("You are not in that room any more. Join it, then send the message again."));
        return {};
    }
    const auto id = newId<OpId>();
    const QString body = row.data(TimelineModel::BodyRole).toString();
    // In the outbox before it leaves the past room: on the disk it is always in one of the two.
    m_parts->outbox.addKept({id, room, m_parts->clock.wallMs(), ChatPost{id, room, body, {}}, {}});
    m_parts->history.dropFromPast(past, seq);
    return id;
}

Session::TakenBack Session::discardQueued(const OpId &op)
{
    switch (m_parts->outbox.discard(op)) {
    case Outbox::Discarded::NeverSent:
        return {true, tr("The message was taken back; it is not sent.")};
    case Outbox::Discarded::MaybeThere:
        return {true, tr("The message was taken back here. It may have reached the host before; then it shows again.")};
    case Outbox::Discarded::Nothing:
        break;
    }
    return {false, tr("The host has this message already; it cannot be taken back.")};
}

void Session::putBack(const OpId &op)
{
    m_parts->outbox.putBack(op);
}

bool Session::editQueued(const RoomId &, const OpId &op, const QString &body)
{
    if (!isPostable(body) || body.size() > m_parts->limits.body)
        emit requestFailed(
            QStringLiteral("edit"),
            errorSentence(body.size() > m_parts->limits.body ? QStringLiteral("too-long") : QString(errors::badText)));
    else if (!m_parts->outbox.edit(op, body))
        emit requestFailed(QStringLiteral("edit"),
                           tr("This message has been sent in the meantime, as it was. Your new words are still in the "
                              "message field. Send them as a message of their own, or delete them."));
    else
        return true;
    return false;
}

void Session::holdQueued(const std::optional<OpId> &op)
{
    m_parts->outbox.hold(op);
}

void Session::retryRefused(const RoomId &, const OpId &op)
{
    m_parts->outbox.retry(op);
}

void Session::setTyping(const RoomId &room, bool on)
{
    m_parts->people.setTyping(room, on);
}

void Session::markRead(const RoomId &room, Seq line)
{
    m_parts->book.markRead(room, line);
}

void Session::markSeen(const RoomId &room, Seq line)
{
    m_parts->book.markSeen(room, line);
}

void Session::setStatus(Status status, const QString &text)
{
    if (!isOneLine(text)) {
        emit requestFailed(QStringLiteral("status"), errorSentence(QString(errors::badText)));
        return;
    }
    m_parts->people.setStatus(status, text);
}

std::optional<OlderWork> Session::olderWork() const
{
    return m_parts->leftBehind.found();
}

void Session::bringOlder()
{
    m_parts->leftBehind.bring();
}

void Session::leaveOlder()
{
    if (!m_parts->leftBehind.found())
        return;
    m_parts->leftBehind.leave();
    m_parts->fail(QStringLiteral("older"),
                  tr("It stays on this computer, in the list of kept sessions in the preferences. You are asked again "
                     "when you come back."));
}

QString Session::draft(const RoomId &room) const
{
    const auto *known = m_parts->book.find(room);
    return known ? known->draft : QString();
}

void Session::setDraft(const RoomId &room, const QString &text)
{
    if (text == draft(room))
        return;
    m_parts->book.setDraft(room, text);
    m_parts->store.putDraft(room, text);
}

} // namespace coterie
