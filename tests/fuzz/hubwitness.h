// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"
#include "shared/protocol/protocol.h"

#include <QHash>
#include <QSet>

#include <map>

// The outside world of a hub that somebody fuzzes: holds what each connection asked for against what it is told. Every
// request gets exactly one answer, or the connection is closed with a code; each event is told to those who are in the
// room, once and in the log's order; and whatever is said can be read by the reader of its receiver.
namespace coterie::fuzz {

// Hubs, hosts and transports that are wrong on purpose.
enum class HubPlant {
    None,
    SwallowsRequests, // every seventh message is not answered
    AnswersTwice,     // what answers an operation is said twice
    MissesEvents,     // every third event is not told
    FallsSilent,      // from the third event on nothing is told
    LosesRooms,       // the room that was made last is not in the store
    TellsStrangers,   // who leaves a room goes on hearing of it
    LenientHost,      // everybody may do everything on boards, whatever the host's settings say
    ForgetsAtRestart, // the session that is loaded lacks a member
    TurnsTheLog,      // an event is not told as it is stored
};

class HubWitness final : public server::Transport
{
public:
    using PeerId = server::PeerId;
    using GroupId = server::GroupId;

    explicit HubWitness(HubPlant plant)
        : m_plant(plant)
    {
    }

    [[nodiscard]] const QString &fault() const { return m_fault; }
    void fail(const QString &what)
    {
        if (m_fault.isEmpty())
            m_fault = what;
    }

    // ---- what a client does

    void connected(PeerId peer) { m_peers[peer]; }
    void asks(PeerId peer, const ClientMessage &message)
    {
        Peer &asker = m_peers[peer];
        const QByteArray answer = answerTo(message);
        if (!answer.isEmpty())
            asker.open[keyOf(message)].append(answer);
        if (const auto *leave = std::get_if<RoomLeave>(&message)) // whose answer does not say of which room
            asker.leaving.insert(leave->req, leave->room);
    }
    // A number that is in use for something else: nobody could tell the answers apart.
    [[nodiscard]] bool isAmbiguous(PeerId peer, const ClientMessage &message) const
    {
        const QByteArray key = keyOf(message);
        return !key.isEmpty() && m_peers.contains(peer) && !m_peers.at(peer).open.value(key).isEmpty() &&
               answerTo(message) != "ack";
    }
    // The hub has been told that it is gone, and has to let go of it.
    void gone(PeerId peer)
    {
        m_peers.erase(peer);
        for (auto group = m_groups.begin(); group != m_groups.end(); ++group)
            if (group->remove(peer) && m_plant != HubPlant::TellsStrangers)
                fail(QStringLiteral("a connection that is gone still listens"));
    }
    void setBehind(PeerId peer, bool on) { on ? void(m_behind.insert(peer)) : void(m_behind.remove(peer)); }

    // ---- what it knows

    [[nodiscard]] bool isClosed(PeerId peer) const { return !m_peers.contains(peer) || m_peers.at(peer).closed; }
    [[nodiscard]] qsizetype told(PeerId peer) const { return m_peers.contains(peer) ? m_peers.at(peer).told : 0; }
    [[nodiscard]] const Welcome *welcome(PeerId peer) const
    {
        const auto at = m_peers.find(peer);
        return at != m_peers.end() && at->second.welcome ? &*at->second.welcome : nullptr;
    }
    // The last that answered a request, of a connection that is there.
    [[nodiscard]] const ServerMessage &lastAnswer(PeerId peer) const { return m_peers.at(peer).last; }
    // What was acknowledged: by whom, and where.
    struct Acked {
        UserId user;
        Ack ack;
    };
    [[nodiscard]] const QList<Acked> &acks() const { return m_acks; }
    // Of each open connection: a room that it listens to, and the last event of it that it has.
    [[nodiscard]] QList<std::pair<RoomId, Seq>> heard() const
    {
        QList<std::pair<RoomId, Seq>> all;
        for (const auto &[id, peer] : m_peers)
            for (auto at = peer.rooms.cbegin(); !peer.closed && at != peer.rooms.cend(); ++at)
                all.append({at.key(), at.value()});
        return all;
    }
    [[nodiscard]] const std::map<std::pair<RoomId, Seq>, QByteArray> &events() const { return m_events; }
    void allAnswered()
    {
        for (const auto &[id, peer] : m_peers)
            if (!peer.closed)
                for (const QList<QByteArray> &owed : peer.open)
                    if (!owed.isEmpty())
                        fail(QStringLiteral("%1 was never answered").arg(QString::fromLatin1(owed.constFirst())));
    }
    // A host that stops in order has answered every operation that it took, and says goodbye to everybody (G15).
    void hasStopped()
    {
        for (const auto &[id, peer] : m_peers) {
            if (!peer.closed)
                fail(QStringLiteral("G15: a host stopped without closing a connection"));
            for (const QList<QByteArray> &owed : peer.open)
                if (owed.contains("ack") && !peer.closedBefore)
                    fail(QStringLiteral("G15: a host stopped without answering an operation"));
        }
    }
    void isStopping()
    {
        for (auto &[id, peer] : m_peers)
            peer.closedBefore = peer.closed;
    }
    static QByteArray bytesOf(const RoomEvent &event)
    {
        return encodeEvent(event) + event.chain.value_or(QByteArray());
    }

    // ---- Transport

    void send(PeerId peer, const ServerMessage &message, server::Delivery) override { tell(peer, message); }
    void publish(GroupId group, const ServerMessage &message, server::Delivery) override
    {
        const QSet<PeerId> peers = m_groups.value(group);
        for (const PeerId peer : peers)
            tell(peer, message);
    }
    void publishEvent(GroupId group, Seq, const ServerMessage &message) override
    {
        if (m_plant == HubPlant::FallsSilent && ++m_count > 2)
            return;
        if (m_plant == HubPlant::MissesEvents && ++m_count % 3 == 0)
            return;
        publish(group, message, server::Delivery::Logged);
    }
    void publishNewest(GroupId group, Seq, const ServerMessage &message) override
    {
        publish(group, message, server::Delivery::Newest);
    }
    void continueFrom(PeerId, GroupId, Seq) override { fail(QStringLiteral("a ring that nobody asked for")); }
    bool isBehind(PeerId peer) override { return m_behind.contains(peer); }
    void subscribe(GroupId group, PeerId peer) override { m_groups[group].insert(peer); }
    void unsubscribe(GroupId group, PeerId peer) override
    {
        if (m_plant != HubPlant::TellsStrangers)
            m_groups[group].remove(peer);
    }
    void close(PeerId peer, CloseCode code, const QString &reason) override
    {
        if (reason.toUtf8().size() > 123 || comebackAfter(int(code)) == Comeback::AtOnce)
            fail(QStringLiteral("closed as nobody may be: %1").arg(reason));
        if (m_peers.contains(peer))
            m_peers.at(peer).closed = true;
    }

private:
    struct Part {
        qint64 req = 0;
        Seq seq = 0;
        int index = 0;
    };
    struct Peer {
        bool closed = false, closedBefore = false; // the latter: when the host began to stop
        qsizetype told = 0;
        std::optional<Welcome> welcome;
        ServerMessage last;
        QHash<QByteArray, QList<QByteArray>> open; // by request number or id: names of the answers that are owed
        QHash<RoomId, Seq> rooms;                  // it listens to, and the last event that it has
        QHash<qint64, RoomId> leaving;             // by request number
        std::optional<Part> part;                  // the last piece of a board
    };

    // What answers a request; empty: nothing does, or what cannot be told apart from the answer to another.
    static QByteArray answerTo(const ClientMessage &message)
    {
        static const QHash<QByteArray, QByteArray> answers{
            {"hello", "welcome"},         {"ping", "pong"},
            {"rooms.list", "rooms.page"}, {"room.create", "ack"},
            {"room.join", "room.joined"}, {"room.leave", "done"},
            {"room.topic", "ack"},        {"members.get", "members.page"},
            {"chat.post", "ack"},         {"history.get", "history.page"},
            {"board.commit", "ack"},      {"board.get", "board.part"},
            {"blob.put", "blob.have"},    {"blob.get", "blob.part"},
            {"boards.change", "ack"},     {"rights.set", "ack"},
            {"state.get", "state.page"},  {"board.summon", "done"}};
        return answers.value(nameOf(message));
    }
    template <class Message> static QByteArray keyOf(const Message &message)
    {
        return std::visit(
            []<typename M>(const M &m) -> QByteArray {
                if constexpr (std::is_same_v<M, Failure>)
                    return m.req ? QByteArray::number(*m.req) : m.id ? m.id->value.toByteArray() : QByteArray();
                else if constexpr (requires { m.req; })
                    return QByteArray::number(m.req);
                else if constexpr (requires { m.id.value; })
                    return m.id.value.toByteArray();
                else
                    return {};
            },
            message);
    }

    void tell(PeerId id, const ServerMessage &original)
    {
        const auto at = m_peers.find(id);
        if (at == m_peers.end())
            return fail(QStringLiteral("%1 to somebody who is gone").arg(QLatin1String(nameOf(original))));
        if (at->second.closed)
            return;
        ServerMessage message = original;
        if (auto *posted = std::get_if<EventPosted>(&message); posted && m_plant == HubPlant::TurnsTheLog)
            posted->event.time += 1;
        const QByteArray frame = encode(message, Framing::Cbor);
        if (frame.size() > largestServerFrame)
            fail(QStringLiteral("%1 of %2 bytes").arg(QLatin1String(nameOf(message))).arg(frame.size()));
        const auto read = decodeFromServer(frame, Framing::Cbor);
        if (const auto *error = std::get_if<wire::Error>(&read))
            fail(QStringLiteral("%1 that nobody can read: %2@%3")
                     .arg(QLatin1String(nameOf(message)), error->code, error->path));
        receive(at->second, message);
        const bool isTwice = m_plant == HubPlant::AnswersTwice && std::holds_alternative<Ack>(message);
        if (isTwice)
            receive(at->second, message);
    }
    void receive(Peer &peer, const ServerMessage &message)
    {
        ++peer.told;
        answers(peer, message);
        std::visit([&](const auto &m) { takes(peer, m); }, message);
    }

    void answers(Peer &peer, const ServerMessage &message)
    {
        const QByteArray name = nameOf(message);
        const bool isFailure = std::holds_alternative<Failure>(message);
        const QByteArray key = keyOf(message);
        if (isFailure && key.isEmpty()) { // of what is told apart by its order alone
            if (auto &owed = peer.open[key]; !owed.isEmpty())
                owed.removeAt(std::max<qsizetype>(0, owed.indexOf("pong"))); // which is never waited for
            return;
        }
        if (const auto *part = std::get_if<BoardPart>(&message)) { // of up to four at once
            const auto before = std::exchange(peer.part, Part{part->req, part->seq, part->index});
            auto &owed = peer.open[key];
            if (!owed.contains(name) && before && before->req == part->req && before->seq == part->seq &&
                before->index + 1 == part->index)
                return;
        }
        const bool isPlain = key.isEmpty() && name != "welcome" && name != "pong";
        if (isPlain)
            return;
        auto &owed = peer.open[key];
        const qsizetype which = isFailure ? (owed.isEmpty() ? -1 : 0) : owed.indexOf(name);
        if (which < 0 && name == "welcome" && !peer.welcome)
            return; // what was refused meanwhile was something else, that has no answer of its own
        if (which < 0)
            return fail(QStringLiteral("%1 answers nothing, or twice").arg(QString::fromLatin1(name)));
        owed.removeAt(which);
        peer.last = message;
    }

    void takes(Peer &peer, const Welcome &welcome)
    {
        if (peer.welcome)
            fail(QStringLiteral("welcomed twice"));
        peer.welcome = welcome;
    }
    void takes(Peer &peer, const Done &done) { peer.rooms.remove(peer.leaving.take(done.req)); }
    void takes(Peer &peer, const Ack &ack) { m_acks.append({peer.welcome.value_or(Welcome{}).user, ack}); }
    void takes(Peer &peer, const RoomJoined &joined)
    {
        const RoomInfo &room = joined.room;
        if (!room.joined)
            fail(QStringLiteral("let into a room that they do not belong to"));
        if (const auto known = peer.rooms.constFind(room.id); known != peer.rooms.cend() && *known != room.head)
            fail(QStringLiteral("events were missed by coming in once more"));
        peer.rooms.insert(room.id, room.head);
    }
    void takes(Peer &peer, const MemberLeft &left)
    {
        if (peer.welcome && left.user == peer.welcome->user)
            peer.rooms.remove(left.room);
    }
    void takes(Peer &peer, const EventPosted &posted)
    {
        if (!isIn(peer, posted.room))
            return;
        Seq &last = peer.rooms[posted.room];
        if (posted.event.seq != last + 1)
            fail(QStringLiteral("event %1 after %2").arg(posted.event.seq).arg(last));
        last = posted.event.seq;
        note(posted.room, posted.event);
    }
    void takes(Peer &, const HistoryPage &page)
    {
        Seq last = 0;
        for (const RoomEvent &event : page.events) {
            if (event.seq <= last)
                fail(QStringLiteral("a page out of order"));
            last = event.seq;
            note(page.room, event);
        }
    }
    template <class M> void takes(Peer &peer, const M &m)
    {
        if constexpr (std::is_same_v<M, TypingChanged> || std::is_same_v<M, BoardPreview> ||
                      std::is_same_v<M, BoardPointer> || std::is_same_v<M, BoardSummoned>)
            (void)isIn(peer, m.room);
    }
    bool isIn(const Peer &peer, const RoomId &room)
    {
        if (!peer.rooms.contains(room))
            fail(QStringLiteral("told of a room to somebody who is not in it"));
        return peer.rooms.contains(room);
    }
    void note(const RoomId &room, const RoomEvent &event)
    {
        const auto [at, isNew] = m_events.try_emplace({room, event.seq}, bytesOf(event));
        if (!isNew && at->second != bytesOf(event))
            fail(QStringLiteral("event %1 is told in two ways").arg(event.seq));
    }

    const HubPlant m_plant;
    std::map<PeerId, Peer> m_peers;
    QHash<GroupId, QSet<PeerId>> m_groups;
    QSet<PeerId> m_behind;
    QList<Acked> m_acks;
    std::map<std::pair<RoomId, Seq>, QByteArray> m_events; // as somebody was told
    QString m_fault;
    int m_count = 0;
};

} // namespace coterie::fuzz
