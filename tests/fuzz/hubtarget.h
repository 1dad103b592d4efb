// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "shared/protocol/boardrights.h"
#include "tests/fuzz/hubmaker.h"
#include "tests/fuzz/hubwitness.h"
#include "tests/support/faketransport.h"

// What must hold for whatever clients, a network, a disk and restarts do to the core of a host: see HubWitness, and
// what is in the logs: each without a gap, nothing by somebody who had no right to it, and all that was acknowledged or
// told. A host that is started again on the same store tells the same rooms, members, boards and rights.
namespace coterie::fuzz {

// A room's log by a second reading: its events as the rights stood when they got their place.
inline QString logFault(const server::StoredRoom &room, const QList<RoomEvent> &log, BoardRight everybody,
                        const QSet<UserId> &owners)
{
    RoomState rights(room.id, room.creator, everybody);
    for (const UserId &owner : owners)
        rights.addOwner(owner);
    QHash<BoardId, BoardDoc> boards;
    QSet<OpId> ids;
    Seq line = 0;
    qint64 time = 0;
    for (qsizetype i = 0; i < log.size(); ++i) {
        const RoomEvent &event = log.at(i);
        if (event.seq != i + 1 || event.time < time || ids.contains(event.id) || (event.chat && event.line != ++line))
            return QStringLiteral("a log with a gap, out of time, or with something twice");
        time = event.time;
        ids.insert(event.id);
        std::optional<BoardRefusal> refusal;
        if (event.boards)
            refusal = rights.check(event.author, *event.boards);
        if (event.rights)
            refusal = rights.check(event.author, *event.rights);
        if (event.board) {
            const BoardId board = boardOf(room.id, event.board->board);
            BoardDoc &doc = boards[board];
            if (!rights.board(board))
                return QStringLiteral("something on a board that is not there");
            refusal = checkBoardOps(event.board->ops);
            if (!refusal)
                refusal = checkBoardRights(rights, board, doc, event.author, event.board->ops);
            if (!refusal)
                refusal = doc.validate(boardTransaction(event));
            doc.apply(boardTransaction(event), event.seq);
        }
        if (refusal)
            return QStringLiteral("somebody changed what they may not: %1@%2").arg(refusal->code, refusal->path);
        (void)rights.apply(event);
    }
    return {};
}

class HubScript final
{
public:
    explicit HubScript(QByteArrayView bytes, HubPlant plant = HubPlant::None)
        : m_choices(bytes)
        , m_plant(plant)
        , m_maker(m_choices)
        , m_witness(plant)
    {
        m_config.boardRight = BoardRight(m_choices.below(4));
        m_config.storeBytes = storeBytes;
        m_config.limits.chatPerSecond = m_config.limits.chatBurst = 100;
    }

    QString fault()
    {
        start({});
        for (Seat &seat : m_seats)
            seat.person = int(&seat - m_seats.data()) % people;
        for (Seat &seat : m_seats)
            if (&seat != &m_seats.back())
                sitDown(seat);
        for (int steps = 0; steps < 300 && !m_choices.isOver() && m_witness.fault().isEmpty(); ++steps)
            step();
        finish();
        return m_witness.fault();
    }

private:
    using PeerId = server::PeerId;
    static constexpr int people = 3;
    static constexpr qint64 storeBytes = 64 * 1024;
    static constexpr qint64 largestAsked = 512 * 1024; // of what is not waited with: names, marks, parts of images
    struct Seat {
        int person = 0;
        PeerId peer = 0; // 0: nobody sits there
    };

    void start(const server::StoredSession &session)
    {
        server::HubConfig config = m_config;
        if (m_plant == HubPlant::LenientHost)
            config.boardRight = BoardRight::EditAll;
        m_hub = std::make_unique<server::Hub>(m_witness, m_store, m_clock, m_random, config);
        m_hub->load(session);
        settle();
        for (const server::StoredRoom &room : m_store.session().rooms)
            if (!m_maker.rooms.contains(room.id))
                m_maker.rooms.append(room.id);
    }

    void step()
    {
        Seat &seat = m_seats[std::size_t(m_choices.below(int(m_seats.size())))];
        m_clock.advance(40);
        m_hub->tick();
        leaveClosed();
        switch (m_choices.below(20)) {
        case 0:
            seat.peer ? leave(seat, m_choices.below(2) ? server::Parting::Lost : server::Parting::Goodbye)
                      : sitDown(seat);
            break;
        case 1:
            if (m_choices.below(3) == 0)
                restart(m_choices.below(3));
            break;
        case 2:
            m_store.deliver(m_choices.below(4) + 1);
            break;
        case 3:
            m_clock.advance(m_choices.byte() * 100);
            m_hub->tick();
            break;
        case 4: // the disk refuses whatever waits
            m_store.setFailing(true);
            settle();
            m_store.setFailing(false);
            break;
        case 5:
            m_witness.setBehind(seat.peer, m_choices.below(2) != 0);
            m_hub->peerDrained(seat.peer);
            break;
        default:
            if (!seat.peer)
                sitDown(seat);
            else
                say(seat, m_maker.message(userOf(seat)));
        }
        if (m_choices.below(3) != 0)
            settle();
        if (m_store.waitingBytes() > storeBytes + largestAsked)
            m_witness.fail(QStringLiteral("%1 bytes wait for the disk").arg(m_store.waitingBytes()));
        learn();
    }

    // ---- connections

    void sitDown(Seat &seat)
    {
        seat.peer = ++m_lastPeer;
        m_witness.connected(seat.peer);
        m_hub->peerConnected(seat.peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
        const QByteArray token = m_tokens[std::size_t(seat.person)];
        say(seat, Hello{protocolVersion, QStringLiteral("fuzz"), QStringLiteral("P%1").arg(seat.person),
                        token.isEmpty() ? std::nullopt : std::optional(token),
                        idOf<DeviceId>(10, int(&seat - m_seats.data()))});
        settle();
        learn();
        if (m_witness.welcome(seat.peer) && !m_witness.isClosed(seat.peer))
            say(seat, m_maker.join(m_maker.rooms.constFirst()));
    }
    void leave(Seat &seat, server::Parting how)
    {
        const PeerId peer = std::exchange(seat.peer, 0);
        m_witness.setBehind(peer, false);
        m_hub->peerDisconnected(peer, how);
        m_witness.gone(peer);
    }
    // Whoever was closed hears nothing more; the hub is told later, as by a network.
    void leaveClosed()
    {
        for (Seat &seat : m_seats)
            if (seat.peer && m_witness.isClosed(seat.peer))
                leave(seat, server::Parting::Lost);
    }
    void learn()
    {
        for (const Seat &seat : m_seats)
            if (const Welcome *welcome = m_witness.welcome(seat.peer)) {
                m_tokens[std::size_t(seat.person)] = welcome->token;
                if (!m_maker.users.contains(welcome->user))
                    m_maker.users.append(welcome->user);
            }
    }
    [[nodiscard]] UserId userOf(const Seat &seat) const
    {
        const Welcome *welcome = m_witness.welcome(seat.peer);
        return welcome ? welcome->user : UserId();
    }

    // As it comes over a network, now and then with a byte that is another one.
    void say(Seat &seat, const ClientMessage &message)
    {
        if (!seat.peer || m_witness.isClosed(seat.peer))
            return;
        QByteArray frame = encode(message, Framing::Cbor);
        if (m_choices.below(12) == 1 && !std::holds_alternative<Hello>(message))
            frame[m_choices.byte() % frame.size()] = char(m_choices.byte());
        const auto read = decodeFromClient(frame, Framing::Cbor);
        if (const auto *error = std::get_if<wire::Error>(&read)) {
            const qsizetype told = m_witness.told(seat.peer);
            m_hub->peerFault(seat.peer, *error);
            if (m_witness.told(seat.peer) != told + 1 && !m_witness.isClosed(seat.peer))
                m_witness.fail(QStringLiteral("what is no message was not answered"));
            return;
        }
        const auto &asked = std::get<ClientMessage>(read);
        if (m_witness.isAmbiguous(seat.peer, asked))
            return;
        m_witness.asks(seat.peer, asked);
        if (m_plant != HubPlant::SwallowsRequests || ++m_said % 7 != 0)
            m_hub->peerMessage(seat.peer, asked);
    }
    void settle()
    {
        while (m_store.deliver() > 0) {
        }
    }

    // ---- restarts: in order, by a power cut, and by one in the middle of writing

    void restart(int how)
    {
        if (how == 0) {
            m_witness.isStopping();
            m_hub->drain(QStringLiteral("restart"), 1000);
            settle();
            if (!m_hub->isDrained())
                m_witness.fail(QStringLiteral("G15: a host does not end"));
            m_witness.hasStopped();
        } else if (how == 1) {
            m_store.forgetWaiting();
        } else {
            m_store.tear(m_choices.below(4));
        }
        for (Seat &seat : m_seats)
            if (seat.peer)
                leaveLost(seat);
        m_hub.reset();
        m_store.forgetWaiting();
        server::StoredSession session = m_store.session();
        noteOwners(session);
        if (m_plant == HubPlant::ForgetsAtRestart && !session.members.isEmpty())
            session.members.removeLast();
        m_clock.advance(1000);
        start(session);
    }
    void leaveLost(Seat &seat)
    {
        m_hub->peerDisconnected(seat.peer, server::Parting::Lost);
        m_witness.setBehind(seat.peer, false);
        m_witness.gone(std::exchange(seat.peer, 0));
    }
    void noteOwners(const server::StoredSession &session)
    {
        for (const server::StoredUser &user : session.users)
            if (user.owner)
                m_owners.insert(user.id);
    }

    // ---- the end

    // Everything that waits for a time has had it.
    void wait()
    {
        for (int i = 0; i < 120; ++i) {
            m_clock.advance(500);
            m_hub->tick();
            settle();
            leaveClosed();
        }
    }
    void finish()
    {
        for (const Seat &seat : m_seats)
            if (seat.peer) {
                m_witness.setBehind(seat.peer, false);
                m_hub->peerDrained(seat.peer);
            }
        settle();
        wait();
        m_witness.allAnswered();
        judge();
        const QList<QByteArray> before = view();
        restart(0);
        wait();
        if (view() != before)
            m_witness.fail(QStringLiteral("started again, the host tells something else"));
        for (Seat &seat : m_seats)
            if (seat.peer)
                leaveLost(seat);
        wait();
        if (const server::HubStats stats = m_hub->stats(); stats.peers != 0 || stats.online != 0)
            m_witness.fail(QStringLiteral("somebody is there whom nobody connected"));
    }

    void judge()
    {
        server::StoredSession session = m_store.session();
        if (m_plant == HubPlant::LosesRooms && session.rooms.size() > 1)
            session.rooms.removeLast();
        noteOwners(session);
        std::map<RoomId, QList<RoomEvent>> logs;
        for (const server::StoredRoom &room : session.rooms) {
            const QList<RoomEvent> log = logs[room.id] = m_store.events(room.id);
            if (const QString fault = logFault(room, log, m_config.boardRight, m_owners); !fault.isEmpty())
                m_witness.fail(fault);
            if (room.head != log.size())
                m_witness.fail(QStringLiteral("a room whose head is not its log's end"));
        }
        for (const auto &[place, bytes] : m_witness.events()) {
            const QList<RoomEvent> log = logs[place.first];
            if (place.second > log.size() || HubWitness::bytesOf(log.at(place.second - 1)) != bytes)
                m_witness.fail(QStringLiteral("event %1 was told, and is not stored so").arg(place.second));
        }
        for (const HubWitness::Acked &acked : m_witness.acks()) {
            const QList<RoomEvent> log = logs[acked.ack.room];
            const Seq seq = acked.ack.seq;
            const bool isRoom = seq == 0 && RoomId{acked.ack.id.value} == acked.ack.room;
            const bool isThere = std::any_of(session.rooms.cbegin(), session.rooms.cend(),
                                             [&](const auto &room) { return room.id == acked.ack.room; });
            if (isRoom ? !isThere
                       : seq < 1 || seq > log.size() || log.at(seq - 1).id != acked.ack.id ||
                             log.at(seq - 1).author != acked.user)
                m_witness.fail(QStringLiteral("what was acknowledged is not in the log"));
        }
        // Nobody is behind any more.
        for (const auto &[room, last] : m_witness.heard())
            if (last != logs[room].size())
                m_witness.fail(
                    QStringLiteral("event %1 of %2 was the last that came").arg(last).arg(logs[room].size()));
    }

    // What each person is told of the rooms, by a connection of their own.
    QList<QByteArray> view()
    {
        QList<QByteArray> all;
        for (int person = 0; person < people; ++person) {
            Seat seat{person};
            if (m_tokens[std::size_t(person)].isEmpty())
                continue;
            seat.peer = ++m_lastPeer;
            m_witness.connected(seat.peer);
            m_hub->peerConnected(seat.peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
            tells(seat, Hello{protocolVersion, QStringLiteral("fuzz"), QStringLiteral("P%1").arg(person),
                              m_tokens[std::size_t(person)]});
            if (const Welcome *welcome = m_witness.welcome(seat.peer))
                all.append(welcome->user.value.toByteArray());
            RoomsPage rooms;
            if (const auto *page = std::get_if<RoomsPage>(&tells(seat, RoomsList{1, {}})))
                rooms = *page;
            all.append(encode(ServerMessage(rooms), Framing::Cbor));
            for (const RoomInfo &room : std::as_const(rooms.rooms)) {
                m_clock.advance(500);
                if (const auto *state = std::get_if<RoomStatePage>(&tells(seat, RoomStateGet{2, room.id}))) {
                    RoomStatePage page = *state;
                    page.seq = 0; // of the last event that it was told of; the rest is what counts
                    all.append(encode(ServerMessage(page), Framing::Cbor));
                }
                if (const auto *page = std::get_if<MembersPage>(&tells(seat, MembersGet{3, room.id, {}})))
                    for (const Person &one : page->members)
                        all.append(one.id.value.toByteArray());
            }
            leaveLost(seat);
        }
        return all;
    }
    const ServerMessage &tells(Seat &seat, const ClientMessage &message)
    {
        static const ServerMessage nothing;
        if (m_witness.isClosed(seat.peer))
            return nothing;
        m_witness.asks(seat.peer, message);
        m_hub->peerMessage(seat.peer, message);
        settle();
        return m_witness.lastAnswer(seat.peer);
    }

    Choices m_choices;
    const HubPlant m_plant;
    HubMaker m_maker;
    server::HubConfig m_config;
    test::FakeClock m_clock;
    test::SeededRandom m_random{1};
    server::MemoryStore m_store;
    HubWitness m_witness;
    std::unique_ptr<server::Hub> m_hub;
    std::array<Seat, 4> m_seats;
    std::array<QByteArray, people> m_tokens;
    QSet<UserId> m_owners;
    PeerId m_lastPeer = 0;
    int m_said = 0;
};

inline QString hubFault(QByteArrayView bytes, HubPlant plant = HubPlant::None)
{
    return HubScript(bytes, plant).fault();
}

} // namespace coterie::fuzz
