// SPDX-License-Identifier: MIT
#include "app/session/sessionparts.h"

#include "app/session/boardcontroller.h"
#include "app/session/errortext.h"
#include "shared/util/text.h"

#include <algorithm>

namespace coterie {

SessionParts::SessionParts(const SessionSettings &wanted, Session &owner)
    : session(owner)
    , settings(wanted)
    , clock(wanted.clock ? *wanted.clock : systemClock)
    , ownNetwork(wanted.network ? nullptr : std::make_unique<NetworkWatch>())
    , network(wanted.network ? *wanted.network : *ownNetwork)
    , connection(router, clock, random, wanted.timing)
    , requests(connection, router, clock, wanted.timing)
    , login({urls(), wanted.sessionName, wanted.displayName, wanted.cacheDir, wanted.pin, wanted.ownPin, wanted.folder,
             wanted.token},
            store, connection, requests, router, clock)
    , leftBehind(login, store)
    , outbox(store, clock)
    , book(connection, requests, router, store, wanted.timing)
    , history(book, outbox, requests, store)
    , people(connection, requests, router, clock, wanted.timing)
    , boards(connection, requests, router, store, outbox, clock, wanted.timing)
    , search(store, *book.model())
{
    m_awayTimer.setSingleShot(true);
    m_awayTimer.setTimerType(Qt::PreciseTimer); // a coarse one is up to 5 % late, of which 25 s have no room (G8)
    joinParts();
}

QList<QUrl> SessionParts::urls() const
{
    QList<QUrl> all{settings.url};
    for (const QUrl &url : settings.otherUrls)
        if (!all.contains(url))
            all.append(url);
    return all;
}

void SessionParts::joinParts()
{
    connect(&connection, &Connection::phaseChanged, this, &SessionParts::tellState);
    connect(&connection, &Connection::qualityChanged, this, &SessionParts::tellState);
    connect(&connection, &Connection::lost, this, &SessionParts::connectionLost);
    outbox.setLinkBusy([this] { return connection.isSending() || connection.isReceiving(); });
    connect(&network, &NetworkWatch::cameUp, &connection, &Connection::networkChanged);
    connect(&network, &NetworkWatch::cameUp, this, &SessionParts::tellState);
    connect(&network, &NetworkWatch::wentDown, this, &SessionParts::tellState);
    connect(&m_awayTimer, &QTimer::timeout, this, &SessionParts::tellState);

    connect(&login, &Login::loaded, this, &SessionParts::loaded);
    connect(&login, &Login::welcomed, this, &SessionParts::welcomed);
    connect(&login, &Login::refused, this, [this](const QString &sentence) {
        m_refusal = sentence;
        tellState();
    });
    connect(&store, &LocalStore::writeFailed, this, [this](const QString &, bool damaged) {
        fail(QStringLiteral("save"),
             damaged
                 ? Session::tr("This computer's copy of the session is damaged, and the disk has no room for another "
                               "one. You can read and write as usual, but do not quit: what waits to be sent is not on "
                               "the disk. Make some room; the copy is then mended by itself.")
                 : Session::tr(
                       "This computer's disk takes nothing more. You can read and write as usual, but do not quit: "
                       "what waits to be sent is not on the disk. Make some room; it is then written by itself."));
    });
    connect(&store, &LocalStore::mended, this, [this](const QString &sentence) {
        store.putHost(login.host());
        login.keepAgain();
        outbox.keepAgain();
        book.keepAgain();
        fail(QStringLiteral("store"), sentence);
    });
    connect(&store, &LocalStore::mendedAfter, this,
            [this](const QString &sentence) { fail(QStringLiteral("store"), sentence); });
    connect(&store, &LocalStore::writtenAgain, this, [this] {
        m_onlyHere.clear();
        login.remember();
        fail(QStringLiteral("saved"),
             Session::tr("This computer's disk takes everything again, and what was written meanwhile is on it."));
    });

    connect(&outbox, &Outbox::sendWanted, &connection, &Connection::send);
    connect(&outbox, &Outbox::saved, this, &SessionParts::saved);
    connect(&outbox, &Outbox::changed, this, [this](const RoomId &room) {
        if (const auto *known = book.find(room); known && known->apart)
            lookForApart({room}); // perhaps nothing waits there any more
        tellState();
    });
    connect(&outbox, &Outbox::acknowledged, this, &SessionParts::acknowledged);
    connect(&outbox, &Outbox::refused, this, &SessionParts::refused);
    connect(&outbox, &Outbox::outside, &book, &RoomBook::noteLeft);
    connect(&outbox, &Outbox::held, this,
            [this](const Failure &failure) { fail(QStringLiteral("send"), errorSentence(failure)); });
    router.on<Ack>(&outbox, &Outbox::handleAck);
    router.on<Failure>(&outbox, &Outbox::handleFailure);

    connect(&book, &RoomBook::stepped, this, &SessionParts::stepped);
    connect(&book, &RoomBook::listedAll, this, [this] {
        lookForApart(book.order());
        tellLostRooms();
        QSet<RoomId> rooms;
        for (const RoomId &room : book.order())
            rooms.insert(room);
        leftBehind.look(rooms);
    });
    connect(&leftBehind, &LeftBehind::changed, &session, &Session::olderWorkChanged);
    connect(&leftBehind, &LeftBehind::brought, this, &SessionParts::brought);
    connect(&leftBehind, &LeftBehind::failed, this, [this] {
        fail(QStringLiteral("older"),
             Session::tr("It could not be brought here: another window has that session open, or the disk refuses. "
                         "Nothing is lost, it is where it was. Close the other window, or make some room; you are "
                         "asked again when you come back."));
    });
    connect(&book, &RoomBook::joined, this, [this](const RoomInfo &room, bool reset) {
        login.noteRoom(room.id);
        people.roomJoined(room.id);
        boards.roomJoined(room, reset);
        outbox.roomReady(room.id, room.epoch);
        lookForApart({room.id});
        mendReplies(room.id);
    });
    connect(&book, &RoomBook::left, this, [this](const RoomId &room) {
        people.roomLeft(room);
        boards.roomLeft(room);
        outbox.roomLeft(room);
        lookForApart({room});
        emit session.roomLeft(room);
    });
    connect(&book, &RoomBook::missing, this, &SessionParts::roomMissing);
    connect(&book, &RoomBook::isThere, this, [this](const RoomId &room) {
        outbox.roomThere(room);
        lookForApart({room}); // somebody else has made it again, and what waits there is to be decided on
    });
    connect(&book, &RoomBook::behindChanged, this, &SessionParts::tellState);
    connect(&book, &RoomBook::failed, this, [this](const QString &what, const Failure &failure) {
        lookForApart(book.order());
        fail(what, errorSentence(failure));
    });

    connect(&history, &History::logLost, this, [this](const RoomId &room, qint64 messages) {
        const auto *known = book.find(room);
        if (messages == 0) {
            fail(QStringLiteral("lost"),
                 Session::tr("The host was set back to an earlier state. The boards of #%1 as they were until then are "
                             "kept on this computer: see below that room in the list.")
                     .arg(known ? known->kept.info.name : QString()));
            return;
        }
        fail(QStringLiteral("lost"),
             Session::tr("The host was set back to an earlier state, and %Ln message(s) of #%1 are not on it any more. "
                         "They are kept on this computer: see below that room in the list.",
                         nullptr, int(messages))
                 .arg(known ? known->kept.info.name : QString()));
    });
    connect(&people, &PeopleBook::membersChanged, &book, &RoomBook::setMembers);
    connect(&people, &PeopleBook::userGone, &boards, &BoardBook::userGone);
    connect(&people, &PeopleBook::meJoined, &book, &RoomBook::noteJoined);
    connect(&people, &PeopleBook::meLeft, &book, &RoomBook::noteLeft);
    connect(&people, &PeopleBook::meChanged, this, &SessionParts::tellState);
    connect(&boards, &BoardBook::drawingRefused, &session, &Session::drawingRefused);
    connect(&boards, &BoardBook::summoned, &session, &Session::summoned);
    connect(&boards, &BoardBook::drawingChanged, this, [this](const RoomId &room, const UserId &user, bool on) {
        people.setDrawing(room, user, on);
        book.setDrawing(room, boards.isDrawing(room));
    });
}

void SessionParts::open()
{
    if (std::exchange(isOpen, true))
        return;
    m_lostMs = clock.monotonicMs();
    m_everLive = false;
    m_refusal.clear();
    if (m_loaded)
        connection.open(login.targets());
    else
        login.open();
    tellState();
}

void SessionParts::close()
{
    if (!std::exchange(isOpen, false))
        return;
    connection.close();
    tellState();
}

void SessionParts::retryNow()
{
    if (!isOpen) {
        open();
        return;
    }
    m_refusal.clear();
    login.lookAgain();
    connection.retryNow();
}

void SessionParts::rename(const QString &name)
{
    if (name == settings.displayName)
        return;
    settings.displayName = name;
    login.setDisplayName(name);
    sayName();
}

// A host hears of names when one comes. Who has not been let in yet waits for that: cutting a first hello off would
// make one person two (A283).
void SessionParts::sayName()
{
    if (!m_live || login.saidName() == settings.displayName)
        return;
    connection.close(CloseCode::GoingAway);
    connection.open(login.targets());
}

void SessionParts::comeTo(const QList<QUrl> &urls, const QByteArray &pin)
{
    login.addUrls(urls, pin);
    login.lookAgain(); // it may be a third one that is meant
    const auto phase = connection.phase();
    if (!isOpen || !m_loaded)
        open(); // with them, when what is here has been read
    else if (phase != Connection::Phase::Live && phase != Connection::Phase::Greeting) {
        m_refusal.clear();
        connection.open(login.targets());
    }
}

void SessionParts::noteOpen(const RoomId &room)
{
    if (room == std::exchange(lastOpen, room))
        return;
    store.putOpened(room, clock.wallMs());
}

// A session says what its disk is like before there is a window that could show it.
void SessionParts::fail(const QString &what, const QString &sentence)
{
    constexpr qsizetype mostUnheard = 5;
    static const QMetaMethod heard = QMetaMethod::fromSignal(&Session::requestFailed);
    if (session.isHeard(heard))
        emit session.requestFailed(what, sentence);
    else if (unheard.size() < mostUnheard && !unheard.contains(sentence))
        unheard.append(sentence);
}

void SessionParts::loaded(const CachedSession &cached)
{
    const bool first = !std::exchange(m_loaded, true);
    me = cached.host.user;
    myName = cached.host.name;
    hostName = cached.host.host.isEmpty() ? settings.sessionName : cached.host.host;
    lastOpen = cached.lastOpen;
    book.setMe(me);
    book.load(cached);
    boards.restoreUploads(cached.uploads);
    outbox.load(cached);
    lookForApart(book.order());
    history.setMe(me, myName);
    search.setMyName(myName);
    history.reload();
    people.setMe(me);
    boards.setMe(me);
    boards.reload();
    if (!cached.trouble.isEmpty())
        fail(QStringLiteral("store"), cached.trouble);
    if (first) {
        emit session.opened();
        if (isOpen)
            connection.open(login.targets());
    }
    tellState();
}

void SessionParts::welcomed(const Welcome &welcome)
{
    m_live = m_everLive = true;
    m_refusal.clear();
    limits = welcome.limits;
    boards.welcomed(welcome.limits);
    me = welcome.user;
    const bool otherName = welcome.name != myName && welcome.name != normalizedName(login.saidName());
    myName = welcome.name;
    hostName = welcome.host;
    book.setMe(me);
    history.setMe(me, myName);
    search.setMyName(myName);
    people.setMe(me);
    boards.setMe(me);
    people.tellStatus();
    outbox.begin(welcome.limits);
    book.begin();
    emit session.welcomed();
    tellState();
    if (login.saidName() != settings.displayName) // changed since it was said
        QMetaObject::invokeMethod(this, &SessionParts::sayName, Qt::QueuedConnection);
    else if (otherName)
        fail(QStringLiteral("name"),
             Session::tr("Somebody here has the name “%1” already, so you are “%2”.", "%1 and %2 are names")
                 .arg(settings.displayName, myName));
}

void SessionParts::connectionLost()
{
    if (std::exchange(m_live, false)) { // else nobody was let in, and it is as it was
        m_lostMs = clock.monotonicMs();
        login.remember(); // it was used until now
    }
    m_toOpen.clear(); // by the time that it is made one is elsewhere; it is in the list
    outbox.connectionLost();
    book.connectionLost();
    people.connectionLost();
    boards.connectionLost();
    requests.connectionLost(); // last: each who asked knows by now why there is no answer
    tellState();
}

void SessionParts::saved(const RoomId &room, const OpId &id, bool onDisk)
{
    mendReplies(room); // one that was put back may be of an earlier log
    const auto *item = outbox.find(id);
    if (!item) { // taken back meanwhile, or the host has it already
        emit session.kept(room, id);
        return;
    }
    if (onDisk)
        m_onlyHere.remove(id);
    else
        m_onlyHere.insert(id);
    if (!onDisk)
        fail(QStringLiteral("save"),
             Session::tr(
                 "This could not be written to this computer's disk yet. It is sent all the same. Do not quit before "
                 "its clock has gone, and make some room."));
    if (std::holds_alternative<RoomCreate>(item->entry.message)) {
        book.addMaking(item->entry);
        if (connection.phase() == Connection::Phase::Live)
            m_toOpen.insert(room);
        else if (!item->entry.refusal)
            emit session.roomCreated(room); // it can be written to at once; the host makes it later
    } else if (std::holds_alternative<ChatPost>(item->entry.message)) {
        if (!item->entry.edited) {
            if (onDisk)
                book.setDraft(room, {});
            emit session.posted(room, id);
        }
        emit session.kept(room, id);
    }
}

bool SessionParts::isUnsaved() const
{
    return std::any_of(m_onlyHere.cbegin(), m_onlyHere.cend(), [this](const OpId &id) {
        const auto *item = outbox.find(id);
        return item && item->state != Outbox::State::Acked;
    });
}

void SessionParts::acknowledged(const RoomId &room, const OpId &id, Seq seq)
{
    if (const auto *made = book.find(room); made && made->making && id.value == room.value) {
        book.made(room);
        if (m_toOpen.remove(room)) // else it is open, or of an earlier run, and whoever is elsewhere by now stays there
            emit session.roomCreated(room);
        return;
    }
    boards.acknowledged(room, id, seq);
    if (const auto *known = book.find(room))
        outbox.noteLog(room, known->sync.cursor(), {}); // a resend of what is in the log already
}

void SessionParts::refused(const OutboxEntry &entry, const Failure &failure)
{
    const QString sentence = errorSentence(failure);
    if (std::holds_alternative<RoomCreate>(entry.message)) {
        roomRefused(entry);
        fail(QStringLiteral("create-room"), sentence);
    } else if (std::holds_alternative<RoomTopic>(entry.message)) {
        fail(QStringLiteral("topic"), sentence);
    } else if (!std::holds_alternative<ChatPost>(entry.message)) {
        boards.refused(entry, failure);
    } else {
        fail(QStringLiteral("post"), sentence);
    }
}

// Who has written or drawn there loses nothing: the room stays, and says why it was not made (A110).
void SessionParts::roomRefused(const OutboxEntry &entry)
{
    const auto *room = book.find(entry.room);
    if (outbox.entries(entry.room).size() > 1 || (room && !room->draft.isEmpty())) {
        OutboxEntry refused = entry;
        if (const auto *item = outbox.find(entry.id))
            refused = item->entry;
        book.addMaking(refused);
        return;
    }
    outbox.discard(entry.id);
    book.notMade(entry.room);
}

// The host was set back to before it was made. What waits for it would wait for ever and be seen by nobody, and what
// was said there is nowhere but on the computers of those who were in it (A111).
void SessionParts::roomMissing(const RoomId &id)
{
    const auto *room = book.find(id);
    const bool holds = room && room->kept.info.joined && room->kept.cursor > 0;
    if (!room || (!holds && outbox.entries(id).isEmpty() && room->draft.isEmpty()))
        return;
    const OpId op{id.value};
    if (const auto *item = outbox.find(op)) { // it is being made again
        book.addMaking(item->entry);
        return;
    }
    const OutboxEntry entry = Outbox::roomGone(room->kept.info, clock.wallMs());
    outbox.add(entry);
    book.addMaking(entry);
    m_lostRooms.append(room->kept.info.name);
}

void SessionParts::tellLostRooms()
{
    const QStringList names = std::exchange(m_lostRooms, {});
    if (names.isEmpty())
        return;
    fail(QStringLiteral("lost"),
         Session::tr("The host was set back to an earlier state, and has not got %Ln room(s) any more, #%1 among them. "
                     "What is here of that is kept on this computer: see the list.",
                     nullptr, int(names.size()))
             .arg(names.constFirst()));
}

void SessionParts::stepped(const RoomId &room, const RoomSync::Step &step, bool live)
{
    if (!live)
        return;
    people.noteEvents(room, step.events);
    for (const RoomEvent &event : step.events)
        if (event.chat && event.author != me)
            emit session.messageArrived(room, event.name, event.chat->body);
}

} // namespace coterie
