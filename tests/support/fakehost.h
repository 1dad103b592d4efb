// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QUrl>
#include <QWebSocketServer>

#include <functional>

class QWebSocket;

namespace coterie::test {

// A host of a few lines that answers as protocol.md says, out of memory, and misbehaves on demand. Lives in the test's
// thread. One person per token, every message kept in `seen`.
class FakeHost final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeHost)
public:
    struct Room {
        RoomInfo info;
        QList<RoomEvent> log;
        QList<UserId> members;
    };

    explicit FakeHost(QObject *parent = nullptr);
    ~FakeHost() override;

    [[nodiscard]] bool listen(quint16 port = 0);
    void stopListening();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_port)); }
    [[nodiscard]] int connections() const { return int(m_peers.size()); }

    RoomId addRoom(const QString &name, int messages = 0);
    Room &room(const RoomId &id) { return m_rooms[id]; }
    // Appends to the log; told to those who listen, unless it is to look like an event that got lost.
    Seq say(const RoomId &id, const QString &body, bool told = true);
    void tell(const ServerMessage &message);          // to everybody
    void beginAnew(const RoomId &id);                 // a new epoch, an empty log
    void setBack(const RoomId &id, qsizetype events); // an older backup: a new epoch, and so many of its events
    void forgetPeople() { people.clear(); }
    void cut();                                          // as if the cable was pulled
    void closeAll(int code, const QString &reason = {}); // politely

    // What this host does not do, or does otherwise. Return true from `intercept` and nothing else happens.
    std::function<bool(QWebSocket *, const ClientMessage &)> intercept;
    bool answersPings = true;
    bool authorsBelong = true;        // who makes a room belongs to it (P50)
    QSet<RoomId> forgets;             // rooms in which nobody holds what the log holds: `reset`, once
    QHash<QByteArray, UserId> people; // by their tokens
    void answer(QWebSocket *socket, const ServerMessage &message);
    void handle(QWebSocket *socket, const ClientMessage &message); // what would have happened

    QList<ClientMessage> seen;
    template <class T> [[nodiscard]] QList<T> seenOf() const
    {
        QList<T> out;
        for (const ClientMessage &message : seen)
            if (const auto *one = std::get_if<T>(&message))
                out.append(*one);
        return out;
    }
    [[nodiscard]] QList<QString> posted() const; // bodies in the log of the first room

    UserId other; // who says what say() says
    QString name = QStringLiteral("Fake");
    Limits limits;

private:
    struct Peer {
        UserId user;
        QString name;
        QList<RoomId> listens;
    };
    void accept();
    [[nodiscard]] Ack append(Peer &peer, const RoomId &id, RoomEvent event);
    [[nodiscard]] RoomInfo infoFor(const RoomId &id, const UserId &user) const;
    void publish(const RoomId &id, const RoomEvent &event);

    QWebSocketServer m_server;
    quint16 m_port = 0;
    QHash<QWebSocket *, Peer> m_peers;
    QHash<RoomId, Room> m_rooms;
    QList<RoomId> m_order;
    qint64 m_clock = 1'800'000'000'000;
};

} // namespace coterie::test
