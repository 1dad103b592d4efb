// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/clock.h"
#include "tests/sim/checker.h"
#include "tests/sim/simpeople.h"
#include "tests/sim/simroom.h"
#include "tests/support/boarddeeds.h"

#include <deque>
#include <functional>
#include <map>
#include <set>

// A client as the protocol's rules want it: an outbox that keeps its ids, resume by (epoch, seq), gaps fetched, rooms
// joined and left, a board in each, and who is there. Several may be the devices of one person. Plain state, no
// sockets: frames go out through a function and come in through receive().
namespace coterie::sim {

class SimClient
{
public:
    using Send = std::function<void(const ClientMessage &)>;
    struct Habits {
        bool boards = false;
        bool everywhere = false;  // in every room there is
        bool rights = false;      // is told who may do what, and asks before it draws
        bool skipsRebase = false; // rules broken on purpose
        bool deafToRights = false;
        bool keepsRefused = false;
    };
    struct Tally {
        int topics = 0, changed = 0, takenBack = 0, refused = 0, made = 0, joined = 0, left = 0, drawn = 0,
            notDrawn = 0, sentAgain = 0, chosen = 0, rights = 0, rightsRefused = 0, forbidden = 0, heldBack = 0;
    };

    // `first`: the first device of the person, if this is another one.
    SimClient(int number, Random &random, Checker &checker, const Habits &habits, SimClient *first)
        : m_number(number)
        , m_random(random)
        , m_checker(checker)
        , m_habits(habits)
        , m_first(first)
        , m_device(quint32(number) << 16U | 1U)
    {
    }

    // The person acts: it is in the outbox from here on, whatever happens. Nothing where there is nothing to do.
    void write(const QString &body);
    void setTopic(const QString &topic);
    void change(const QString &body); // of what waits
    void takeBack();
    void makeRoom(const QString &name);
    void joinSome();
    void leaveSome();
    void draw(test::BoardDeeds &deeds);
    void choose(const Choice &choice); // how one is
    void changeRights(test::Dice &lots, const QList<UserId> &people);
    [[nodiscard]] bool isModerator() const; // of some room, as it knows

    void connected(const Send &send);
    void disconnected();
    // Keeps the outbox, the token and which rooms one is in, and what was written of the boards; forgets everything
    // else: the program was killed and started again.
    void restart();
    void receive(const ServerMessage &message);
    // Time passed: try again what was refused for a while.
    void poll();
    // What is under way is sent once more, as an impatient outbox does.
    bool sendTwice();

    [[nodiscard]] bool isSettled(const std::map<RoomId, Seq> &heads) const;
    [[nodiscard]] bool isConnected() const { return bool(m_send); }
    [[nodiscard]] bool mayConnect() const { return !m_first || token(); } // as the person that it is a device of
    [[nodiscard]] SimClient *first() { return m_first ? m_first : this; }
    [[nodiscard]] UserId user() const { return m_user; }
    // What the person calls themselves.
    [[nodiscard]] QString name() const
    {
        return QStringLiteral("Client %1").arg(m_first ? m_first->m_number : m_number);
    }
    [[nodiscard]] const SimPeople &people() const { return m_people; }
    [[nodiscard]] QList<Checker::View> views() const;
    [[nodiscard]] PresenceView presence() const;
    [[nodiscard]] std::optional<QByteArray> token() const { return m_token || !m_first ? m_token : m_first->token(); }
    [[nodiscard]] const Tally &tally() const { return m_tally; }
    [[nodiscard]] int snapshots() const;

private:
    struct Entry {
        ClientMessage message;
        OpId id;
        RoomId room;
        bool sent = false;  // ever
        bool here = false;  // on this connection
        bool going = false; // and not answered
    };
    struct Question {
        enum class Kind { Rooms, Join, Leave, Page, Board, Members, State } kind;
        RoomId room;
        Seq after = 0; // of a page
    };

    void on(const Welcome &welcome);
    void on(const RoomsPage &page);
    void on(const RoomAdded &added);
    void on(const RoomJoined &joined);
    void on(const MemberJoined &joined);
    void on(const MemberLeft &left);
    void on(const MembersPage &page);
    void on(const PresenceChanged &changed);
    void on(const Done &done);
    void on(const HistoryPage &page);
    void on(const BoardPart &part);
    void on(const RoomStatePage &page);
    void on(const EventPosted &posted);
    void on(const Ack &ack);
    void on(const Failure &failure);
    void on(const auto &) {}

    void hello();
    void roomIsThere(const RoomInfo &info);
    void roomIsThere(const RoomId &id);
    void join(SimRoom &room);
    void leave(SimRoom &room);
    void isOut(const RoomId &room); // the host says so
    void adopt(const RoomInfo &info);
    void cameElsewhere(const RoomId &room);
    void leftElsewhere(SimRoom &room);
    void askMembers(const SimRoom &room);
    void askState(const SimRoom &room);
    void tellChoice();
    void fetch(SimRoom &room);
    void put(const ClientMessage &message, const OpId &id, const RoomId &room, Wish wish);
    void flush();
    [[nodiscard]] bool mayGo(const Entry &entry) const;
    [[nodiscard]] qint64 ask(Question::Kind kind, const RoomId &room, Seq after = 0);
    [[nodiscard]] bool isAsking(Question::Kind kind, const RoomId &room) const;
    [[nodiscard]] std::optional<Question> answered(qint64 req);
    [[nodiscard]] SimRoom *find(const RoomId &room);
    [[nodiscard]] SimRoom *anyRoom(bool wanted);
    void beginBoard(SimRoom &room);
    void sendLostAgain(SimRoom &room);
    void refuse(std::deque<Entry>::iterator entry, const Failure &failure);
    [[nodiscard]] Wish someChange(const SimRoom &room, test::Dice &lots, const QList<UserId> &people) const;
    [[nodiscard]] bool holdsBack(const SimRoom &room, const QList<BoardOp> &ops);
    [[nodiscard]] OpId newId() { return OpId{uuidV7(0, m_random.next(), m_random.next())}; }

    int m_number;
    Random &m_random;
    Checker &m_checker;
    Habits m_habits;
    SimClient *const m_first;
    Send m_send;
    std::optional<QByteArray> m_token;
    UserId m_user;
    quint32 m_device; // another one in each life of each program
    SimPeople m_people;
    bool m_isIn = false; // welcomed on this connection
    std::map<RoomId, SimRoom> m_rooms;
    std::set<RoomId> m_known;  // to be there
    std::set<RoomId> m_making; // not yet
    std::set<RoomId> m_open;   // asked for on this connection, and not left
    bool m_isListed = false;
    std::map<qint64, Question> m_questions;
    qint64 m_lastReq = 0;
    std::deque<Entry> m_outbox;
    Tally m_tally;
};

} // namespace coterie::sim
