// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "server/storage/memorystore.h"
#include "tests/support/boardlog.h"
#include "tests/support/faketransport.h"

#include <QTest>

#include <algorithm>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

// A hub with its whole world: a store in memory, a transport that keeps lists, a clock that moves when told.
class World
{
public:
    explicit World(const HubConfig &hubConfig = {})
        : config(hubConfig)
        , hub(transport, store, clock, random, config)
    {
        hub.load({});
        settle();
    }

    void settle()
    {
        while (store.deliver() > 0) {
        }
    }
    PeerId connect()
    {
        const PeerId peer = ++m_lastPeer;
        hub.peerConnected(peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true});
        return peer;
    }
    template <class M> void say(PeerId peer, const M &message)
    {
        hub.peerMessage(peer, ClientMessage(message));
        settle();
    }
    Welcome hello(PeerId peer, const QString &name, std::optional<QByteArray> token = {})
    {
        say(peer, Hello{1, QStringLiteral("test"), name, token});
        return transport.last<Welcome>(peer).value_or(Welcome{});
    }
    RoomId firstRoom(PeerId peer)
    {
        say(peer, RoomsList{1, {}});
        return transport.last<RoomsPage>(peer)->rooms.first().id;
    }
    // Connected, welcomed and listening to the first room.
    PeerId join(const QString &name)
    {
        const PeerId peer = connect();
        hello(peer, name);
        say(peer, RoomJoin{2, firstRoom(peer), {}, {}});
        return peer;
    }
    ChatPost post(const RoomId &room, const QString &body) { return {newId<OpId>(), room, body, {}}; }
    void advance(qint64 ms)
    {
        clock.advance(ms);
        hub.tick();
        settle();
    }
    // Transactions of 500 strokes each, drawn and acknowledged.
    void fill(PeerId peer, const RoomId &room, int transactions)
    {
        for (int i = 0; i < transactions; ++i) {
            BoardCommit commit{newId<OpId>(), room, {}};
            for (int k = 0; k < 500; ++k)
                commit.ops.append(dash(newId<ObjectId>(), i, k));
            say(peer, commit);
        }
    }
    // The board whose pieces answered this question.
    [[nodiscard]] BoardDoc readBoard(PeerId peer, const RoomId &room, qint64 req)
    {
        BoardSnapshotReader reader;
        Seq seq = 0;
        for (int next = 0; !reader.isComplete();) {
            const int before = next;
            for (const BoardPart &part : transport.all<BoardPart>(peer))
                if (part.req == req && part.index == next && (next == 0 || part.seq == seq) && reader.add(part.data)) {
                    seq = part.seq;
                    ++next;
                }
            if (next == before)
                return {};
            if (!reader.isComplete())
                say(peer, BoardGet{req, room, seq, next});
        }
        return reader.take();
    }
    [[nodiscard]] QString refusal(PeerId peer) const
    {
        const auto failure = transport.last<Failure>(peer);
        return failure ? QString(failure->code % u'@' % failure->path.value_or(QString())) : QString();
    }

    HubConfig config;
    FakeClock clock;
    SeededRandom random{1};
    FakeTransport transport;
    MemoryStore store;
    Hub hub;

private:
    PeerId m_lastPeer = 0;
};

// Where drawing fast is not what is tested.
HubConfig boardTests()
{
    HubConfig config;
    config.limits.boardPerSecond = config.limits.boardBurst = 1'000'000;
    return config;
}

} // namespace

class TestHub final : public QObject
{
    Q_OBJECT
private slots:
    void P5_theFirstMessageIsHello()
    {
        World w;
        const PeerId peer = w.connect();
        w.say(peer, RoomsList{1, {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("hello-first@"));
        w.say(peer, Ping{7});
        QCOMPARE(w.transport.last<Pong>(peer)->n, 7);
        QCOMPARE(w.hello(peer, QStringLiteral("Ana")).name, QStringLiteral("Ana"));
        w.say(peer, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("hello-again@"));
    }
    void P5_aSilentConnectionIsClosed()
    {
        World w;
        const PeerId silent = w.connect();
        const PeerId polite = w.connect();
        w.hello(polite, QStringLiteral("Ana"));
        w.advance(4999);
        QVERIFY(!w.transport.closed.contains(silent));
        w.advance(1);
        QCOMPARE(w.transport.closed.value(silent), CloseCode::ProtocolFault);
        QVERIFY(!w.transport.closed.contains(polite));
    }
    void anUnknownVersionIsToldWhichOneIsSpoken()
    {
        World w;
        const PeerId peer = w.connect();
        w.say(peer, Hello{9, QStringLiteral("test"), QStringLiteral("Ana"), {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("version@version"));
        QVERIFY(w.transport.last<Failure>(peer)->text->contains(u'1'));
        QCOMPARE(w.transport.closed.value(peer), CloseCode::ProtocolFault);
    }
    void badNamesAreRefusedAndMayBeMended()
    {
        World w;
        const PeerId peer = w.connect();
        w.hello(peer, QStringLiteral("\u202E"));
        QCOMPARE(w.refusal(peer), QStringLiteral("bad-name@name"));
        QCOMPARE(w.hello(peer, QStringLiteral("Ana")).name, QStringLiteral("Ana"));
    }
    void aNewcomerWhomTheDiskRefusesMayTryAgain()
    {
        for (const int writable : {0, 1}) { // the person itself, or the membership that follows
            World w;
            const PeerId ana = w.connect();
            w.hub.peerMessage(ana, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), {}});
            w.store.deliver(writable);
            w.store.setFailing(true);
            w.settle();
            QCOMPARE(w.refusal(ana), QStringLiteral("storage@"));
            w.store.setFailing(false);
            QCOMPARE(w.hello(ana, QStringLiteral("Ana")).name, QStringLiteral("Ana"));
            w.advance(5000);
            QVERIFY(!w.transport.closed.contains(ana));
        }
    }
    void aNewcomerHasNothingUnreadAfterARestartEither()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QStringLiteral("before")));
        w.hello(w.connect(), QStringLiteral("Ben"));
        for (const auto &member : w.store.session().members)
            QVERIFY(member.read == 5 || member.user == w.transport.last<Welcome>(ana)->user);
    }
    void P14_whoFloodsForTenSecondsIsClosed()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 1000 && !w.transport.closed.contains(ana); ++i)
            w.hub.peerMessage(ana, w.post(room, QStringLiteral("x")));
        QCOMPARE(w.transport.closed.value(ana), CloseCode::RateLimited);
    }
    void newcomersFromOneAddressHaveARate()
    {
        World w;
        int entered = 0;
        for (int i = 0; i < 300; ++i) {
            const PeerId peer = PeerId(1000 + i);
            w.hub.peerConnected(peer, {QStringLiteral("192.0.2.7"), Framing::Cbor, false});
            entered += w.hello(peer, QStringLiteral("Ana")).name.isEmpty() ? 0 : 1;
        }
        QCOMPARE(entered, 200);
        QCOMPARE(w.refusal(1299), QStringLiteral("rate@"));
    }
    void aNumberNeverCutsACharacterInTwo()
    {
        World w;
        const QString name = QString(62, u'a') + QString::fromUtf8("😀");
        QCOMPARE(w.hello(w.connect(), name).name, name);
        const QString second = w.hello(w.connect(), name).name;
        QVERIFY(second.isValidUtf16());
        QCOMPARE(second, QString(QString(62, u'a') + QStringLiteral(" 2")));
    }
    void aNewNameIsToldWhileOneIsThere()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.hub.peerDisconnected(ben);
        w.transport.forget();
        w.hello(w.connect(), QStringLiteral("Benjamin"), token);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.name, QStringLiteral("Benjamin"));
    }
    void twoPeopleOfOneNameGetTwoNames()
    {
        World w;
        QCOMPARE(w.hello(w.connect(), QStringLiteral("Ana")).name, QStringLiteral("Ana"));
        QCOMPARE(w.hello(w.connect(), QStringLiteral("ANA")).name, QStringLiteral("ANA 2"));
        QCOMPARE(w.hello(w.connect(), QStringLiteral("ana")).name, QStringLiteral("ana 3"));
    }
    void P17_theTokenIsThePerson()
    {
        World w;
        const auto first = w.hello(w.connect(), QStringLiteral("Ana"));
        const auto again = w.hello(w.connect(), QStringLiteral("Ana"), first.token);
        QCOMPARE(again.user, first.user);
        QCOMPARE(again.name, QStringLiteral("Ana"));
        const PeerId stranger = w.connect();
        w.hello(stranger, QStringLiteral("Ana"), QByteArray(32, 'x'));
        QCOMPARE(w.refusal(stranger), QStringLiteral("bad-token@token"));
        QVERIFY(!w.transport.last<Welcome>(stranger));
    }
    void aNewcomerBelongsToTheFirstRoomAndOthersAreTold()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.connect();
        w.hello(ben, QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<MemberJoined>(ana)->person.name, QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<MemberJoined>(ana)->members, 2);
        w.say(ben, RoomsList{1, {}});
        QVERIFY(w.transport.last<RoomsPage>(ben)->rooms.first().joined);
    }
    void P8_anAckComesAfterTheStoreAndTheEventReachesAll()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        const auto post = w.post(room, QStringLiteral("hello"));
        w.transport.forget();
        w.hub.peerMessage(ana, post);
        QVERIFY2(!w.transport.last<Ack>(ana) && !w.transport.last<EventPosted>(ben), "nothing before the store has it");
        w.settle();
        const auto ack = w.transport.last<Ack>(ana);
        QVERIFY(ack);
        QCOMPARE(ack->id, post.id);
        QCOMPARE(ack->seq, 1);
        QVERIFY(!ack->dup);
        const auto event = w.transport.last<EventPosted>(ben);
        QCOMPARE(event->event.chat->body, QStringLiteral("hello"));
        QCOMPARE(event->event.name, QStringLiteral("Ana"));
        QCOMPARE(event->event.line, std::optional<Seq>(1));
        QCOMPARE(w.transport.all<EventPosted>(ana).size(), 1);
    }
    void P7_aResendIsPostedOnceAndAnsweredWithTheFirstAck()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto post = w.post(w.firstRoom(ana), QStringLiteral("once"));
        w.say(ana, post);
        w.say(ana, w.post(post.room, QStringLiteral("other")));
        w.transport.forget();
        w.say(ana, post);
        QVERIFY(w.transport.all<EventPosted>(ana).isEmpty());
        QCOMPARE(w.transport.last<Ack>(ana)->seq, 1);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
    }
    void P9_aFailedWriteTakesNoNumberAndIsToldSo()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.store.setFailing(true);
        const auto lost = w.post(room, QStringLiteral("two"));
        w.say(ana, lost);
        QCOMPARE(w.refusal(ana), QStringLiteral("storage@"));
        QCOMPARE(w.transport.last<Failure>(ana)->id, std::optional(lost.id));
        QVERIFY(w.transport.last<Failure>(ana)->retryMs.value_or(0) > 0);
        w.store.setFailing(false);
        w.say(ana, lost);
        QCOMPARE(w.transport.last<Ack>(ana)->seq, 2);
    }
    void P14_tooFastIsRefusedWithATimeThatHolds()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < Limits{}.chatBurst; ++i)
            w.say(ana, w.post(room, QStringLiteral("x")));
        QCOMPARE(w.refusal(ana), QString());
        const auto late = w.post(room, QStringLiteral("late"));
        w.say(ana, late);
        QCOMPARE(w.refusal(ana), QStringLiteral("rate@"));
        w.advance(*w.transport.last<Failure>(ana)->retryMs);
        w.say(ana, late);
        QCOMPARE(w.transport.last<Ack>(ana)->id, late.id);
    }
    void P3_faultsAreAnsweredUntilThereAreTooMany()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        w.hub.peerFault(ana, {QStringLiteral("too-long"), QStringLiteral("body")});
        QCOMPARE(w.refusal(ana), QStringLiteral("too-long@body"));
        for (int i = 0; i < 19; ++i)
            w.hub.peerFault(ana, {QStringLiteral("malformed"), {}});
        QVERIFY(!w.transport.closed.contains(ana));
        w.hub.peerFault(ana, {QStringLiteral("malformed"), {}});
        QCOMPARE(w.transport.closed.value(ana), CloseCode::ProtocolFault);
    }
    void onlyMembersPostAndRead()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const OpId id = newId<OpId>();
        w.say(ana, RoomCreate{id, QStringLiteral("Physics"), QStringLiteral("Optics")});
        const RoomId room{id.value};
        QCOMPARE(w.transport.last<Ack>(ana)->room, room);
        QCOMPARE(w.transport.last<RoomAdded>(ben)->room.name, QStringLiteral("Physics"));
        w.say(ben, w.post(room, QStringLiteral("hi")));
        QCOMPARE(w.refusal(ben), QStringLiteral("not-member@room"));
        w.say(ben, HistoryGet{5, room, {}, {}, 10, false});
        QCOMPARE(w.refusal(ben), QStringLiteral("not-member@room"));
        w.say(ben, w.post(newId<RoomId>(), QStringLiteral("hi")));
        QCOMPARE(w.refusal(ben), QStringLiteral("not-found@room"));
        w.say(ben, RoomJoin{6, room, {}, {}});
        QVERIFY(w.transport.last<RoomJoined>(ben)->room.joined);
        w.say(ben, w.post(room, QStringLiteral("hi")));
        QCOMPARE(w.transport.last<Ack>(ben)->seq, 1);
    }
    void roomNamesAreUniqueAndAResendMakesNoSecond()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomCreate create{newId<OpId>(), QStringLiteral("Physics"), {}};
        w.say(ana, create);
        w.say(ana, create);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
        QCOMPARE(w.transport.all<RoomAdded>(ana).size(), 1);
        w.say(ana, RoomCreate{newId<OpId>(), QStringLiteral("PHYSICS"), {}});
        QCOMPARE(w.refusal(ana), QStringLiteral("name-taken@name"));
    }
    void P11_whoJoinsHearsEverythingAfterTheHead()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QString::number(i)));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<RoomJoined>(ben)->room.head, 5);
        w.say(ben, HistoryGet{9, room, {}, 2, 2, true});
        auto page = w.transport.last<HistoryPage>(ben);
        QCOMPARE(page->events.size(), 2);
        QCOMPARE(page->events.first().seq, 3);
        QVERIFY(page->more);
        w.say(ana, w.post(room, QStringLiteral("live")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.seq, 6);
    }
    void P20_theChainOfWhatOneHoldsIsCompared()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        QList<RoomEvent> held;
        for (int i = 0; i < 5; ++i) {
            w.say(ana, w.post(room, QString::number(i)));
            held.append(w.transport.last<EventPosted>(ana)->event);
            QCOMPARE(held.last().chain.value_or(QByteArray()).size(), chainLength.max);
        }
        w.say(ana, RoomsList{3, {}});
        const RoomInfo info = w.transport.last<RoomsPage>(ana)->rooms.first();
        QCOMPARE(info.chain, held.last().chain);
        w.say(ana, HistoryGet{4, room, {}, 0, 100, true});
        const auto page = w.transport.last<HistoryPage>(ana)->events;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(page.at(i).chain, held.at(i).chain);
            for (const auto &[chain, reset] :
                 {std::pair{held.at(i).chain, false}, std::pair{held.at((i + 1) % 5).chain, true},
                  std::pair{std::optional<QByteArray>(), false}}) {
                w.say(ana, RoomJoin{5, room, info.epoch, i + 1, chain});
                const auto joined = w.transport.last<RoomJoined>(ana);
                QCOMPARE(joined->reset, reset);
                // A claim is no proof: nobody else is made to begin anew.
                QCOMPARE(joined->room.epoch, info.epoch);
            }
        }
        QCOMPARE(w.hub.stats().resets, quint64(5));
    }
    void P20_onlyWhoMissedSomethingAsksTheDisk()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        const auto first = w.transport.last<EventPosted>(ana)->event;
        w.hub.peerMessage(ana, RoomJoin{6, room, {}, 1, first.chain});
        QCOMPARE(w.store.waiting(), 0);
        QCOMPARE(w.transport.last<RoomJoined>(ana)->req, 6);
        w.say(ana, w.post(room, QStringLiteral("two")));
        w.hub.peerMessage(ana, RoomJoin{7, room, {}, 1, first.chain});
        QCOMPARE(w.store.waiting(), 1);
        w.hub.peerMessage(ana, RoomLeave{8, room}); // meanwhile
        w.settle();
        QCOMPARE(w.refusal(ana), QStringLiteral("not-member@room"));
        QVERIFY(w.transport.last<RoomJoined>(ana)->req != 7);
    }
    void P21_welcomeTellsTheRatesOfAllClasses()
    {
        HubConfig config;
        config.limits.chatPerSecond = 7;
        config.limits.chatBurst = 9;
        World w(config);
        const auto rates = w.hello(w.connect(), QStringLiteral("Ana")).limits.rates.value_or(QList<Rate>());
        QSet<QString> names;
        for (const Rate &rate : rates) {
            names.insert(rate.what);
            QVERIFY(rate.perMinute > 0 && rate.burst > 0);
        }
        QCOMPARE(names.size(), rates.size());
        QCOMPARE(rates.first(), (Rate{QStringLiteral("chat"), 420, 9}));
        for (const char *name : {"board", "board-bytes", "live", "typing", "presence", "history", "request", "ping"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }
    void P21_allTogetherHaveALimitToo()
    {
        Limits limits;
        limits.chatPerSecond = limits.chatBurst = 10'000; // above what all get by themselves: then all get as much
        const Rates rates(limits);
        SharedBucket one = rates.share(RateClass::Chat), other = rates.share(RateClass::Chat);
        int taken = 0;
        while (one.take(0) == 0)
            ++taken;
        QCOMPARE(taken, 10'000);
        QVERIFY(other.take(0) > 0);
        // What the others leave no room for is not taken from one's own: a moment later it is there.
        QCOMPARE(other.take(1000), 0);
        SharedBucket board = rates.share(RateClass::Board);
        QCOMPARE(board.take(0), 0); // classes do not touch each other
    }
    void P12_anotherEpochOrTooHighASeqIsReset()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        const EpochId epoch = w.transport.last<RoomJoined>(ana)->room.epoch;
        w.say(ana, RoomJoin{3, room, epoch, 0});
        QVERIFY(!w.transport.last<RoomJoined>(ana)->reset);
        w.say(ana, RoomJoin{3, room, epoch, 1});
        QVERIFY(w.transport.last<RoomJoined>(ana)->reset);
        w.say(ana, RoomJoin{3, room, newId<EpochId>(), 0});
        QVERIFY(w.transport.last<RoomJoined>(ana)->reset);
    }
    void P10_readMarksMoveOnAllDevicesOfOnePerson()
    {
        World w;
        const PeerId phone = w.join(QStringLiteral("Ana"));
        const auto token = w.transport.last<Welcome>(phone)->token;
        const PeerId desk = w.connect();
        w.hello(desk, QStringLiteral("Ana"), token);
        const RoomId room = w.firstRoom(phone);
        w.say(phone, w.post(room, QStringLiteral("x")));
        w.say(phone, RoomRead{room, 1});
        QCOMPARE(w.transport.last<ReadMoved>(desk)->line, 1);
        QVERIFY(!w.transport.last<ReadMoved>(phone));
        w.say(desk, RoomsList{2, {}});
        QCOMPARE(w.transport.last<RoomsPage>(desk)->rooms.first().read, 1);
        w.say(desk, RoomRead{room, 2});
        QCOMPARE(w.refusal(desk), QStringLiteral("out-of-range@line"));
    }
    void typingFadesByItselfAndEndsWithTheMessage()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, TypingSet{room, true});
        QCOMPARE(w.transport.last<TypingChanged>(ben)->name, QStringLiteral("Ana"));
        QVERIFY(w.transport.last<TypingChanged>(ben)->on);
        w.advance(3000);
        w.say(ana, TypingSet{room, true}); // a repeat makes it last, and is not told again
        QCOMPARE(w.transport.all<TypingChanged>(ben).size(), 1);
        w.advance(3000);
        QVERIFY(w.transport.last<TypingChanged>(ben)->on);
        w.advance(3000);
        QVERIFY(!w.transport.last<TypingChanged>(ben)->on);
        w.say(ana, TypingSet{room, true});
        w.say(ana, w.post(room, QStringLiteral("done")));
        QVERIFY(!w.transport.last<TypingChanged>(ben)->on);
    }
    void G8_presenceHasGraceAndCountsDevices()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.transport.forget();
        w.hub.peerDisconnected(ben);
        w.advance(9000);
        QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "a short absence is not told");
        const PeerId back = w.connect();
        w.hello(back, QStringLiteral("Ben"), token);
        w.advance(60000);
        QVERIFY(w.transport.all<PresenceChanged>(ana).isEmpty());
        const PeerId second = w.connect();
        w.hello(second, QStringLiteral("Ben"), token);
        w.hub.peerDisconnected(back);
        w.advance(60000);
        QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "one device is left");
        w.hub.peerDisconnected(second);
        w.advance(10000);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Offline);
        QVERIFY(w.transport.last<PresenceChanged>(ana)->person.seen > 0);
    }
    void aStatusReachesTheOthersWithItsWords()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        w.say(ben, PresenceSet{Status::DoNotDisturb, QStringLiteral("in class")});
        const auto person = w.transport.last<PresenceChanged>(ana)->person;
        QCOMPARE(person.status, Status::DoNotDisturb);
        QCOMPARE(person.text, QStringLiteral("in class"));
        w.say(ben, PresenceSet{Status::Online, QStringLiteral("a\nb")});
        QCOMPARE(w.refusal(ben), QStringLiteral("bad-text@text"));
    }
    void membersComeInPagesById()
    {
        World w;
        PeerId last = 0;
        for (int i = 0; i < 230; ++i)
            last = w.join(QStringLiteral("Person %1").arg(i));
        const RoomId room = w.firstRoom(last);
        QSet<UserId> seen;
        std::optional<UserId> after;
        for (int pages = 0; pages < 5; ++pages) {
            w.say(last, MembersGet{1, room, after});
            const auto page = w.transport.last<MembersPage>(last);
            QVERIFY(page->members.size() <= 200);
            for (const auto &person : page->members) {
                QVERIFY(!seen.contains(person.id));
                seen.insert(person.id);
            }
            if (!page->more)
                break;
            after = page->members.last().id;
        }
        QCOMPARE(seen.size(), 230);
    }
    void aCrowdIsToldOfNewMembersOnceASecond()
    {
        HubConfig config;
        config.crowd = 3;
        World w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        for (int i = 0; i < 10; ++i)
            w.join(QStringLiteral("Person %1").arg(i));
        const auto before = w.transport.all<MemberJoined>(ana).size();
        QVERIFY(before <= 3);
        w.advance(1000);
        QCOMPARE(w.transport.all<MemberJoined>(ana).size(), before + 1);
        QCOMPARE(w.transport.last<MemberJoined>(ana)->members, 11);
    }
    void whoLeavesHearsNothingMore()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.say(ben, RoomLeave{4, room});
        QCOMPARE(w.transport.last<Done>(ben)->req, 4);
        QCOMPARE(w.transport.last<MemberLeft>(ana)->members, 1);
        w.transport.forget();
        w.say(ana, w.post(room, QStringLiteral("alone")));
        QVERIFY(w.transport.all<EventPosted>(ben).isEmpty());
    }
    void whoLeavesAndComesBackAtOnceHearsEverything()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.hub.peerMessage(ben, RoomLeave{4, room});
        w.hub.peerMessage(ben, w.post(room, QStringLiteral("too late")));
        QCOMPARE(w.refusal(ben), QStringLiteral("not-member@room"));
        w.hub.peerMessage(ben, RoomJoin{5, room, {}, {}});
        w.settle();
        QVERIFY(w.transport.last<RoomJoined>(ben)->room.joined);
        w.say(ana, w.post(room, QStringLiteral("hello again")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.chat->body, QStringLiteral("hello again"));
        QCOMPARE(w.store.session().members.size(), 2);
    }
    void leavingOnOneDeviceIsLeavingOnAll()
    {
        World w;
        const PeerId desk = w.join(QStringLiteral("Ana"));
        const auto welcome = *w.transport.last<Welcome>(desk);
        const PeerId phone = w.connect();
        w.hello(phone, QStringLiteral("Ana"), welcome.token);
        const RoomId room = w.firstRoom(desk);
        w.say(phone, RoomJoin{3, room, {}, {}});
        w.say(phone, RoomLeave{4, room});
        QCOMPARE(w.transport.last<MemberLeft>(desk)->user, welcome.user);
        QCOMPARE(w.transport.last<Done>(phone)->req, 4);
    }
    void aFailedLeaveLeavesOneWhereOneWas()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.store.setFailing(true);
        w.say(ana, RoomLeave{4, room});
        QCOMPARE(w.refusal(ana), QStringLiteral("storage@"));
        w.store.setFailing(false);
        w.say(ana, w.post(room, QStringLiteral("still here")));
        QCOMPARE(w.transport.last<EventPosted>(ana)->event.chat->body, QStringLiteral("still here"));
    }
    void P7_aRoomResentWhileItIsMadeIsNotTaken()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomCreate create{newId<OpId>(), QStringLiteral("Physics"), {}};
        w.hub.peerMessage(ana, create);
        w.hub.peerMessage(ana, create);
        QCOMPARE(w.refusal(ana), QStringLiteral("busy@"));
        w.settle();
        w.say(ana, create);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
    }
    void G15_aDrainFinishesWhatWasTakenThenSaysBye()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto taken = w.post(w.firstRoom(ana), QStringLiteral("taken"));
        w.hub.peerMessage(ana, taken);
        w.hub.drain(QStringLiteral("restart"), 500);
        QVERIFY(!w.hub.isDrained());
        const auto late = w.post(taken.room, QStringLiteral("late"));
        w.hub.peerMessage(ana, late);
        QCOMPARE(w.refusal(ana), QStringLiteral("busy@"));
        w.settle();
        QVERIFY(w.hub.isDrained());
        QCOMPARE(w.transport.last<Ack>(ana)->id, taken.id);
        QCOMPARE(w.transport.last<Bye>(ana)->retryMs, 500);
        QCOMPARE(w.transport.closed.value(ana), CloseCode::Restart);
    }
    void aPeerThatVanishesInMidRequestHarmsNobody()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.hub.peerMessage(ben, w.post(room, QStringLiteral("last words")));
        w.hub.peerMessage(ben, HistoryGet{8, room, {}, {}, 10, false});
        w.hub.peerMessage(ben, RoomCreate{newId<OpId>(), QStringLiteral("Orphan"), {}});
        w.hub.peerDisconnected(ben);
        w.hub.peerMessage(ben, Ping{1});
        w.settle();
        QCOMPARE(w.transport.last<EventPosted>(ana)->event.chat->body, QStringLiteral("last words"));
        QCOMPARE(w.transport.last<RoomAdded>(ana)->room.name, QStringLiteral("Orphan"));
    }
    void G6_whatOnePersonSendsKeepsItsOrderWhileTheBoardIsRead()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.transport.forget();
        // Nobody has wanted this board yet: the first of these has to wait until the log has been read.
        const BoardCommit drawn{newId<OpId>(), room, {BoardOp::clear(0)}};
        const auto said = w.post(room, QStringLiteral("that is where we meet"));
        const RoomTopic topic{newId<OpId>(), room, QStringLiteral("Meeting")};
        w.hub.peerMessage(ana, drawn);
        w.hub.peerMessage(ana, said);
        w.hub.peerMessage(ana, topic);
        w.settle();
        QList<OpId> order;
        for (const auto &posted : w.transport.all<EventPosted>(ana))
            order.append(posted.event.id);
        QCOMPARE(order, (QList<OpId>{drawn.id, said.id, topic.id}));
    }
    void G10_whatWaitsForTheBoardIsBounded()
    {
        HubConfig config;
        config.limits.chatPerSecond = config.limits.chatBurst = 1'000'000;
        World w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.transport.forget();
        w.hub.peerMessage(ana, BoardCommit{newId<OpId>(), room, {BoardOp::clear(0)}});
        for (int i = 0; i < 500; ++i)
            w.hub.peerMessage(ana, w.post(room, QString::number(i)));
        const auto refusals = w.transport.all<Failure>(ana);
        QVERIFY2(!refusals.isEmpty(), "some of them were turned away at once");
        QCOMPARE(refusals.last().code, QString(errors::busy));
        QVERIFY(refusals.last().retryMs.value_or(0) > 0);
        w.settle();
        QCOMPARE(w.transport.all<Ack>(ana).size() + refusals.size(), 501);
    }
    void K1_aLargeBoardIsWrittenOverSeveralTurns()
    {
        World w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 60);
        const BoardGet get{5, room, {}, {}};
        w.hub.peerMessage(ben, get);
        QVERIFY2(!w.transport.last<BoardPart>(ben), "a large board was written in one go");
        QVERIFY(w.hub.nextDeadline().value_or(0) <= w.clock.monotonicMs() + 1);
        // Meanwhile everybody goes on, on this board too, and whoever asks now waits for the same one.
        const Seq begun = w.transport.last<EventPosted>(ana)->event.seq;
        w.say(ana, w.post(room, QStringLiteral("is it there?")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.chat->body, QStringLiteral("is it there?"));
        w.fill(ana, room, 1);
        QVERIFY(w.transport.last<EventPosted>(ben)->event.board);
        w.say(ana, BoardGet{6, room, {}, {}});
        int turns = 0;
        for (; turns < 1000 && !w.transport.last<BoardPart>(ana); ++turns)
            w.advance(1);
        QVERIFY2(turns >= 3 && turns < 1000, qPrintable(QString::number(turns)));
        const BoardDoc there = w.readBoard(ben, room, 5);
        QCOMPARE(there.seq(), begun);
        QCOMPARE(there.visibleCount(), 60 * 500);
        QCOMPARE(w.readBoard(ana, room, 6).hash(), there.hash());
        QCOMPARE(w.transport.last<BoardPart>(ana)->seq, begun);
    }
    void K1_whoVanishesOrLeavesWhileABoardIsWrittenGetsNothing()
    {
        World w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const PeerId cy = w.join(QStringLiteral("Cy"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 60);
        w.say(ben, BoardGet{5, room, {}, {}});
        w.say(cy, BoardGet{5, room, {}, {}});
        w.hub.peerDisconnected(ben);
        w.say(cy, RoomLeave{6, room});
        for (int i = 0; i < 1000 && w.refusal(cy).isEmpty(); ++i)
            w.advance(1);
        QCOMPARE(w.refusal(cy), QStringLiteral("not-member@room"));
        QVERIFY(!w.transport.last<BoardPart>(cy));
        QVERIFY(!w.transport.last<BoardPart>(ben));
    }
    void K2_aBoardThatNobodyWantsLeavesTheMemoryAndComesBack()
    {
        World w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 1);
        QCOMPARE(w.hub.stats().boards, 1);
        w.say(ana, BoardGet{5, room, {}, {}});
        const BoardDoc before = w.readBoard(ana, room, 5);
        QCOMPARE(before.visibleCount(), 500);
        w.advance(w.config.boardIdleMs - 1000);
        w.fill(ana, room, 1); // used once more
        w.advance(w.config.boardIdleMs - 1);
        QCOMPARE(w.hub.stats().boards, 1);
        w.advance(1);
        QCOMPARE(w.hub.stats().boards, 0);
        // Chat does not bring it back, and what happens then is there when it is wanted again.
        w.say(ana, w.post(room, QStringLiteral("later")));
        QCOMPARE(w.hub.stats().boards, 0);
        w.say(ana, BoardGet{6, room, {}, {}});
        const BoardDoc after = w.readBoard(ana, room, 6);
        QCOMPARE(after.visibleCount(), 1000);
        QCOMPARE(w.transport.last<BoardPart>(ana)->seq, w.transport.last<EventPosted>(ana)->event.seq);
        w.transport.forget();
        w.fill(ana, room, 1);
        QVERIFY(w.transport.last<EventPosted>(ana)->event.board);
        QCOMPARE(w.hub.stats().boards, 1);
    }
    void K2_aBoardIsNotLetGoWhileItIsBeingRead()
    {
        World w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 1);
        w.advance(w.config.boardIdleMs);
        QCOMPARE(w.hub.stats().boards, 0);
        w.hub.peerMessage(ana, BoardGet{6, room, {}, {}}); // the disk is slow: longer than a board is kept
        w.clock.advance(3 * w.config.boardIdleMs);
        w.hub.tick();
        QCOMPARE(w.hub.stats().boards, 1);
        w.settle();
        QCOMPARE(w.readBoard(ana, room, 6).visibleCount(), 500);
        w.advance(2 * w.config.boardIdleMs);
        QCOMPARE(w.hub.stats().boards, 0);
    }
    void G11_whoLagsGetsWhatTheRingHasLostFromTheStore()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QStringLiteral("message %1").arg(i)));
        GroupId ofRoom = 0; // the other group is everybody
        for (auto it = w.transport.groups.cbegin(); it != w.transport.groups.cend(); ++it)
            ofRoom = std::max(ofRoom, it.key());
        w.transport.forget();
        w.hub.eventsWanted(ana, ofRoom, 2, 5);
        w.settle();
        QList<Seq> seqs;
        for (const EventPosted &posted : w.transport.all<EventPosted>(ana))
            seqs.append(posted.event.seq);
        QCOMPARE(seqs, (QList<Seq>{2, 3, 4})); // 5 and what follows is still in the ring
        QCOMPARE(w.transport.continued, (QList<std::tuple<PeerId, GroupId, Seq>>{{ana, ofRoom, 5}}));

        w.transport.forget();
        w.hub.eventsWanted(999, ofRoom, 2, 5);   // somebody who has gone meanwhile
        w.hub.eventsWanted(ana, ofRoom, 50, 60); // a log that was cut under us: it comes back and is reset
        w.settle();
        QVERIFY(w.transport.all<EventPosted>(ana).isEmpty());
        QCOMPARE(w.transport.closed.value(ana), CloseCode::Slow);
    }
    void G10_pagesWaitUntilTheirReaderHasDrained()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.transport.behind.insert(ana);
        w.say(ana, HistoryGet{7, room, {}, {}, 100, false});
        QVERIFY(!w.transport.last<HistoryPage>(ana));
        w.transport.behind.remove(ana);
        w.hub.peerDrained(ana);
        w.settle();
        QCOMPARE(w.transport.last<HistoryPage>(ana)->req, 7);
    }
    void G10_whoAsksForManyPagesAtOnceGetsThemAFewAtATime()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.transport.forget();
        for (int req = 1; req <= 40; ++req)
            w.hub.peerMessage(ana, HistoryGet{req, room, {}, {}, 10, false});
        QVERIFY2(w.store.deliver() <= 4, "the store is not asked for all of them at once");
        w.settle();
        QList<qint64> answered;
        for (const auto &page : w.transport.all<HistoryPage>(ana))
            answered.append(page.req);
        QCOMPARE(answered.size(), 40);
        QVERIFY(std::is_sorted(answered.cbegin(), answered.cend()));
        // Who goes takes the wishes along.
        for (int req = 1; req <= 10; ++req)
            w.hub.peerMessage(ana, HistoryGet{req, room, {}, {}, 10, false});
        w.hub.peerDisconnected(ana);
        QVERIFY(w.store.deliver() <= 4);
        QCOMPARE(w.store.deliver(), qsizetype(0));
    }
    void aReloadedSessionKnowsItsPeopleRoomsAndMarks()
    {
        World w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto token = w.transport.last<Welcome>(ana)->token;
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.say(ana, RoomRead{room, 1});
        w.say(ana, RoomTopic{newId<OpId>(), room, QStringLiteral("Optics")});

        FakeTransport transport;
        Hub again(transport, w.store, w.clock, w.random, {});
        again.load(w.store.session());
        again.peerConnected(1, {});
        again.peerMessage(1, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), token});
        w.settle();
        again.peerMessage(1, RoomsList{1, {}});
        const auto info = transport.last<RoomsPage>(1)->rooms.first();
        QCOMPARE(info.topic, QStringLiteral("Optics"));
        QCOMPARE(info.head, 2);
        QCOMPARE(info.line, 1);
        QCOMPARE(info.read, 1);
        QVERIFY(info.joined);
    }
};

QTEST_APPLESS_MAIN(TestHub)
#include "tst_hub.moc"
