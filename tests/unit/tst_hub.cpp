// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

// Who comes in, under which name, how fast they may be, and how faults are answered.
class TestHub final : public QObject
{
    Q_OBJECT
private slots:
    void P5_theFirstMessageIsHello()
    {
        HubWorld w;
        const PeerId peer = w.connect();
        w.say(peer, RoomsList{1, {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("hello-first@"));
        QCOMPARE(w.transport.last<Failure>(peer)->req,
                 std::optional<qint64>(1)); // so that it is known what was refused
        w.say(peer, Ping{7});
        QCOMPARE(w.transport.last<Pong>(peer)->n, 7);
        QCOMPARE(w.hello(peer, QStringLiteral("Ana")).name, QStringLiteral("Ana"));
        w.say(peer, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("hello-again@"));
    }
    void P5_aSilentConnectionIsClosed()
    {
        HubWorld w;
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
        HubWorld w;
        const PeerId peer = w.connect();
        w.say(peer, Hello{9, QStringLiteral("test"), QStringLiteral("Ana"), {}});
        QCOMPARE(w.refusal(peer), QStringLiteral("version@version"));
        QVERIFY(w.transport.last<Failure>(peer)->text->contains(u'1'));
        QCOMPARE(w.transport.closed.value(peer), CloseCode::ProtocolFault);
    }
    void badNamesAreRefusedAndMayBeMended()
    {
        HubWorld w;
        const PeerId peer = w.connect();
        w.hello(peer, QStringLiteral("\u202E"));
        QCOMPARE(w.refusal(peer), QStringLiteral("bad-name@name"));
        QCOMPARE(w.hello(peer, QStringLiteral("Ana")).name, QStringLiteral("Ana"));
    }
    void aNewcomerWhomTheDiskRefusesMayTryAgain()
    {
        for (const int writable : {0, 1}) { // the person itself, or the membership that follows
            HubWorld w;
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
    void P24_whoCameFirstOfThoseWhoGotInOwnsTheSession()
    {
        HubWorld w;
        QList<PeerId> arriving;
        for (const char *name : {"Ana", "Ben", "Chen"}) {
            arriving.append(w.connect());
            w.hub.peerMessage(arriving.last(), Hello{1, QStringLiteral("test"), QString::fromLatin1(name), {}});
            w.clock.advance(5);
        }
        w.hub.peerDisconnected(arriving.first(), Parting::Lost);
        w.settle();
        const UserId ben = w.transport.last<Welcome>(arriving.at(1))->user;
        const auto users = w.store.session().users;
        QCOMPARE(users.size(), 2);
        for (const StoredUser &user : users)
            QCOMPARE(user.owner, user.id == ben);
    }
    void P43_whoIsGoneBeforeTheyAreInWasNeverThere_data()
    {
        QTest::addColumn<int>("written");
        QTest::newRow("before anything is on the disk") << 0;
        QTest::newRow("between the person and their room") << 1;
    }
    void P43_whoIsGoneBeforeTheyAreInWasNeverThere()
    {
        QFETCH(const int, written);
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.connect();
        w.hub.peerMessage(ben, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), {}});
        w.store.deliver(written);
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.settle();
        QVERIFY(!w.transport.last<MemberJoined>(ana));
        w.say(ana, MembersGet{3, w.room, {}});
        QCOMPARE(w.transport.last<MembersPage>(ana)->members.size(), 1);
        const StoredSession kept = w.store.session();
        QCOMPARE(kept.users.size(), 1);
        QCOMPARE(kept.members.size(), 1);
        // Their name is free for them when they come again, and that is told as ever.
        QCOMPARE(w.hello(w.connect(), QStringLiteral("Ben")).name, QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<MemberJoined>(ana)->members, 2);
    }
    void P43_theFirstWhoIsInOwnsTheSession()
    {
        HubWorld w;
        const PeerId gone = w.connect();
        w.hub.peerMessage(gone, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), {}});
        w.hub.peerDisconnected(gone, Parting::Lost);
        w.settle();
        (void)w.join(QStringLiteral("Ana"));
        QCOMPARE(w.store.session().users.size(), 1);
        QVERIFY(w.store.session().users.first().owner);
    }
    void P14_whoFloodsForTenSecondsIsClosed()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 1000 && !w.transport.closed.contains(ana); ++i)
            w.hub.peerMessage(ana, w.post(room, QStringLiteral("x")));
        QCOMPARE(w.transport.closed.value(ana), CloseCode::RateLimited);
    }
    void P14_soIsWhoFloodsWithWhatIsOnlyDropped_data()
    {
        QTest::addColumn<ClientMessage>("message");
        const RoomId room = HubWorld().room;
        QTest::newRow("pointing") << ClientMessage(BoardCursor{room, 1, 2, true, {}});
        QTest::newRow("looking away") << ClientMessage(BoardLook{room, {}, {}, {}, {}, {}});
        QTest::newRow("looking") << ClientMessage(BoardLook{room, BoardArea{0, 0, 1, 1}, {}, {}, {}, {}});
        QTest::newRow("typing no more") << ClientMessage(TypingSet{room, false});
        QTest::newRow("looking at no board")
            << ClientMessage(BoardLook{room, BoardArea{0, 0, 1, 1}, {}, {}, {}, newId<BoardId>()});
        QTest::newRow("typing") << ClientMessage(TypingSet{room, true});
    }
    void P14_soIsWhoFloodsWithWhatIsOnlyDropped()
    {
        QFETCH(const ClientMessage, message);
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const ClientMessage here = std::visit(
            [&](auto m) -> ClientMessage {
                if constexpr (requires { m.room = w.room; })
                    m.room = w.room;
                return m;
            },
            message);
        for (int second = 0; second < 30; ++second) { // somewhat too fast is dropped, however long
            for (int i = 0; i < 150; ++i)
                w.hub.peerMessage(ana, here);
            w.advance(1000);
        }
        QVERIFY(!w.transport.closed.contains(ana));
        for (int i = 0; i < 5000 && !w.transport.closed.contains(ana); ++i)
            w.hub.peerMessage(ana, here);
        QCOMPARE(w.transport.closed.value(ana), CloseCode::RateLimited);
    }
    void newcomersFromOneAddressHaveARate()
    {
        HubWorld w;
        int entered = 0;
        for (int i = 0; i < 300; ++i) {
            const PeerId peer = PeerId(1000 + i);
            // Of one's 2^64 addresses each is another; the subscriber is the same.
            w.hub.peerConnected(peer, {QStringLiteral("2001:db8::%1").arg(i), Framing::Cbor, false, "2001:db8"});
            entered += w.hello(peer, QStringLiteral("Ana")).name.isEmpty() ? 0 : 1;
        }
        QCOMPARE(entered, 200);
        QCOMPARE(w.refusal(1299), QStringLiteral("rate@"));
    }
    void aNumberNeverCutsACharacterInTwo()
    {
        HubWorld w;
        const QString name = QString(62, u'a') + QString::fromUtf8("😀");
        QCOMPARE(w.hello(w.connect(), name).name, name);
        const QString second = w.hello(w.connect(), name).name;
        QVERIFY(second.isValidUtf16());
        QCOMPARE(second, QString(QString(62, u'a') + QStringLiteral(" 2")));
    }
    void aNewNameIsToldWhileOneIsThere()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.transport.forget();
        w.hello(w.connect(), QStringLiteral("Benjamin"), token);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.name, QStringLiteral("Benjamin"));
    }
    void twoPeopleOfOneNameGetTwoNames()
    {
        HubWorld w;
        QCOMPARE(w.hello(w.connect(), QStringLiteral("Ana")).name, QStringLiteral("Ana"));
        QCOMPARE(w.hello(w.connect(), QStringLiteral("ANA")).name, QStringLiteral("ANA 2"));
        QCOMPARE(w.hello(w.connect(), QStringLiteral("ana")).name, QStringLiteral("ana 3"));
    }
    void P17_theTokenIsThePerson()
    {
        HubWorld w;
        const auto first = w.hello(w.connect(), QStringLiteral("Ana"));
        const auto again = w.hello(w.connect(), QStringLiteral("Ana"), first.token);
        QCOMPARE(again.user, first.user);
        QCOMPARE(again.name, QStringLiteral("Ana"));
        const PeerId stranger = w.connect();
        w.hello(stranger, QStringLiteral("Ana"), QByteArray(32, 'x'));
        QCOMPARE(w.refusal(stranger), QStringLiteral("bad-token@token"));
        QVERIFY(!w.transport.last<Welcome>(stranger));
    }
    // No login runs out, however long somebody stays away, also of a host that is started anew meanwhile.
    void P17_G14_theTokenIsThePersonAMonthLater()
    {
        constexpr qint64 monthMs = 30LL * 24 * 3600 * 1000;
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto first = *w.transport.last<Welcome>(ben);
        const auto unheard = HubWorld::post(w.room, QStringLiteral("sent, and its ack was lost"));
        w.say(ben, unheard);
        QCOMPARE(w.transport.last<Ack>(ben)->seq, 1);
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.advance(monthMs);
        w.say(ana, MembersGet{3, w.room, {}});
        QCOMPARE(w.transport.last<MembersPage>(ana)->members.size(), 2); // they belong to it all the time

        const PeerId back = w.connect();
        const auto again = w.hello(back, QStringLiteral("Ben"), first.token);
        QCOMPARE(again.user, first.user);
        QCOMPARE(again.name, QStringLiteral("Ben"));
        QCOMPARE(w.firstRoom(back), w.room);
        QVERIFY(w.transport.last<RoomsPage>(back)->rooms.first().joined);
        w.say(back, RoomJoin{2, w.room, {}, {}});
        w.say(back, unheard); // is the same message still
        QCOMPARE(w.transport.last<Ack>(back)->seq, 1);
        QCOMPARE(w.ask(back, HubWorld::post(w.room, QStringLiteral("of now"))), QString());
        QCOMPARE(w.transport.last<Ack>(back)->seq, 2);

        w.advance(monthMs);
        FakeTransport transport;
        Hub anew(transport, w.store, w.clock, w.random, w.config);
        anew.load(w.store.session());
        anew.peerConnected(1, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
        anew.peerMessage(1, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), first.token});
        w.settle();
        QVERIFY(transport.last<Welcome>(1));
        QCOMPARE(transport.last<Welcome>(1)->user, first.user);
        anew.peerMessage(1, RoomsList{1, {}});
        QVERIFY(transport.last<RoomsPage>(1)->rooms.first().joined);
        QCOMPARE(w.store.session().users.size(), 2);
    }
    void P14_tooFastIsRefusedWithATimeThatHolds()
    {
        HubWorld w;
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
    // However often they come back, and with however many devices.
    void P40_ratesAreAPersonsAndNoConnections()
    {
        HubWorld w;
        const PeerId first = w.connect();
        const QByteArray token = w.hello(first, QStringLiteral("Ana")).token;
        const RoomId room = w.firstRoom(first);
        for (int i = 0; i < Limits{}.chatBurst; ++i)
            w.say(first, w.post(room, QStringLiteral("x")));
        QCOMPARE(w.refusal(first), QString());
        const PeerId beside = w.connect();
        w.hello(beside, QStringLiteral("Ana"), token);
        QCOMPARE(w.ask(beside, w.post(room, QStringLiteral("x"))), QStringLiteral("rate@"));
        w.hub.peerDisconnected(first, Parting::Lost);
        w.hub.peerDisconnected(beside, Parting::Lost);
        const PeerId again = w.connect();
        w.hello(again, QStringLiteral("Ana"), token);
        QCOMPARE(w.ask(again, w.post(room, QStringLiteral("x"))), QStringLiteral("rate@"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        QCOMPARE(w.ask(ben, w.post(room, QStringLiteral("x"))), QString());
        w.advance(Allowance::fullAfterMs);
        for (int i = 0; i < Limits{}.chatBurst; ++i)
            QCOMPARE(w.ask(again, w.post(room, QStringLiteral("x"))), QString());
        QCOMPARE(w.ask(again, w.post(room, QStringLiteral("x"))), QStringLiteral("rate@"));
    }
    // Over a bad link one comes back more often than the host finds out that a connection is dead (25 s).
    void P52_aProgramThatConnectsAgainTakesItsOwnPlace()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana")), ben = w.join(QStringLiteral("Ben"));
        const QByteArray token = w.transport.last<Welcome>(ben)->token;
        Hello hello{1, QStringLiteral("test"), QStringLiteral("Ben"), token};
        hello.device = newId<DeviceId>();
        w.say(ana, BoardLook{w.room, BoardArea{0, 0, 100, 100}, {}, {}, {}});
        w.transport.forget();
        QList<PeerId> lives;
        for (int i = 0; i < 2 * w.config.devicesPerUser; ++i) {
            w.advance(1'000);
            lives.append(w.connect());
            w.say(lives.last(), hello);
            QVERIFY2(w.transport.last<Welcome>(lives.last()), qPrintable(w.refusal(lives.last())));
            w.say(lives.last(), RoomJoin{1, w.room, {}, {}, {}});
            w.say(lives.last(), BoardLook{w.room, BoardArea{0, 0, 100, 100}, {}, {}, {}});
        }
        const PeerId last = lives.takeLast();
        for (const PeerId life : std::as_const(lives))
            QCOMPARE(w.transport.closed.value(life), CloseCode::Replaced);
        QVERIFY(!w.transport.closed.contains(last));
        QVERIFY(!w.transport.closed.contains(ben)); // which names no device
        QVERIFY(w.transport.all<PresenceChanged>(ana).isEmpty());
        w.say(last, TypingSet{w.room, true});
        w.advance(5'000);
        for (const BoardOnlooker &told : w.transport.all<BoardOnlooker>(ana))
            QVERIFY2(told.view, "whoever follows him lost him");
        // What the transport tells of the old ones later changes nothing, nor does their time.
        for (const PeerId life : std::as_const(lives))
            w.hub.peerDisconnected(life, Parting::Lost);
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.advance(60'000);
        QVERIFY(w.transport.all<PresenceChanged>(ana).isEmpty());
        w.say(ana, w.post(w.room, QStringLiteral("still there?")));
        QCOMPARE(w.transport.all<EventPosted>(last).size(), 1);
        for (const PeerId life : std::as_const(lives))
            QVERIFY(w.transport.all<EventPosted>(life).isEmpty());
        // Nobody else's: the same id, shown by another person, closes nothing.
        Hello stranger{1, QStringLiteral("test"), QStringLiteral("Eve"), {}};
        stranger.device = hello.device;
        const PeerId eve = w.connect();
        w.say(eve, stranger);
        QVERIFY(w.transport.last<Welcome>(eve) && !w.transport.closed.contains(last));
        // Of somebody who comes alone, nobody hears that they were away.
        w.transport.forget();
        const PeerId back = w.connect();
        w.say(last, TypingSet{w.room, true});
        w.say(back, hello);
        QVERIFY(w.transport.last<Welcome>(back));
        QCOMPARE(w.transport.closed.value(last), CloseCode::Replaced);
        QVERIFY(w.transport.last<TypingChanged>(ana)->on); // he may go on with it
        QVERIFY(w.transport.all<BoardOnlooker>(ana).isEmpty());
        w.advance(2'000);
        QVERIFY(!w.transport.last<BoardOnlooker>(ana)->view); // he does not look there any more
        w.advance(58'000);
        for (const PresenceChanged &told : w.transport.all<PresenceChanged>(ana))
            QVERIFY(told.person.name != QStringLiteral("Ben"));
    }
    // A hello that was lost on its way and is sent again by the machine, when its program is here on a newer
    // connection.
    void P52_aLateHelloTakesNoLaterPlace()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana")), ben = w.join(QStringLiteral("Ben"));
        Hello hello{1, QStringLiteral("test"), QStringLiteral("Ben"), w.transport.last<Welcome>(ben)->token};
        hello.device = newId<DeviceId>();
        const PeerId first = w.connect(), second = w.connect();
        w.say(second, hello);
        w.say(first, hello);
        QCOMPARE(w.transport.closed.value(first), CloseCode::Replaced);
        QVERIFY(!w.transport.last<Welcome>(first));
        QVERIFY(!w.transport.closed.contains(second));
        w.say(second, RoomJoin{1, w.room, {}, {}, {}});
        w.say(ana, w.post(w.room, QStringLiteral("there?")));
        QCOMPARE(w.transport.all<EventPosted>(second).size(), 1);
    }
    // Their welcome was lost: they know no token.
    void P52_aNewcomerWhoseWelcomeWasLostIsNobodyElse_data()
    {
        QTest::addColumn<bool>("isHeardOf"); // that the first connection is lost
        QTest::newRow("the host knows that it is lost") << true;
        QTest::newRow("the host takes it for alive") << false;
    }
    void P52_aNewcomerWhoseWelcomeWasLostIsNobodyElse()
    {
        QFETCH(const bool, isHeardOf);
        HubWorld w;
        Hello hello{1, QStringLiteral("test"), QStringLiteral("Ana"), {}};
        hello.device = newId<DeviceId>();
        const auto come = [&](const Hello &how) {
            const PeerId peer = w.connect();
            w.say(peer, how);
            return peer;
        };
        const PeerId lost = come(hello);
        const Welcome first = *w.transport.last<Welcome>(lost);
        w.say(lost, Ping{1}); // a program's own, not a sign that the welcome was read
        if (isHeardOf)
            w.hub.peerDisconnected(lost, Parting::Lost);
        const PeerId again = come(hello);
        QVERIFY2(w.transport.last<Welcome>(again), qPrintable(w.refusal(again)));
        QCOMPARE(w.transport.last<Welcome>(again)->user, first.user);
        QCOMPARE(w.transport.last<Welcome>(again)->token, first.token); // the first may be read yet
        QCOMPARE(w.transport.last<Welcome>(again)->name, QStringLiteral("Ana"));
        QCOMPARE(w.hub.everybody().size(), 1);
        // Another program is somebody else; so is the same one once it has shown that it knows its token.
        Hello other = hello;
        other.device = newId<DeviceId>();
        QVERIFY(w.transport.last<Welcome>(come(other))->user != first.user);
        w.say(again, RoomsList{1, {}});
        const PeerId later = come(hello);
        QVERIFY(w.transport.last<Welcome>(later)->user != first.user);
        // And after a minute.
        w.advance(60'000);
        QVERIFY(w.transport.last<Welcome>(come(hello))->user != w.transport.last<Welcome>(later)->user);
    }
    void P52_whoIsBeingLetInIsNotLetInTwice()
    {
        HubWorld w;
        Hello hello{1, QStringLiteral("test"), QStringLiteral("Ana"), {}};
        hello.device = newId<DeviceId>();
        const PeerId first = w.connect(), second = w.connect();
        w.hub.peerMessage(first, hello); // the disk has not answered
        w.hub.peerMessage(second, hello);
        QCOMPARE(w.refusal(second), QStringLiteral("busy@"));
        w.hub.peerDisconnected(first, Parting::Lost);
        w.settle();
        w.say(second, hello);
        QCOMPARE(w.transport.last<Welcome>(second)->name, QStringLiteral("Ana"));
        QCOMPARE(w.hub.everybody().size(), 1);
        w.hub.peerDisconnected(second, Parting::Goodbye);
        QCOMPARE(w.hello(w.connect(), QStringLiteral("Ana")).name, QStringLiteral("Ana 2")); // the second is known
    }
    // Each of these would make everybody hear of a new name, and the disk write it.
    void P40_whoComesAgainAndAgainIsToldToWait()
    {
        HubWorld w;
        PeerId peer = w.connect();
        const QByteArray token = w.hello(peer, QStringLiteral("Ana")).token;
        QString refusal;
        int times = 0;
        for (; times < 200 && refusal.isEmpty(); ++times) {
            w.hub.peerDisconnected(peer, Parting::Lost);
            peer = w.connect();
            w.hello(peer, QStringLiteral("Ana %1").arg(times), token);
            refusal = w.refusal(peer);
        }
        QCOMPARE(refusal, QStringLiteral("rate@"));
        QVERIFY2(times > 50 && times < 80, qPrintable(QString::number(times)));
        w.advance(*w.transport.last<Failure>(peer)->retryMs);
        QCOMPARE(w.hello(peer, QStringLiteral("Ana"), token).name, QStringLiteral("Ana"));
    }
    void P3_faultsAreAnsweredUntilThereAreTooMany()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        w.hub.peerFault(ana, {QStringLiteral("too-long"), QStringLiteral("body")});
        QCOMPARE(w.refusal(ana), QStringLiteral("too-long@body"));
        for (int i = 0; i < 19; ++i)
            w.hub.peerFault(ana, {QStringLiteral("malformed"), {}});
        QVERIFY(!w.transport.closed.contains(ana));
        w.hub.peerFault(ana, {QStringLiteral("malformed"), {}});
        QCOMPARE(w.transport.closed.value(ana), CloseCode::ProtocolFault);
    }
    void P21_welcomeTellsTheRatesOfAllClasses()
    {
        HubConfig config;
        config.limits.chatPerSecond = 7;
        config.limits.chatBurst = 9;
        HubWorld w(config);
        const auto rates = w.hello(w.connect(), QStringLiteral("Ana")).limits.rates.value_or(QList<Rate>());
        QSet<QString> names;
        for (const Rate &rate : rates) {
            names.insert(rate.what);
            QVERIFY(rate.perMinute > 0 && rate.burst > 0);
        }
        QCOMPARE(names.size(), rates.size());
        QCOMPARE(rates.first(), (Rate{QStringLiteral("chat"), 420, 9}));
        for (const char *name :
             {"board", "board-bytes", "live", "typing", "presence", "history", "request", "ping", "part-bytes"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }
    // A day of a busy room on all of one's devices: 8 times 30 pages at once, then 60 a second for all of them.
    void P36_devicesThatComeBackTogetherReadALongLog()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const QByteArray token = w.transport.last<Welcome>(ana)->token;
        QList<PeerId> devices{ana};
        while (devices.size() < w.config.devicesPerUser) {
            devices.append(w.connect());
            w.hello(devices.last(), QStringLiteral("Ana"), token);
        }
        w.advance(Allowance::fullAfterMs);
        w.transport.forget();
        for (int page = 0; page < 30; ++page)
            for (const PeerId device : std::as_const(devices))
                w.say(device, HistoryGet{page + 1, w.room, {}, 0, 100, false});
        for (const PeerId device : std::as_const(devices))
            QCOMPARE(w.transport.all<HistoryPage>(device).size(), 30);
        w.say(ana, HistoryGet{31, w.room, {}, 0, 100, false});
        const auto refusal = w.transport.last<Failure>(ana);
        QCOMPARE(refusal->code, QString(errors::rate));
        QCOMPARE(refusal->req, std::optional<qint64>(31));
        QVERIFY(refusal->retryMs && *refusal->retryMs > 0 && *refusal->retryMs <= 17);
        w.advance(*refusal->retryMs);
        w.say(ana, HistoryGet{31, w.room, {}, 0, 100, false});
        QCOMPARE(w.transport.last<HistoryPage>(ana)->req, 31);
    }
    void G12_P21_allTogetherHaveALimitToo()
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
};

QTEST_APPLESS_MAIN(TestHub)
#include "tst_hub.moc"
