// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardbook.h"
#include "app/session/connection.h"
#include "app/session/history.h"
#include "app/session/leftbehind.h"
#include "app/session/login.h"
#include "app/session/networkwatch.h"
#include "app/session/outbox.h"
#include "app/session/peoplebook.h"
#include "app/session/router.h"
#include "app/session/searchmodel.h"
#include "app/session/session.h"

namespace coterie {

// What a Session is made of, and how the parts are joined. Each part knows those above it in this list and none below;
// what has to go the other way goes by signal, from here.
class SessionParts final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionParts)
public:
    SessionParts(const SessionSettings &settings, Session &session);

    void open();
    void close();
    void retryNow();
    void rename(const QString &name);
    void comeTo(const QList<QUrl> &urls, const QByteArray &pin);
    void noteOpen(const RoomId &room);
    [[nodiscard]] bool isUnsaved() const;
    void tellState();
    [[nodiscard]] Session::StateInfo computeState() const;
    void fail(const QString &what, const QString &sentence);

    Session &session;
    QStringList unheard;
    SessionSettings settings;
    SystemClock systemClock;
    SystemRandom random;
    const Clock &clock;
    std::unique_ptr<NetworkWatch> ownNetwork; // unless there is one already
    NetworkWatch &network;
    Router router;
    LocalStore store;
    Connection connection;
    Requests requests;
    Login login;
    LeftBehind leftBehind;
    Outbox outbox;
    RoomBook book;
    History history;
    PeopleBook people;
    BoardBook boards;
    SearchModel search;

    Limits limits;
    UserId me;
    RoomId lastOpen;
    QString myName, hostName;
    bool isOpen = false;

private:
    void joinParts();
    void loaded(const CachedSession &cached);
    void welcomed(const Welcome &welcome);
    void sayName();
    void connectionLost();
    void saved(const RoomId &room, const OpId &id, bool onDisk);
    void acknowledged(const RoomId &room, const OpId &id, Seq seq);
    void refused(const OutboxEntry &entry, const Failure &failure);
    void roomRefused(const OutboxEntry &entry);
    void roomMissing(const RoomId &room);
    void lookForApart(const QList<RoomId> &rooms);
    void tellLostRooms();
    void brought(const BroughtWork &work);
    void mendReplies(const RoomId &room);
    void stepped(const RoomId &room, const RoomSync::Step &step, bool live);
    [[nodiscard]] Session::State stateNow(QString &reason, QString &cause) const;
    [[nodiscard]] bool isOtherThere() const;
    [[nodiscard]] bool isOnThisComputer() const; // one of the addresses at which the host is looked for
    [[nodiscard]] QList<QUrl> urls() const;

    Session::StateInfo m_state;
    QString m_refusal;       // of this login, in words
    qint64 m_lostMs = 0;     // monotonic: since when there is no welcome
    QSet<OpId> m_onlyHere;   // operations that were put in the queue and not on the disk
    QStringList m_lostRooms; // found to be gone while the list is read, to be told together
    QSet<RoomId> m_toOpen;   // made on this connection, to be shown when the host has them
    bool m_live = false;     // welcomed on this connection
    bool m_everLive = false;
    bool m_loaded = false;
    QTimer m_awayTimer;
};

} // namespace coterie
