// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

// Rooms, their members, who is there and who is typing.
class TestHubRooms final : public QObject
{
    Q_OBJECT
private slots:
    void aNewcomerHasNothingUnreadAfterARestartEither()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QStringLiteral("before")));
        w.hello(w.connect(), QStringLiteral("Ben"));
        for (const auto &member : w.store.session().members)
            QVERIFY(member.read == 5 || member.user == w.transport.last<Welcome>(ana)->user);
    }
    void P41_onePersonMakesSoManyRoomsAndNoMore()
    {
        HubConfig config;
        config.roomsPerPerson = 3;
        HubWorld w(config);
        const PeerId owner = w.join(QStringLiteral("Owner"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto make = [&](PeerId who) {
            return w.ask(who, RoomCreate{newId<OpId>(), newId<OpId>().value.toString(), {}});
        };
        for (int i = 0; i < 10; ++i)
            w.hub.peerMessage(ben, RoomCreate{newId<OpId>(), QStringLiteral("Room %1").arg(i), {}}); // at once
        w.settle();
        QCOMPARE(w.store.session().rooms.size(), 1 + 3);
        QCOMPARE(w.refusal(ben), QStringLiteral("full@"));
        QCOMPARE(make(ben), QStringLiteral("full@"));
        for (int i = 0; i < 5; ++i) // whose session it is, and everybody else
            QCOMPARE(make(owner), QString());
        QCOMPARE(make(w.join(QStringLiteral("Eve"))), QString());

        FakeTransport transport;
        Hub again(transport, w.store, w.clock, w.random, config);
        again.load(w.store.session());
        again.peerConnected(1, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
        again.peerMessage(
            1, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), w.transport.last<Welcome>(ben)->token});
        w.settle();
        again.peerMessage(1, RoomCreate{newId<OpId>(), QStringLiteral("One more"), {}});
        w.settle();
        QCOMPARE(transport.last<Failure>(1)->code, QStringLiteral("full"));
    }
    void P41_theLastRoomsAreForWhoseSessionItIs()
    {
        HubConfig config;
        config.roomsPerSession = 20;
        HubWorld w(config);
        const PeerId owner = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto make = [&](PeerId peer, int n) {
            return w.ask(peer, RoomCreate{newId<OpId>(), QStringLiteral("room %1").arg(n), {}});
        };
        int made = 1; // the first one is there
        while (make(ben, made).isEmpty())
            ++made;
        QCOMPARE(made, 18);
        QCOMPARE(w.refusal(ben), QStringLiteral("full@"));
        while (made < 20)
            QCOMPARE(make(owner, made++), QString());
        QCOMPARE(make(owner, made), QStringLiteral("full@"));
    }
    void P41_aRoomThatTheDiskRefusedCountsForNothing()
    {
        HubConfig config;
        config.roomsPerPerson = 1;
        HubWorld w(config);
        w.join(QStringLiteral("Owner"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        w.store.setFailing(true);
        const RoomCreate create{newId<OpId>(), QStringLiteral("Physics"), {}};
        QCOMPARE(w.ask(ben, create), QStringLiteral("storage@"));
        w.store.setFailing(false);
        QCOMPARE(w.ask(ben, create), QString());
        QCOMPARE(w.ask(ben, create), QString()); // again: it made no second
    }
    void P42_whatWaitsForADiskThatStandsStillIsBounded()
    {
        HubConfig config;
        config.storeBytes = 64 * 1024;
        HubWorld w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const PeerId eve = w.connect();
        // Nothing is delivered: the disk stands still.
        QList<ChatPost> posts;
        for (int i = 0; i < 20; ++i) {
            posts.append(w.post(w.room, QString(4000, u'x')));
            w.hub.peerMessage(ana, posts.constLast());
        }
        const auto refused = w.transport.all<Failure>(ana);
        QVERIFY(refused.size() > 5 && refused.size() < 15);
        for (const Failure &one : refused) {
            QCOMPARE(one.code, QStringLiteral("busy"));
            QVERIFY(one.id && one.retryMs.value_or(0) > 0);
        }
        const qint64 bound = w.store.waitingBytes();
        QVERIFY(bound < config.storeBytes + 16 * 1024);
        const auto busy = [&](PeerId who, const ClientMessage &message) {
            w.hub.peerMessage(who, message);
            return w.refusal(who) == u"busy@" && w.store.waitingBytes() == bound;
        };
        QVERIFY(busy(ben, RoomCreate{newId<OpId>(), QStringLiteral("Physics"), {}}));
        QVERIFY(busy(ben, BlobPut{3, w.room, QByteArray(32, 'h'), 5, 0, QByteArray(5, 'b')}));
        QVERIFY(busy(ben, RoomTopic{newId<OpId>(), w.room, QStringLiteral("Optics")}));
        QVERIFY(busy(eve, Hello{1, QStringLiteral("test"), QStringLiteral("Eve"), {}}));
        // What needs no disk goes on; what is volatile or may be said later makes nothing longer.
        w.hub.peerMessage(ben, Ping{7});
        QCOMPARE(w.transport.last<Pong>(ben)->n, 7);
        for (int i = 0; i < 5; ++i)
            w.hub.peerMessage(ben, PresenceSet{Status::Away, QString::number(i)});
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.text, QStringLiteral("4"));
        w.hub.peerMessage(ben, RoomRead{w.room, 0});
        QCOMPARE(w.store.waitingBytes(), bound);
        const PeerId second = w.connect();
        w.hub.peerMessage(
            second, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), w.transport.last<Welcome>(ben)->token});
        QVERIFY(w.transport.last<Welcome>(second));
        QCOMPARE(w.store.waitingBytes(), bound);
        w.hub.peerMessage(ben, HistoryGet{5, w.room, {}, {}, 10, false}); // behind what waits, and no reason to refuse

        w.settle();
        QCOMPARE(w.transport.last<HistoryPage>(ben)->req, 5);
        QCOMPARE(w.transport.all<Ack>(ana).size(), posts.size() - refused.size());
        w.advance(2000);
        QCOMPARE(w.ask(ana, posts.constLast()), QString());
        for (const auto &user : w.store.session().users)
            if (user.name == u"Ben")
                QCOMPARE(user.text, QStringLiteral("4"));
        QVERIFY(!w.hello(eve, QStringLiteral("Eve")).token.isEmpty());
    }
    void aNewcomerBelongsToTheFirstRoomAndOthersAreTold()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.connect();
        w.hello(ben, QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<MemberJoined>(ana)->person.name, QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<MemberJoined>(ana)->members, 2);
        w.say(ben, RoomsList{1, {}});
        QVERIFY(w.transport.last<RoomsPage>(ben)->rooms.first().joined);
    }
    void onlyMembersPostAndRead()
    {
        HubWorld w;
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
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomCreate create{newId<OpId>(), QStringLiteral("Physics"), {}};
        w.say(ana, create);
        w.say(ana, create);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
        QCOMPARE(w.transport.all<RoomAdded>(ana).size(), 1);
        w.say(ana, RoomCreate{newId<OpId>(), QStringLiteral("PHYSICS"), {}});
        QCOMPARE(w.refusal(ana), QStringLiteral("name-taken@name"));
    }
    // The connection may end before they have asked to join it, and what they wrote there waits for that.
    void P50_whoMakesARoomBelongsToItFromTheBeginning()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto me = *w.transport.last<Welcome>(ana);
        const PeerId phone = w.another(ana);
        w.transport.forget();
        const OpId id = newId<OpId>();
        w.say(ana, RoomCreate{id, QStringLiteral("Physics"), {}});
        const RoomId room{id.value};
        const auto belongs = [&](PeerId peer) {
            w.say(peer, RoomsList{1, {}});
            return w.transport.last<RoomsPage>(peer)->rooms.last().joined;
        };
        QVERIFY(belongs(ana));
        QVERIFY(!belongs(ben));
        QCOMPARE(w.transport.last<RoomAdded>(ben)->room.members, 1);
        const auto told = w.transport.last<MemberJoined>(phone); // and joins with them (P45)
        QVERIFY(told);
        QCOMPARE(told->room, room);
        QCOMPARE(told->person.id, me.user);
        QVERIFY(!w.transport.last<MemberJoined>(ana)); // it has its ack
        w.say(ana, w.post(room, QStringLiteral("hi")));
        QCOMPARE(w.transport.last<Ack>(ana)->seq, 1);
        const auto members = w.store.session().members;
        QVERIFY(std::any_of(members.cbegin(), members.cend(), [&](const StoredMember &one) {
            return one.room == room && one.user == me.user && one.read == 0;
        }));
    }
    void P10_readMarksMoveOnAllDevicesOfOnePerson()
    {
        HubWorld w;
        const PeerId phone = w.join(QStringLiteral("Ana"));
        const PeerId desk = w.another(phone);
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
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, TypingSet{room, true});
        QCOMPARE(w.transport.last<TypingChanged>(ben)->name, QStringLiteral("Ana"));
        QVERIFY(w.transport.last<TypingChanged>(ben)->on);
        w.advance(3000);
        w.say(ana, TypingSet{room, true}); // a repeat makes it last
        w.advance(3000);
        QVERIFY(w.transport.last<TypingChanged>(ben)->on);
        w.advance(3000);
        QVERIFY(!w.transport.last<TypingChanged>(ben)->on);
        w.say(ana, TypingSet{room, true});
        w.say(ana, w.post(room, QStringLiteral("done")));
        QVERIFY(!w.transport.last<TypingChanged>(ben)->on);
    }
    // Listeners let a name fade after 6 s without a word, so the repeat has to reach them.
    void P31_whoWritesOnIsToldAgainAndNoOftenerThanEveryThreeSeconds()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        for (int second = 0; second <= 20; ++second) { // as a client does that repeats itself too often
            w.say(ana, TypingSet{room, true});
            w.advance(1000);
        }
        QCOMPARE(w.transport.all<TypingChanged>(ben).size(), 7);
        for (const TypingChanged &told : w.transport.all<TypingChanged>(ben))
            QVERIFY(told.on);
    }
    void P31_whoComesIsToldWhoWrites()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.say(ana, TypingSet{room, true});
        w.hub.peerDisconnected(ben, Parting::Lost);
        const PeerId back = w.connect();
        w.hello(back, QStringLiteral("Ben"), token);
        w.say(back, RoomJoin{5, room, {}, {}, {}});
        QVERIFY(w.transport.last<TypingChanged>(back));
        QCOMPARE(w.transport.last<TypingChanged>(back)->name, QStringLiteral("Ana"));
        QVERIFY(w.transport.last<TypingChanged>(back)->on);
        w.transport.forget();
        w.say(ana, RoomJoin{6, room, {}, {}, {}});
        QVERIFY2(!w.transport.last<TypingChanged>(ana), "nobody is told of themselves");
    }
    // `room.read` has no answer that could tell a client to bring it again.
    void P10_aReadMarkThatTheDiskRefusesIsWrittenWhenItTakesItAgain()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("x")));
        w.say(ana, w.post(room, QStringLiteral("y")));
        const auto kept = [&] {
            const StoredSession session = w.store.session();
            return session.members.isEmpty() ? Seq(-1) : session.members.first().read;
        };
        w.store.setFailing(true);
        w.say(ana, RoomRead{room, 1});
        w.say(ana, RoomRead{room, 2});
        QCOMPARE(kept(), 0);
        w.advance(10'000);
        QCOMPARE(kept(), 0);
        w.store.setFailing(false);
        w.advance(storeRetryMs);
        QCOMPARE(kept(), 2);
    }
    // Nobody says it again: a program takes what it has heard back for kept (P46).
    void P51_howOneIsIsWrittenWhenTheDiskTakesItAgain_data()
    {
        QTest::addColumn<bool>("ends");
        QTest::newRow("by itself") << false;
        QTest::newRow("when the host ends") << true;
    }
    void P51_howOneIsIsWrittenWhenTheDiskTakesItAgain()
    {
        QFETCH(bool, ends);
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        w.say(ana, w.post(w.room, QStringLiteral("x")));
        w.store.setFailing(true);
        w.say(ana, PresenceSet{Status::Offline, {}});
        w.say(ben, PresenceSet{Status::Away, QStringLiteral("in the lab")});
        w.say(ana, RoomRead{w.room, 1});
        w.store.setFailing(false);
        if (ends)
            w.hub.drain({}, 0);
        w.advance(ends ? 0 : storeRetryMs);
        const StoredSession session = w.store.session();
        QCOMPARE(session.users.size(), 2);
        for (const StoredUser &user : session.users)
            QCOMPARE(user.status, user.name == u"Ana" ? Status::Offline : Status::Away);
        for (const StoredMember &member : session.members)
            if (member.user == w.userOf(ana))
                QCOMPARE(member.read, 1);
        QCOMPARE(w.hub.isDrained(), ends);
    }
    void G8_presenceHasGraceAndCountsDevices()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.transport.forget();
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.advance(9000);
        QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "a short absence is not told");
        const PeerId back = w.connect();
        w.hello(back, QStringLiteral("Ben"), token);
        w.advance(60000);
        QVERIFY(w.transport.all<PresenceChanged>(ana).isEmpty());
        const PeerId second = w.connect();
        w.hello(second, QStringLiteral("Ben"), token);
        w.hub.peerDisconnected(back, Parting::Lost);
        w.advance(60000);
        QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "one device is left");
        w.hub.peerDisconnected(second, Parting::Lost);
        w.advance(10000);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Offline);
        QVERIFY(w.transport.last<PresenceChanged>(ana)->person.seen > 0);
    }
    void P43_whoSaysThatTheyAreDoneAreGoneAtOnce()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        const PeerId second = w.another(ben);
        w.transport.forget();
        w.hub.peerDisconnected(ben, Parting::Goodbye);
        w.advance(60000);
        QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "another device is there");
        const qint64 then = w.clock.wallMs();
        w.hub.peerDisconnected(second, Parting::Goodbye);
        w.advance(0);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Offline);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.seen, then);
        w.hello(w.connect(), QStringLiteral("Ben"), token);
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Online);
    }
    // Of the device that was cut nobody knows yet whether it is done.
    void P43_aDeviceThatWasCutIsWaitedForAlsoWhenAnotherSaysThatItIsDone_data()
    {
        QTest::addColumn<int>("cutBefore"); // ms
        QTest::addColumn<bool>("back");
        QTest::addColumn<int>("waits");
        QTest::newRow("cut a moment ago") << 4000 << false << 6000;
        QTest::newRow("the control: back since, and done now, too") << 4000 << true << 0;
        QTest::newRow("the control: cut long ago") << 12'000 << false << 0;
    }
    void P43_aDeviceThatWasCutIsWaitedForAlsoWhenAnotherSaysThatItIsDone()
    {
        QFETCH(int, cutBefore);
        QFETCH(bool, back);
        QFETCH(int, waits);
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId phone = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(phone)->token;
        const PeerId desk = w.another(phone);
        w.transport.forget();
        w.hub.peerDisconnected(desk, Parting::Lost);
        w.advance(cutBefore);
        if (back) {
            const PeerId again = w.connect();
            w.hello(again, QStringLiteral("Ben"), token);
            w.hub.peerDisconnected(again, Parting::Goodbye);
        }
        w.hub.peerDisconnected(phone, Parting::Goodbye);
        if (waits > 0) {
            w.advance(waits - 1);
            QVERIFY2(w.transport.all<PresenceChanged>(ana).isEmpty(), "the one that was cut may be back yet");
            w.advance(1);
        } else {
            w.advance(0);
        }
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Offline);
    }
    void G8_whoWasThereWhenTheHostEndedWasLastSeenThen_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::addColumn<bool>("hidden");
        QTest::newRow("it ends") << false << false;
        QTest::newRow("it is killed after they wrote") << true << false;
        QTest::newRow("who appears offline") << false << true;
    }
    void G8_whoWasThereWhenTheHostEndedWasLastSeenThen()
    {
        QFETCH(bool, killed);
        QFETCH(bool, hidden);
        HubWorld w;
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const qint64 came = w.clock.wallMs();
        if (hidden)
            w.say(ben, PresenceSet{Status::Offline, {}});
        for (int i = 0; i < 5; ++i) { // without a word one would be gone
            w.advance(14000);
            w.say(ben, Ping{i});
        }
        if (killed)
            w.say(ben, ChatPost{newId<OpId>(), w.room, QStringLiteral("x"), {}});
        else
            w.hub.drain({}, 0);
        w.advance(0);
        const auto users = w.store.session().users;
        QCOMPARE(users.size(), 1);
        QCOMPARE(users.first().seen, hidden ? came : came + 70000);
    }
    void P44_whoAppearsOfflineIsNotHeardComingGoingOrWriting()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        w.advance(5000);
        w.say(ben, PresenceSet{Status::Offline, {}});
        const auto gone = w.transport.last<PresenceChanged>(ana)->person;
        QCOMPARE(gone.status, Status::Offline);
        QCOMPARE(gone.seen, w.clock.wallMs());
        w.transport.forget();
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.advance(60000);
        const PeerId back = w.connect();
        w.hello(back, QStringLiteral("Ben"), token);
        w.say(back, RoomJoin{3, w.room, {}, {}});
        w.say(back, TypingSet{w.room, true});
        w.advance(1000);
        QVERIFY(w.transport.all<PresenceChanged>(ana).isEmpty());
        QVERIFY(w.transport.all<TypingChanged>(ana).isEmpty());
        w.say(ana, MembersGet{1, w.room, {}});
        const auto page = w.transport.last<MembersPage>(ana);
        for (const Person &person : page->members)
            if (person.id == gone.id)
                QCOMPARE(person.seen, gone.seen);
        // And is heard again as soon as they say so.
        w.say(back, PresenceSet{Status::Online, {}});
        QCOMPARE(w.transport.last<PresenceChanged>(ana)->person.status, Status::Online);
        w.say(back, TypingSet{w.room, true});
        QVERIFY(w.transport.last<TypingChanged>(ana));
    }
    void P44_whoAppearsOfflineDoesSoAtAHostThatWasStartedAnew()
    {
        HubWorld w;
        w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto token = w.transport.last<Welcome>(ben)->token;
        const QByteArray anas = w.transport.last<Welcome>(1)->token;
        w.say(ben, PresenceSet{Status::Offline, QStringLiteral("thinking")});
        const Person gone = w.transport.last<PresenceChanged>(1)->person;

        FakeTransport transport;
        Hub again(transport, w.store, w.clock, w.random, {});
        again.load(w.store.session());
        again.peerConnected(1, {});
        again.peerMessage(1, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), anas});
        // Two devices of his, of which the second was not there when he chose it, and none says it again.
        for (const PeerId device : {2, 3}) {
            again.peerConnected(device, {});
            again.peerMessage(device, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), token});
        }
        w.settle();
        for (const PresenceChanged &told : transport.all<PresenceChanged>(1))
            QVERIFY(told.person.id != gone.id);
        again.peerMessage(1, MembersGet{1, w.room, {}});
        int found = 0;
        const auto page = transport.last<MembersPage>(1);
        QVERIFY(page);
        for (const Person &person : page->members)
            if (person.id == gone.id) {
                QCOMPARE(person, gone);
                ++found;
            }
        QCOMPARE(found, 1);
    }
    // Whoever says it waits for that; a device that did not hear it would say the other thing again.
    void P46_howOneIsIsToldToAllOfOnesDevices()
    {
        HubConfig config;
        config.crowd = 2;
        HubWorld w(config);
        w.join(QStringLiteral("Ana"));
        w.join(QStringLiteral("Cleo"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const PeerId telephone = w.another(ben);
        w.transport.forget();
        w.say(ben, PresenceSet{Status::Away, {}});
        for (const PeerId device : {ben, telephone})
            QCOMPARE(w.transport.last<PresenceChanged>(device)->person.status, Status::Away);
        w.transport.forget();
        w.say(telephone, PresenceSet{Status::Away, {}}); // as it is: only who asks is told
        QCOMPARE(w.transport.last<PresenceChanged>(telephone)->person.status, Status::Away);
        QVERIFY(!w.transport.last<PresenceChanged>(ben));
    }
    void P48_whoHadNoRoomToHearItHearsHowTheyAreByThen()
    {
        HubWorld w;
        const PeerId slow = w.join(QStringLiteral("Slow"));
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        w.transport.forget();
        w.transport.full.insert(slow);
        w.say(ana, PresenceSet{Status::Away, {}});
        w.hub.peerDisconnected(ben, Parting::Goodbye);
        w.advance(1);
        w.say(ana, PresenceSet{Status::DoNotDisturb, QStringLiteral("in class")});
        QVERIFY(w.transport.all<PresenceChanged>(slow).isEmpty());
        w.transport.forget();
        w.transport.full.clear();
        w.hub.newestMissed(slow, w.transport.missed.take(slow));
        const auto told = w.transport.all<PresenceChanged>(slow);
        QCOMPARE(told.size(), 2); // each once, and nobody of whom it had heard
        QCOMPARE(told.at(0).person.name, QStringLiteral("Ben"));
        QCOMPARE(told.at(0).person.status, Status::Offline);
        QCOMPARE(told.at(1).person.name, QStringLiteral("Ana"));
        QCOMPARE(told.at(1).person.text, QStringLiteral("in class"));
        QVERIFY(w.transport.received(ana).empty());
        w.advance(1000);
        QCOMPARE(w.transport.all<PresenceChanged>(slow).size(), 2);
    }
    void P48_inACrowdItHearsOfThoseOfWhomOneHearsThere()
    {
        HubConfig config;
        config.crowd = 2;
        HubWorld w(config);
        const PeerId slow = w.join(QStringLiteral("Slow"));
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const OpId made = newId<OpId>();
        w.say(ana, RoomCreate{made, QStringLiteral("small"), {}});
        w.say(slow, RoomJoin{3, RoomId{made.value}, {}, {}});
        w.transport.forget();
        w.transport.full.insert(slow);
        w.say(ben, PresenceSet{Status::Away, {}}); // in the large room only
        w.say(ana, PresenceSet{Status::Away, {}});
        w.say(ben, PresenceSet{Status::DoNotDisturb, {}});
        w.transport.full.clear();
        w.hub.newestMissed(slow, w.transport.missed.take(slow));
        const auto told = w.transport.all<PresenceChanged>(slow);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().person.name, QStringLiteral("Ana"));
    }
    void P48_manyAreToldByPartsThatLeaveRoom()
    {
        HubWorld w;
        const PeerId slow = w.join(QStringLiteral("Slow"));
        QList<PeerId> others;
        for (int i = 0; i < 120; ++i)
            others.append(w.join(QStringLiteral("Person %1").arg(i)));
        w.transport.full.insert(slow);
        for (const PeerId other : std::as_const(others))
            w.say(other, PresenceSet{Status::Away, {}});
        w.transport.forget();
        w.transport.full.clear();
        w.hub.newestMissed(slow, w.transport.missed.take(slow));
        const auto told = [&] { return w.transport.all<PresenceChanged>(slow).size(); };
        QCOMPARE(told(), 50);
        w.transport.behind.insert(slow); // something else was said meanwhile, and it does not read
        w.advance(1000);
        QCOMPARE(told(), 50);
        w.transport.behind.clear();
        w.hub.peerDrained(slow);
        QCOMPARE(told(), 100);
        w.advance(20);
        QCOMPARE(told(), 120);
        QSet<UserId> people;
        for (const auto &changed : w.transport.all<PresenceChanged>(slow))
            people.insert(changed.person.id);
        QCOMPARE(people.size(), 120);
        w.advance(1000);
        QCOMPARE(told(), 120);
    }
    void P45_anotherDeviceHearsOfAJoinAndOfALeave()
    {
        HubWorld w;
        const PeerId first = w.connect();
        const auto welcome = w.hello(first, QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(first);
        const PeerId second = w.connect();
        w.hello(second, QStringLiteral("Ana"), welcome.token);
        for (const PeerId device : {first, second})
            w.say(device, RoomJoin{2, room, {}, {}});
        w.transport.forget();
        w.say(first, RoomLeave{3, room});
        QCOMPARE(w.transport.last<MemberLeft>(second)->user, welcome.user);
        QVERIFY(!w.transport.last<MemberLeft>(first)); // it has its answer
        w.say(first, RoomJoin{4, room, {}, {}});
        QCOMPARE(w.transport.last<MemberJoined>(second)->person.id, welcome.user);
        QVERIFY(!w.transport.last<MemberJoined>(first));
    }
    void P45_twoDevicesThatJoinAtOnceAreTheOnePersonWhoJoined()
    {
        HubWorld w;
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const PeerId desk = w.join(QStringLiteral("Ana"));
        const PeerId phone = w.another(desk);
        const RoomId room = w.firstRoom(desk);
        w.say(desk, RoomLeave{4, room});
        w.transport.forget();
        w.hub.peerMessage(phone, RoomJoin{5, room, {}, {}, {}});
        w.hub.peerMessage(desk, RoomJoin{6, room, {}, {}, {}});
        w.settle(); // one commit
        QVERIFY(w.transport.last<RoomJoined>(phone)->room.joined);
        QVERIFY(w.transport.last<RoomJoined>(desk)->room.joined);
        QCOMPARE(w.transport.all<MemberJoined>(ben).size(), 1);
        QCOMPARE(w.transport.all<MemberJoined>(desk).size(), 1);  // of the other device
        QCOMPARE(w.transport.all<MemberJoined>(phone).size(), 0); // has its answer
        QCOMPARE(w.store.session().members.size(), 2);
    }
    void aStatusReachesTheOthersWithItsWords()
    {
        HubWorld w;
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
        HubWorld w;
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
        HubWorld w(config);
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
        HubWorld w;
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
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.hub.peerMessage(ben, RoomLeave{4, room});
        w.hub.peerMessage(ben, w.post(room, QStringLiteral("too late")));
        w.hub.peerMessage(ben, RoomJoin{5, room, {}, {}});
        w.settle();
        QCOMPARE(w.refusal(ben), QStringLiteral("not-member@room"));
        QVERIFY(w.transport.last<RoomJoined>(ben)->room.joined);
        w.say(ana, w.post(room, QStringLiteral("hello again")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.chat->body, QStringLiteral("hello again"));
        QCOMPARE(w.store.session().members.size(), 2);
    }
    void leavingOnOneDeviceIsLeavingOnAll()
    {
        HubWorld w;
        const PeerId desk = w.join(QStringLiteral("Ana"));
        const auto welcome = *w.transport.last<Welcome>(desk);
        const PeerId phone = w.another(desk);
        const RoomId room = w.firstRoom(desk);
        w.say(phone, RoomJoin{3, room, {}, {}});
        w.say(phone, RoomLeave{4, room});
        QCOMPARE(w.transport.last<MemberLeft>(desk)->user, welcome.user);
        QCOMPARE(w.transport.last<Done>(phone)->req, 4);
    }
    // What one device asked for before another one left is over when the disk has written it.
    void P45_aJoinThatIsOvertakenByALeavingBringsNobodyBack()
    {
        HubWorld w;
        const PeerId desk = w.join(QStringLiteral("Ana"));
        const PeerId phone = w.another(desk);
        const RoomId room = w.firstRoom(desk);
        w.say(desk, RoomLeave{4, room});
        w.hub.peerMessage(phone, RoomJoin{5, room, {}, {}, {}});
        w.hub.peerMessage(desk, RoomJoin{6, room, {}, {}, {}});
        w.store.deliver(1);
        w.hub.peerMessage(phone, RoomLeave{7, room});
        w.settle();
        QCOMPARE(w.transport.last<Done>(phone)->req, 7);
        QCOMPARE(w.refusal(desk), QStringLiteral("not-member@room"));
        QVERIFY(w.store.session().members.isEmpty());
        w.say(desk, RoomsList{8, {}});
        QVERIFY(!w.transport.last<RoomsPage>(desk)->rooms.first().joined);
    }
    // The disk may refuse yet: who is told that they are out hears nothing more.
    void P35_nobodyIsOutBeforeTheirLeavingIsWritten()
    {
        HubWorld w;
        const auto phone = w.join(QStringLiteral("Ana"));
        const auto welcome = w.transport.last<Welcome>(phone);
        const RoomId room = w.room;
        const auto desk = w.connect();
        (void)w.hello(desk, QStringLiteral("Ana"), welcome->token);
        w.say(desk, RoomJoin{3, room, {}, {}, {}});
        const auto ben = w.join(QStringLiteral("Ben"));
        w.store.setFailing(true);
        w.hub.peerMessage(phone, RoomLeave{4, room});
        w.hub.peerMessage(desk, RoomLeave{5, room});
        QCOMPARE(w.refusal(desk), QStringLiteral("busy@"));
        w.settle();
        QCOMPARE(w.refusal(phone), QStringLiteral("storage@"));
        w.store.setFailing(false);
        w.transport.forget();
        w.say(ben, HubWorld::post(room, QStringLiteral("still here")));
        QCOMPARE(w.transport.all<EventPosted>(desk).size(), 1);
        w.say(desk, RoomLeave{6, room});
        QVERIFY(w.transport.last<Done>(desk));
        QVERIFY(w.transport.last<MemberLeft>(phone));
        w.say(ben, HubWorld::post(room, QStringLiteral("alone")));
        QCOMPARE(w.transport.all<EventPosted>(desk).size(), 1);
        QCOMPARE(w.transport.all<EventPosted>(phone).size(), 1);
    }
    void P47_aLeavingThatTheDiskRefusesChangesNothing()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto welcome = *w.transport.last<Welcome>(ben);
        const RoomId room = w.room;
        w.say(ben, TypingSet{room, true});
        w.say(ana, BoardLook{room, BoardArea{0, 0, 100, 100}, {}, {}, {}});
        w.say(ben, BoardLook{room, BoardArea{0, 0, 100, 100}, {}, {}, {}});
        w.transport.forget();
        w.store.setFailing(true);
        w.hub.peerMessage(ben, RoomLeave{4, room});
        // Before the disk has answered: for the others they are there, and what they ask themselves is refused.
        w.hub.peerMessage(ana, MembersGet{5, room, {}});
        QCOMPARE(w.transport.last<MembersPage>(ana)->members.size(), 2);
        w.hub.peerMessage(ana, RoomsList{6, {}});
        QCOMPARE(w.transport.last<RoomsPage>(ana)->rooms.first().members, 2);
        w.hub.peerMessage(ben, RoomStateGet{7, room});
        QCOMPARE(w.refusal(ben), QStringLiteral("not-member@room"));
        // A device that comes meanwhile does not belong to the room, until it hears that it does.
        const PeerId desk = w.connect();
        w.hub.peerMessage(desk, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), welcome.token});
        w.hub.peerMessage(desk, RoomsList{1, {}});
        QVERIFY(!w.transport.last<RoomsPage>(desk)->rooms.first().joined);
        QVERIFY(!w.transport.last<MemberJoined>(desk));
        w.settle();
        QCOMPARE(w.refusal(ben), QStringLiteral("storage@"));
        QCOMPARE(w.transport.last<MemberJoined>(desk)->person.id, welcome.user);
        QVERIFY(w.transport.all<MemberLeft>(ana).isEmpty());
        QVERIFY(w.transport.all<MemberJoined>(ana).isEmpty());
        QVERIFY(w.transport.all<TypingChanged>(ana).isEmpty());
        QVERIFY(w.transport.all<BoardOnlooker>(ana).isEmpty());
        w.store.setFailing(false);
        w.say(desk, RoomJoin{2, room, {}, {}, {}});
        w.say(ana, w.post(room, QStringLiteral("all are here")));
        for (const PeerId device : {ben, desk})
            QCOMPARE(w.transport.last<EventPosted>(device)->event.chat->body, QStringLiteral("all are here"));
        w.say(ben, RoomLeave{8, room}); // the control: when the disk takes it, all of that ends
        QCOMPARE(w.transport.last<Done>(ben)->req, 8);
        QCOMPARE(w.transport.all<MemberLeft>(ana).size(), 1);
        QVERIFY(!w.transport.last<TypingChanged>(ana)->on);
        w.advance(1000);
        QVERIFY(w.transport.last<BoardOnlooker>(ana));
    }
    void P10_aNewcomersMarkIsTheSameOnTheDiskAndHere()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.connect();
        w.hub.peerMessage(ana, w.post(w.room, QStringLiteral("while he is let in")));
        w.hub.peerMessage(ben, Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), {}});
        w.settle();
        const auto welcome = *w.transport.last<Welcome>(ben);
        w.say(ben, RoomJoin{1, w.room, {}, {}, {}});
        const RoomInfo told = w.transport.last<RoomJoined>(ben)->room;
        QCOMPARE(told.line, 1);
        int found = 0;
        for (const StoredMember &member : w.store.session().members)
            if (member.user == welcome.user) {
                ++found;
                QCOMPARE(told.read, member.read);
            }
        QCOMPARE(found, 1);
    }
    void P47_whatIsSaidMeanwhileIsHeard()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.room;
        const auto before = w.transport.all<EventPosted>(ben).size();
        w.hub.peerMessage(ana, w.post(room, QStringLiteral("before it is written")));
        w.hub.peerMessage(ben, RoomLeave{4, room});
        w.store.deliver(1);
        w.store.setFailing(true);
        w.settle();
        QCOMPARE(w.refusal(ben), QStringLiteral("storage@"));
        QCOMPARE(w.transport.all<EventPosted>(ben).size(), before + 1);
        w.store.setFailing(false);
        w.say(ana, w.post(room, QStringLiteral("and after")));
        QCOMPARE(w.transport.all<EventPosted>(ben).size(), before + 2);
    }
    void aFailedLeaveLeavesOneWhereOneWas()
    {
        HubWorld w;
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
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomCreate create{newId<OpId>(), QStringLiteral("Physics"), {}};
        w.hub.peerMessage(ana, create);
        w.hub.peerMessage(ana, create);
        QCOMPARE(w.refusal(ana), QStringLiteral("busy@"));
        w.settle();
        w.say(ana, create);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
    }
    void P7_anIdMakesOneRoomOnly()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomCreate first{newId<OpId>(), QStringLiteral("Physics"), {}};
        const RoomCreate other{first.id, QStringLiteral("Chemistry"), {}};
        w.hub.peerMessage(ana, first);
        w.hub.peerMessage(ana, other); // while the first is on its way to the disk
        w.hub.peerMessage(ben, other);
        w.settle();
        QVERIFY(!w.transport.last<Ack>(ana)->dup);
        QCOMPARE(w.refusal(ana), QStringLiteral("id-reused@id"));
        QVERIFY(w.refusal(ben) == u"id-reused@id" || w.refusal(ben) == u"busy@");
        w.transport.forget();
        w.say(ana, other);
        QCOMPARE(w.refusal(ana), QStringLiteral("id-reused@id"));
        QVERIFY(!w.transport.last<Ack>(ana));
        w.say(ana, RoomCreate{newId<OpId>(), QStringLiteral("Chemistry"), {}}); // the name is free
        QVERIFY(w.transport.last<Ack>(ana));
    }
};

QTEST_APPLESS_MAIN(TestHubRooms)
#include "tst_hubrooms.moc"
